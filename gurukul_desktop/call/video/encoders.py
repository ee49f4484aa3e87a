"""The encoders of what the camera films: set for a laptop, where aiortc's are for a server.

Two of them, two decoders, the screen and the student's other windows share one machine.
"""

from fractions import Fraction
from typing import Final

import av
from aiortc.codecs.h264 import H264Encoder
from aiortc.codecs.vpx import Vp8Encoder
from aiortc.mediastreams import VIDEO_TIME_BASE
from av.frame import Frame
from av.video.codeccontext import VideoCodecContext

BITRATE: Final = 1_500_000
"""Of one video stream, in bits a second: enough for 720p30 of a person at a desk."""
LOWEST_BITRATE: Final = 150_000
FRAME_RATE: Final = 30


class QuickH264Encoder(H264Encoder):
    """x264 ``ultrafast`` on one thread: a quarter of the stock encoder's CPU.

    The deblocking filter, which the preset leaves out, is kept on: with it the preset looks
    better than ``superfast`` on a webcam's noise at this bit rate, and takes two thirds of it.

    With ``maxrate`` and ``bufsize`` x264 obeys a new bit rate in place, so the partner's
    estimates (REMB) cost no keyframe.
    """

    codec: VideoCodecContext | None

    def __init__(self) -> None:
        super().__init__()
        self._bitrate = BITRATE

    @property
    def target_bitrate(self) -> int:
        return self._bitrate

    @target_bitrate.setter
    def target_bitrate(self, bitrate: int) -> None:
        self._bitrate = _bounded(bitrate)

    def encode(self, frame: Frame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        assert isinstance(frame, av.VideoFrame)
        if not _fits(self.codec, frame):
            self.codec = _open_h264(frame, self._bitrate)
        elif self.codec is not None and self.codec.bit_rate != self._bitrate:
            self.codec.bit_rate = self._bitrate
        return super().encode(frame, force_keyframe)


class QuickVp8Encoder(Vp8Encoder):
    """libvpx without its denoiser and at its highest speed: two thirds of the stock CPU."""

    codec: VideoCodecContext | None

    def __init__(self) -> None:
        super().__init__()
        self._bitrate = BITRATE

    @property
    def target_bitrate(self) -> int:
        return self._bitrate

    @target_bitrate.setter
    def target_bitrate(self, bitrate: int) -> None:
        self._bitrate = _bounded(bitrate)

    def encode(self, frame: Frame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        assert isinstance(frame, av.VideoFrame)
        codec = self.codec
        # A new bit rate means a new encoder and a keyframe, so small changes wait.
        if (
            codec is None
            or not _fits(codec, frame)
            or abs(self._bitrate - (codec.bit_rate or 1)) > 0.1 * (codec.bit_rate or 1)
        ):
            self.codec = _open_vp8(frame, self._bitrate)
        return super().encode(frame, force_keyframe)


def _bounded(bitrate: int) -> int:
    return max(LOWEST_BITRATE, min(bitrate, BITRATE))


def _fits(codec: VideoCodecContext | None, frame: av.VideoFrame) -> bool:
    return codec is not None and (codec.width, codec.height) == (frame.width, frame.height)


def _open(name: str, frame: av.VideoFrame, bitrate: int) -> VideoCodecContext:
    codec = av.CodecContext.create(name, "w")
    assert isinstance(codec, VideoCodecContext)
    codec.width = frame.width
    codec.height = frame.height
    codec.pix_fmt = "yuv420p"
    codec.bit_rate = bitrate
    codec.framerate = Fraction(FRAME_RATE)
    codec.time_base = VIDEO_TIME_BASE
    codec.gop_size = 3000  # a keyframe when the partner asks for one (PLI), not by the clock
    codec.thread_count = 1
    return codec


def _open_h264(frame: av.VideoFrame, bitrate: int) -> VideoCodecContext:
    codec = _open("libx264", frame, bitrate)
    codec.options = {
        "preset": "ultrafast",
        "deblock": "0:0",
        "tune": "zerolatency",
        "level": "31",
        "maxrate": str(bitrate),
        "bufsize": str(bitrate // 2),
    }
    codec.profile = "Baseline"
    return codec


def _open_vp8(frame: av.VideoFrame, bitrate: int) -> VideoCodecContext:
    codec = _open("libvpx", frame, bitrate)
    codec.qmin = 2
    codec.qmax = 56
    codec.options = {
        "deadline": "realtime",
        "cpu-used": "-8",
        "noise-sensitivity": "0",
        "lag-in-frames": "0",
        "static-thresh": "1",
        "partitions": "0",
        # Equal minimum and maximum mean a constant bit rate.
        "minrate": str(bitrate),
        "maxrate": str(bitrate),
        "bufsize": str(bitrate),
        "undershoot-pct": "100",
        "overshoot-pct": "15",
    }
    return codec
