"""The buddies as a list that QML can keep its place in."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtQml import QmlElement

from gurukul_desktop.protocol.messages import Buddy
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.rows_model import RowsModel
from gurukul_desktop.ui.words import shown_name

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the window")
class BuddiesModel(RowsModel):
    """Who is online first, then by name."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = {
            "user": lambda buddy: buddy.id,
            "name": lambda buddy: shown_name(buddy.name),
            "online": lambda buddy: buddy.online,
        }
        super().__init__(columns, parent, key=lambda buddy: buddy.id)

    def show(self, buddies: Sequence[Buddy]) -> None:
        """Take over a list."""
        self.show_rows(sorted(buddies, key=lambda buddy: (not buddy.online, buddy.name.casefold())))
