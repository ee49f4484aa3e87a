"""``gurukul demo``: a server and two app windows that find each other and talk."""

import json
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import click

from gurukul_desktop.demo.display import VirtualDisplay, needs_display
from gurukul_desktop.demo.processes import Child, free_port
from gurukul_desktop.demo.sound import VirtualSound, needs_sound
from gurukul_desktop.demo.verdict import judge, table
from gurukul_desktop.errors import UsageError

SERVER_SECONDS: Final = 15.0
GRACE_SECONDS: Final = 60.0
"""How long starting, searching and ending may take beside the call itself."""
WINDOW: Final = (800, 560)
GAP: Final = 20


@click.command()
@click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    default=20.0,
    show_default=True,
    help="How long the call lasts; 0: until a window is closed.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what both sides measured to this file, as JSON.",
)
@click.option(
    "--screenshots",
    type=click.Path(file_okay=False, path_type=Path),
    help="Photograph every page of both windows into this folder.",
)
@click.option("--camera", default="", help="A camera for the first side in place of its pattern.")
@click.option(
    "--embedded",
    is_flag=True,
    help="The first side serves both, as the app does where no server is named.",
)
@click.option(
    "--offline",
    is_flag=True,
    help="One window on stand-ins instead: every page, no network, no server, no device.",
)
@click.option("--scene", metavar="NAME", help="With --offline: begin with this scene.")
@click.option("--list-scenes", is_flag=True, help="Print the names of all scenes.")
@click.pass_context
def demo(
    ctx: click.Context,
    offline: bool,
    scene: str | None,
    list_scenes: bool,
    seconds: float,
    report: Path | None,
    screenshots: Path | None,
    camera: str,
    embedded: bool,
) -> None:
    """Two students with virtual cameras find each other and talk."""
    if offline or scene is not None or list_scenes:
        _show_offline(scene, list_only=list_scenes)
        return
    _check_writable(report, screenshots)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gurukul-demo-")))
        environment = dict(os.environ)
        sounds: list[dict[str, str]] = [{}, {}]
        if needs_display():
            click.echo("There is no display here: a virtual one is used (Xvfb).")
            display = stack.enter_context(VirtualDisplay())
            # There is no GPU behind it, and drawing OpenGL on the processor takes all of it.
            environment = {"QT_QUICK_BACKEND": "software"} | environment | display.environment
        if needs_sound():
            click.echo("There is no sound device here: virtual ones are used (PulseAudio).")
            sound = stack.enter_context(VirtualSound(sinks=2))
            sounds = [sound.environment_for(0), sound.environment_for(1)]
        port = free_port()
        if embedded:
            where = ["--port", str(port)]
        else:
            where = ["--server", f"ws://127.0.0.1:{port}/ws"]
            ports = ["--port", str(port), "--http-port", "none"]
            arguments = ["server", *ports, "--data-dir", str(folder)]
            server = stack.enter_context(Child("server", arguments, environment))
            server.wait_for_line("listening", SERVER_SECONDS)
        sides: list[Child] = []
        for number, (name, camera_spec, tone) in enumerate(
            (("Asha", camera or "test:a", 440), ("Ravi", "test:b", 660))
        ):
            arguments = [
                *("demo-side", *where, "--name", name),
                *("--camera", camera_spec, "--microphone", f"test:{tone}"),
                *("--data-dir", str(folder / name), "--seconds", str(seconds)),
                *("--report", str(folder / f"{name}.json")),
                # The second comes later, so that the first is seen searching.
                *("--waits", "3.5" if number else "1.2"),
                *("--place", str(GAP + number * (WINDOW[0] + GAP)), "40", *map(str, WINDOW)),
            ]
            if screenshots is not None:
                arguments += ["--screenshots", str(screenshots.resolve())]
            if number == 0 and seconds > 0:
                arguments.append("--hangs-up")
            if embedded and number == 1:
                sides[0].wait_for_port(port, SERVER_SECONDS)
            child = Child(name, arguments, environment | sounds[number])
            sides.append(stack.enter_context(child))
        click.echo("Asha and Ravi are looking for a partner …")
        deadline = seconds + GRACE_SECONDS if seconds > 0 else None
        statuses = [side.wait(deadline) for side in sides]
        results = {side.name.lower(): _read(folder / f"{side.name}.json") for side in sides}
    if report is not None:
        report.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    click.echo(table(results))
    faults = judge(results) if seconds > 0 else []
    for side, status in zip(sides, statuses, strict=True):
        if status != 0:
            faults.append(f"{side.name} ended with status {status}")
    for fault in faults:
        click.echo(f"gurukul demo: {fault}", err=True)
    ctx.exit(1 if faults else 0)


def _show_offline(name: str | None, *, list_only: bool) -> None:
    # Qt first: it says in one sentence which library or display is missing.
    from gurukul_desktop.ui.application import create_application

    application = None if list_only else create_application()
    from gurukul_desktop.demo.scenes import SCENES, named

    if application is None:
        for each in SCENES:
            click.echo(f"{each.name:28}{each.what}")
        return
    scene = named(name) if name is not None else None
    from gurukul_desktop.demo.walk import walk
    from gurukul_desktop.ui.event_loop import run_in_qt

    click.echo("Ctrl+Right and Ctrl+Left go from scene to scene, Ctrl+Home back to the walk.")
    run_in_qt(application, walk(scene))


def _check_writable(report: Path | None, screenshots: Path | None) -> None:
    try:
        if screenshots is not None:
            screenshots.mkdir(parents=True, exist_ok=True)
        if report is not None:
            report.touch()
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written: {error.strerror}.") from None


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return None
