"""The encoders of what the camera films: set for a laptop, where aiortc's are for a server.

Two of them, two decoders, the screen and the student's other windows share one machine.
``tests/bench/quality.py`` measures the settings, and what was not chosen beside them.
"""

import time
from abc import abstractmethod
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

import av
from aiortc.codecs.base import Encoder
from aiortc.codecs.h264 import H264Encoder
from aiortc.codecs.vpx import Vp8Encoder
from aiortc.mediastreams import VIDEO_TIME_BASE
from av.frame import Frame
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType

BITRATE: Final = 1_500_000
"""Of one video stream, in bits a second, unless told otherwise."""
LOWEST_BITRATE: Final = 100_000
HIGHEST_BITRATE: Final = 6_000_000
FRAME_RATE: Final = 30
"""What the encoders are opened for; where fewer pictures come, each is given more bits."""
BUFFER_SECONDS: Final = 0.3
"""How far a keyframe may get ahead of the bit rate: 56 kB at 1.5 Mbit/s."""
STALE: Final = 1.5
"""The bit rate has changed so much since the encoder was opened that a new one fits better."""
HURRIED_SECONDS: Final = 0.008
"""A picture that takes a core longer than this, in the mean, leaves too little to the rest."""
MEASURED: Final = 30
"""Pictures in that mean."""

_LARGE: Final = 1280 * 720 + 1
_SLOWEST: Final = 5
_HEADROOM: Final = 8_000_000
_CLOCK: Final = VIDEO_TIME_BASE.denominator


class PictureEncoder(Encoder):
    """Encodes the pictures of one stream into the payloads of its packets.

    Args:
        packetizer: cuts what a codec gives into payloads.
    """

    def __init__(self, packetizer: Encoder) -> None:
        self.codec: VideoCodecContext | None = None
        self._packetizer = packetizer
        self._bitrate = BITRATE

    @property
    def target_bitrate(self) -> int:
        """In bits a second; bounded when it is set."""
        return self._bitrate

    @target_bitrate.setter
    def target_bitrate(self, bitrate: int) -> None:
        self._bitrate = max(LOWEST_BITRATE, min(bitrate, HIGHEST_BITRATE))

    def encode(self, frame: Frame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        """The payloads of a picture (yuv420p), and its time on the 90 kHz clock.

        The first picture is a keyframe, and the first of every new size.
        """
        assert isinstance(frame, av.VideoFrame)
        assert frame.pts is not None
        codec = self._codec_for(frame, force_keyframe)
        frame.pict_type = PictureType.I if force_keyframe else PictureType.NONE
        payloads: list[bytes] = []
        for packet in codec.encode(frame):
            payloads += self.pack(packet)[0]
        return payloads, frame.pts

    def pack(self, packet: "Packet[Any]") -> tuple[list[bytes], int]:
        """The payloads of what a codec has encoded."""
        return self._packetizer.pack(packet)

    @abstractmethod
    def _codec_for(self, frame: av.VideoFrame, force_keyframe: bool) -> VideoCodecContext:
        """The codec for this picture: the last one, or a new one."""

    def _fits(self, frame: av.VideoFrame) -> bool:
        codec = self.codec
        return codec is not None and (codec.width, codec.height) == (frame.width, frame.height)


class QuickH264Encoder(PictureEncoder):
    """x264 ``superfast`` on one thread: a quarter of the CPU of aiortc's ``medium``.

    ``veryfast`` takes nearly twice as long for nothing that is seen. ``ultrafast`` takes a third
    less, but its search for motion stops at whole pixels, which costs 1 to 2 dB where much moves;
    of a person at a desk it is still better than VP8 as browsers have it. So it is taken on a
    computer that is slow for ``superfast``, and for what is larger than 720 lines.

    x264 obeys a new bit rate in place, up to the one that it was opened with, if that is also its
    ``maxrate``. So it is opened for more than is ever wanted, and estimates cost no keyframe.
    """

    def __init__(self, clock: Callable[[], float] = time.thread_time) -> None:
        super().__init__(H264Encoder())
        self._clock = clock
        self._spent = 0.0
        self._pictures = 0
        self._hurried_from = _LARGE
        self._opened_for = 1
        self._interval = _CLOCK / FRAME_RATE
        self._last: int | None = None

    def encode(self, frame: Frame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        began = self._clock()
        encoded = super().encode(frame, force_keyframe)
        self._spent += self._clock() - began
        self._pictures += 1
        if self._pictures == MEASURED:
            self._judge()
        return encoded

    def _judge(self) -> None:
        """Hurry from now on, with pictures as large as this, if they took too long."""
        assert self.codec is not None
        pixels = self.codec.width * self.codec.height
        if self._spent > MEASURED * HURRIED_SECONDS and pixels < self._hurried_from:
            self._hurried_from = pixels
            self.codec = None
        self._spent, self._pictures = 0.0, 0

    def _codec_for(self, frame: av.VideoFrame, force_keyframe: bool) -> VideoCodecContext:
        self._measure_interval(frame)
        stale = not 1 / STALE < self._bitrate / self._opened_for < STALE
        if self.codec is None or not self._fits(frame) or (force_keyframe and stale):
            hurried = frame.width * frame.height >= self._hurried_from
            self.codec = _open_h264(frame, self._bitrate, hurried=hurried)
            self._opened_for = self._bitrate
            self._spent, self._pictures = 0.0, 0
        # x264 gives each picture its share of a second by the rate that it was opened for.
        bitrate = min(round(self._bitrate * self._interval * FRAME_RATE / _CLOCK), _HEADROOM)
        if abs(bitrate - (self.codec.bit_rate or 0)) > bitrate / 50:
            self.codec.bit_rate = bitrate
        return self.codec

    def _measure_interval(self, frame: av.VideoFrame) -> None:
        assert frame.pts is not None
        if self._last is not None:
            interval = min(max(frame.pts - self._last, 1), _CLOCK // _SLOWEST)
            self._interval += 0.1 * (interval - self._interval)
        self._last = frame.pts


class QuickVp8Encoder(PictureEncoder):
    """libvpx without its denoiser, which smears what moves: a quarter less CPU than with it.

    FFmpeg cannot change its bit rate in place: a new one costs a keyframe. So it follows only
    when a keyframe is due anyway, or after a while if the difference is large; at once if the
    network carries much less.
    """

    def __init__(self) -> None:
        super().__init__(Vp8Encoder())
        self._opened_at = 0

    def _codec_for(self, frame: av.VideoFrame, force_keyframe: bool) -> VideoCodecContext:
        if self.codec is None or not self._fits(frame) or self._outgrown(frame, force_keyframe):
            self.codec = _open_vp8(frame, self._bitrate)
            self._opened_at = frame.pts or 0
        return self.codec

    def _outgrown(self, frame: av.VideoFrame, force_keyframe: bool) -> bool:
        assert self.codec is not None
        change = self._bitrate / (self.codec.bit_rate or 1)
        if force_keyframe:
            return abs(change - 1) > 0.1
        lasted = (frame.pts or 0) - self._opened_at
        return change < 0.7 or (lasted > 4 * _CLOCK and not 0.85 < change < 1.4)


def encoder_for(mime_type: str) -> PictureEncoder:
    """An encoder of ``video/H264`` or ``video/VP8``."""
    return QuickH264Encoder() if mime_type.lower() == "video/h264" else QuickVp8Encoder()


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


def _open_h264(frame: av.VideoFrame, bitrate: int, *, hurried: bool) -> VideoCodecContext:
    codec = _open("libx264", frame, _HEADROOM)
    codec.options = {
        "preset": "ultrafast" if hurried else "superfast",
        "tune": "zerolatency",
        "level": "31" if frame.width * frame.height <= 1280 * 720 else "40",
        "maxrate": str(_HEADROOM),
        "bufsize": str(round(bitrate * BUFFER_SECONDS)),
        "sc_threshold": "0",  # no keyframe where the picture changes: nobody asked for it
        # Its bits go where the eye looks, not into the noise of a flat wall.
        "aq-strength": "0.4",
    }
    if hurried:
        # The preset leaves the filter out, which shows more than it saves.
        codec.options |= {"deblock": "0:0"}
    codec.profile = "Baseline"
    codec.open()
    return codec


def _open_vp8(frame: av.VideoFrame, bitrate: int) -> VideoCodecContext:
    codec = _open("libvpx", frame, bitrate)
    codec.qmin = 2
    codec.qmax = 56
    codec.options = {
        "deadline": "realtime",
        "cpu-used": "-10",
        "tune": "ssim",  # bits go where the eye looks; costs what the speed of -10 saves
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
