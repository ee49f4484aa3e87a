"""``gurukul demo --offline`` as a designer sees it: a walk, and a scene by its name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from gurukul_desktop.demo.display import VirtualDisplay
from tests.end_to_end.accessibility import AccessibilityBus, AccessibleApp
from tests.end_to_end.programs import Program


@contextmanager
def showing(
    display: VirtualDisplay, bus: AccessibilityBus, folder: Path, *options: str
) -> Iterator[tuple[Program, AccessibleApp]]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GURUKUL_")},
        **display.environment,
        **bus.environment,
        "QT_QUICK_BACKEND": "software",
    }
    program = Program(
        "offline", ["demo", "--offline", *options], environment, folder / "offline.log"
    )
    try:
        window = AccessibleApp(bus, program.process.pid)
        yield program, window
        window.close()
    finally:
        status = program.stop()
    assert status == 0, program.log
    assert "Traceback" not in program.log
    assert ".qml" not in program.log


def test_one_walks_from_find_to_a_call_and_back(
    display: VirtualDisplay, bus: AccessibilityBus, tmp_path: Path
) -> None:
    with showing(display, bus, tmp_path) as (program, window):
        window.press("Find Partner")
        window.wait_for("Cancel")
        window.wait_for("Connected with Ravi")
        window.press("End")
        window.wait_for("Done")
        window.press("Done")
        window.wait_for("Find Partner")
        links = psutil.Process(program.process.pid).net_connections("inet")
        assert links == []


def test_a_scene_is_shown_by_its_name(
    display: VirtualDisplay, bus: AccessibilityBus, tmp_path: Path
) -> None:
    with showing(display, bus, tmp_path, "--scene", "connected-report") as (_, window):
        window.wait_for("Connected with Ravi")
        window.wait_for_text("Report")
