"""How loud and how high the last second of sound was."""

import threading
from typing import Final

import numpy as np

from gurukul_desktop.media.ports import SAMPLE_RATE, Samples

_FULL_SCALE: Final = 32768.0


class Meter:
    """Listens to samples as they pass. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = np.zeros(SAMPLE_RATE, np.int16)
        self._heard = 0

    def hear(self, samples: Samples) -> None:
        """Take note of what was just played."""
        samples = samples[-SAMPLE_RATE:]
        count = len(samples)
        with self._lock:
            self._last[:-count] = self._last[count:]
            self._last[-count:] = samples
            self._heard = min(self._heard + count, SAMPLE_RATE)

    def read(self) -> tuple[float, float]:
        """Loudness as RMS, 0 to 1 of full scale, and the strongest frequency in Hz.

        Of the last second, or of less if there was less; both are 0 for silence.
        """
        with self._lock:
            last = self._last[SAMPLE_RATE - self._heard :].astype(np.float32)
        if not last.any():
            return 0.0, 0.0
        last /= _FULL_SCALE
        spectrum = np.abs(np.fft.rfft(last * np.hanning(len(last))))
        spectrum[0] = 0.0
        peak = float(np.argmax(spectrum)) * SAMPLE_RATE / len(last)
        return float(np.sqrt(np.mean(last**2))), peak
