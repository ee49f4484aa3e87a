"""How good the call is, for the student: good, weak or poor, and the one reason why.

Pure: a second's statistics go in. The bounds follow what people notice: ITU-T G.114 for
delay, ITU-T G.113 for lost sound, and the W3C's freezes (webrtc-stats) for the picture.
"""

from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import Final

from gurukul_desktop.call.statistics import Statistics

WORSE_AFTER: Final = 2
"""Seconds that must be as bad before the mark falls: one lost second is no weak call."""
BETTER_AFTER: Final = 5
"""Seconds that must be as good before it rises again."""

LOSS: Final = (0.03, 0.10)
ROUND_TRIP_MS: Final = (350.0, 800.0)
FROZEN_MS: Final = (150.0, 500.0)
"""In one second; so the bounds of made-up sound below."""
CONCEALED_MS: Final = (60.0, 200.0)
LINES: Final = (400, 220)
"""A picture of ours that the network has brought below so many lines."""


class Level(Enum):
    """The mark; the value is the stable code."""

    GOOD = "good"
    WEAK = "weak"
    POOR = "poor"


class Cause(Enum):
    """What the mark comes from, the one that matters most first; the value is the stable code."""

    SILENT = "silent"
    """Nothing is heard of the partner."""
    INCOMING = "incoming"
    """Packets are lost, or come too late, on the way here."""
    OUTGOING = "outgoing"
    """Packets are lost on the way to the partner, or our picture had to shrink for it."""
    DISTANT = "distant"
    """What is said takes long to the partner and back."""
    BUSY = "busy"
    """This computer does not keep up with the picture."""


@dataclass(frozen=True, slots=True)
class Quality:
    """A mark with its reason; a good call has none."""

    level: Level = Level.GOOD
    cause: Cause | None = None


UNHEARD: Final = Quality(Level.POOR, Cause.SILENT)

_ORDER: Final = (Level.GOOD, Level.WEAK, Level.POOR)


class Judge:
    """Marks one call, once a second, slower to praise than to warn."""

    def __init__(self) -> None:
        self._last = Statistics()
        self._recent: deque[Quality] = deque(maxlen=BETTER_AFTER)
        self.quality = Quality()

    def hear(self, statistics: Statistics) -> Quality:
        """One more second; the mark after it."""
        self._recent.append(_judge(statistics, self._last))
        self._last = statistics
        newest = list(self._recent)[-WORSE_AFTER:]
        lasting = min(newest, key=_badness)
        worst = max(self._recent, key=_badness)
        if len(newest) == WORSE_AFTER and _badness(lasting) > _badness(self.quality):
            self.quality = lasting
        elif len(self._recent) == BETTER_AFTER and _badness(worst) < _badness(self.quality):
            self.quality = worst
        elif self.quality.level is newest[-1].level is not Level.GOOD:
            self.quality = newest[-1]  # as bad, but the reason of this second
        return self.quality


def _badness(quality: Quality) -> int:
    return _ORDER.index(quality.level)


def _judge(now: Statistics, before: Statistics) -> Quality:
    """This one second, by its worst sign; where two are as bad, by the first of the causes."""
    signs = (
        (Cause.INCOMING, _level(now.loss_in, LOSS)),
        (Cause.INCOMING, _level(now.frozen_ms - before.frozen_ms, FROZEN_MS)),
        (Cause.INCOMING, _level(now.concealed_ms - before.concealed_ms, CONCEALED_MS)),
        (Cause.OUTGOING, _level(now.loss_out or 0.0, LOSS)),
        (Cause.OUTGOING, _shrunk(now)),
        (Cause.DISTANT, _level(now.round_trip_ms or 0.0, ROUND_TRIP_MS)),
        (Cause.BUSY, Level.WEAK if now.limited_by == "cpu" else Level.GOOD),
    )
    cause, level = max(signs, key=lambda sign: _ORDER.index(sign[1]))
    return Quality(level, cause if level is not Level.GOOD else None)


def _level(value: float, bounds: tuple[float, float]) -> Level:
    weak, poor = bounds
    return Level.POOR if value >= poor else Level.WEAK if value >= weak else Level.GOOD


def _shrunk(now: Statistics) -> Level:
    lines = min(now.sent_width, now.sent_height)
    if now.limited_by != "network" or not lines:
        return Level.GOOD
    weak, poor = LINES
    return Level.POOR if lines < poor else Level.WEAK if lines < weak else Level.GOOD
