"""Round, stroked capital letters and digits as masks, so that no font file is needed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

from gurukul_desktop.late import np

if TYPE_CHECKING:
    from numpy.typing import NDArray


Mask: TypeAlias = "NDArray[np.int16]"
"""How much of a pixel is covered: 0 to 128, of shape (height, width)."""

FULL: Final = 128

# Strokes on a grid of 5 by 7 points, "xy xy …", parted by "|".
_STROKES: Final = {
    "0": "10 30 41 45 36 16 05 01 10",
    "1": "11 20 26|16 36",
    "2": "01 10 30 41 42 06 46",
    "3": "01 10 30 41 42 33 44 45 36 16 05|23 33",
    "4": "36 30 04 44",
    "5": "40 00 03 33 44 45 36 16 05",
    "6": "41 30 10 01 05 16 36 45 44 33 03",
    "7": "00 40 16",
    "8": "10 30 41 42 33 13 02 01 10|13 04 05 16 36 45 44 33",
    "9": "05 16 36 45 41 30 10 01 02 13 43",
    ":": "02 02|05 05",
    ".": "06 06",
    "A": "06 01 10 30 41 46|03 43",
    "B": "00 30 41 42 33 03|33 44 45 36 06 00",
    "C": "41 30 10 01 05 16 36 45",
    "D": "00 30 41 45 36 06 00",
    "E": "40 00 06 46|03 33",
    "F": "40 00 06|03 33",
    "G": "41 30 10 01 05 16 36 45 43 23",
    "H": "00 06|40 46|03 43",
    "I": "10 30|20 26|16 36",
    "J": "40 45 36 16 05",
    "K": "00 06|40 03 46",
    "L": "00 06 46",
    "M": "06 00 23 40 46",
    "N": "06 00 46 40",
    "O": "10 30 41 45 36 16 05 01 10",
    "P": "06 00 30 41 42 33 03",
    "Q": "10 30 41 45 36 16 05 01 10|34 46",
    "R": "06 00 30 41 42 33 03|23 46",
    "S": "41 30 10 01 02 13 33 44 45 36 16 05",
    "T": "00 40|20 26",
    "U": "00 05 16 36 45 40",
    "V": "00 26 40",
    "W": "00 16 23 36 40",
    "X": "00 46|40 06",
    "Y": "00 23 40|23 26",
    "Z": "00 40 06 46",
}


def drawable(text: str) -> str:
    """``text`` in capitals, without what cannot be drawn."""
    return "".join(letter for letter in text.upper() if letter in _STROKES)


def mask(letter: str, height: int) -> Mask:
    """One letter, smooth at its edges; at most two thirds as wide as it is high, both even.

    Args:
        letter: one that :func:`drawable` keeps.
        height: in pixels.
    """
    unit = height / 8.4
    width = int((2.2 if letter in ":." else 6.2) * unit) // 2 * 2
    rows, columns = np.mgrid[0 : height // 2 * 2, 0:width].astype(np.float64)
    nearest = np.full(rows.shape, np.inf)
    for x0, y0, x1, y1 in _segments(_STROKES[letter]):
        ax, ay = (x0 + 1.1) * unit, (y0 + 1.2) * unit
        dx, dy = (x1 - x0) * unit, (y1 - y0) * unit
        along = ((columns - ax) * dx + (rows - ay) * dy) / ((dx * dx + dy * dy) or 1.0)
        along = np.clip(along, 0.0, 1.0)
        away = np.hypot(columns - ax - along * dx, rows - ay - along * dy)
        np.minimum(nearest, away, out=nearest)
    covered = np.clip(0.42 * unit + 0.5 - nearest, 0.0, 1.0)
    return (covered * FULL).astype(np.int16)


def line(text: str, height: int) -> Mask:
    """Several letters beside each other; ``text`` holds at least one."""
    return np.hstack([mask(letter, height) for letter in text])


def _segments(strokes: str) -> Iterator[tuple[int, int, int, int]]:
    for stroke in strokes.split("|"):
        points = [(int(point[0]), int(point[1])) for point in stroke.split()]
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            yield x0, y0, x1, y1
