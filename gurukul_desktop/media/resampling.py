"""Any sound of FFmpeg's to what the app speaks: mono, 16 bit, 48 kHz, 20 ms at a time."""

from __future__ import annotations

from collections.abc import Iterator

from gurukul_desktop.late import av, np
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, Samples


class Resampler:
    """Takes frames of any format, rate and length; gives pieces of exactly 960 samples."""

    def __init__(self) -> None:
        self._resampler = av.AudioResampler("s16", "mono", SAMPLE_RATE, FRAME_SAMPLES)

    def push(self, frame: av.AudioFrame) -> Iterator[Samples]:
        """The pieces that are complete now."""
        for piece in self._resampler.resample(frame):
            if piece.samples == FRAME_SAMPLES:
                yield np.ascontiguousarray(piece.to_ndarray()[0])
