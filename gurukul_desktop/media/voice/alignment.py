"""Which samples of the far end belong to a block of the microphone. Pure.

AEC3 looks for the echo in what it was given up to 450 ms ago, and follows the echo's delay
by itself as long as it changes slowly. Measured with speech and a room of 250 ms, in dB of
echo removed (44 undisturbed):

* a far end that comes later than its echo, by 4 ms: 19 to 35; by 20 ms: 3 to 26;
* two clocks that run 200 ppm apart: 40 to 44, and 500 ppm: 35 to 44;
* one sample left out or doubled every 80 ms: 40 to 44; every 20 ms: 18 to 40;
* a jump to an earlier far end, by 5 to 40 ms: 34 to 44; by 100 ms: 12 for three seconds;
* a jump to a later one, by 5 ms: 21 for two seconds; by 40 ms: 5, for three seconds.

So the far end is given a little before it is audible, and time stamps are only looked at in
the median. One that comes too late is put right at once, which costs next to nothing; one that
comes too early is left alone, then brought back sample by sample.
"""

from collections import deque
from statistics import median
from typing import Final

from gurukul_desktop.media.ports import SAMPLE_RATE

LEAD: Final = 0.04
"""Seconds by which the far end is ahead of what is audible, where the device tells it so early."""
LATE: Final = 0.02
"""A far end later than wanted by so much is put right at once."""
EARLY: Final = 0.06
"""A far end earlier than wanted by so much is brought back slowly."""
FAR_TOO_EARLY: Final = 0.25
"""One so early would take minutes to bring back, and is nearly out of the canceller's reach."""

_WINDOW: Final = 50  # blocks: one second
_EVERY: Final = 25
_SLIP_EVERY: Final = 4


class Alignment:
    """Chooses the position of the far end for each block of the microphone."""

    def __init__(self) -> None:
        self._next: int | None = None
        self._errors: deque[float] = deque(maxlen=_WINDOW)
        self._blocks = 0
        self._slipping = False

    def restart(self) -> None:
        """The microphone was away: the next block has nothing to do with the last one."""
        self._next = None

    def place(self, count: int, audible: float, margin: float) -> int:
        """The position of the first sample of the far end for a block.

        Args:
            count: samples in the block.
            audible: the position of the far end that is heard as the block's last sample comes.
            margin: seconds for which the far end is known before it is audible.
        """
        wanted = audible + min(LEAD, max(0.0, margin)) * SAMPLE_RATE - count
        if self._next is None:
            self._next = round(wanted)
            self._errors.clear()
            self._blocks = 0
            self._slipping = False
        self._errors.append(wanted - self._next)
        self._blocks += 1
        if self._blocks % _EVERY == 0:
            late = median(self._errors)
            far_off = not -FAR_TOO_EARLY <= late / SAMPLE_RATE <= LATE
            if far_off:
                self._move(round(late))
            self._slipping = not far_off and late / SAMPLE_RATE < -EARLY
        if self._slipping and self._blocks % _SLIP_EVERY == 0:
            self._move(-1)
        first = self._next
        self._next += count
        return first

    def _move(self, distance: int) -> None:
        if self._next is not None:
            self._next += distance
            self._errors = deque((error - distance for error in self._errors), _WINDOW)
