"""The screens and windows of this computer, to be shown to a partner.

Qt knows what there is to choose from, and how each system lets it be seen: by a portal and
PipeWire under Wayland, by the system's own duplication on Windows, and on macOS after the student
has allowed it in the settings. It always takes as many pictures as the screen shows, so that X11's
screens are asked in another way (:mod:`gurukul_desktop.media.screens`); its windows are not.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QScreen
from PySide6.QtMultimedia import (
    QCapturableWindow,
    QMediaCaptureSession,
    QScreenCapture,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
    QWindowCapture,
)

from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.late import av, np
from gurukul_desktop.media.capture import Capture
from gurukul_desktop.media.pacing import turns
from gurukul_desktop.media.ports import ErrorSink, Unsubscribe, VideoSink, VideoSource
from gurukul_desktop.media.screens import RATE, ScreenTarget, readable, x11_screen
from gurukul_desktop.media.switching import SwitchableVideo
from gurukul_desktop.session.ports import ScreenObserver

MOST_WINDOWS: Final = 40
ASKING_SECONDS: Final = 60.0
"""How long the student's desktop may ask what to show before it is given up."""

_FORMATS: Final = {
    QVideoFrameFormat.PixelFormat.Format_BGRX8888: "bgr0",
    QVideoFrameFormat.PixelFormat.Format_BGRA8888: "bgr0",
    QVideoFrameFormat.PixelFormat.Format_BGRA8888_Premultiplied: "bgr0",
    QVideoFrameFormat.PixelFormat.Format_RGBX8888: "rgb0",
    QVideoFrameFormat.PixelFormat.Format_RGBA8888: "rgb0",
}
"""What a screen gives, and what FFmpeg calls it; all else is changed by Qt."""

_Capturer = QScreenCapture | QWindowCapture
_Error = QScreenCapture.Error | QWindowCapture.Error


class Screens(QObject):
    """Implements :class:`gurukul_desktop.session.ports.Screens`. On the GUI thread."""

    _ready = Signal(object)
    _failed = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        self._application = application
        self._observer: ScreenObserver | None = None
        self._shown: ScreenTarget | None = None
        self._windows: dict[str, QCapturableWindow] = {}
        self.source = SwitchableVideo(lambda error, ready: None, lambda error: None)
        self.source.start()
        # They come from the threads that take the pictures.
        self._ready.connect(self._on_ready, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        application.screenRemoved.connect(self._on_removed)

    def join(self, observer: ScreenObserver) -> None:
        """Tell ``observer`` from now on."""
        self._observer = observer

    def targets(self) -> Sequence[ScreenTarget]:
        """What there is to choose from now."""
        if self._application.platformName() in ("offscreen", "minimal"):
            return ()
        if asks_by_itself():
            return (ScreenTarget("asked", "asked", ""),)
        return (*map(_screen_target, self._application.screens()), *self._window_targets())

    def start(self, target: ScreenTarget) -> None:
        """Begin with it, in the place of what is shown already."""
        self.stop()
        self._shown = target
        self.source.use(lambda error, ready: self._open(target, error, ready))

    def stop(self) -> None:
        """Show nothing any more. Idempotent."""
        if self._shown is not None:
            self._shown = None
            self.source.use(lambda error, ready: None)

    def _open(
        self, target: ScreenTarget, fails: ErrorSink, works: Callable[[], None]
    ) -> VideoSource:
        # They are heard with what they are about: it may not be what is shown by then.
        def on_error(error: MediaError) -> None:
            fails(error)
            self._failed.emit(target, error)

        def on_ready() -> None:
            works()
            self._ready.emit(target)

        if target.kind == "window":
            window = QWindowCapture()
            if target.key in self._windows:
                window.setWindow(self._windows[target.key])
            return QtScreen(target, window, on_error, on_ready)
        screen = self._screen(target)
        if screen is not None and self._application.platformName() == "xcb":
            place = screen.geometry().topLeft()  # Qt scales the size of a screen, not its place
            return x11_screen(target, place.x(), place.y(), on_error, on_ready)
        capturer = QScreenCapture()
        if screen is not None:
            capturer.setScreen(screen)
        return QtScreen(target, capturer, on_error, on_ready)

    def _screen(self, target: ScreenTarget) -> QScreen | None:
        screens = self._application.screens()
        return next((one for one in screens if _key(one) == target.key), None)

    def _window_targets(self) -> list[ScreenTarget]:
        own = {window.title() for window in self._application.allWindows()}
        self._windows.clear()
        for window in QWindowCapture.capturableWindows():
            if window.description() not in own and len(self._windows) < MOST_WINDOWS:
                self._windows[f"window {len(self._windows)}"] = window
        return [
            ScreenTarget(key, "window", window.description())
            for key, window in self._windows.items()
        ]

    @Slot(object)
    def _on_ready(self, target: ScreenTarget) -> None:
        if self._shown is target and self._observer is not None:
            self._observer.on_screen()

    @Slot(object, object)
    def _on_failed(self, target: ScreenTarget, error: MediaError) -> None:
        if self._shown is target and self._observer is not None:
            self._observer.on_screen_fault(error)

    @Slot(QScreen)
    def _on_removed(self, screen: QScreen) -> None:
        if self._shown is not None and self._shown.key == _key(screen):
            error = MediaError("camera", MediaFault.UNPLUGGED, f"screen {screen.name()}")
            self._on_failed(self._shown, error)


class QtScreen:
    """A screen or window through Qt, a ``VideoSource`` of the ports.

    Qt takes the pictures on a thread of its own. They are asked for as often as they are wanted,
    on one of ours: told of each, Python would be busy with pictures that nobody sends.
    """

    def __init__(
        self,
        target: ScreenTarget,
        capturer: _Capturer,
        on_error: ErrorSink,
        on_ready: Callable[[], None],
    ) -> None:
        # A window is called by what is in it, and that is not for the log.
        self._name = target.kind if target.kind == "window" else f"{target.kind} {target.name}"
        self._capturer = capturer
        self._sink = QVideoSink()
        self._session = QMediaCaptureSession()
        if isinstance(capturer, QScreenCapture):
            self._session.setScreenCapture(capturer)
        else:
            self._session.setWindowCapture(capturer)
        self._session.setVideoOutput(self._sink)
        self._fault: MediaError | None = None
        capturer.errorOccurred.connect(self._on_error)
        patience = ASKING_SECONDS if target.kind == "asked" else 5.0
        self._capture = Capture(
            "camera", self._name, self._produce, on_error, on_ready=on_ready, patience=patience
        )

    def start(self) -> None:
        """Begin, on the GUI thread."""
        self._fault = None
        self._capturer.setActive(True)
        self._capture.start()

    def stop(self) -> None:
        """Take no more pictures, on the GUI thread. Idempotent."""
        self._capture.stop()
        self._capturer.setActive(False)

    def join(self, timeout: float) -> bool:
        return self._capture.join(timeout)

    def subscribe(self, sink: VideoSink) -> Unsubscribe:
        return self._capture.subscribe(sink)

    def _on_error(self, error: _Error, words: str) -> None:
        denied = sys.platform == "darwin" and error.name == "CaptureFailed"
        gone = error.name == "NotFound"
        fault = MediaFault.DENIED if denied else MediaFault.ABSENT if gone else MediaFault.BROKEN
        self._fault = MediaError("camera", fault, self._name, words)

    def _produce(self, stop: threading.Event) -> Generator[av.VideoFrame, None, None]:
        yield from readable(self._pictures(stop))

    def _pictures(self, stop: threading.Event) -> Generator[av.VideoFrame, None, None]:
        for _ in turns(1 / RATE, stop):
            if self._fault is not None:
                raise self._fault
            frame = self._sink.videoFrame()
            picture = to_av(frame) if frame.isValid() else None
            if picture is not None:
                yield picture


def asks_by_itself() -> bool:
    """Whether the student's desktop itself asks what to show, as a portal under Wayland does."""
    return sys.platform.startswith("linux") and bool(
        os.environ.get("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland"
    )


def to_av(frame: QVideoFrame) -> av.VideoFrame | None:
    """A copy of Qt's picture as FFmpeg's; None where Qt does not give it away."""
    name = _FORMATS.get(frame.pixelFormat())
    if name is None or not frame.map(QVideoFrame.MapMode.ReadOnly):
        image = frame.toImage().convertToFormat(QImage.Format.Format_RGB32)
        if image.isNull():
            return None
        return _picture(image.width(), image.height(), "bgr0", image.bits(), image.bytesPerLine())
    try:
        return _picture(frame.width(), frame.height(), name, frame.bits(0), frame.bytesPerLine(0))
    finally:
        frame.unmap()


def _picture(width: int, height: int, name: str, bits: Any, stride: int) -> av.VideoFrame:
    picture = av.VideoFrame(width, height, name)
    plane = picture.planes[0]
    source = np.frombuffer(bits, np.uint8, stride * height).reshape(height, stride)
    target = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    target[:height, : 4 * width] = source[:, : 4 * width]
    return picture


def _key(screen: QScreen) -> str:
    return f"screen {screen.name()}"


def _screen_target(screen: QScreen) -> ScreenTarget:
    size = screen.geometry().size() * screen.devicePixelRatio()
    return ScreenTarget(_key(screen), "screen", screen.name(), size.width(), size.height())
