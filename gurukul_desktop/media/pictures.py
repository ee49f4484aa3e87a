"""Bring pictures of any size and format into the one shape that a call sends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gurukul_desktop.late import av

FORMAT: Final = "yuv420p"
MOST_LINES: Final = 1080
MOST_COLUMNS: Final = 1920


def within_full_hd(width: int, height: int) -> tuple[int, int]:
    """The size of a camera's picture: both sides even, at most 1920x1080, its shape kept."""
    scale = min(1.0, MOST_COLUMNS / width, MOST_LINES / height)
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


class Shaper:
    """Makes yuv420p pictures of the size that ``fitting`` has for theirs."""

    def __init__(self, fitting: Callable[[int, int], tuple[int, int]] = within_full_hd) -> None:
        self._fitting = fitting
        self._reformatter = av.video.reformatter.VideoReformatter()

    def shape(self, frame: av.VideoFrame) -> av.VideoFrame:
        """The same picture, itself where nothing has to change."""
        width, height = self._fitting(frame.width, frame.height)
        if frame.format.name == FORMAT and (width, height) == (frame.width, frame.height):
            return frame
        return self._reformatter.reformat(frame, width, height, FORMAT, threads=1)
