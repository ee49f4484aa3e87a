"""What has to be read: it stays on the screen until the student has read it."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.rows_model import RowsModel

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


class Kept(NamedTuple):
    """One notice, and what says it in the language of the moment."""

    number: int
    say: Callable[[], str]


@QmlElement
@QmlUncreatable("made by the window")
class NoticesModel(RowsModel):
    """Notices that stay until they are closed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__({"sentence": lambda row: row.say()}, parent, key=lambda row: row.number)
        self._count = 0

    def keep(self, say: Callable[[], str]) -> None:
        """Show a sentence; ``say`` is called anew when the language changes."""
        self._count += 1
        self.show_rows([*self.rows, Kept(self._count, say)])

    @Slot(int)
    def close(self, row: int) -> None:
        """It was read."""
        self.show_rows([kept for number, kept in enumerate(self.rows) if number != row])
