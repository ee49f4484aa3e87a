"""A list that QML shows: rows of plain values, each told by name."""

from collections.abc import Callable, Mapping, Sequence
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

from gurukul_desktop.ui.qml import QmlUncreatable

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_FIRST: Final = Qt.ItemDataRole.UserRole


@QmlElement
@QmlUncreatable("made by the window")
class RowsModel(QAbstractListModel):
    """The base of every list of ours.

    Args:
        columns: what a row tells, by the name that QML reads it under.
        key: what a row is known by when the list changes; None where the list is always
            replaced as a whole. A known row stays where the student is while others come and go.
    """

    def __init__(
        self,
        columns: Mapping[str, Callable[[Any], Any]],
        parent: QObject | None = None,
        *,
        key: Callable[[Any], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._names = {_FIRST + i: QByteArray(name.encode()) for i, name in enumerate(columns)}
        self._tell = dict(zip(self._names, columns.values(), strict=True))
        self._key = key
        self.rows: list[Any] = []

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Take over a list."""
        if self._key is None:
            if list(rows) != self.rows:
                self.beginResetModel()
                self.rows = list(rows)
                self.endResetModel()
            return
        kept = {self._key(row) for row in rows}
        for number in reversed(range(len(self.rows))):
            if self._key(self.rows[number]) not in kept:
                self.beginRemoveRows(_NOWHERE, number, number)
                del self.rows[number]
                self.endRemoveRows()
        for number, row in enumerate(rows):
            self._place(number, row, self._key(row))

    def retell(self) -> None:
        """Have every row read again, as when the language is another one."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = _FIRST) -> Any:
        if not 0 <= index.row() < len(self.rows) or role not in self._tell:
            return None
        return self._tell[role](self.rows[index.row()])

    def roleNames(self) -> dict[int, QByteArray]:
        return self._names

    def _place(self, number: int, row: Any, key: object) -> None:
        """Have ``row`` at ``number``; the rows before it are as they should be."""
        assert self._key is not None
        old: int | None = number
        if number >= len(self.rows) or self._key(self.rows[number]) != key:
            old = next((i for i, other in enumerate(self.rows) if self._key(other) == key), None)
        if old is None:
            self.beginInsertRows(_NOWHERE, number, number)
            self.rows.insert(number, row)
            self.endInsertRows()
            return
        if old != number:
            self.beginMoveRows(_NOWHERE, old, old, _NOWHERE, number)
            self.rows.insert(number, self.rows.pop(old))
            self.endMoveRows()
        if self.rows[number] != row:
            self.rows[number] = row
            self.dataChanged.emit(self.index(number), self.index(number))
