"""The film that every camera of the bench plays: a talking person, each picture numbered.

It is a file of raw pictures (YUV4MPEG2), which Chromium takes for a camera, too. It runs
forwards and backwards, so that it can be repeated without a cut.
"""

import threading
import time
from collections.abc import Callable, Generator, Iterator
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO, Final

import av
import numpy as np
from numpy.typing import NDArray

from gurukul_desktop.media.capture import Capture
from gurukul_desktop.media.pacing import turns
from tests.bench.calls import marks
from tests.bench.results import RESULTS
from tests.bench.talking import RATE, clip

FILMED: Final = 90
PICTURES: Final = 2 * FILMED
"""How many different numbers there are: six seconds."""
_FRAME: Final = b"FRAME\n"

Luma = NDArray[np.uint8]


def film(lines: int) -> Path:
    """The file for pictures of so many lines, made if it is not there yet."""
    path = RESULTS / f"film-{lines}.y4m"
    if not path.exists():
        RESULTS.mkdir(exist_ok=True)
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            _write(file, lines)
        partial.replace(path)
    return path


def _write(file: BinaryIO, lines: int) -> None:
    columns = lines * 16 // 9
    file.write(f"YUV4MPEG2 W{columns} H{lines} F{RATE}:1 Ip A1:1 C420jpeg\n".encode())
    filmed = [
        frame.to_ndarray().astype(np.uint8, copy=False)
        for frame in clip(FILMED / RATE, lines=lines)
    ]
    for number, picture in enumerate([*filmed, *reversed(filmed)]):
        marks.write(picture[:lines, :columns], number)
        file.write(_FRAME + picture.tobytes())


class Film:
    """The pictures of such a file, read as they are needed."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        header = self._file.readline().split()
        self.columns, self.lines = (int(word[1:]) for word in header[1:3])
        self._begin = self._file.tell()
        self._bytes = self.columns * self.lines * 3 // 2

    def picture(self, number: int) -> av.VideoFrame:
        """Picture ``number``, counted round and round."""
        place = number % PICTURES * (len(_FRAME) + self._bytes) + len(_FRAME)
        self._file.seek(self._begin + place)
        frame = av.VideoFrame(self.columns, self.lines, "yuv420p")
        for plane in frame.planes:
            assert plane.line_size == plane.width
            plane.update(self._file.read(plane.buffer_size))
        frame.pts, frame.time_base = number, Fraction(1, RATE)
        return frame

    def luma(self, number: int) -> Luma:
        """Only its luma plane, of shape (height, width)."""
        return plane_of(self.picture(number))

    def close(self) -> None:
        self._file.close()


def plane_of(frame: av.VideoFrame) -> Luma:
    """The luma of a picture, of shape (height, width), not copied."""
    plane = frame.planes[0]
    pixels = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return pixels[: frame.height, : frame.width]


def camera(path: Path, filmed: Callable[[float, int], None]) -> Capture[av.VideoFrame]:
    """A camera that plays the film, and tells when (monotonic) it gives which number."""

    def produce(stop: threading.Event) -> Generator[av.VideoFrame, None, None]:
        reel = Film(path)
        try:
            yield from _play(reel, stop)
        finally:
            reel.close()

    def _play(reel: Film, stop: threading.Event) -> Iterator[av.VideoFrame]:
        for turn in turns(1 / RATE, stop):
            frame = reel.picture(turn)
            filmed(time.monotonic(), turn % PICTURES)
            yield frame

    return Capture("camera", "film", produce, print, patience=None)
