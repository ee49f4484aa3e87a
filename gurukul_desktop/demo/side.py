"""``gurukul demo-side``: one side of the demo, started by ``gurukul demo``."""

from pathlib import Path
from typing import Any

import click

from gurukul_desktop.config import AppOptions
from gurukul_desktop.signaling.address import DEFAULT_PORT


@click.command("demo-side", hidden=True)
@click.option("--server")
@click.option("--port", type=int, default=DEFAULT_PORT)
@click.option("--name", required=True)
@click.option("--camera", required=True)
@click.option("--microphone", required=True)
@click.option("--speaker")
@click.option("--data-dir", type=click.Path(path_type=Path), required=True)
@click.option("--seconds", type=float, required=True)
@click.option("--hangs-up", is_flag=True)
@click.option("--waits", type=float, required=True)
@click.option("--place", type=int, nargs=4, required=True)
@click.option("--report", type=click.Path(path_type=Path), required=True)
@click.option("--watch-loop", is_flag=True, help="Measure how late the window's loop is.")
@click.option("--screenshots", type=click.Path(path_type=Path))
def side(
    seconds: float,
    hangs_up: bool,
    waits: float,
    place: tuple[int, int, int, int],
    report: Path,
    screenshots: Path | None,
    watch_loop: bool,
    server: str | None,
    **options: Any,
) -> None:
    """One side of the demo; started by ``gurukul demo``."""
    # Qt first: it says in one sentence which library or display is missing.
    from gurukul_desktop.ui.application import create_application

    application = create_application()
    from gurukul_desktop.demo.actor import Script, play
    from gurukul_desktop.ui.event_loop import run_in_qt

    script = Script(seconds, hangs_up, waits, place, report, screenshots, watch_loop)
    servers = () if server is None else (server,)
    run_in_qt(application, play(AppOptions(servers=servers, **options), script))
