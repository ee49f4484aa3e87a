"""What the playout buffer decodes with."""

import logging
from collections.abc import Callable
from typing import Any, Protocol

import av
import numpy as np

from gurukul_desktop.call.audio.opus import Library, OpusDecoder, OpusError
from gurukul_desktop.errors import MissingLibraryError
from gurukul_desktop.media.ports import SAMPLE_RATE, Samples

_log = logging.getLogger(__name__)


class Decoder(Protocol):
    """Packets of one stream in their order; :class:`~.opus.OpusDecoder` is the real one."""

    @property
    def close(self) -> Callable[[], Any]:
        """Free it. Idempotent."""

    def decode(self, packet: bytes) -> Samples:
        """The sound of ``packet``; OpusError if it is broken."""

    def recover(self, following: bytes, count: int) -> Samples | None:
        """The ``count`` samples before ``following`` from the copy in it, if it has one."""


def open_decoder() -> Decoder:
    """libopus, or FFmpeg's wrapper of it where it cannot be reached."""
    try:
        return OpusDecoder(Library())
    except (MissingLibraryError, AttributeError) as error:  # a copy without what we need
        _log.warning("lost sound is not corrected: %s", error)
        return PlainDecoder()


class PlainDecoder:
    """FFmpeg's decoder, which has no correction."""

    def __init__(self) -> None:
        self._codec = av.AudioCodecContext.create("libopus", "r")
        self._codec.format = av.AudioFormat("s16")
        self._codec.layout = av.AudioLayout("mono")
        self._codec.sample_rate = SAMPLE_RATE
        self._codec.thread_count = 1

    def close(self) -> None:
        """FFmpeg frees it with this object."""

    def decode(self, packet: bytes) -> Samples:
        try:
            frames = self._codec.decode(av.Packet(packet))
        except av.FFmpegError as error:
            raise OpusError(str(error)) from None
        if not frames:
            raise OpusError("nothing came of it")
        return np.concatenate([frame.to_ndarray()[0].astype(np.int16) for frame in frames])

    def recover(self, following: bytes, count: int) -> Samples | None:
        return None
