"""Reads from a Mach-O file for which processors it is.

After Apple's ``mach-o/loader.h`` and ``mach-o/fat.h``; 64 bits only, as macOS has it.
"""

import struct
from pathlib import Path
from typing import Final

_THIN: Final = 0xFEEDFACF
_FAT: Final = 0xCAFEBABE
# A Java class begins with the same four bytes, and then has a version that is never so low.
_MOST_SLICES: Final = 16
_START: Final = struct.Struct("<II")
_SLICE: Final = struct.Struct(">IIIII")
_PROCESSORS: Final = {0x01000007: "x86_64", 0x0100000C: "arm64"}


def architectures(file: Path) -> list[str]:
    """The processors that a file has code for, such as ``arm64``; empty if it is no Mach-O file."""
    with file.open("rb") as content:
        start = content.read(_START.size)
        if len(start) < _START.size:
            return []
        magic, processor = _START.unpack(start)
        if magic == _THIN:
            return [_name(processor)]
        fat, count = struct.unpack(">II", start)
        if fat != _FAT or not 0 < count <= _MOST_SLICES:
            return []
        parts = [_SLICE.unpack(content.read(_SLICE.size)) for _ in range(count)]
        found = []
        for processor, _, offset, _, _ in parts:
            content.seek(offset)
            if int.from_bytes(content.read(4), "little") == _THIN:  # else it is an archive
                found.append(_name(processor))
        return found


def _name(processor: int) -> str:
    return _PROCESSORS.get(processor, hex(processor))
