"""What the partner sends: drained at once, for aiortc's queues have no bound."""

import threading
from collections import deque
from typing import Final

import av
import numpy as np
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack

from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, PlayFrom, Samples

START_SAMPLES: Final = 2 * FRAME_SAMPLES
"""The sound starts when so much is there, so that one late packet makes no gap."""
MOST_SAMPLES: Final = 10 * FRAME_SAMPLES
"""More than 200 ms behind is dropped down to where it starts: late sound is worse than a gap."""


class Sound:
    """The partner's sound, whatever the codec gives, kept for the speaker to ask for."""

    def __init__(self, play_from: PlayFrom) -> None:
        self._play_from = play_from
        self._lock = threading.Lock()
        self._queue: deque[Samples] = deque()
        self._queued = 0
        self._flowing = False
        self._resampler: av.AudioResampler | None = None
        self._shape: tuple[str, str, int] | None = None

    async def drain(self, track: MediaStreamTrack) -> None:
        """Have it played until the track ends."""
        self._play_from(self)
        try:
            while True:
                frame = await track.recv()
                if isinstance(frame, av.AudioFrame):
                    self._play(frame)
        except MediaStreamError:
            return
        finally:
            self._play_from(None)
            # FFmpeg keeps threads for it, which must not wait for the garbage collector.
            self._resampler = None

    def _play(self, frame: av.AudioFrame) -> None:
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if self._resampler is None or shape != self._shape:
            self._resampler = av.AudioResampler("s16", "mono", SAMPLE_RATE)
            self._shape = shape
        for piece in self._resampler.resample(frame):
            samples = piece.to_ndarray()[0].astype(np.int16, copy=False)
            with self._lock:
                self._queue.append(samples)
                self._queued += len(samples)
                if self._queued > MOST_SAMPLES:
                    self._drop_to(START_SAMPLES)

    def read(self, count: int, ahead: float) -> Samples:
        """The next samples; silence where there are none."""
        samples = np.zeros(count, np.int16)
        with self._lock:
            if not self._flowing:
                if self._queued < START_SAMPLES:
                    return samples
                self._flowing = True
                # What came while the device was opening, or stalled, is too late by now.
                self._drop_to(START_SAMPLES)
            filled = 0
            while filled < count and self._queue:
                first = self._queue.popleft()
                part = first[: count - filled]
                samples[filled : filled + len(part)] = part
                filled += len(part)
                self._queued -= len(part)
                if len(part) < len(first):
                    self._queue.appendleft(first[len(part) :])
            self._flowing = filled == count
        return samples

    def _drop_to(self, most: int) -> None:
        while self._queued > most:
            self._queued -= len(self._queue.popleft())


async def discard(track: MediaStreamTrack) -> None:
    """Drain a track that nobody shows, such as a second camera."""
    while True:
        try:
            await track.recv()
        except MediaStreamError:
            return
