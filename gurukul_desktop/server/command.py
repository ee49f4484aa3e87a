"""``gurukul server``."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from gurukul_desktop.errors import UsageError
from gurukul_desktop.protocol.messages import IceServer
from gurukul_desktop.server.addresses import parse_networks
from gurukul_desktop.server.admin.command_line import admin_options
from gurukul_desktop.server.identity.command_line import identity_options
from gurukul_desktop.server.limits.values import Limits
from gurukul_desktop.server.log_options import LOG_OPTIONS, log_options, start_logs
from gurukul_desktop.server.migrate_command import migrate
from gurukul_desktop.server.option_kinds import list_option, secret_option
from gurukul_desktop.server.options import (
    DEFAULT_HOST,
    DEFAULT_HTTP_PORT,
    DEFAULT_PORT,
    ServerOptions,
)
from gurukul_desktop.server.origins import parse_origins
from gurukul_desktop.server.stores.choice import MEMORY
from gurukul_desktop.server.turn_options import turn_options
from gurukul_desktop.server.user_command import user

_FOLDER = click.Path(file_okay=False, path_type=Path)


class OneSentenceGroup(click.Group):
    """Commands that answer a wrong option with one sentence and exit status 2."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run the command as the whole program."""
        try:
            super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.ClickException as error:
            _fail(error.format_message(), error.exit_code)
        except UsageError as error:
            _fail(str(error), 2)
        except click.Abort:
            _fail("Interrupted.", 130)
        sys.exit(0)


def _fail(sentence: str, status: int) -> NoReturn:
    click.echo(f"gurukul server: {sentence}", err=True)
    sys.exit(status)


class _PortOrNone(click.ParamType[int | None]):
    """A port, or nothing."""

    name = "port|none"

    def convert(
        self, value: Any, parameter: click.Parameter | None, context: click.Context | None
    ) -> int | None:
        """An int, or None."""
        if value in ("", "none"):
            return None
        return click.IntRange(0, 65535).convert(value, parameter, context)


def _ice_servers(
    context: click.Context, parameter: click.Parameter, urls: tuple[str, ...]
) -> tuple[IceServer, ...]:
    for url in urls:
        if not url.startswith(("stun:", "stuns:")) or len(url) > 255 or not url.isprintable():
            raise click.BadParameter(f"{url!r} is not a stun: address.")
    return tuple(IceServer((url,)) for url in urls)


_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


def _limit(name: str, default: int, words: str) -> Callable[[_Decorated], _Decorated]:
    return click.option(
        name,
        type=click.IntRange(min=0),
        default=default,
        show_default=True,
        envvar=f"GURUKUL_{name.removeprefix('--').replace('-', '_').upper()}",
        help=f"{words}; 0 is no limit.",
    )


@click.group(
    cls=OneSentenceGroup, invoke_without_command=True, context_settings={"show_default": True}
)
@click.option("--host", default=DEFAULT_HOST, envvar="GURUKUL_HOST", help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    envvar="GURUKUL_PORT",
    help="Port for WebSocket and GET /healthz; 0 takes a free one.",
)
@click.option(
    "--http-port",
    type=_PortOrNone(),
    default=DEFAULT_HTTP_PORT,
    envvar="GURUKUL_HTTP_PORT",
    help="Port for clients without WebSocket and for operators; 0 takes a free one, none is off.",
)
@click.option(
    "--data-dir",
    type=_FOLDER,
    envvar="GURUKUL_DATA_DIR",
    help="Where the key that signs guests' tokens is kept, so that a restart recognises them.",
)
@click.option(
    "--store",
    default=MEMORY,
    envvar="GURUKUL_STORE",
    show_envvar=True,
    metavar="memory|URL",
    help="Where people wait and are paired: memory, postgresql://… or redis://….",
)
@click.option(
    "--migrate",
    is_flag=True,
    envvar="GURUKUL_MIGRATE",
    help="Bring the tables of a PostgreSQL up to date at the start.",
)
@identity_options
@list_option(
    "origin",
    "origins",
    parse_origins,
    "Origin of a web page that may use the server from a browser, as https://HOST",
    "ORIGIN",
)
@list_option(
    "trusted-proxy",
    "trusted_proxies",
    parse_networks,
    "Address or network of a proxy that is believed when it says who a request is from",
    "NETWORK",
)
@_limit("--finds-per-minute", 10, "Searches of one user in a minute")
@_limit("--messages-per-second", 50, "Messages on one connection in a second")
@_limit("--bytes-per-second", 256 * 1024, "Bytes on one connection in a second")
@_limit("--connections-per-address", 50, "Connections of one address, loopback not counted")
@_limit("--connections-per-user", 30, "New connections of one user in a minute")
@click.option(
    "--stun",
    "ice_servers",
    multiple=True,
    callback=_ice_servers,
    envvar="GURUKUL_STUN",
    metavar="URL",
    help="STUN server that clients are told to use, as stun:HOST:PORT; may be repeated.",
)
@turn_options
@click.option(
    "--drain-seconds",
    type=float,  # FloatRange lets nan through; ServerOptions does not
    default=1.0,
    envvar="GURUKUL_DRAIN_SECONDS",
    help="How long a stopping server lets its clients finish.",
)
@admin_options
@log_options
@secret_option("metrics-token", "the token that /metrics asks for; without, private addresses may")
@secret_option("secret", "the key that signs guests' tokens, instead of one in the data folder")
@click.pass_context
def server(context: click.Context, /, **values: Any) -> None:
    """Run the matchmaking server, or do what the command after it says.

    Every option can also be given in the environment, as GURUKUL_ and its name in
    capitals; lists as GURUKUL_ORIGINS, GURUKUL_TRUSTED_PROXIES and GURUKUL_TURN_URLS.
    Secrets are better set so, or in a file, than on the command line.
    """
    if context.invoked_subcommand is not None:
        return
    start_logs(**{name: values.pop(name) for name in LOG_OPTIONS})
    limits = Limits(**{name: values.pop(name) for name in Limits.__struct_fields__})
    options = ServerOptions(limits=limits, **values)
    # The server's dependencies are not needed to read the options or to show the help.
    from gurukul_desktop.server.run import run

    run(options, lambda url: click.echo(f"listening on {url}"))


server.add_command(migrate)
server.add_command(user)
