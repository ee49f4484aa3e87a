"""A window of moving magenta stripes at the right edge of the screen: something to be shared.

Run as a program, on the display that the environment names.
"""

import sys

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QRasterWindow

WIDTH = 240
COLOUR = (255, 0, 255)
_HEIGHT = 40


class Stripes(QRasterWindow):
    """Half of it magenta, half of it black."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlags(Qt.WindowType.BypassWindowManagerHint | Qt.WindowType.WindowStaysOnTopHint)
        self._step = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), self.height()), QColor(0, 0, 0))
        for top in range(self._step % (2 * _HEIGHT) - 2 * _HEIGHT, self.height(), 2 * _HEIGHT):
            painter.fillRect(QRect(0, top, self.width(), _HEIGHT), QColor(*COLOUR))

    def move(self) -> None:
        self._step += 4
        self.update()


def main() -> int:
    application = QGuiApplication(sys.argv)
    screen = application.primaryScreen().geometry()
    stripes = Stripes()
    stripes.setGeometry(screen.width() - WIDTH, 0, WIDTH, screen.height())
    stripes.show()
    timer = QTimer()
    timer.timeout.connect(stripes.move)
    timer.start(100)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
