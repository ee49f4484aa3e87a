"""Run on a real display by ``test_screens.py``: what there is, a picture by Qt, one that goes."""

import json
import sys

import av
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QRasterWindow
from PySide6.QtMultimedia import QScreenCapture

from gurukul_desktop.errors import MediaError
from gurukul_desktop.ui.screens import QtScreen, Screens


class Ground(QRasterWindow):
    """A green corner."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, self.width(), self.height(), QColor(0, 255, 0))


class Report:
    """Ends the program when the screen was seen both ways, and then taken away."""

    def __init__(self, application: QGuiApplication) -> None:
        self._application = application
        self._screens = Screens()
        self._screens.join(self)
        self._screens.source.subscribe(self._first)
        self.told: dict[str, object] = {}
        self._target = self._screens.targets()[0]
        self.told["targets"] = [target.name for target in self._screens.targets()]
        self._through_qt = QtScreen(
            self._target, QScreenCapture(), self.on_screen_fault, lambda: None
        )
        self._through_qt.subscribe(self._second)
        self._screens.start(self._target)

    def _first(self, frame: av.VideoFrame) -> None:
        self.told.setdefault("x11", self._looks(frame))

    def _second(self, frame: av.VideoFrame) -> None:
        self.told["qt"] = self._looks(frame)

    def _looks(self, frame: av.VideoFrame) -> list[int]:
        corner = frame.to_ndarray(format="rgb24")[8, 8]
        return [frame.width, frame.height, *map(int, corner)]

    def on_screen(self) -> None:
        self._through_qt.start()
        self._look = QTimer()
        self._look.timeout.connect(self._end_when_seen)
        self._look.start(20)

    def _end_when_seen(self) -> None:
        if "qt" in self.told:
            self._look.stop()
            self._through_qt.stop()
            self._through_qt.join(2)
            self._application.screenRemoved.emit(self._application.primaryScreen())

    def on_screen_fault(self, error: MediaError) -> None:
        self.told["fault"] = error.fault.value
        self._screens.stop()
        self._application.quit()


def main() -> int:
    application = QGuiApplication(sys.argv)
    ground = Ground()
    ground.setGeometry(0, 0, 64, 64)
    ground.show()
    report = Report(application)
    QTimer.singleShot(15_000, application.quit)
    application.exec()
    sys.stdout.write(json.dumps(report.told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
