"""What the speaker plays, kept until the microphone may have heard it.

The samples lie on one line of positions, 48,000 a second, that follows what is *audible*: a
device that opens late leaves a gap of silence, and one that plays earlier than the last one
promised overwrites what was never heard. So a position and the moment at which it is heard
keep their relation over device starts, stops and changes.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from functools import cached_property
from typing import Final

from gurukul_desktop.late import np
from gurukul_desktop.media.ports import SAMPLE_RATE, Samples

CAPACITY: Final = 2 * SAMPLE_RATE
"""Samples that are kept: more than any device's delay, and a large wireless one's too."""
RESTART_SECONDS: Final = 0.1
"""A block that is heard so much before or after the end of the last one does not join it. Less
than that is the jitter of the time stamps, or a short underrun."""

_BLOCKS_REMEMBERED: Final = 100


class FarEnd:
    """A ring of played samples with the time at which they are heard. Safe between threads.

    Args:
        clock: seconds on a clock that never jumps.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._end = 0
        self._end_heard = clock()
        self._ahead: deque[float] = deque(maxlen=_BLOCKS_REMEMBERED)

    @cached_property
    def _ring(self) -> Samples:
        """Made when there is something to keep."""
        return np.zeros(CAPACITY, np.int16)

    def played(self, samples: Samples, ahead: float) -> None:
        """Take what was mixed for the device; its first sample is heard in ``ahead`` seconds.

        It is a :data:`gurukul_desktop.media.ports.PlayedSink`, called on the device's thread.
        """
        samples = samples[-CAPACITY:]
        with self._lock:
            heard = self._clock() + ahead
            self._ahead.append(ahead)
            gap = heard - self._end_heard
            if abs(gap) > RESTART_SECONDS:
                self._move(round(gap * SAMPLE_RATE))
            self._write(samples)
            self._end_heard = heard + len(samples) / SAMPLE_RATE

    def audible(self) -> float:
        """The position of what is heard now; it goes on while nothing is played."""
        with self._lock:
            return self._end - (self._end_heard - self._clock()) * SAMPLE_RATE

    def margin(self) -> float:
        """For how many seconds, at the least, samples were known lately before they were heard."""
        with self._lock:
            return min(self._ahead, default=0.0)

    def read(self, first: int, count: int) -> Samples:
        """``count`` samples from position ``first`` on; silence where nothing was played."""
        samples = np.zeros(count, np.int16)
        with self._lock:
            start = max(first, self._end - CAPACITY)
            stop = min(first + count, self._end)
            if start < stop:
                places = np.arange(start, stop) % CAPACITY
                samples[start - first : stop - first] = self._ring[places]
        return samples

    def _move(self, distance: int) -> None:
        """Go on writing ``distance`` samples later (over silence) or earlier."""
        if abs(distance) > CAPACITY:
            self._ring[:] = 0
        elif distance > 0:
            self._write(np.zeros(distance, np.int16))
            return
        self._end += distance

    def _write(self, samples: Samples) -> None:
        place = self._end % CAPACITY
        first = min(len(samples), CAPACITY - place)
        self._ring[place : place + first] = samples[:first]
        self._ring[: len(samples) - first] = samples[first:]
        self._end += len(samples)
