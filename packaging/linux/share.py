"""What the desktop knows of the app: all that lies below ``share/`` in an installation.

The desktop entry, which is also the handler of ``gurukul://`` links; the icons; the AppStream
metadata for software centres; the manual page. Files with words between ``@`` are filled in.
"""

import gzip
import io
import shutil
from datetime import datetime
from pathlib import Path
from typing import Final

import icons

APP_ID: Final = "org.gurukul.Desktop"
HERE: Final = Path(__file__).resolve().parent

_ICON_SIZES: Final = tuple(size for size in icons.SIZES if size <= 512)


def write(share: Path, version: str, built: datetime) -> None:
    """Fill the folder.

    Args:
        share: the folder; it is made.
        version: the app's version.
        built: the date of this release.
    """
    entry = f"{APP_ID}.desktop"
    place(share / "applications" / entry, (HERE / entry).read_bytes())
    words = {"VERSION": version, "DATE": f"{built:%Y-%m-%d}"}
    metainfo = f"{APP_ID}.metainfo.xml"
    place(share / "metainfo" / metainfo, filled(HERE / metainfo, words).encode())
    place(share / "man" / "man1" / "gurukul.1.gz", gzipped(filled(HERE / "gurukul.1", words)))
    hicolor = share / "icons" / "hicolor"
    drawn = icons.write(share / "drawn")
    for size in _ICON_SIZES:
        picture = drawn[str(size)].read_bytes()
        place(hicolor / f"{size}x{size}" / "apps" / f"{APP_ID}.png", picture)
    shutil.rmtree(share / "drawn")
    place(hicolor / "scalable" / "apps" / f"{APP_ID}.svg", icons.SOURCE.read_bytes())


def filled(template: Path, words: dict[str, str]) -> str:
    """The text of a file, each ``@WORD@`` of ``words`` replaced."""
    text = template.read_text("utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text


def gzipped(text: str) -> bytes:
    """The text compressed, without the name and the time that gzip would put in."""
    content = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, content, mtime=0) as file:
        file.write(text.encode())
    return content.getvalue()


def place(file: Path, content: bytes) -> None:
    """Write a file, and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
