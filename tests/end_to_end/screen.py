"""Reads the pixels of a virtual display, as a person in front of it would see them."""

import mmap
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Rows, columns, and blue, green, red."""

_HEADER = struct.Struct(">25I")


def screenshot(framebuffer: Path) -> Pixels:
    """The whole screen as it is now, from Xvfb's framebuffer file (``XWDFile.h``, version 7)."""
    with framebuffer.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as data:
        header = _HEADER.unpack_from(data)
        size, version, width, height = header[0], header[1], header[4], header[5]
        bits, stride, colours = header[11], header[12], header[19]
        assert (version, bits) == (7, 32), "not the format that a 24-bit Xvfb writes"
        start = size + 12 * colours
        rows = np.frombuffer(data[start : start + stride * height], np.uint8)
    return rows.reshape(height, stride // 4, 4)[:, :width, :3]


def changed(before: Pixels, after: Pixels) -> float:
    """The share of the pixels that differ by more than noise, 0 to 1."""
    difference = np.abs(before.astype(np.int16) - after.astype(np.int16)).max(axis=2)
    return float((difference > 16).mean())
