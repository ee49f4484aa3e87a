"""Small ELF files, made up for the tests."""

import struct
from collections.abc import Sequence

BASE = 0x40_0000
_HEADER, _PROGRAM_HEADER = 64, 56


def elf_file(
    soname: str = "",
    needed: Sequence[str] = (),
    versions: Sequence[tuple[str, int]] = (),
    alignment: int = 4096,
    address: int = BASE,
) -> bytes:
    """A shared library with a dynamic section and nothing else.

    Args:
        versions: the versions of symbols that it asks of libc.so.6, and their flags.
        address: where it is mapped.
    """
    strings = b"\0"

    def string(text: str) -> int:
        nonlocal strings
        strings += text.encode() + b"\0"
        return len(strings) - len(text) - 1

    dynamic = [(1, string(name)) for name in needed]
    if soname:
        dynamic.append((14, string(soname)))
    entries = b"".join(
        struct.pack("<IHHII", 0, flags, number + 2, string(version), 16)
        for number, (version, flags) in enumerate(versions)
    )
    asked = struct.pack("<HHIII", 1, len(versions), string("libc.so.6"), 16, 0) + entries
    start = _HEADER + 2 * _PROGRAM_HEADER
    asked_at = start + len(strings)
    dynamic_at = asked_at + len(asked)
    dynamic.append((5, address + start))
    if versions:
        dynamic += [(0x6FFFFFFE, address + asked_at), (0x6FFFFFFF, 1)]
    table = b"".join(struct.pack("<QQ", *pair) for pair in [*dynamic, (0, 0)])
    size = dynamic_at + len(table)
    header = b"\x7fELF\x02\x01\x01".ljust(16, b"\0")
    header += struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 64, 0, 0, 64, 56, 2, 0, 0, 0)
    load = struct.pack("<IIQQQQQQ", 1, 5, 0, address, address, size, size, alignment)
    place = address + dynamic_at
    section = struct.pack("<IIQQQQQQ", 2, 6, dynamic_at, place, place, len(table), len(table), 8)
    return header + load + section + strings + asked + table
