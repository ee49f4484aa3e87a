"""How loud and how high the last second of sound was."""

from __future__ import annotations

import threading
import time
from typing import Final

from gurukul_desktop.late import np
from gurukul_desktop.media.ports import SAMPLE_RATE, Samples

_FULL_SCALE: Final = 32768.0
_STALE_SECONDS: Final = 0.5
"""After that long without a sample nothing is being played, whatever was played before."""


class Meter:
    """Listens to samples as they pass. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: Samples | None = None
        self._heard = 0
        self._heard_at = 0.0

    def hear(self, samples: Samples) -> None:
        """Take note of what was just played."""
        samples = samples[-SAMPLE_RATE:]
        count = len(samples)
        if not count:
            return
        with self._lock:
            if self._last is None:
                self._last = np.zeros(SAMPLE_RATE, np.int16)
            self._last[:-count] = self._last[count:]
            self._last[-count:] = samples
            self._heard = min(self._heard + count, SAMPLE_RATE)
            self._heard_at = time.monotonic()

    def read(self) -> tuple[float, float]:
        """Loudness as RMS, 0 to 1 of full scale, and the strongest frequency in Hz.

        Of the last second, or of less if there was less; both are 0 for silence, and when
        nothing is being played any more.
        """
        with self._lock:
            if time.monotonic() - self._heard_at > _STALE_SECONDS:
                self._heard = 0
            if self._last is None:
                return 0.0, 0.0
            last = self._last[SAMPLE_RATE - self._heard :].astype(np.float32)
        if not last.any():
            return 0.0, 0.0
        last /= _FULL_SCALE
        spectrum = np.abs(np.fft.rfft(last * np.hanning(len(last))))
        spectrum[0] = 0.0
        peak = float(np.argmax(spectrum)) * SAMPLE_RATE / len(last)
        return float(np.sqrt(np.mean(last**2))), peak
