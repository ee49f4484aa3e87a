"""The call in words and figures: the mark's reason, and the statistics for who wants them.

No Qt here; what a figure means stands in :mod:`gurukul_desktop.call.statistics`.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.session.quality import Cause, Level, Quality

LEVELS: Final = MappingProxyType(
    {
        Level.GOOD: "Good connection",
        Level.WEAK: "Weak connection",
        Level.POOR: "Poor connection",
    }
)

CAUSES: Final = MappingProxyType(
    {
        Cause.SILENT: "Nothing is heard of your partner. We are trying to reach them again.",
        Cause.INCOMING: "Your partner’s picture and sound get here with gaps.",
        Cause.OUTGOING: "Your picture and sound reach your partner with gaps. "
        "Being nearer to your Wi-Fi, or turning the camera off, helps.",
        Cause.DISTANT: "What you say takes a moment to reach your partner.",
        Cause.BUSY: "This computer is busy. Closing other apps makes your picture better.",
    }
)

_LIMITS: Final = MappingProxyType(
    {"cpu": "limited by this computer", "network": "limited by the network"}
)
_NOTHING: Final = "–"


def mark(quality: Quality) -> str:
    """The mark in words."""
    return LEVELS[quality.level]


def reason(quality: Quality) -> str:
    """Why it is not good, and what helps; empty for a good call."""
    return CAUSES[quality.cause] if quality.cause is not None else ""


def figures(statistics: Statistics) -> Iterator[tuple[str, str]]:
    """What it is and how much, a line each."""
    s = statistics
    received = _picture(s.width, s.height, s.fps)
    sent = _picture(s.sent_width, s.sent_height, s.sent_fps)
    codec = f", {s.codec}" if s.codec else ""
    limit = f", {_LIMITS[s.limited_by]}" if s.limited_by is not None else ""
    yield "Their picture", f"{received}{codec}"
    yield "Your picture", f"{sent}{limit}"
    yield "Received", _rate(s.bits_per_second_in)
    yield "Sent", _rate(s.bits_per_second_out)
    yield "Lost on the way", f"{_share(s.loss_in)} in, {_share(s.loss_out)} out"
    yield "Round trip", _milliseconds(s.round_trip_ms)
    yield "Sound waits", _milliseconds(s.playout_ms)
    yield "Picture stood still", f"{s.frozen_ms / 1000:.1f} s"
    yield "Path", {"direct": "Direct", "relayed": "Relayed", None: _NOTHING}[s.path]


def _picture(width: int, height: int, fps: float) -> str:
    return f"{width} × {height}, {fps:.0f} fps" if width else _NOTHING


def _rate(bits_per_second: int) -> str:
    if bits_per_second < 1_000_000:
        return f"{bits_per_second / 1000:.0f} kbit/s"
    return f"{bits_per_second / 1_000_000:.1f} Mbit/s"


def _share(part: float | None) -> str:
    return f"{100 * part:.1f} %" if part is not None else _NOTHING


def _milliseconds(value: float | None) -> str:
    return f"{value:.0f} ms" if value is not None else _NOTHING
