"""What this side sends: one track for the camera, one for the microphone.

A track that raises ends its sender for good, so these never raise before they are
stopped; whatever happens to a device is silence, or no picture.
"""

import asyncio
import threading
from collections import deque
from fractions import Fraction
from typing import Final

import av
import numpy as np
from aiortc.mediastreams import VIDEO_TIME_BASE, MediaStreamError, MediaStreamTrack
from av.video.frame import PictureType
from av.video.reformatter import VideoReformatter

from gurukul_desktop.media.ports import (
    FRAME_SAMPLES,
    SAMPLE_RATE,
    AudioSource,
    Samples,
    Unsubscribe,
    VideoSource,
)

LARGEST: Final = (1280, 720)
PICTURE_SECONDS: Final = 1 / 30
EARLY_SECONDS: Final = 0.02
"""A picture may come so much before its turn: a late one before it must not cost this one. Of a
camera of 60 a second, which is early more and more, every other is dropped."""
BLACK_EVERY: Final = 1.0
"""A camera that was switched off sends a black picture this often, in seconds: without it a
browser would show the last picture for ever, and a lost one would never be repaired."""

FRAME_SECONDS: Final = FRAME_SAMPLES / SAMPLE_RATE
QUEUED_FRAMES: Final = 5
"""The most sound that waits to be sent: 100 ms."""
STALLED_AFTER: Final = 0.06
"""A microphone that gave nothing for this long is replaced by silence until it is back."""

_AUDIO_TIME_BASE: Final = Fraction(1, SAMPLE_RATE)
_SILENCE: Final[Samples] = np.zeros(FRAME_SAMPLES, np.int16)


class CameraTrack(MediaStreamTrack):
    """The newest picture of a camera, never an older one."""

    kind = "video"

    def __init__(self, source: VideoSource | None, *, on: bool = True) -> None:
        super().__init__()
        self._call_loop = asyncio.get_running_loop()
        self._arrived = asyncio.Event()
        self._lock = threading.Lock()
        self._newest: tuple[av.VideoFrame, float] | None = None
        self._due = 0.0
        self._wanted = False  # no picture is prepared before the connection stands
        self._on = on
        self._size: tuple[int, int] | None = None  # of the last picture sent
        self._black_due = 0.0
        self._origin: float | None = None
        self._pts = -1
        self._reformatter = VideoReformatter()
        self._unsubscribe: Unsubscribe | None = source.subscribe(self._capture) if source else None

    def set_on(self, on: bool) -> None:
        """Send pictures, or stop sending them."""
        self._on = on
        with self._lock:
            self._newest = None
        self._arrived.set()

    async def recv(self) -> av.VideoFrame:
        """The next picture to encode."""
        self._wanted = True
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

    def stop(self) -> None:
        """Let go of the camera."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        super().stop()
        self._arrived.set()

    def _stamp(self, frame: av.VideoFrame, at: float) -> av.VideoFrame:
        if self._origin is None:
            self._origin = at
        self._pts = max(self._pts + 1, round((at - self._origin) * VIDEO_TIME_BASE.denominator))
        frame.pts = self._pts
        frame.time_base = VIDEO_TIME_BASE
        frame.pict_type = PictureType.NONE  # a source may give one frame twice
        self._size = frame.width, frame.height
        return frame

    def _capture(self, frame: av.VideoFrame) -> None:
        """On the capture thread."""
        if not (self._wanted and self._on):
            return
        now = self._call_loop.time()
        if now < self._due - EARLY_SECONDS:
            return
        self._due = max(self._due + PICTURE_SECONDS, now)
        frame = self._fit(frame)
        with self._lock:
            waiting = self._newest is not None
            self._newest = frame, now
        if not waiting:
            self._wake()

    def _fit(self, frame: av.VideoFrame) -> av.VideoFrame:
        scale = min(1.0, LARGEST[0] / frame.width, LARGEST[1] / frame.height)
        width, height = (max(2, int(side * scale) & ~1) for side in (frame.width, frame.height))
        if (width, height, frame.format.name) == (frame.width, frame.height, "yuv420p"):
            return frame
        return self._reformatter.reformat(frame, width, height, "yuv420p", threads=1)

    def _wake(self) -> None:
        try:
            self._call_loop.call_soon_threadsafe(self._arrived.set)
        except RuntimeError:  # the call's loop has just ended
            return


class MicrophoneTrack(MediaStreamTrack):
    """20 ms of sound at the microphone's pace, silence at our own where it gives none."""

    kind = "audio"

    def __init__(self, source: AudioSource | None, *, on: bool = True) -> None:
        super().__init__()
        self._call_loop = asyncio.get_running_loop()
        self._arrived = asyncio.Event()
        self._queue: deque[Samples] = deque(maxlen=QUEUED_FRAMES)
        self._wanted = False
        self._on = on
        self._due: float | None = None
        self._stalled = source is None
        self._pts = 0
        self._unsubscribe: Unsubscribe | None = source.subscribe(self._capture) if source else None

    def set_on(self, on: bool) -> None:
        """Send what the microphone hears, or silence."""
        self._on = on

    async def recv(self) -> av.AudioFrame:
        """The next 960 samples to encode."""
        self._wanted = True
        samples = await self._next()
        if self.readyState != "live":
            raise MediaStreamError
        if not self._on:
            samples = _SILENCE
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.time_base = _AUDIO_TIME_BASE
        frame.pts = self._pts
        self._pts += FRAME_SAMPLES
        return frame

    def stop(self) -> None:
        """Let go of the microphone."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        super().stop()
        self._arrived.set()

    async def _next(self) -> Samples:
        now = self._call_loop.time()
        if self._due is None:
            self._due = now
        wait = self._due - now + (0.0 if self._stalled else STALLED_AFTER)
        if not self._queue and wait > 0:
            self._arrived.clear()
            try:
                async with asyncio.timeout(wait):
                    await self._arrived.wait()
            except TimeoutError:
                pass
        now = self._call_loop.time()
        if self._queue:
            self._stalled = False
            self._due = now + FRAME_SECONDS
            return self._queue.popleft()
        # From here on our own clock sets the pace; after a long sleep it starts anew.
        self._stalled = True
        self._due = now + FRAME_SECONDS if now - self._due > 1 else self._due + FRAME_SECONDS
        return _SILENCE

    def _capture(self, samples: Samples) -> None:
        """On the capture thread. The deque is safe to share, and drops the oldest when full."""
        if not self._wanted or len(samples) != FRAME_SAMPLES:
            return
        self._queue.append(samples)
        try:
            self._call_loop.call_soon_threadsafe(self._arrived.set)
        except RuntimeError:  # the call's loop has just ended
            return


def _black(width: int, height: int) -> av.VideoFrame:
    frame = av.VideoFrame(width, height, "yuv420p")
    for plane, value in zip(frame.planes, (16, 128, 128), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    return frame
