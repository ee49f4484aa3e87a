"""The interface: how soon the window is there, what it costs while nothing happens, while it
searches, and how soon another page is seen.

Real windows on a virtual display with Qt's software backend, which draws on the processor: a
machine with a GPU does better. How soon it answers in a call is in the bench ``app``.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Final

import psutil

from gurukul_desktop.preferences import PreferenceFile, file_for
from tests.bench.row import Row
from tests.bench.starts import desk, seconds_to_window

STARTS: Final = 7
START_TARGET: Final = 1.0
IDLE_TARGET: Final = 1.0
SEARCHING_TARGET: Final = 5.0
PAGE_TARGET: Final = 50.0
SETTLE: Final = 6.0
"""Seconds from the first picture until nothing of the start is under way any more."""
MEASURED: Final = 8.0
NO_DEVICES: Final = ("--camera", "none", "--microphone", "none", "--speaker", "none")

_EMPTY: Final = """
import sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView
application = QGuiApplication(sys.argv)
view = QQuickView()
view.frameSwapped.connect(lambda: print("on the screen", flush=True))
view.show()
application.exec()
"""

# What the backend takes for the least that can move, as often as the page moves.
_SQUARE: Final = """
import sys
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
application = QGuiApplication(sys.argv)
engine = QQmlApplicationEngine()
engine.loadData(b'''
import QtQuick
Window {
    width: 1000; height: 680; visible: true
    Rectangle {
        id: square
        width: 12; height: 12; color: "teal"
        Timer {
            interval: 66; repeat: true; running: true
            onTriggered: square.x = (square.x + 4) % 900
        }
    }
}
''', QUrl())
application.exec()
"""


def run() -> Iterator[Row]:
    """The rows of this bench."""
    with desk() as (folder, environment):
        # As a student has it: what was compiled once is kept.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        data = folder / "data"
        data.mkdir()
        PreferenceFile(file_for(data, 1)).change(welcomed=True)
        app = [sys.executable, "-m", "gurukul_desktop", "--data-dir", str(data), *NO_DEVICES]
        yield _start(app, environment)
        idle, searching = _idle(app, environment), _searching(app, environment)
        yield idle
        yield searching
        yield _page_changes(environment)


def _start(app: list[str], environment: Mapping[str, str]) -> Row:
    ours, empty = [], []
    seconds_to_window(app, environment)
    for _ in range(STARTS):
        ours.append(seconds_to_window(app, environment))
        empty.append(seconds_to_window([sys.executable, "-c", _EMPTY], environment))
    seconds = statistics.median(ours)
    return Row(
        "app start to idle window",
        round(seconds, 2),
        "s",
        f"empty Qt Quick window {statistics.median(empty):.2f}",
        f"< {START_TARGET:g}",
        seconds < START_TARGET,
    )


def _idle(app: list[str], environment: Mapping[str, str]) -> Row:
    ours, empty = _cpu(app, environment), _cpu([sys.executable, "-c", _EMPTY], environment)
    return Row(
        "app idle, CPU",
        round(ours, 2),
        "% of a core",
        f"empty Qt Quick window {empty:.2f}",
        f"< {IDLE_TARGET:g}",
        ours < IDLE_TARGET,
    )


def _searching(app: list[str], environment: Mapping[str, str]) -> Row:
    command = [*app, "--find"]
    moving = _cpu(command, {**environment, "GURUKUL_REDUCED_MOTION": "0"})
    still = _cpu(command, {**environment, "GURUKUL_REDUCED_MOTION": "1"})
    backend = _cpu([sys.executable, "-c", _SQUARE], environment)
    beyond = max(0.0, moving - still - backend)
    return Row(
        "app searching, CPU of its animation beyond the backend's",
        round(beyond, 1),
        "% of a core",
        f"{moving:.1f} in all, {still:.1f} without motion, "
        f"{backend:.1f} a square that moves in an empty window",
        f"< {SEARCHING_TARGET:g}",
        beyond < SEARCHING_TARGET,
    )


def _cpu(command: list[str], environment: Mapping[str, str]) -> float:
    """What a program takes once its window is there and quiet, in percent of one core."""
    with subprocess.Popen(
        command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            time.sleep(SETTLE)
            watched = psutil.Process(process.pid)
            watched.cpu_percent()
            time.sleep(MEASURED)
            return float(watched.cpu_percent())
        finally:
            process.terminate()


def _page_changes(environment: Mapping[str, str]) -> Row:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.page_changes"],
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    took: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    nothing = took.pop("nothing")
    slowest = max(took, key=lambda page: took[page])
    return Row(
        f"another page is seen, the slowest ({slowest})",
        round(took[slowest], 1),
        "ms",
        f"a picture with nothing new {nothing:.1f}",
        f"< {PAGE_TARGET:.0f}",
        took[slowest] < PAGE_TARGET,
    )
