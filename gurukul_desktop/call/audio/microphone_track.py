"""What this side says: 20 ms after 20 ms, at the microphone's pace.

A track that raises ends its sender for good, so this one never raises before it is stopped;
whatever happens to the device is silence.
"""

import asyncio
import threading
from collections import deque
from fractions import Fraction
from typing import Any, Final

import av
import numpy as np
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack

from gurukul_desktop.call.audio.encoder import SpeechEncoder
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

_TIME_BASE: Final = Fraction(1, SAMPLE_RATE)
_SILENCE: Final[Samples] = np.zeros(FRAME_SAMPLES, np.int16)


class MicrophoneTrack(MediaStreamTrack):
    """A microphone's sound, and silence at our own pace where it gives none.

    With an encoder, packets come out of it: they were encoded on the capture thread, so that
    the call thread neither encodes nor waits for who does. Without one, frames do.
    """

    kind = "audio"

    def __init__(
        self, source: AudioSource | None, *, on: bool = True, encoder: SpeechEncoder | None = None
    ) -> None:
        super().__init__()
        self._call_loop = asyncio.get_running_loop()
        self._arrived = asyncio.Event()
        self._queue: deque[bytes | Samples] = deque(maxlen=QUEUED_FRAMES)
        self._wanted = False
        self._on = on
        self._encoder = encoder
        self._encoding = threading.Lock()  # silence of our own is encoded on the call thread
        self._due: float | None = None
        self._stalled = source is None
        self._pts = 0
        self._unsubscribe: Unsubscribe | None = source.subscribe(self._capture) if source else None

    def set_on(self, on: bool) -> None:
        """Send what the microphone hears, or silence."""
        self._on = on
        if not on:
            self._queue.clear()

    def set_encoder(self, encoder: SpeechEncoder | None) -> None:
        """Encode with another, or leave it to whoever receives; before anything was sent."""
        with self._encoding:
            self._encoder = encoder

    async def recv(self) -> "av.AudioFrame | av.Packet[Any]":
        """The next 960 samples."""
        self._wanted = True
        sound = await self._next()
        if self.readyState != "live":
            raise MediaStreamError
        out: av.AudioFrame | av.Packet[Any] = (
            av.Packet(sound) if isinstance(sound, bytes) else _frame(sound)
        )
        out.time_base = _TIME_BASE
        out.pts = self._pts
        self._pts += FRAME_SAMPLES
        return out

    def stop(self) -> None:
        """Let go of the microphone."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        super().stop()
        self._arrived.set()

    async def _next(self) -> bytes | Samples:
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
        return self._encoded(_SILENCE)

    def _encoded(self, samples: Samples) -> bytes | Samples:
        with self._encoding:
            return samples if self._encoder is None else self._encoder.encode(samples)

    def _capture(self, samples: Samples) -> None:
        """On the capture thread. The deque is safe to share, and drops the oldest when full."""
        if not self._wanted or len(samples) != FRAME_SAMPLES:
            return
        self._queue.append(self._encoded(samples if self._on else _SILENCE))
        try:
            self._call_loop.call_soon_threadsafe(self._arrived.set)
        except RuntimeError:  # the call's loop has just ended
            return


def _frame(samples: Samples) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = SAMPLE_RATE
    return frame
