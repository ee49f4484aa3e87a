"""The app's icon in each form that a system wants, drawn from its one SVG file by Qt.

    python packaging/icons.py FOLDER

``FOLDER/gurukul-SIZE.png`` for Linux, ``FOLDER/gurukul.ico`` for Windows and
``FOLDER/gurukul.icns`` for macOS. Qt writes neither of the last two with more than one size, so
their containers are put together here around the pictures that Qt draws.
"""

import struct
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "assets" / "ui" / "Gurukul" / "icons" / "app.svg"

SIZES: Final = (16, 24, 32, 48, 64, 128, 256, 512, 1024)
"""Width and height in pixels; 1024 is macOS's alone."""

_ICO_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
_ICO_HEADER: Final = struct.Struct("<HHH")
_ICO_ENTRY: Final = struct.Struct("<BBBBHHII")
_BITMAP_HEADER: Final = struct.Struct("<IiiHHIIiiII")
# Before Windows knew PNG in icons it knew bitmaps, and some tools still read nothing else; at
# this size every one of them expects PNG.
_ICO_PNG_FROM: Final = 256

# Apple's type codes for PNG content; those with @2x are for displays of double density.
_ICNS_TYPES: Final = (
    (b"icp4", 16),
    (b"icp5", 32),
    (b"ic11", 32),  # 16@2x
    (b"ic12", 64),  # 32@2x
    (b"ic07", 128),
    (b"ic13", 256),  # 128@2x
    (b"ic08", 256),
    (b"ic14", 512),  # 256@2x
    (b"ic09", 512),
    (b"ic10", 1024),  # 512@2x
)


def write(folder: Path) -> dict[str, Path]:
    """Draw the icon in every form.

    Args:
        folder: where the files go; it is made if need be.

    Returns:
        The files: ``"16"`` to ``"1024"`` (PNG, by size in pixels), ``"ico"`` and ``"icns"``.

    Raises:
        ValueError: Qt cannot draw the SVG file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: draw(size) for size in SIZES}
    pngs = {size: _png(picture) for size, picture in pictures.items()}
    files = {str(size): folder / f"gurukul-{size}.png" for size in SIZES}
    for size, png in pngs.items():
        files[str(size)].write_bytes(png)
    files["ico"] = folder / "gurukul.ico"
    files["ico"].write_bytes(
        ico({s: pngs[s] if s >= _ICO_PNG_FROM else _bitmap(pictures[s]) for s in _ICO_SIZES})
    )
    files["icns"] = folder / "gurukul.icns"
    files["icns"].write_bytes(icns(pngs))
    return files


def draw(size: int) -> QImage:
    """The icon as a picture of ``size`` by ``size`` pixels on a clear ground."""
    renderer = QSvgRenderer(str(SOURCE))
    if not renderer.isValid():
        raise ValueError(f"Qt cannot draw {SOURCE}")
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return picture


def ico(images: dict[int, bytes]) -> bytes:
    """An ICO file of several sizes.

    Args:
        images: by size in pixels: a PNG file, or a bitmap of 32 bits without its file header.
    """
    offset = _ICO_HEADER.size + len(images) * _ICO_ENTRY.size
    entries = b""
    for size, image in images.items():
        side = size % 256  # a byte: 0 stands for 256
        entries += _ICO_ENTRY.pack(side, side, 0, 0, 1, 32, len(image), offset)
        offset += len(image)
    return _ICO_HEADER.pack(0, 1, len(images)) + entries + b"".join(images.values())


def icns(pngs: dict[int, bytes]) -> bytes:
    """An ICNS file.

    Args:
        pngs: PNG files by size in pixels: every size that a type of the format asks for.
    """
    body = b""
    for code, size in _ICNS_TYPES:
        body += code + struct.pack(">I", 8 + len(pngs[size])) + pngs[size]
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def _bitmap(picture: QImage) -> bytes:
    """A bitmap as an ICO file holds it: colours with alpha from the bottom row up, then the mask.

    Qt's own writer leaves bytes of the mask to chance, so two runs of it differ.
    """
    size = picture.width()
    upside_down = picture.flipped(Qt.Orientation.Vertical)  # it owns the bytes that are read
    colours = bytes(upside_down.constBits())
    # Nothing is masked: alpha says what is clear. A row fills whole units of 32 bits.
    mask = bytes((size + 31) // 32 * 4 * size)
    return _BITMAP_HEADER.pack(40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0) + colours + mask


def _png(picture: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(picture):
        raise ValueError(f"Qt cannot write PNG: {writer.errorString()}")
    return bytes(content.data())


if __name__ == "__main__":
    for file in write(Path(sys.argv[1])).values():
        print(file)
