"""A camera's or a screen's pictures on their way to the encoder: the newest, as asked for.

A track that raises ends its sender for good, so this one never raises before it is stopped;
whatever happens to the camera is no picture.
"""

import asyncio
import math
import threading
from functools import partial
from typing import Final

import av
from aiortc.mediastreams import VIDEO_TIME_BASE, MediaStreamError, MediaStreamTrack
from av.video.frame import PictureType
from av.video.reformatter import Interpolation, VideoReformatter

from gurukul_desktop.call.video.adaptation import LADDER, START, Format
from gurukul_desktop.media.ports import Unsubscribe, VideoSource

EARLY_SECONDS: Final = 0.02
"""A picture may come so much before its turn: a late one before it must not cost this one. Of a
camera of 60 a second, which is early more and more, every other is dropped."""
FRESH_SECONDS: Final = 0.1
"""The last picture before the connection stood is sent if it is not older."""
BLACK_EVERY: Final = 1.0
"""A camera that was switched off sends a black picture this often, in seconds: without it a
browser would show the last picture for ever, and a lost one would never be repaired."""

_CLOCK: Final = VIDEO_TIME_BASE.denominator


class Pace:
    """Lets pictures through at no more than a rate, as evenly as they come."""

    def __init__(self) -> None:
        self._due = 0.0

    def lets_through(self, now: float, rate: int) -> bool:
        """Whether a picture of ``now`` is one of ``rate`` a second."""
        if now < self._due - EARLY_SECONDS:
            return False
        self._due = max(self._due + 1 / rate, now)
        return True


class CameraTrack(MediaStreamTrack):
    """The newest picture of a camera or a screen, never an older one.

    Attributes:
        offered: how many pictures were made ready to be sent.
        overtaken: how many of them gave way to newer ones before they were taken.
        source_size: width and height of what the source gives; zeros before the first picture.
    """

    kind = "video"

    def __init__(self, source: VideoSource | None = None, *, on: bool = True) -> None:
        super().__init__()
        self.offered = 0
        self.overtaken = 0
        self.source_size = (0, 0)
        self._call_loop = asyncio.get_running_loop()
        self._arrived = asyncio.Event()
        self._lock = threading.Lock()
        self._newest: tuple[av.VideoFrame, float] | None = None
        self._format = LADDER[START]
        self._pace = Pace()
        self._wanted = False  # no picture is prepared before the connection stands
        self._before: tuple[av.VideoFrame, float] | None = None  # the last until then
        self._on = on
        self._size: tuple[int, int] | None = None  # of the last picture sent
        self._black_due = 0.0
        self._origin: float | None = None
        self._pts = -1
        self._unsubscribe: Unsubscribe | None = None
        self.show(source)

    def show(self, source: VideoSource | None, *, whole: bool = False) -> None:
        """Send the pictures of ``source`` from now on.

        Args:
            whole: a picture of another shape than the format's may be as wide or as high as it
                needs with as many pixels, for all of it has to be readable.
        """
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._whole = whole
        self._before = None
        self.source_size = (0, 0)
        # One of the former source may still be on its way, and is known by its reformatter.
        self._reformatter = VideoReformatter()
        with self._lock:
            self._newest = None
        if source is not None:
            self._unsubscribe = source.subscribe(partial(self._capture, self._reformatter))

    def set_on(self, on: bool) -> None:
        """Send pictures, or stop sending them."""
        self._on = on
        self._before = None
        with self._lock:
            self._newest = None
        self._arrived.set()

    def set_format(self, largest: Format) -> None:
        """From now on, pictures of at most this size and rate; their shape is kept."""
        self._format = largest

    async def recv(self) -> av.VideoFrame:
        """The next picture to encode."""
        self._begin()
        while self.readyState == "live":
            self._arrived.clear()
            with self._lock:
                newest, self._newest = self._newest, None
            if newest is not None and self._on:
                self._black_due = self._call_loop.time()
                return self._stamp(*newest)
            if self._on or self._size is None:
                await self._arrived.wait()
                continue
            try:
                async with asyncio.timeout_at(self._black_due):
                    await self._arrived.wait()
            except TimeoutError:
                self._black_due = self._call_loop.time() + BLACK_EVERY
                return self._stamp(_black(*self._size), self._call_loop.time())
        raise MediaStreamError

    def filmed(self, pts: int) -> float:
        """When the picture of that time was filmed, by the clock of the call's loop."""
        return (self._origin or 0.0) + pts / _CLOCK

    def stop(self) -> None:
        """Let go of the camera."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        super().stop()
        self._arrived.set()

    def _begin(self) -> None:
        """A connection that stands does not wait for the next picture, but sends the last one."""
        if self._wanted:
            return
        self._wanted = True
        before, self._before = self._before, None
        if before is not None and before[1] > self._call_loop.time() - FRESH_SECONDS:
            frame = self._fit(before[0], self._format, VideoReformatter())
            with self._lock:
                self._newest = self._newest or (frame, before[1])

    def _stamp(self, frame: av.VideoFrame, at: float) -> av.VideoFrame:
        if self._origin is None:
            self._origin = at
        self._pts = max(self._pts + 1, round((at - self._origin) * _CLOCK))
        frame.pts = self._pts
        frame.time_base = VIDEO_TIME_BASE
        frame.pict_type = PictureType.NONE  # a source may give one frame twice
        self._size = frame.width, frame.height
        return frame

    def _capture(self, reformatter: VideoReformatter, frame: av.VideoFrame) -> None:
        """On the capture thread."""
        if not self._on or reformatter is not self._reformatter:
            return
        largest = self._format
        now = self._call_loop.time()
        if not self._wanted:
            self._before = frame, now
            return
        if not self._pace.lets_through(now, largest.rate):
            return
        self.source_size = frame.width, frame.height
        frame = self._fit(frame, largest, reformatter)
        with self._lock:
            waiting = self._newest is not None
            self._newest = frame, now
            self.offered += 1
            self.overtaken += waiting
        if not waiting:
            self._wake()

    def _fit(
        self, frame: av.VideoFrame, largest: Format, reformatter: VideoReformatter
    ) -> av.VideoFrame:
        across, down = largest.width / frame.width, largest.height / frame.height
        scale = min(1.0, math.sqrt(across * down) if self._whole else min(across, down))
        width, height = (max(2, int(side * scale) & ~1) for side in (frame.width, frame.height))
        if (width, height, frame.format.name) == (frame.width, frame.height, "yuv420p"):
            return frame
        return reformatter.reformat(
            frame, width, height, "yuv420p", interpolation=Interpolation.BILINEAR, threads=1
        )

    def _wake(self) -> None:
        try:
            self._call_loop.call_soon_threadsafe(self._arrived.set)
        except RuntimeError:  # the call's loop has just ended
            return


def _black(width: int, height: int) -> av.VideoFrame:
    frame = av.VideoFrame(width, height, "yuv420p")
    for plane, value in zip(frame.planes, (16, 128, 128), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    return frame
