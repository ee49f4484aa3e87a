"""Counting in windows of time."""

import bisect
import math
from collections.abc import Callable
from typing import Final

from gurukul_desktop.server.limits.values import NO_LIMIT

MINUTE: Final = 60.0
_SWEEP_AT: Final = 1024
_ROUNDING: Final = 1e-6
"""Who waits as long as they were told is not to be refused for how sums of times are rounded."""


class PerMinute:
    """How often each of many may do something within any minute: a sliding window.

    What was refused is not counted. Somebody who has been quiet for a minute is forgotten.

    Args:
        amount: how often; 0 is no limit. May be set anew at any time, and then holds for what
            was counted already.
        clock: seconds, never going back.
    """

    def __init__(self, amount: int, clock: Callable[[], float]) -> None:
        self.amount = amount
        self._clock = clock
        self._times: dict[str, list[float]] = {}
        self._sweep_at = _SWEEP_AT

    def __len__(self) -> int:
        return len(self._times)

    def retry_after(self, who: str) -> float:
        """Count one; 0 if it is allowed, else whole seconds until the next one is."""
        if self.amount == NO_LIMIT:
            return 0.0
        now = self._clock()
        times = self._times.get(who)
        if times is None:
            self._sweep(now)
            times = self._times[who] = []
        del times[: bisect.bisect_right(times, now - MINUTE + _ROUNDING)]
        if len(times) < self.amount:
            times.append(now)
            return 0.0
        return max(1.0, math.ceil(times[-self.amount] + MINUTE - now - _ROUNDING))

    def _sweep(self, now: float) -> None:
        if len(self._times) < self._sweep_at:
            return
        self._times = {who: t for who, t in self._times.items() if t[-1] > now - MINUTE}
        # Doubling keeps the cost of the walks constant for each of those who came.
        self._sweep_at = max(_SWEEP_AT, 2 * len(self._times))


class Meter:
    """Counts events in windows; two numbers, so that each connection can have its own.

    Args:
        amount: how many are allowed in a window; 0 is no limit.
        window: its length in seconds.
    """

    __slots__ = ("_amount", "_count", "_ends", "_window")

    def __init__(self, amount: int, window: float) -> None:
        self._amount = amount
        self._window = window
        self._count = 0
        self._ends = 0.0

    def over(self, now: float) -> int:
        """Count one; by how many the window is now over what is allowed, 0 if it is not."""
        if now >= self._ends:
            self._ends = now + self._window
            self._count = 0
        self._count += 1
        return max(0, self._count - self._amount) if self._amount else 0

    def remaining(self, now: float) -> float:
        """Seconds until the next window."""
        return max(0.0, self._ends - now)
