"""A photograph of the whole virtual screen, as a PNG, with nothing but Python."""

import struct
import time
import zlib
from pathlib import Path
from typing import Final

_HEADER: Final = struct.Struct(">25I")
_FEWEST_COLOURS: Final = 8
_LOOK_SECONDS: Final = 1.0


def photograph(framebuffer: Path, picture: Path) -> bool:
    """Write what Xvfb shows to a PNG file; returns whether anything is to be seen on it.

    Args:
        framebuffer: Xvfb's file, in the X Window Dump format (``XWDFile.h``, version 7).
        picture: the PNG to be written.
    """
    data = framebuffer.read_bytes()
    header = _HEADER.unpack_from(data)
    size, width, height, stride, colours = (header[n] for n in (0, 4, 5, 12, 19))
    start = size + 12 * colours
    rows, seen = bytearray(), set()
    for row in range(height):
        line = data[start + row * stride : start + row * stride + width * 4]
        pixels = bytearray(width * 3)
        pixels[0::3], pixels[1::3], pixels[2::3] = line[2::4], line[1::4], line[0::4]
        rows += b"\0" + pixels
        seen.update(line[place : place + 3] for place in range(0, len(line), 4 * 16))
    picture.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(rows, 6))
        + _chunk(b"IEND", b"")
    )
    return len(seen) >= _FEWEST_COLOURS


def wait_still(framebuffer: Path, seconds: float) -> None:
    """Wait until nothing moves on the screen any more, but no longer than ``seconds``."""
    deadline = time.monotonic() + seconds
    before = zlib.crc32(framebuffer.read_bytes())
    while time.monotonic() < deadline:
        time.sleep(_LOOK_SECONDS)
        now = zlib.crc32(framebuffer.read_bytes())
        if now == before:
            return
        before = now


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
