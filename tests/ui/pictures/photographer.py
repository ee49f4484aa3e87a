"""Takes still pictures of the real window in any scene, theme and language.

Nothing in them depends on the moment or the machine: less motion is asked for, the clock
stands, the moving pictures stand, and the letters are of fonts that the tests install
(``packaging/system_packages.sh``). One window takes all of them.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final, Literal, get_args

from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QImage, QPainter
from PySide6.QtQuick import QQuickWindow

from gurukul_desktop import paths
from gurukul_desktop.demo.scenes import Scene
from gurukul_desktop.demo.showing import Showing, open_popups
from gurukul_desktop.ui.language import Speech

Theme = Literal["light", "dark"]
Tongue = Literal["en", "hi"]

THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
TONGUES: Final[tuple[Tongue, ...]] = get_args(Tongue)
FAMILIES: Final = ("DejaVu Sans", "Lohit Devanagari")

_SCHEMES: Final = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_NOW: Final = 100_000.0
_TODAY: Final = date(2026, 3, 18)
_SECONDS: Final = 5.0


class Photographer:
    """One window, from the first picture to :meth:`close`.

    Args:
        translations_folder: where the translations are made.
        own_fonts: draw with the fonts of the tests in place of the machine's.
    """

    def __init__(self, translations_folder: Path, *, own_fonts: bool = True) -> None:
        self._font = QGuiApplication.font()
        self._motion = os.environ.get("GURUKUL_REDUCED_MOTION")
        os.environ["GURUKUL_REDUCED_MOTION"] = "1"
        if own_fonts:
            missing = set(FAMILIES) - set(QFontDatabase.families())
            if missing:
                self.close_down()
                raise LookupError(f"{missing}: see packaging/system_packages.sh tests")
            font = QFont(self._font)
            font.setFamilies(list(FAMILIES))
            QGuiApplication.setFont(font)
        QGuiApplication.styleHints().setCursorFlashTime(0)
        _make_translations(translations_folder)
        self._speech = Speech(translations_folder, QLocale("en"))
        self._speech.use("en")
        self._tongue: Tongue = "en"
        self.showing = Showing(moving=False, clock=lambda: _NOW, today=lambda: _TODAY)
        self.showing.window.show()

    def speak(self, tongue: Tongue) -> None:
        """Say everything in this language from now on."""
        if tongue != self._tongue:
            self._tongue = tongue
            self._speech.use(tongue)
            self.showing.window.retranslate()

    def take(
        self, scene: Scene, width: int = 900, height: int = 600
    ) -> Iterator[tuple[Theme, QImage]]:
        """The scene in the language of the moment, by day and by night."""
        window = self.showing.window
        window.window.resize(width, height)
        self.showing.enter(scene)
        self._calm()
        for theme in THEMES:
            window.theme.setProperty("scheme", _SCHEMES[theme])
            QGuiApplication.processEvents()
            yield theme, _with_others(window.window)

    def _calm(self) -> None:
        """Wait until all is open, and take the ring off what has the keyboard.

        Whether it is drawn depends on which window of the machine is in front.
        """
        window = self.showing.window.window
        deadline = time.monotonic() + _SECONDS
        window.requestActivate()
        while not (
            window.isActive() and all(popup.property("opened") for popup in open_popups(window))
        ):
            assert time.monotonic() < deadline, "something never opens"
            QGuiApplication.processEvents()
        focused = window.activeFocusItem()
        if focused is not None:
            focused.setProperty("focusReason", Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """Leave the application as it was. Idempotent."""
        QGuiApplication.setFont(self._font)
        if self._motion is None:
            os.environ.pop("GURUKUL_REDUCED_MOTION", None)
        else:
            os.environ["GURUKUL_REDUCED_MOTION"] = self._motion

    def close(self) -> None:
        """Take the window down, and leave the application as it was."""
        self.showing.close()
        self._speech.stop()
        QLocale.setDefault(QLocale.system())
        self.close_down()
        assert self.showing.window.warnings == []


def _make_translations(folder: Path) -> None:
    """As ``packaging/translations.py`` does; the folder has the name of a package of others."""
    make = "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); "
    make += "import translations; translations.release(Path(sys.argv[2]))"
    packaging = paths.assets().parent / "packaging"
    subprocess.run([sys.executable, "-c", make, str(packaging), str(folder)], check=True)


def _with_others(window: QQuickWindow) -> QImage:
    """What the window shows, and over its corner whatever other window is open."""
    picture = window.grabWindow()
    painter = QPainter(picture)
    for other in QGuiApplication.topLevelWindows():
        if other is not window and isinstance(other, QQuickWindow) and other.isVisible():
            small = other.grabWindow()
            margin = small.width() // 14
            corner = picture.rect().bottomRight() - small.rect().bottomRight()
            painter.drawImage(corner - QPoint(margin, margin), small)
    painter.end()
    return picture
