"""What the partner sends: drained at once, for aiortc's queues have no bound."""

import av
import numpy as np
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack

from gurukul_desktop.media.ports import SAMPLE_RATE, AudioSink, VideoSink


class Pictures:
    """The partner's pictures, counted."""

    def __init__(self, sink: VideoSink) -> None:
        self._sink = sink
        self.frames = 0
        self.width = 0
        self.height = 0

    async def drain(self, track: MediaStreamTrack) -> None:
        """Hand over every picture until the track ends."""
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            if isinstance(frame, av.VideoFrame):
                self.frames += 1
                self.width, self.height = frame.width, frame.height
                self._sink(frame)


class Sound:
    """The partner's sound as mono 16-bit samples at 48 kHz, whatever the codec gives."""

    def __init__(self, sink: AudioSink) -> None:
        self._sink = sink
        self._resampler: av.AudioResampler | None = None
        self._shape: tuple[str, str, int] | None = None

    async def drain(self, track: MediaStreamTrack) -> None:
        """Hand over every piece of sound until the track ends."""
        try:
            while True:
                frame = await track.recv()
                if isinstance(frame, av.AudioFrame):
                    self._play(frame)
        except MediaStreamError:
            return
        finally:
            # FFmpeg keeps threads for it, which must not wait for the garbage collector.
            self._resampler = None

    def _play(self, frame: av.AudioFrame) -> None:
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if self._resampler is None or shape != self._shape:
            self._resampler = av.AudioResampler("s16", "mono", SAMPLE_RATE)
            self._shape = shape
        for piece in self._resampler.resample(frame):
            self._sink(piece.to_ndarray()[0].astype(np.int16, copy=False))


async def discard(track: MediaStreamTrack) -> None:
    """Drain a track that nobody shows, such as a second camera."""
    while True:
        try:
            await track.recv()
        except MediaStreamError:
            return
