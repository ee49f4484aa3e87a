"""Whether the computer slept: a beat that comes much later than it should tells so.

The clock has to go on while the computer sleeps (:func:`awake_clock`); the loop's own stands
still meanwhile on Linux and macOS, so the first beat comes soon after waking. A process that was
stopped, or that could not run for so long, is in the same position.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from typing import Final

BEAT_SECONDS: Final = 2.0
ASLEEP_SECONDS: Final = 8.0
"""A beat that is later than this was slept through."""


class Sleep:
    """Pure: the caller brings the time.

    Args:
        now: when the first beat is.
    """

    def __init__(self, now: float, *, beat: float = BEAT_SECONDS) -> None:
        self._beat = beat
        self._last = now

    def beat(self, now: float) -> float:
        """The seconds that were slept since the last beat; 0 if none."""
        late = now - self._last - self._beat
        self._last = now
        return late if late >= ASLEEP_SECONDS else 0.0


class SleepWatch:
    """Tells ``woke`` for how many seconds the computer slept, between start and stop."""

    def __init__(
        self,
        woke: Callable[[float], None],
        clock: Callable[[], float] | None = None,
        *,
        beat: float = BEAT_SECONDS,
    ) -> None:
        self._woke = woke
        self._clock = clock or awake_clock
        self._beat = beat
        self._handle: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._sleep = Sleep(self._clock(), beat=self._beat)
        self._next()

    def stop(self) -> None:
        """Watch no more. Idempotent."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _next(self) -> None:
        self._handle = asyncio.get_running_loop().call_later(self._beat, self._look)

    def _look(self) -> None:
        self._next()
        slept = self._sleep.beat(self._clock())
        if slept:
            self._woke(slept)


def awake_clock() -> float:
    """Seconds that go on while the computer sleeps, and that no change of the time moves."""
    if sys.platform == "linux":
        now = time.clock_gettime(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":
        now = time.clock_gettime(time.CLOCK_MONOTONIC)  # there it counts sleep; monotonic() not
    else:
        now = time.monotonic()
    return now
