"""Picture quality at 1.5 Mbit/s beside what Chromium's encoder gives, and what it costs.

The reference is libvpx in realtime mode with the settings that libwebrtc makes for a camera:
``cpu-used`` -6, its denoiser on, a constant bit rate, one second of buffer. Chromium's pictures
themselves are compared where it is installed, by the bench of calls.

    python -m tests.bench.quality          prints the table of all candidates
"""

import sys
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, Final, NamedTuple

import av
import numpy as np
from aiortc.codecs import h264_depayload, vp8_depayload
from aiortc.mediastreams import VIDEO_TIME_BASE
from av.video.codeccontext import VideoCodecContext
from numpy.typing import NDArray

from gurukul_desktop.call.video.encoders import PictureEncoder, QuickH264Encoder, QuickVp8Encoder
from tests.bench.row import Row
from tests.bench.talking import RATE, clip

BITRATE: Final = 1_500_000
SECONDS: Final = 3.0
WARM_UP: Final = 15
"""Pictures that are not judged: every encoder needs a few to find its pace."""
REPEATS: Final = 2
"""The quicker of so many tries counts for each picture: other programs run too."""

Luma = NDArray[np.uint8]
Encode = Callable[[av.VideoFrame], bytes]

_VPX: Final = {
    "deadline": "realtime",
    "lag-in-frames": "0",
    "static-thresh": "1",
    "partitions": "0",
    "minrate": str(BITRATE),
    "maxrate": str(BITRATE),
    "bufsize": str(BITRATE),
    "undershoot-pct": "100",
    "overshoot-pct": "15",
}
_X264: Final = {
    "tune": "zerolatency",
    "maxrate": str(BITRATE),
    "bufsize": str(BITRATE // 2),
    "sc_threshold": "0",
}
CHROMIUM: Final = {**_VPX, "cpu-used": "-6", "noise-sensitivity": "4"}
CANDIDATES: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "libvpx as Chromium sets it": ("libvpx", CHROMIUM),
    "libvpx -6, no denoiser": ("libvpx", {**_VPX, "cpu-used": "-6"}),
    "libvpx -10, no denoiser": ("libvpx", {**_VPX, "cpu-used": "-10"}),
    "libvpx -6, no denoiser, tuned for SSIM": (
        "libvpx",
        {**_VPX, "cpu-used": "-6", "tune": "ssim"},
    ),
    "x264 ultrafast": ("libx264", {**_X264, "preset": "ultrafast"}),
    "x264 ultrafast, deblocked": (
        "libx264",
        {**_X264, "preset": "ultrafast", "deblock": "0:0"},
    ),
    "x264 ultrafast, deblocked, subme 1": (
        "libx264",
        {**_X264, "preset": "ultrafast", "deblock": "0:0", "subq": "1"},
    ),
    "x264 superfast": ("libx264", {**_X264, "preset": "superfast"}),
    "x264 superfast, aq 0": ("libx264", {**_X264, "preset": "superfast", "aq-mode": "0"}),
    "x264 veryfast, aq 0.4": ("libx264", {**_X264, "preset": "veryfast", "aq-strength": "0.4"}),
    "x264 medium, aq 0.4": ("libx264", {**_X264, "preset": "medium", "aq-strength": "0.4"}),
}


class Quality(NamedTuple):
    """Of one encoder on one clip.

    Attributes:
        ssim: structural similarity of the luma, mean over the pictures (Wang et al., 2004).
        worst: its fifth percentile.
        psnr: in dB, mean over the pictures.
        encoding, decoding: milliseconds of one core a picture.
        bitrate: in bits a second.
        keyframe: bytes of the first picture.
    """

    ssim: float
    worst: float
    psnr: float
    encoding: float
    decoding: float
    bitrate: float
    keyframe: int


def run() -> Iterator[Row]:
    """The rows of this bench."""
    pictures = list(clip(SECONDS))
    reference = _measure(lambda: _plain("libvpx", CHROMIUM), "libvpx", pictures)
    said = f"libvpx as Chromium sets it {reference.ssim:.4f}"
    ours = {
        "H264": _measure(lambda: _ours(QuickH264Encoder()), "h264", pictures),
        "VP8": _measure(lambda: _ours(QuickVp8Encoder()), "libvpx", pictures),
    }
    for codec, quality in ours.items():
        yield Row(
            f"picture quality at 1.5 Mbit/s, {codec}",
            round(quality.ssim, 4),
            "SSIM",
            said,
            "no worse",
            quality.ssim >= reference.ssim - 0.0005,
        )
    for codec, quality in ours.items():
        yield Row(
            f"encoding a 720p picture, {codec}",
            round(quality.encoding, 1),
            "ms",
            f"libvpx as Chromium sets it {reference.encoding:.1f}",
            "<= 0.6 of it" if codec == "H264" else "less",
            quality.encoding <= (0.6 if codec == "H264" else 1.0) * reference.encoding,
        )


def similarity(wanted: Luma, got: Luma) -> float:
    """SSIM over windows of 8x8 every 4 pixels, as FFmpeg's filter has it."""
    a, b = wanted.astype(np.float32), got.astype(np.float32)
    mean_a, mean_b = _window(a), _window(b)
    variance_a = _window(a * a) - mean_a * mean_a
    variance_b = _window(b * b) - mean_b * mean_b
    covariance = _window(a * b) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    above = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
    below = (mean_a**2 + mean_b**2 + c1) * (variance_a + variance_b + c2)
    return float((above / below).mean())


def noise_ratio(wanted: Luma, got: Luma) -> float:
    """PSNR in dB, at most 100."""
    error = float(np.mean((wanted.astype(np.float32) - got) ** 2))
    return 100.0 if error < 1e-5 else 10 * float(np.log10(255**2 / error))


def _window(values: NDArray[np.float32]) -> NDArray[np.float32]:
    height, width = (side // 4 for side in values.shape)
    blocks = values[: height * 4, : width * 4].reshape(height, 4, width, 4).sum((1, 3))
    return (blocks[:-1, :-1] + blocks[1:, :-1] + blocks[:-1, 1:] + blocks[1:, 1:]) / 64


def _measure(make: Callable[[], Encode], decoder: str, pictures: list[av.VideoFrame]) -> Quality:
    best = np.full(len(pictures), np.inf)
    coded: list[bytes] = []
    for _ in range(REPEATS):
        encode, coded = make(), []
        for index, picture in enumerate(pictures):
            began = time.thread_time()
            coded.append(encode(picture))
            best[index] = min(best[index], time.thread_time() - began)
    context = av.CodecContext.create(decoder, "r")
    context.thread_count = 1
    if decoder == "h264":
        context.options = {"flags": "low_delay"}
    decoded: list[Luma] = []
    began = time.thread_time()
    for data in coded:
        frames: list[Any] = context.decode(av.Packet(data))
        decoded += [_luma(frame) for frame in frames]
    decoding = time.thread_time() - began
    decoded += [_luma(frame) for frame in context.decode(None)]
    pairs = list(zip(map(_luma, pictures), decoded, strict=True))[WARM_UP:]
    similar = [similarity(*pair) for pair in pairs]
    size = sum(map(len, coded[WARM_UP:]))
    return Quality(
        ssim=float(np.mean(similar)),
        worst=float(np.percentile(similar, 5)),
        psnr=float(np.mean([noise_ratio(*pair) for pair in pairs])),
        encoding=1000 * float(best[1:].mean()),
        decoding=1000 * decoding / len(coded),
        bitrate=size * 8 * RATE / len(pairs),
        keyframe=len(coded[0]),
    )


def _luma(frame: av.VideoFrame) -> Luma:
    plane = frame.planes[0]
    rows = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width].copy()


def _ours(encoder: PictureEncoder) -> Encode:
    """What the call uses, through its packets."""
    encoder.target_bitrate = BITRATE
    depayload = h264_depayload if isinstance(encoder, QuickH264Encoder) else vp8_depayload

    def encode(frame: av.VideoFrame) -> bytes:
        return b"".join(map(depayload, encoder.encode(frame)[0]))

    return encode


def _plain(name: str, options: dict[str, str]) -> Encode:
    codec = av.CodecContext.create(name, "w")
    assert isinstance(codec, VideoCodecContext)
    codec.width, codec.height, codec.pix_fmt = 1280, 720, "yuv420p"
    codec.bit_rate = BITRATE
    codec.framerate, codec.time_base = Fraction(RATE), VIDEO_TIME_BASE
    codec.gop_size = 3000
    codec.thread_count = 1
    codec.options = options
    if name == "libvpx":
        codec.qmin, codec.qmax = 2, 56
    else:
        codec.profile = "Baseline"
    return lambda frame: b"".join(map(bytes, codec.encode(frame)))


def _table() -> None:
    pictures = list(clip(SECONDS))
    out = sys.stdout.write
    out("| encoder | SSIM | worst 5 % | PSNR | encoding | decoding | bit rate | keyframe |\n")
    out("|---|---|---|---|---|---|---|---|\n")
    measured = {
        "ours, H264": _measure(lambda: _ours(QuickH264Encoder()), "h264", pictures),
        "ours, VP8": _measure(lambda: _ours(QuickVp8Encoder()), "libvpx", pictures),
    }
    for name, (codec, options) in CANDIDATES.items():

        def make(codec: str = codec, options: dict[str, str] = options) -> Encode:
            return _plain(codec, options)

        decoder = "h264" if codec == "libx264" else codec
        measured[name] = _measure(make, decoder, pictures)
    for name, quality in measured.items():
        ssim, worst, psnr, encoding, decoding, bitrate, keyframe = quality
        out(
            f"| {name} | {ssim:.4f} | {worst:.4f} | {psnr:.2f} dB | {encoding:.1f} ms "
            f"| {decoding:.1f} ms | {bitrate / 1000:.0f} kbit/s | {keyframe / 1000:.0f} kB |\n"
        )


if __name__ == "__main__":
    _table()
