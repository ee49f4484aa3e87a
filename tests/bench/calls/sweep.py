"""The sound that every microphone of the bench hears: a tone that rises and rises.

Its pitch tells when it was made, so how late it is heard can be read at any moment, and a
stretch without it is a gap.
"""

import threading
import time
import wave
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gurukul_desktop.media.capture import Capture
from gurukul_desktop.media.pacing import turns
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, Samples

PERIOD: Final = 6.0
LOWEST: Final = 400.0
HIGHEST: Final = 2800.0
LEVEL: Final = 9000
WINDOW: Final = 960
"""Samples of which pitch and loudness are told: 20 ms."""
SILENT: Final = 0.15
"""A window with less than this part of the tone's loudness is a gap."""

Track = NDArray[np.float64]
"""Rows of a time (s), a loudness (1: as it was made) and a place in the sweep (s)."""


def sweep() -> Samples:
    """One period; it ends in the phase in which it begins."""
    at = np.arange(int(PERIOD * SAMPLE_RATE)) / SAMPLE_RATE
    turns = LOWEST * at + (HIGHEST - LOWEST) * at**2 / (2 * PERIOD)
    made: Samples = (LEVEL * np.sin(2 * np.pi * turns)).astype(np.int16)
    return made


def wav(path: Path) -> Path:
    """One period as a file, which Chromium takes for a microphone and repeats."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(sweep().tobytes())
    return path


def microphone(spoken: Callable[[float, Samples], None]) -> Capture[Samples]:
    """A microphone that hears it, and tells when (monotonic) it gives which samples."""

    def produce(stop: threading.Event) -> Generator[Samples, None, None]:
        samples = sweep().reshape(-1, FRAME_SAMPLES)
        for turn in turns(FRAME_SAMPLES / SAMPLE_RATE, stop):
            piece = samples[turn % len(samples)]
            spoken(time.monotonic(), piece)
            yield piece

    return Capture("microphone", "sweep", produce, print, patience=None)


def track(times: list[float], pieces: list[Samples]) -> Track:
    """What pieces of sound tell; each came at its time, its last sample then."""
    samples = np.concatenate(pieces).astype(np.float64)
    ends = np.cumsum([len(piece) for piece in pieces])
    count = len(samples) // WINDOW
    windows = samples[: count * WINDOW].reshape(count, WINDOW)
    at = np.interp((np.arange(count) + 1) * WINDOW, ends, times)
    loudness = np.sqrt((windows**2).mean(axis=1)) / (LEVEL / np.sqrt(2))
    spectrum = np.abs(np.fft.rfft(windows * np.hanning(WINDOW), 8 * WINDOW))
    pitch = spectrum.argmax(axis=1) * SAMPLE_RATE / (8 * WINDOW)
    place = (pitch - LOWEST) / (HIGHEST - LOWEST) * PERIOD
    return np.stack([at, loudness, place], axis=1)


def delays(spoken: Track, heard: Track) -> NDArray[np.float64]:
    """Rows of a time and how late the sound heard then was, in seconds; gaps are left out."""
    loud = heard[heard[:, 1] > 2 * SILENT]
    begun = _wrapped(spoken[:, 0] - spoken[:, 2] - spoken[0, 0])
    origin = spoken[0, 0] + np.median(begun[spoken[:, 1] > 0.5])
    return np.stack([loud[:, 0], _wrapped(loud[:, 0] - loud[:, 2] - origin)], axis=1)


def _wrapped(seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same place in the sweep, at most half a period away from 0."""
    return (seconds + PERIOD / 2) % PERIOD - PERIOD / 2


def longest_gap(heard: Track) -> float:
    """The longest stretch without the tone, in seconds, of 20 ms at a time."""
    loud = heard[heard[:, 1] >= SILENT, 0]
    return max(0.0, float(np.diff(loud).max(initial=0.0)) - WINDOW / SAMPLE_RATE)
