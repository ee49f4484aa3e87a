"""The language of the window: which one is meant, and changing it while the app runs."""

import logging
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QGuiApplication

from gurukul_desktop import paths
from gurukul_desktop.preferences import Language
from gurukul_desktop.ui.rows_model import RowsModel

_CODES: Final = {QLocale.Language.Hindi: "hi"}
"""Every language that there is a translation for; all others are English."""

_log = logging.getLogger(__name__)


def translations() -> Path:
    """Where the translations are that ``packaging/translations.py release`` makes."""
    return paths.assets() / "ui" / "translations"


def spoken(language: Language, system: QLocale) -> str:
    """The code of the language that is meant on a system of this kind."""
    return _CODES.get(system.language(), "en") if language == "system" else language


class Speech:
    """The one owner of the application's translator, direction and locale.

    Args:
        folder: where the translations are.
        system: what the system speaks.
    """

    def __init__(self, folder: Path | None = None, system: QLocale | None = None) -> None:
        self._folder = translations() if folder is None else folder
        self._system = QLocale.system() if system is None else system
        self._translator: QTranslator | None = None
        self._before = QLocale()
        self.code = ""

    def use(self, language: Language) -> None:
        """Speak ``language`` from now on; windows that are open have to be told."""
        code = spoken(language, self._system)
        if code == self.code:
            return
        self.stop()
        self.code = code
        translator = QTranslator()
        if translator.load(f"gurukul_{code}", str(self._folder)):
            QCoreApplication.installTranslator(translator)
            self._translator = translator
        elif code != "en":
            _log.warning("the translation %r is not there", code)
        same = code == spoken("system", self._system)
        locale = self._system if same else QLocale(code)
        QLocale.setDefault(locale)
        QGuiApplication.setLayoutDirection(
            QLocale(code).textDirection() if code != "en" else Qt.LayoutDirection.LeftToRight
        )

    def stop(self) -> None:
        """Speak English again, and write numbers as before. Idempotent."""
        translator, self._translator = self._translator, None
        self.code = ""
        QLocale.setDefault(self._before)
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        if translator is not None:
            QCoreApplication.removeTranslator(translator)


def retell(model: QObject) -> None:
    """Have everything read again that a view model and those within it tell.

    The signals are those of our classes that end in "changed". Qt's own description of an object
    is not asked: PySide sometimes takes one for the other where the memory is the same.
    """
    for told in (model, *model.findChildren(QObject)):
        for kind in type(told).__mro__:
            if kind.__module__.startswith("gurukul_desktop."):
                for name, value in vars(kind).items():
                    if isinstance(value, Signal) and name.lower().endswith("changed"):
                        getattr(told, name).emit()
        if isinstance(told, RowsModel):
            told.retell()
