"""How long sound has to wait so that nearly every packet is there when it is played.

A packet's *transit* is its arrival less its own time: a number without meaning by itself, for
the two clocks have nothing in common, but the smallest of the last seconds is that of a packet
which nothing held up. How much more another one took is its *lateness*, and the sound has to
wait for as long as all but a few are late (the idea of NetEq, the buffer of libwebrtc).

Pure: times are passed in, in seconds.
"""

from collections import deque
from typing import Final

LEAST: Final = 0.02
MOST: Final = 0.12
"""Sound waits between so long; a packet that is later than the longer is better made up."""
AT_FIRST: Final = 0.04
"""Waited while too few packets came to judge by."""
JUDGED_BY: Final = 50
MARGIN: Final = 0.004
QUANTILE: Final = 97.0
"""Per cent of the packets that are to be in time."""
REMEMBERED: Final = 10.0
"""Seconds for which a late packet makes the sound wait."""
HOPELESS: Final = 0.2
"""A packet that was held up for longer was not waited for, whatever is learnt from it."""
FLOOR_SECONDS: Final = 2.0
"""The fastest packet is looked for in so many seconds: routes change, and clocks drift."""
EVERY: Final = 5
"""The target is found anew with every so many packets."""

LOSSY: Final = 0.01
CORRECTED_QUANTILE: Final = 80.0
"""Where packets are lost, most of those that carry a copy of the lost one should be there too."""
LOSS_WEIGHT: Final = 0.01


class Delay:
    """Watches the packets of one stream.

    Attributes:
        floor: the transit of the fastest packet of late.
        target: how long after the fastest a packet is to be played.
    """

    def __init__(self) -> None:
        self.floor = 0.0
        self.target = AT_FIRST
        self._floors: deque[tuple[float, float]] = deque()  # arrived, transit: both rising
        self._latenesses: deque[tuple[float, float]] = deque(maxlen=1000)
        self._count = 0
        self._loss = 0.0

    def arrived(self, sent: float, now: float, duration: float) -> None:
        """A packet of ``duration`` seconds came, which its sender's clock dates ``sent``."""
        transit = now - sent
        while self._floors and self._floors[-1][1] >= transit:
            self._floors.pop()
        self._floors.append((now, transit))
        while self._floors[0][0] < now - FLOOR_SECONDS:
            self._floors.popleft()
        self.floor = self._floors[0][1]
        lateness = transit - self.floor
        if lateness < HOPELESS:
            self._latenesses.append((now, lateness))
        while self._latenesses and self._latenesses[0][0] < now - REMEMBERED:
            self._latenesses.popleft()
        self._count += 1
        if self._count % EVERY == 0:
            self._judge(duration)

    def played(self, *, lost: bool) -> None:
        """A packet's turn came, and it was there or not."""
        self._loss += LOSS_WEIGHT * (lost - self._loss)

    def _judge(self, duration: float) -> None:
        if not self._latenesses:
            return
        # np.percentile would load numpy.ma at its first call, on the speaker's thread.
        latenesses = sorted(lateness for _, lateness in self._latenesses)
        last = len(latenesses) - 1
        wanted = latenesses[round(last * QUANTILE / 100)] + MARGIN
        if self._loss > LOSSY:
            usual = latenesses[round(last * CORRECTED_QUANTILE / 100)]
            wanted = max(wanted, usual + MARGIN + duration)
        least = AT_FIRST if self._count < JUDGED_BY else LEAST
        self.target = min(max(wanted, least), MOST)
