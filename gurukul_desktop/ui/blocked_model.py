"""The people who are blocked, as a list that QML can keep its place in."""

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QObject
from PySide6.QtQml import QmlElement

from gurukul_desktop.foreign_json import LAST_SECOND
from gurukul_desktop.session.snapshot import BlockedPerson
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.rows_model import RowsModel
from gurukul_desktop.ui.words import shown_name

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the window")
class BlockedModel(RowsModel):
    """Who was blocked last comes first."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = {
            "user": lambda person: person.user,
            "name": lambda person: shown_name(person.name),
            "since": lambda person: _day(person.at),
        }
        super().__init__(columns, parent, key=lambda person: person.user)

    def show(self, people: Sequence[BlockedPerson]) -> None:
        """Take over a list, the oldest first."""
        self.show_rows(people[::-1])


def _day(at: float) -> str:
    """A moment as the day that it was, in the words of the place; empty if there is none."""
    if not 0 <= at <= LAST_SECOND:  # the file may hold any number
        return ""
    day = QDateTime.fromSecsSinceEpoch(round(at)).date()
    return QLocale().toString(day, "d MMMM yyyy")
