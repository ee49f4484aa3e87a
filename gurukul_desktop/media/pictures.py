"""Bring pictures of any size and format into the one shape that a call sends."""

from typing import Final

import av
from av.video.reformatter import VideoReformatter

FORMAT: Final = "yuv420p"
MOST_LINES: Final = 1080
MOST_COLUMNS: Final = 1920


class Shaper:
    """Makes yuv420p pictures of even size, at most 1920x1080; their shape is kept."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()

    def shape(self, frame: av.VideoFrame) -> av.VideoFrame:
        """The same picture, itself where nothing has to change."""
        width, height = _fitting(frame.width, frame.height)
        if frame.format.name == FORMAT and (width, height) == (frame.width, frame.height):
            return frame
        return self._reformatter.reformat(frame, width, height, FORMAT, threads=1)


def _fitting(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, MOST_COLUMNS / width, MOST_LINES / height)
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)
