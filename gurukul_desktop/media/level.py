"""How loud the microphone is, as a bar shows it."""

from __future__ import annotations

import threading
from typing import Final

from gurukul_desktop.late import np
from gurukul_desktop.media.ports import Samples

QUIETEST_DB: Final = -60.0
"""Where the bar begins, in dB of full scale: the noise of a quiet room."""
LOUDEST_DB: Final = -6.0
"""Where it ends: a voice that is about to be cut off."""
FALL: Final = 0.04
"""How far the bar falls from one look to the next, so that it can be followed."""


class Level:
    """Listens on the microphone's thread, is looked at on another some 20 times a second."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loudest = 0.0
        self._shown = 0.0

    def hear(self, samples: Samples) -> None:
        """Take note of 20 ms of sound."""
        power = float(np.mean(np.square(samples, dtype=np.float32))) / 32768.0**2
        with self._lock:
            self._loudest = max(self._loudest, power)

    def look(self) -> float:
        """The loudest since the last look, 0 to 1 of the bar; it rises at once and falls slowly."""
        with self._lock:
            power, self._loudest = self._loudest, 0.0
        decibels = 10 * np.log10(power) if power > 0 else QUIETEST_DB
        part = (decibels - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)
        self._shown = float(np.clip(part, max(0.0, self._shown - FALL), 1.0))
        return self._shown
