"""The pictures that the window is held against: one small file a scene.

A file holds the scene in both themes (light, dark: left, right) and both languages (English,
Hindi: above, below), a pixel a block: :mod:`tests.ui.pictures.likeness`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QImageWriter, QPainter

from tests.ui.pictures.likeness import HEIGHT, WIDTH
from tests.ui.pictures.photographer import THEMES, TONGUES, Theme, Tongue

FOLDER: Final = Path(__file__).with_name("references")

_LOSSLESS: Final = 100

Sheet = Mapping[tuple[Tongue, Theme], QImage]


def file_of(scene: str) -> Path:
    """Where the pictures of a scene are."""
    return FOLDER / f"{scene}.webp"


def place_of(tongue: Tongue, theme: Theme) -> QRect:
    """Where in the file a picture is."""
    left, top = THEMES.index(theme) * WIDTH, TONGUES.index(tongue) * HEIGHT
    return QRect(left, top, WIDTH, HEIGHT)


def write(scene: str, sheet: Sheet) -> None:
    """Keep the pictures of a scene.

    Raises:
        OSError: the file cannot be written.
    """
    whole = QImage(len(THEMES) * WIDTH, len(TONGUES) * HEIGHT, QImage.Format.Format_RGB888)
    painter = QPainter(whole)
    for (tongue, theme), picture in sheet.items():
        painter.drawImage(place_of(tongue, theme), picture)
    painter.end()
    writer = QImageWriter(str(file_of(scene)), b"webp")
    writer.setQuality(_LOSSLESS)
    if not writer.write(whole):
        raise OSError(writer.errorString())


def read(scene: str) -> Sheet | None:
    """The pictures of a scene; None if it has none."""
    whole = QImage(str(file_of(scene)))
    if whole.isNull():
        return None
    return {
        (tongue, theme): whole.copy(place_of(tongue, theme))
        for tongue in TONGUES
        for theme in THEMES
    }
