"""The command line, and nothing else: it reads what was typed and calls the part that does it.

Each part is imported only when its command runs, so that the server starts where neither
Qt nor a media library is installed.
"""

import gc
import logging
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

import click

from gurukul_desktop import __version__, alert
from gurukul_desktop.config import AppOptions
from gurukul_desktop.errors import GurukulError
from gurukul_desktop.link import is_link
from gurukul_desktop.log_file import LogFile
from gurukul_desktop.paths import default_data_dir, default_log_dir, log_dir
from gurukul_desktop.protocol.limits import NAME_CHARACTERS
from gurukul_desktop.signaling.address import parse_server_urls
from gurukul_desktop.signaling.sign_in import read_token, token_from_environment
from gurukul_desktop.updates.address import packaged_update_url, parse_update_url

if TYPE_CHECKING:
    from gurukul_desktop.desktop.instance import Instance

USAGE_STATUS: Final = 2
FAULT_STATUS: Final = 1

_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_LEVELS: Final = ("debug", "info", "warning", "error")
_COMMANDS: Final = {
    "demo": ("gurukul_desktop.demo.command", "demo"),
    "demo-side": ("gurukul_desktop.demo.side", "side"),
    "devices": ("gurukul_desktop.ui.devices_command", "devices"),
    "server": ("gurukul_desktop.server.command", "server"),
}


log = logging.getLogger(__name__)


class _LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for.

    Its last argument may be a ``gurukul://`` link. Nothing may follow one: a page whose link
    breaks out of the quotes that a system puts it into must not be able to add options.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        for number, argument in enumerate(args):
            if is_link(argument):
                if number + 1 < len(args):
                    raise click.UsageError("A link has to be the last thing that is typed.", ctx)
                args = [*args[:number], f"--link={argument}"]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command


def _short_name(context: click.Context, parameter: click.Parameter, name: str) -> str:
    if len(name) > NAME_CHARACTERS:
        raise click.BadParameter(f"at most {NAME_CHARACTERS} characters, not {len(name)}.")
    return name


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    context_settings={"auto_envvar_prefix": "GURUKUL", "help_option_names": ["-h", "--help"]},
)
@click.option(
    "--server",
    metavar="URL",
    help="The server, as wss://host/ws, or several, tried in turn. "
    "Without it the app serves itself.",
)
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Sign in with the token in this file, or with the one in GURUKUL_TOKEN.",
)
@click.option("--camera", metavar="SPEC", help="A camera: name or path, none, test, file:PATH.")
@click.option("--microphone", metavar="SPEC", help="A microphone, in the same words.")
@click.option("--speaker", metavar="SPEC", help="A speaker: name, or none.")
@click.option("--audio-only", is_flag=True, help="Start with audio only.")
@click.option("--name", default="", callback=_short_name, help="What your partner reads.")
@click.option("--link", default="", hidden=True, help="The link that was given last.")
@click.option(
    "--update-url",
    metavar="URL",
    help="Who is asked once a day for the newest version; none asks nobody.",
)
@click.option(
    "--new-window", is_flag=True, help="Open another window, as another student, where one is open."
)
@click.option("--find", is_flag=True, help="Press Find Partner at the start.")
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    default=default_data_dir,
    show_default="the user's data folder",
    help="Where the app keeps what it must remember.",
)
@click.option(
    "--log-level",
    type=click.Choice(_LEVELS),
    default="warning",
    show_default=True,
    help="How much is logged to standard error.",
)
@click.version_option(__version__, prog_name="gurukul")
@click.pass_context
def gurukul(ctx: click.Context, /, log_level: str, new_window: bool, **options: Any) -> None:
    """Gurukul: one-to-one study calls. Without a command, the app.

    A gurukul:// link as the last argument opens the app with what the link asks for.
    """
    app = ctx.invoked_subcommand is None
    _log(log_level, file=log_dir(options["data_dir"]) if app else None)
    if app:
        server = options.pop("server")
        options["servers"] = () if server is None else parse_server_urls(server)
        asked = options.pop("update_url")
        options["update_url"] = packaged_update_url() if asked is None else parse_update_url(asked)
        options["token"] = token_from_environment()
        if options["token_file"] is not None:
            read_token(options["token_file"])  # a wrong path is told now, not at each connection
        place = None if new_window else _place(ctx, options["data_dir"], options["link"])
        try:
            # Nothing of what a start makes is garbage, and to look for it takes a sixth of the
            # time; the app allows it again when its window is on the screen.
            gc.disable()
            # Qt first: it says in one sentence which library or display is missing.
            from gurukul_desktop.ui.application import create_application

            application = create_application()
            from gurukul_desktop.app import run

            ctx.exit(run(application, AppOptions(**options), place))
        finally:
            if place is not None:
                place.close()


def _place(ctx: click.Context, data_dir: Path, link: str) -> "Instance | None":
    """The place of this user's one app; where it is taken, that one comes forward, and we end."""
    from gurukul_desktop.desktop import instance

    try:
        place = instance.claim(data_dir)
    except OSError as error:
        log.warning("there may be another Gurukul open: %s", error.strerror)
        return None
    if place is None:
        named = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
        token = next((os.environ[name] for name in named if os.environ.get(name)), "")
        if instance.hand_over(data_dir, instance.request(link, token)):
            click.echo("Gurukul is open already: its window comes forward.")
            ctx.exit(0)
        log.warning("the Gurukul that is open does not answer: this is another window")
    return place


def main() -> int:
    """Run the command line; returns the exit status, 2 for a mistake in what was typed."""
    _print_what_can_be(sys.stdout)
    try:
        status = gurukul.main(prog_name="gurukul", standalone_mode=False)
    except click.ClickException as error:
        return _complain(error.format_message())
    except GurukulError as error:
        return _complain(str(error))
    except click.Abort:
        return 130
    except Exception:
        if not _without_reader():
            raise
        return _confess()
    return status if isinstance(status, int) else 0


def _print_what_can_be(output: TextIO | None) -> None:
    """Have ``?`` printed for what ``output`` cannot show, and not a fault raised.

    A name in Devanagari, piped on a Windows that writes in its old code page, is such a case.
    """
    if isinstance(output, TextIOWrapper):
        output.reconfigure(errors="replace")


def _log(level: str, *, file: Path | None) -> None:
    """Log to the error output from ``level`` on, and to a file in this folder what is of note."""
    handlers: list[logging.Handler] = []
    if sys.stderr is not None:
        handlers.append(logging.StreamHandler())
        handlers[0].setLevel(level.upper())
    least = logging.getLevelNamesMapping()[level.upper()]
    if file is not None:
        handlers.append(LogFile(file))
        handlers[-1].setLevel(logging.INFO)
        least = min(least, logging.INFO)
    logging.basicConfig(level=least, format=_FORMAT, handlers=handlers)


def _complain(sentence: str) -> int:
    if sys.stderr is not None:
        print(f"gurukul: {sentence}", file=sys.stderr)
    if _without_reader():
        _log("warning", file=default_log_dir())  # if what was typed was wrong, it has not begun
        log.error("%s", sentence)
        alert.show(sentence)
    return USAGE_STATUS


def _confess() -> int:
    """Tell a fault of ours; the trace is the log's."""
    _log("warning", file=default_log_dir())
    log.exception("the app met a fault")
    path = next((h.path for h in logging.getLogger().handlers if isinstance(h, LogFile)), "the log")
    alert.show(
        "Gurukul met a fault and had to stop. Please start it again. "
        f"What happened is written in {path}."
    )
    return FAULT_STATUS


def _without_reader() -> bool:
    """Whether this is the app, and was started where nobody reads the error output."""
    return _COMMANDS.keys().isdisjoint(sys.argv[1:]) and alert.unread()
