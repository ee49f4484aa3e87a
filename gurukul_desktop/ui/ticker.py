"""The clock of a view model."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS: Final = 250
"""How often a clock is looked at; what it shows changes once a second."""


class Ticker(QTimer):
    """Has a clock looked at, but only while there is one to be seen: nothing wakes an idle app.

    Args:
        look: reads the clock, and notifies when it shows something else.
    """

    def __init__(self, look: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.setInterval(INTERVAL_MS)
        self.timeout.connect(look)

    def keep(self, on: bool) -> None:
        """Tick, or stand still."""
        if not on:
            self.stop()
        elif not self.isActive():
            self.start()
