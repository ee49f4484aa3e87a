"""How large a built app is, and what makes it so.

    python packaging/sizes.py APP        the table as docs/packaging.md has it

MB are 1,000,000 bytes. Unpacked is the sum of the files' sizes; compressed is what deflate, the
method of ``.tar.gz`` and ``.zip``, makes of each of them by itself.
"""

import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MOST_UNPACKED: Final = 280_000_000
MOST_COMPRESSED: Final = 110_000_000
LARGEST: Final = 10

_CHUNK: Final = 1 << 20
_INSIDE: Final = re.compile(r"^(_internal|Contents/(Frameworks|Resources|MacOS))/")
_AV: Final = r"^av(\.libs|/[^/]*dylibs)/"
_QT_FFMPEG: Final = r"(lib)?(av(codec|format|util)|sw(scale|resample))[-.]|libQt6FFmpegStub"

COMPONENTS: Final = {
    "x265, of PyAV": _AV + r"libx265",
    "SVT-AV1, of PyAV": _AV + r"libSvtAv1",
    "FFmpeg of PyAV": _AV + r"lib(av|sw)",
    "PyAV's other codecs": _AV,
    "PyAV itself": r"^av/",
    "ICU, of Qt": r"(lib)?icu(data|dt|i18n|in|uc)",
    "FFmpeg of Qt Multimedia": r"^PySide6/(.*/)?(" + _QT_FFMPEG + ")",
    "PySide6: Qt for Python": r"^(PySide6/[^/]*(abi3|\.pyd)|shiboken6/)",
    "Qt": r"^PySide6/",
    "OpenBLAS, of NumPy": r"^numpy(\.libs|/[^/]*dylibs)/",
    "NumPy": r"^numpy/",
    "cryptography, with OpenSSL": r"^cryptography",
    "pylibsrtp, with OpenSSL": r"^pylibsrtp/",
    "Python": r"^(lib)?python3|^Python(\.framework|$)|^base_library\.zip$",
    "Gurukul's QML, sounds, notices": r"^gurukul_desktop/|^LICENSE$",
    "the program: all modules in Python": r"^[Gg]urukul([-\w]*\.exe)?$",
    "libraries of the building system": r"^lib[^/]*$|^[^/]*\.(dll|dylib)$",
    "other Python libraries": r"",
}
"""The parts by the first pattern that a path, without PyInstaller's own folders, matches."""


@dataclass(frozen=True, slots=True)
class Part:
    """A component, or all of them; sizes in bytes."""

    name: str
    unpacked: int
    compressed: int


def component(name: str) -> str:
    """The part that a file belongs to.

    Args:
        name: its path below the app's folder, with slashes.
    """
    inside = _INSIDE.sub("", name)
    return next(part for part, pattern in COMPONENTS.items() if re.search(pattern, inside))


def parts(app: Path) -> list[Part]:
    """The components of an app, the largest first."""
    unpacked: dict[str, int] = defaultdict(int)
    compressed: dict[str, int] = defaultdict(int)
    for path in app.rglob("*"):
        if path.is_file() and not path.is_symlink():
            part = component(path.relative_to(app).as_posix())
            unpacked[part] += path.stat().st_size
            compressed[part] += _deflated(path)
    found = (Part(name, size, compressed[name]) for name, size in unpacked.items())
    return sorted(found, key=lambda part: part.unpacked, reverse=True)


def total(found: Iterable[Part]) -> Part:
    """All parts together."""
    found = list(found)
    return Part(
        "everything",
        sum(part.unpacked for part in found),
        sum(part.compressed for part in found),
    )


def table(app: Path) -> str:
    """The sizes as text: the ten largest parts, the rest, and everything with what is allowed."""
    lines = [f"{'':36}{'unpacked':>9}{'compressed':>12}"]
    lines += [f"{name:36}{size:>9}{small:>12}" for name, size, small in _rows(parts(app))]
    return "\n".join(lines)


def markdown(app: Path) -> str:
    """The same as a table in Markdown, in MB."""
    lines = ["| part | unpacked | compressed |", "| --- | ---: | ---: |"]
    lines += [f"| {' | '.join(row)} |" for row in _rows(parts(app))]
    return "\n".join(lines)


def _rows(found: list[Part]) -> list[tuple[str, str, str]]:
    rest = total(found[LARGEST:])
    shown = [*found[:LARGEST], Part("the rest", rest.unpacked, rest.compressed), total(found)]
    allowed = Part("allowed", MOST_UNPACKED, MOST_COMPRESSED)
    return [
        (part.name, f"{part.unpacked / 1e6:.1f} MB", f"{part.compressed / 1e6:.1f} MB")
        for part in (*shown, allowed)
    ]


def _deflated(path: Path) -> int:
    packer = zlib.compressobj()
    with path.open("rb") as file:
        size = sum(len(packer.compress(chunk)) for chunk in iter(lambda: file.read(_CHUNK), b""))
    return size + len(packer.flush())


if __name__ == "__main__":
    print(markdown(Path(sys.argv[1])))
