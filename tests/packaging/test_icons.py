"""The icon in each form, read again by Qt's own readers."""

import struct
from pathlib import Path

import icons
import pytest
from PySide6.QtGui import QColor, QImage, QImageReader

DAWN_HUES = range(25, 50)
MIDDLE_OF_THE_SUN = (0.5, 0.32)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return icons.write(tmp_path_factory.mktemp("icons") / "made on the way")


def shows_the_icon(picture: QImage) -> bool:
    """Whether the sun is where it is in the icon, and the corner is clear."""
    size = picture.width()
    sun = picture.pixelColor(*(int(part * size) for part in MIDDLE_OF_THE_SUN))
    return sun.hsvHue() in DAWN_HUES and picture.pixelColor(0, 0).alpha() == 0


@pytest.mark.parametrize("size", icons.SIZES)
def test_a_png_for_each_size(files: dict[str, Path], size: int) -> None:
    picture = QImage(str(files[str(size)]))
    assert (picture.width(), picture.height()) == (size, size)
    assert shows_the_icon(picture)


def test_the_windows_icon_holds_its_sizes(files: dict[str, Path]) -> None:
    reader = QImageReader(str(files["ico"]))
    pictures = [reader.read() for n in range(reader.imageCount()) if reader.jumpToImage(n)]
    assert [picture.width() for picture in pictures] == [16, 24, 32, 48, 64, 128, 256]
    assert all(map(shows_the_icon, pictures))
    drawn = icons.draw(48)
    read = pictures[3]
    for x in range(48):
        for y in range(48):
            assert as_seen(read.pixelColor(x, y)) == as_seen(drawn.pixelColor(x, y)), (x, y)


def as_seen(colour: QColor) -> QColor:
    """A pixel without the colour of what is hardly there: reading it rounds that."""
    return colour if colour.alpha() == 255 else QColor(0, 0, 0, colour.alpha())


def test_the_macos_icon_holds_its_sizes(files: dict[str, Path]) -> None:
    content = files["icns"].read_bytes()
    assert content[:4] == b"icns"
    assert struct.unpack(">I", content[4:8]) == (len(content),)
    sizes, at = {}, 8
    while at < len(content):
        code, (length,) = content[at : at + 4], struct.unpack(">I", content[at + 4 : at + 8])
        picture = QImage.fromData(content[at + 8 : at + length])
        assert shows_the_icon(picture)
        sizes[code] = picture.width()
        at += length
    assert sizes[b"ic07"] == 128
    assert sizes[b"ic14"] == 512
    assert sizes[b"ic10"] == 1024


def test_two_runs_write_the_same(files: dict[str, Path], tmp_path: Path) -> None:
    again = icons.write(tmp_path)
    assert {k: f.read_bytes() for k, f in again.items()} == {
        k: f.read_bytes() for k, f in files.items()
    }
