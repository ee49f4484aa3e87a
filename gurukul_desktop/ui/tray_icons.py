"""The tray's icons as bytes, for desktops that take no files."""

from functools import cache
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage

from gurukul_desktop.desktop.tray import Mark
from gurukul_desktop.ui.desktop_model import icon_file

SIZES: Final = (22, 24, 32, 48)


@cache
def pixmaps(mark: Mark) -> tuple[tuple[int, int, bytes], ...]:
    """Width, height and ARGB with the highest byte first, in each of the usual sizes."""
    icon = QIcon(str(icon_file(mark)))
    return tuple((size, size, _argb(icon, size)) for size in SIZES)


def _argb(icon: QIcon, size: int) -> bytes:
    picture = icon.pixmap(QSize(size, size), 1.0).toImage()
    picture = picture.convertToFormat(QImage.Format.Format_RGBA8888)
    rgba = bytes(picture.constBits())
    argb = bytearray(len(rgba))
    argb[0::4], argb[1::4], argb[2::4], argb[3::4] = rgba[3::4], rgba[0::4], rgba[1::4], rgba[2::4]
    return bytes(argb)
