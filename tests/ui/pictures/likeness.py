"""How far two pictures of a window are from each other, as a person would say it.

Both are looked at as blocks, each the mean colour of a patch of the window. Letters that are
smoothed in another way, or a line that lies half a pixel lower, change the mean of a block by
little; a button that moved, another colour or a picture that is missing change some blocks by
much, or many by something.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

WIDTH: Final = 60
HEIGHT: Final = 40
"""In blocks; one is 15 pixels wide and high in a window of 900x600."""
STEP: Final = 4
"""Colours are kept in steps of so many: that halves the files."""

MOST_IN_A_BLOCK: Final = 40.0
MOST_ON_AVERAGE: Final = 1.2
"""Of 255."""

Blocks = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two pictures are from each other, of 255.

    Attributes:
        mean: over all blocks.
        most: in the block where they differ most, which lies at ``place`` in parts of the
            width and the height of the window.
    """

    mean: float
    most: float
    place: tuple[float, float]

    @property
    def alike(self) -> bool:
        """Whether a person would call them the same."""
        return self.mean <= MOST_ON_AVERAGE and self.most <= MOST_IN_A_BLOCK

    def __str__(self) -> str:
        x, y = self.place
        return (
            f"{self.mean:.2f} on average (at most {MOST_ON_AVERAGE}), "
            f"{self.most:.0f} (at most {MOST_IN_A_BLOCK:.0f}) at {x:.0%} from the left "
            f"and {y:.0%} from the top"
        )


def kept(picture: QImage) -> QImage:
    """The picture as it is kept: a pixel a block."""
    small = picture.scaled(
        WIDTH,
        HEIGHT,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB888)
    pixels = np.frombuffer(small.bits(), np.uint8)
    np.minimum(pixels // STEP * STEP + STEP // 2, 255, out=pixels)
    return small


def difference(one: QImage, other: QImage) -> Difference:
    """How far two pictures are from each other, both as they are kept."""
    apart = np.abs(_blocks(one) - _blocks(other)).max(axis=2)
    row, column = np.unravel_index(int(apart.argmax()), apart.shape)
    place = (float(column + 0.5) / WIDTH, float(row + 0.5) / HEIGHT)
    return Difference(float(apart.mean()), float(apart.max()), place)


def _blocks(picture: QImage) -> Blocks:
    picture = picture.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(picture.constBits(), np.uint8).reshape(-1, picture.bytesPerLine())
    pixels = lines[:, : picture.width() * 3].reshape(picture.height(), picture.width(), 3)
    return pixels.astype(np.int16)
