"""What this side sends: one track for the camera, one for the microphone.

A track that raises ends its sender for good, so these never raise before they are
stopped; whatever happens to a device is silence, or no picture.
"""

import asyncio
from collections import deque
from fractions import Fraction
from typing import Final

import av
import numpy as np
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack

from gurukul_desktop.call.video.camera_track import CameraTrack as CameraTrack
from gurukul_desktop.media.ports import (
    FRAME_SAMPLES,
    SAMPLE_RATE,
    AudioSource,
    Samples,
    Unsubscribe,
)

FRAME_SECONDS: Final = FRAME_SAMPLES / SAMPLE_RATE
QUEUED_FRAMES: Final = 5
"""The most sound that waits to be sent: 100 ms."""
STALLED_AFTER: Final = 0.06
"""A microphone that gave nothing for this long is replaced by silence until it is back."""

_AUDIO_TIME_BASE: Final = Fraction(1, SAMPLE_RATE)
_SILENCE: Final[Samples] = np.zeros(FRAME_SAMPLES, np.int16)


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
