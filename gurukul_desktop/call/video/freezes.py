"""For how long a picture stood still (W3C webrtc-stats, ``totalFreezesDuration``)."""

from collections import deque
from typing import Final

PAUSE: Final = 5.0
"""From here on it is a pause: the camera was off, or the link was down."""


class Freezes:
    """Told when each picture is shown, in seconds.

    A freeze is longer than three times the mean of the last 30 durations, and longer than that
    mean by 150 ms. Without any measured before there is no freeze.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._last: float | None = None
        self._durations: deque[float] = deque(maxlen=30)

    def shown(self, now: float) -> None:
        """A picture is on its way to the screen."""
        last, self._last = self._last, now
        if last is None:
            return
        duration = now - last
        if duration >= PAUSE:
            self._durations.clear()
            return
        if self._durations:
            mean = sum(self._durations) / len(self._durations)
            if duration > max(3 * mean, mean + 0.15):
                self.seconds += duration
        self._durations.append(duration)
