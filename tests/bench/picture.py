"""How good the picture looks at 1.5 Mbit/s: our encoder beside a call of Chromium's.

Chromium calls itself on this machine, held to that bit rate and to 1280x720. What it really
sent a second is what our encoder is then given for the same film, as in a call: picture by
picture, nothing looked ahead. Both are compared with what was filmed, by SSIM of the luma.
"""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Final

import av
from aiortc.codecs import depayload
from aiortc.mediastreams import VIDEO_TIME_BASE
from aiortc.rtcrtpparameters import RTCRtpCodecParameters

from gurukul_desktop.call.video.encoders import encoder_for
from tests.bench.calls import film
from tests.bench.calls.film import Luma, plane_of
from tests.bench.calls.judging import likeness
from tests.bench.calls.pair import pair
from tests.bench.row import Row
from tests.bench.talking import RATE
from tests.end_to_end.chromium.browser import installed

BITRATE: Final = 1_500_000
WARM_UP: Final = 12.0
MEASURED: Final = 8.0
KEEP_EVERY: Final = 7
_CLOCK: Final = VIDEO_TIME_BASE.denominator


@dataclass(frozen=True)
class Looks:
    """Medians of the pictures, and the bits and pictures a second."""

    ssim: float
    psnr: float
    bitrate: float
    fps: float

    def __str__(self) -> str:
        rates = f"{self.fps:.0f} fps, {self.bitrate / 1e6:.2f} Mbit/s"
        return f"{self.ssim:.4f} ({self.psnr:.1f} dB, {rates})"


def run() -> Iterator[Row]:
    """The rows of this bench."""
    theirs = []
    if installed():
        theirs = [asyncio.run(_chromium(codec)) for codec in ("VP8", "H264")]
    bitrate = max((one.bitrate for one in theirs), default=BITRATE)
    ours = _ours("video/H264", round(bitrate))
    other = _ours("video/VP8", round(bitrate))
    words = [f"Chromium {codec} {one}" for codec, one in zip(("VP8", "H264"), theirs, strict=False)]
    yield Row(
        "picture at 1.5 Mbit/s, 720p30, SSIM (H264)",
        round(ours.ssim, 4),
        "",
        "; ".join([*words, f"ours {ours}", f"ours VP8 {other}"]),
        ">= Chromium's",
        all(ours.ssim >= one.ssim for one in theirs),
    )


async def _chromium(codec: str) -> Looks:
    """The better of its two sides."""
    async with pair(
        "chromium", keep_every=KEEP_EVERY, codec=codec, bitrate=BITRATE, still=True
    ) as sides:
        await sides.call()
        await asyncio.sleep(WARM_UP)
        before = [await side.received() for side in sides.sides]
        begun = time.monotonic()
        for side in sides.sides:
            await side.clear()
        await asyncio.sleep(MEASURED)
        after = [await side.received() for side in sides.sides]
        seconds = time.monotonic() - begun
        recordings = [await side.recorded() for side in sides.sides]
    looks = [
        _looks(
            one.kept,
            8 * (end.bytes - start.bytes) / seconds,
            (end.pictures - start.pictures) / seconds,
        )
        for one, start, end in zip(recordings, before, after, strict=True)
    ]
    return max(looks, key=lambda one: one.ssim)


def _ours(mime_type: str, bitrate: int) -> Looks:
    encoder = encoder_for(mime_type)
    encoder.target_bitrate = bitrate
    kind = mime_type.removeprefix("video/")
    codec = RTCRtpCodecParameters(mimeType=mime_type, clockRate=_CLOCK, payloadType=96)
    decoder = av.CodecContext.create("h264" if kind == "H264" else "vp8", "r")
    assert isinstance(decoder, av.VideoCodecContext)
    reel = film.Film(film.film(720))
    kept: list[tuple[int, Luma]] = []
    bits = 0
    warm, count = round(4 * RATE), round(MEASURED * RATE)
    for number in range(warm + count):
        frame = reel.picture(number)
        frame.pts, frame.time_base = number * _CLOCK // RATE, Fraction(1, _CLOCK)
        payloads, _ = encoder.encode(frame, force_keyframe=number == 0)
        data = b"".join(depayload(codec, payload) for payload in payloads)
        shown = decoder.decode(av.Packet(data))
        if number >= warm:
            bits += 8 * sum(map(len, payloads))
            if number % KEEP_EVERY == 0:
                kept += [(number % film.PICTURES, plane_of(one).copy()) for one in shown]
    reel.close()
    return _looks(kept, bits / MEASURED, RATE)


def _looks(kept: list[tuple[int, Luma]], bitrate: float, fps: float) -> Looks:
    reel = film.Film(film.film(720))
    alike = likeness(reel, kept)
    reel.close()
    return Looks(median(one for one, _ in alike), median(two for _, two in alike), bitrate, fps)
