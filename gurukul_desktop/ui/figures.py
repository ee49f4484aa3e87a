"""The call in words and figures: the mark's reason, and the statistics for who wants them.

No Qt here; what a figure means stands in :mod:`gurukul_desktop.call.statistics`.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.session.quality import Cause, Level, Quality
from gurukul_desktop.ui.translation import QT_TRANSLATE_NOOP, translate

LEVELS: Final = MappingProxyType(
    {
        Level.GOOD: QT_TRANSLATE_NOOP("words", "Good connection"),
        Level.WEAK: QT_TRANSLATE_NOOP("words", "Weak connection"),
        Level.POOR: QT_TRANSLATE_NOOP("words", "Poor connection"),
    }
)

CAUSES: Final = MappingProxyType(
    {
        Cause.SILENT: QT_TRANSLATE_NOOP(
            "words", "Nothing is heard of your partner. We are trying to reach them again."
        ),
        Cause.INCOMING: QT_TRANSLATE_NOOP(
            "words", "Your partner’s picture and sound get here with gaps."
        ),
        Cause.OUTGOING: QT_TRANSLATE_NOOP(
            "words",
            "Your picture and sound reach your partner with gaps. "
            "Being nearer to your Wi-Fi, or turning the camera off, helps.",
        ),
        Cause.DISTANT: QT_TRANSLATE_NOOP(
            "words", "What you say takes a moment to reach your partner."
        ),
        Cause.BUSY: QT_TRANSLATE_NOOP(
            "words", "This computer is busy. Closing other apps makes your picture better."
        ),
    }
)

_LIMITS: Final = MappingProxyType(
    {
        "cpu": QT_TRANSLATE_NOOP("words", "limited by this computer"),
        "network": QT_TRANSLATE_NOOP("words", "limited by the network"),
    }
)
_NOTHING: Final = "–"
_PATHS: Final = MappingProxyType(
    {
        "direct": QT_TRANSLATE_NOOP("words", "Direct"),
        "relayed": QT_TRANSLATE_NOOP("words", "Relayed"),
        None: _NOTHING,
    }
)


def mark(quality: Quality) -> str:
    """The mark in words."""
    return translate("words", LEVELS[quality.level])


def reason(quality: Quality) -> str:
    """Why it is not good, and what helps; empty for a good call."""
    return translate("words", CAUSES[quality.cause]) if quality.cause is not None else ""


def figures(statistics: Statistics) -> Iterator[tuple[str, str]]:
    """What it is and how much, a line each."""
    s = statistics
    received = _picture(s.width, s.height, s.fps)
    sent = _picture(s.sent_width, s.sent_height, s.sent_fps)
    codec = f", {s.codec}" if s.codec else ""
    limit = f", {translate('words', _LIMITS[s.limited_by])}" if s.limited_by is not None else ""
    lost = translate("words", "{in} in, {out} out")
    lost = lost.replace("{in}", _share(s.loss_in)).replace("{out}", _share(s.loss_out))
    yield translate("words", "Their picture"), f"{received}{codec}"
    yield translate("words", "Your picture"), f"{sent}{limit}"
    yield translate("words", "Received"), _rate(s.bits_per_second_in)
    yield translate("words", "Sent"), _rate(s.bits_per_second_out)
    yield translate("words", "Lost on the way"), lost
    yield translate("words", "Round trip"), _milliseconds(s.round_trip_ms)
    yield translate("words", "Sound waits"), _milliseconds(s.playout_ms)
    yield translate("words", "Picture stood still"), f"{s.frozen_ms / 1000:.1f} s"
    yield translate("words", "Path"), translate("words", _PATHS[s.path])


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
