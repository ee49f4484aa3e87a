"""The licences as a list that QML shows and looks through."""

import logging
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from gurukul_desktop.licences import Section, passages, read_notice
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.rows_model import RowsModel
from gurukul_desktop.ui.translation import QT_TRANSLATE_NOOP, translate

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1

_WHOLE: Final = QT_TRANSLATE_NOOP("words", "The app as a whole")
_UNREADABLE: Final = QT_TRANSLATE_NOOP("words", "The licences cannot be read.")
_log = logging.getLogger(__name__)


@QmlElement
@QmlUncreatable("made by the window")
class LicencesModel(RowsModel):
    """The app as a whole and its parts, as far as what is looked for occurs in them.

    Empty until :meth:`load`.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__({"name": lambda row: row.name, "licence": lambda row: row.licence}, parent)
        self._sections: tuple[Section, ...] = ()
        self._wanted = ""

    @Slot()
    def load(self) -> None:
        """Read the licences, the first time that they are wanted, and show them all."""
        if not self._sections:
            whole = translate("words", _WHOLE)
            try:
                notice = read_notice()
            except OSError as error:
                _log.warning("the licences cannot be read: %s", error.strerror)
                self._sections = (Section(whole, translate("words", _UNREADABLE), ""),)
            else:
                self._sections = (Section(whole, "", notice.statement), *notice.sections)
        self._wanted = ""
        self._choose()

    @Slot(str)
    def look(self, wanted: str) -> None:
        """Show only the parts with these words in their name, their licence or its text."""
        wanted = " ".join(wanted.casefold().split())
        if wanted != self._wanted:
            self._wanted = wanted
            self._choose()

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many are shown."""
        return len(self.rows)

    @Property(int, notify=changed)
    def total(self) -> int:
        """How many there are."""
        return len(self._sections)

    @Slot(int, result=str)
    def nameOf(self, row: int) -> str:
        return self.rows[row].name if 0 <= row < len(self.rows) else ""

    @Slot(int, result=str)
    def licenceOf(self, row: int) -> str:
        return self.rows[row].licence if 0 <= row < len(self.rows) else ""

    @Slot(int, result="QStringList")
    def passagesOf(self, row: int) -> list[str]:
        """The whole text of a row's licence, in pieces of a page or so."""
        return passages(self.rows[row].text) if 0 <= row < len(self.rows) else []

    @Slot(int)
    def copy(self, row: int) -> None:
        """Put the whole text of a row's licence into the clipboard."""
        if 0 <= row < len(self.rows):
            section = self.rows[row]
            QGuiApplication.clipboard().setText(
                f"{section.name}\n{section.licence}\n\n{section.text}"
            )

    def _choose(self) -> None:
        self.show_rows(
            [
                section
                for section in self._sections
                if self._wanted in f"{section.name} {section.licence} {section.text}".casefold()
            ]
        )
        self.changed.emit()
