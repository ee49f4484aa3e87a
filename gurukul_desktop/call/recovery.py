"""When a connection that does not carry the call is followed by the next generation.

Pure: the caller brings the clock. Only the side that placed the call makes offers, so two new
generations never cross; the other side keeps the same account of the ones that it was offered,
because a relay is tried over another transport after each that was in vain
(:mod:`gurukul_desktop.call.ice`), on both sides.
"""

from collections import deque
from enum import Enum
from typing import Final

from gurukul_desktop.call.timing import Timing

MOST_A_MINUTE: Final = 20
"""More generations than this are neither made nor accepted: each costs sockets and a handshake."""


class _Stage(Enum):
    STANDS = "stands"
    OFFERED = "offered"
    TRYING = "trying"
    FAILED = "failed"


class Recovery:
    """The account of the generations of one call.

    Attributes:
        attempt: how many connections that both sides described were in vain so far; what worked
            last is tried first when it breaks.
    """

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self._stage = _Stage.STANDS
        self._since = float("-inf")
        self._begun: deque[float] = deque(maxlen=MOST_A_MINUTE)
        self.attempt = 0

    def began(self, now: float) -> None:
        """A generation is begun."""
        if self._stage in (_Stage.TRYING, _Stage.FAILED):
            self.attempt += 1
        self._begun.append(now)
        self._stage, self._since = _Stage.OFFERED, now

    def answered(self, now: float) -> None:
        """Both sides have described the newest generation."""
        if self._stage is _Stage.OFFERED:
            self._stage, self._since = _Stage.TRYING, now

    def failed(self) -> None:
        """The newest generation cannot stand any more."""
        if self._stage is not _Stage.STANDS:
            self._stage = _Stage.FAILED

    def stands(self) -> None:
        """A connection carries the call, be it the newest or one before it."""
        self._stage = _Stage.STANDS

    def allowed(self, now: float) -> bool:
        """Whether another generation may begin at all."""
        return len(self._begun) < MOST_A_MINUTE or now - self._begun[0] >= 60

    def due(self, now: float, *, moved: bool) -> bool:
        """Whether the next generation is to begin, while nothing carries the call.

        Args:
            moved: this machine has other addresses than those that the newest was begun with.
        """
        if not self.allowed(now):
            return False
        if self._begun and now - self._begun[-1] < self._timing.pause:
            return False
        if moved:
            return True
        if self._stage is _Stage.OFFERED:
            return now - self._since >= 2 * self._timing.attempt
        if self._stage is _Stage.TRYING:
            return now - self._since >= self._timing.attempt
        return True
