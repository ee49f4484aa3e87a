"""A picture's number, written into it as black and white blocks that survive a video codec.

The blocks stand in a row along the upper edge: eight bits, the highest first, then the same
eight turned round, by which a reader knows that it did not misread. They scale with the
picture, so a sender may make it smaller.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

BITS: Final = 8
BLOCKS: Final = 2 * BITS
NUMBERS: Final = 2**BITS
STRIP: Final = 1 / 18
"""The part of the picture's height that the blocks take."""
BLACK: Final = 32
WHITE: Final = 220

Luma = NDArray[np.uint8]


def write(luma: Luma, number: int) -> None:
    """Draw ``number`` into the luma plane, of shape (height, width)."""
    height, width = luma.shape
    for block in range(BLOCKS):
        left, right = width * block // BLOCKS, width * (block + 1) // BLOCKS
        luma[: int(height * STRIP), left:right] = WHITE if _lit(number, block) else BLACK


def read(luma: Luma) -> int | None:
    """The number in a luma plane; None where it cannot be read."""
    height, width = luma.shape
    row = luma[int(height * STRIP / 2)]
    lit = [row[width * (2 * block + 1) // (2 * BLOCKS)] > 126 for block in range(BLOCKS)]
    number = sum(bit << (BITS - 1 - place) for place, bit in enumerate(lit[:BITS]))
    return number if all(_lit(number, block) == lit[block] for block in range(BLOCKS)) else None


def _lit(number: int, block: int) -> bool:
    bit = bool(number >> (BITS - 1 - block % BITS) & 1)
    return bit if block < BITS else not bit
