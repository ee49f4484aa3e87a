"""What the programs and libraries of a Linux bundle ask of the system that they run on.

Reads ELF files (64 bit, little endian: x86-64 and ARM) by their program headers, as the
dynamic linker does, so that a stripped file is read as well. The format: System V ABI, and
for the versions of symbols the Linux Standard Base, "Symbol Versioning".
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MAGIC: Final = b"\x7fELF"
PAGE: Final = 4096

_LOAD, _DYNAMIC = 1, 2
_NEEDED, _STRTAB, _SONAME, _VERNEED, _VERNEEDNUM = 1, 5, 14, 0x6FFFFFFE, 0x6FFFFFFF
_WEAK: Final = 2
_GLIBC: Final = re.compile(r"GLIBC_(\d+)\.(\d+)")
# A library with packed relocations names no version but this: glibc knows them since 2.36.
_PACKED: Final = "GLIBC_ABI_DT_RELR"


class NotElfError(ValueError):
    """The bytes are no ELF file that this module reads."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the file that is mapped into memory."""

    offset: int
    address: int
    size: int
    alignment: int


@dataclass(frozen=True, slots=True)
class Elf:
    """What the dynamic linker reads of one file.

    Attributes:
        soname: the name under which others link to it; empty for programs and plugins.
        needed: the sonames that it links to.
        versions: the versions of symbols without which it does not load, such as GLIBC_2.34.
        segments: what is mapped into memory.
    """

    soname: str
    needed: tuple[str, ...]
    versions: frozenset[str]
    segments: tuple[Segment, ...]

    @property
    def loads(self) -> bool:
        """Whether each segment lies in the file as its address asks: else nothing maps it."""
        return all(
            (part.offset - part.address) % max(part.alignment, PAGE) == 0 for part in self.segments
        )


def read(content: bytes) -> Elf:
    """Read an ELF file.

    Raises:
        NotElfError: something else, or a kind of ELF that none of our systems uses.
    """
    if content[:4] != MAGIC or content[4:6] != b"\x02\x01":
        raise NotElfError("no ELF file of 64 bits, little endian")
    try:
        return _read(content)
    except (struct.error, IndexError, StopIteration) as error:
        raise NotElfError("a damaged ELF file") from error


def _read(content: bytes) -> Elf:
    (table,) = struct.unpack_from("<Q", content, 32)
    size, count = struct.unpack_from("<HH", content, 54)
    segments, dynamic = [], b""
    for number in range(count):
        kind, _, offset, address, _, length, _, alignment = struct.unpack_from(
            "<IIQQQQQQ", content, table + number * size
        )
        if kind == _LOAD:
            segments.append(Segment(offset, address, length, alignment))
        elif kind == _DYNAMIC:
            dynamic = content[offset : offset + length]

    def place(address: int) -> int:
        part = next(part for part in segments if 0 <= address - part.address < part.size)
        return address - part.address + part.offset

    entries = [pair for pair in struct.iter_unpack("<QQ", dynamic) if pair[0]]
    single = dict(entries)
    if _STRTAB not in single:
        return Elf("", (), frozenset(), tuple(segments))
    strings = place(single[_STRTAB])

    def text(offset: int) -> str:
        start = strings + offset
        return content[start : content.index(0, start)].decode("utf-8", "replace")

    versions: frozenset[str] = frozenset()
    if _VERNEED in single:
        found = _versions(content, place(single[_VERNEED]), single[_VERNEEDNUM])
        versions = frozenset(text(name) for name in found)
    return Elf(
        text(single[_SONAME]) if _SONAME in single else "",
        tuple(text(value) for tag, value in entries if tag == _NEEDED),
        versions,
        tuple(segments),
    )


def _versions(content: bytes, at: int, count: int) -> Iterator[int]:
    """The names of the versions that have to be there, as offsets in the table of strings."""
    for _ in range(count):
        _, entries, _, first, following = struct.unpack_from("<HHIII", content, at)
        entry = at + first
        for _ in range(entries):
            _, flags, _, name, step = struct.unpack_from("<IHHII", content, entry)
            if not flags & _WEAK:
                yield name
            entry += step
        at += following


def of_bundle(app: Path) -> dict[Path, Elf]:
    """Every ELF file below a folder; what a link leads to is read once."""
    return {path: found for path in _files(app) if (found := _elf_at(path)) is not None}


def glibc_floor(app: Path) -> tuple[int, int]:
    """The oldest glibc on which everything below ``app`` loads, such as ``(2, 34)``.

    ``(0, 0)`` if nothing there asks for any.
    """
    floors = [_floor(version) for found in of_bundle(app).values() for version in found.versions]
    return max(floors, default=(0, 0))


def needed_from_system(app: Path) -> set[str]:
    """The sonames that files below ``app`` link to and that no file there bears."""
    held = {path.name for path in app.rglob("*")}
    return {name for found in of_bundle(app).values() for name in found.needed} - held


def _floor(version: str) -> tuple[int, int]:
    if version == _PACKED:
        return (2, 36)
    found = _GLIBC.match(version)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _files(app: Path) -> list[Path]:
    return sorted(path for path in app.rglob("*") if path.is_file() and not path.is_symlink())


def _elf_at(path: Path) -> Elf | None:
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            return None
    try:
        return read(path.read_bytes())
    except NotElfError:
        return None
