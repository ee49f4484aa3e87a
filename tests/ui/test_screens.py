"""The real screens of a real (virtual) display, in a program of its own: this one has none."""

import json
import os
import queue
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtMultimedia import QWindowCapture

from gurukul_desktop.demo.display import VirtualDisplay
from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.media.ports import ErrorSink, Unsubscribe, VideoSink
from gurukul_desktop.media.screens import ScreenTarget
from gurukul_desktop.paths import assets
from gurukul_desktop.ui import screens as module
from gurukul_desktop.ui.screens import QtScreen, Screens, asks_by_itself
from tests.ui import screens_script


@pytest.mark.display
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is Linux's")
def test_a_screen_is_seen_through_x11_and_through_qt_until_it_is_gone() -> None:
    with VirtualDisplay(640, 480) as display:
        root = str(assets().parent)
        ran = subprocess.run(
            [sys.executable, "-m", screens_script.__name__],
            env={**os.environ, **display.environment, "PYTHONPATH": root},
            capture_output=True,
            check=True,
            timeout=30,
            text=True,
        )
    told = json.loads(ran.stdout.splitlines()[-1])
    assert len(told["targets"]) == 1
    for way in ("x11", "qt"):
        width, height, red, green, blue = told[way]
        assert (width, height) == (640, 480)
        assert (red < 60, green > 200, blue < 60) == (True, True, True), way
    assert told["fault"] == "unplugged"


def test_where_nothing_can_be_shown_nothing_is_offered(qapp: QGuiApplication) -> None:
    assert list(Screens().targets()) == []


class Source:
    """What is taken of one target, which works and fails when the test says so."""

    made: list["Source"]

    def __init__(
        self,
        target: ScreenTarget,
        capturer: object,
        on_error: ErrorSink,
        on_ready: Callable[[], None],
    ) -> None:
        self.on_error, self.on_ready = on_error, on_ready
        self.made.append(self)

    def start(self) -> None: ...
    def stop(self) -> None: ...

    def join(self, timeout: float) -> bool:
        return True

    def subscribe(self, sink: VideoSink) -> Unsubscribe:
        return lambda: None


class Told:
    """What an observer hears."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def on_screen(self) -> None:
        self.heard.append("shown")

    def on_screen_fault(self, error: MediaError) -> None:
        self.heard.append(error.fault.value)


def test_each_target_is_told_of_when_it_is_seen_itself(
    qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "QtScreen", Source)
    monkeypatch.setattr(Source, "made", [], raising=False)
    screens, told = Screens(), Told()
    screens.join(told)
    screens.start(ScreenTarget("window 0", "window", "Notes"))
    Source.made[0].on_ready()
    qapp.processEvents()
    assert told.heard == ["shown"]
    screens.start(ScreenTarget("window 1", "window", "Diary"))
    Source.made[0].on_error(MediaError("camera", MediaFault.BROKEN))  # too late to matter
    qapp.processEvents()
    assert told.heard == ["shown"]
    Source.made[1].on_ready()
    Source.made[1].on_error(MediaError("camera", MediaFault.UNPLUGGED))
    qapp.processEvents()
    assert told.heard == ["shown", "shown", "unplugged"]
    screens.stop()


def test_what_is_in_a_window_is_not_written_down(
    qapp: QGuiApplication, caplog: pytest.LogCaptureFixture
) -> None:
    faults: queue.Queue[MediaError] = queue.Queue()
    capturer = QWindowCapture()
    window = ScreenTarget("window 0", "window", "My diary")
    screen = QtScreen(window, capturer, faults.put, lambda: None)
    screen.start()
    capturer.errorOccurred.emit(QWindowCapture.Error.NotFound, "it is gone")
    error = faults.get(timeout=5)
    screen.stop()
    assert screen.join(5)
    assert "camera 'window'" in caplog.text
    assert "diary" not in f"{caplog.text} {error}"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="portals are Linux's")
def test_a_desktop_with_a_portal_asks_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("XDG_SESSION_TYPE", "x11")
    assert not asks_by_itself()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert asks_by_itself()
