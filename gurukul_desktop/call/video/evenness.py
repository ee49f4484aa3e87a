"""For how long pictures wait so that they keep coming evenly on a link that loses packets.

A lost packet comes a round trip late, and its picture and those behind it with it: a hitch, and
at 2 % loss three of them a second. While that happens often, every picture is shown as much
later as a repair takes, so that the repaired ones are in time. On a link that loses next to
nothing no picture waits: there the delay counts for more than a rare hitch.

Pure: time is passed in, in seconds.
"""

from collections import deque
from typing import Final

MOST: Final = 0.11
"""Pictures wait no longer than this: voice and lips are to stay within 80 ms."""
OFTEN: Final = 3
WINDOW: Final = 5.0
"""So many hitches in so many seconds are often."""
ONE_HITCH: Final = 0.04
"""Repairs closer together than this are of one."""
MARGIN: Final = 0.01
RISE, FALL = 0.01, 0.001
"""By how much the wait changes from one picture to the next, at most."""
BASE_WINDOW: Final = 10.0
BROKEN: Final = 1.0
"""A picture that is so late, or so early, is by another clock."""
CLOCK: Final = 90_000


class Evenness:
    """How long the pictures of one stream wait."""

    def __init__(self) -> None:
        self._hitches: deque[tuple[float, float]] = deque(maxlen=64)
        self._wait = 0.0
        self._timestamp: int | None = None
        self._media = 0.0
        self._base: float | None = None
        self._recent = 0.0
        """The earliest since ``_recent_since``; the base to be."""
        self._recent_since = 0.0

    @property
    def waiting(self) -> bool:
        """Whether pictures wait at all."""
        return self._wait > 0.0

    def repaired(self, now: float, missing: float) -> None:
        """A packet came that was ``missing`` for so long."""
        if self._hitches and now - self._hitches[-1][0] < ONE_HITCH:
            now, before = self._hitches.pop()
            missing = max(missing, before)
        self._hitches.append((now, missing))

    def wait(self, timestamp: int, now: float) -> float:
        """How long the picture that is ready now waits."""
        late = self._late(timestamp, now)
        wanted = self._wanted(now)
        self._wait += min(max(wanted - self._wait, -FALL), RISE)
        return min(max(0.0, self._wait - late), self._wait)

    def _wanted(self, now: float) -> float:
        while self._hitches and now - self._hitches[0][0] > WINDOW:
            self._hitches.popleft()
        if len(self._hitches) < OFTEN:
            return 0.0
        durations = sorted(missing for _, missing in self._hitches)
        return min(MOST, durations[len(durations) * 3 // 4] + MARGIN)

    def _late(self, timestamp: int, now: float) -> float:
        """By how much the picture is later than the earliest of the last seconds."""
        if self._timestamp is not None:
            step = (timestamp - self._timestamp + (1 << 31)) % (1 << 32) - (1 << 31)
            self._media += step / CLOCK
        self._timestamp = timestamp
        offset = now - self._media
        if self._base is None or abs(offset - self._base) > BROKEN:
            self._base = self._recent = offset
            self._recent_since = now
        self._recent = min(self._recent, offset)
        self._base = min(self._base, offset)
        if now - self._recent_since > BASE_WINDOW / 2:  # clocks drift: the old base goes
            self._base, self._recent, self._recent_since = self._recent, offset, now
        return offset - self._base
