"""The buddies as a list that QML can keep its place in."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtQml import QmlElement

from gurukul_desktop.protocol.messages import Buddy
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.words import shown_name

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class Role(IntEnum):
    """What a row tells; the values are Qt's to begin with ``UserRole``."""

    USER = Qt.ItemDataRole.UserRole
    NAME = Qt.ItemDataRole.UserRole + 1
    ONLINE = Qt.ItemDataRole.UserRole + 2


@QmlElement
@QmlUncreatable("made by the window")
class BuddiesModel(QAbstractListModel):
    """Who is online first, then by name.

    A new list is reached row by row, so that the row a student is at stays where they are.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Buddy] = []

    def show(self, buddies: Sequence[Buddy]) -> None:
        """Take over a list."""
        wanted = sorted(buddies, key=lambda buddy: (not buddy.online, buddy.name.casefold()))
        kept = {buddy.id for buddy in wanted}
        for row in reversed(range(len(self._rows))):
            if self._rows[row].id not in kept:
                self.beginRemoveRows(_NOWHERE, row, row)
                del self._rows[row]
                self.endRemoveRows()
        for row, buddy in enumerate(wanted):
            self._place(row, buddy)

    def _place(self, row: int, buddy: Buddy) -> None:
        """Have ``buddy`` in ``row``; the rows before it are as they should be."""
        old = next((i for i, b in enumerate(self._rows) if b.id == buddy.id), None)
        if old is None:
            self.beginInsertRows(_NOWHERE, row, row)
            self._rows.insert(row, buddy)
            self.endInsertRows()
            return
        if old != row:
            self.beginMoveRows(_NOWHERE, old, old, _NOWHERE, row)
            self._rows.insert(row, self._rows.pop(old))
            self.endMoveRows()
        if self._rows[row] != buddy:
            self._rows[row] = buddy
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Role.NAME) -> Any:
        if not 0 <= index.row() < len(self._rows):
            return None
        buddy = self._rows[index.row()]
        match role:
            case Role.USER:
                return buddy.id
            case Role.NAME:
                return shown_name(buddy.name)
            case Role.ONLINE:
                return buddy.online
        return None

    def roleNames(self) -> dict[int, QByteArray]:
        return {
            Role.USER: QByteArray(b"user"),
            Role.NAME: QByteArray(b"name"),
            Role.ONLINE: QByteArray(b"online"),
        }
