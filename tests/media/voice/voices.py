"""Voices made of numbers: syllables with a pitch, formants and hisses, and pauses between them.

An echo canceller is made for speech: it treats a tone or a steady noise as something else.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from gurukul_desktop.media.ports import SAMPLE_RATE, Samples

Sound = NDArray[np.float64]
"""Of full scale 1."""

_VOWELS = (
    (730, 1090, 2440),
    (270, 2290, 3010),
    (300, 870, 2240),
    (530, 1840, 2480),
    (640, 1190, 2390),
)


@cache
def speech(seconds: float, pitch: float, seed: int, level: float = -20.0) -> Sound:
    """Somebody who talks, at ``level`` dB of full scale where a voice is to be heard.

    Args:
        seconds: how long.
        pitch: of the voice in Hz; 110 is low, 210 is high.
        seed: who says what.
    """
    random = np.random.default_rng(seed)
    count = int(seconds * SAMPLE_RATE)
    spoken = np.zeros(count)
    place = int(0.05 * SAMPLE_RATE)
    while place < count:
        for _ in range(random.integers(3, 9)):
            syllable = _syllable(random, pitch)
            part = syllable[: max(0, count - place)]
            spoken[place : place + len(part)] += part
            place += int(len(syllable) * random.uniform(0.8, 1.1))
        place += int(random.uniform(0.1, 0.4) * SAMPLE_RATE)
    loud = np.abs(spoken) > 0.02 * np.abs(spoken).max()
    result: Sound = spoken * 10 ** (level / 20) / np.sqrt(np.mean(spoken[loud] ** 2))
    result.flags.writeable = False  # it is given out again
    return result


def noise(seconds: float, level: float, seed: int = 0) -> Sound:
    """A steady hiss at ``level`` dB of full scale."""
    random = np.random.default_rng(seed)
    return random.standard_normal(int(seconds * SAMPLE_RATE)) * 10 ** (level / 20)


def samples(sound: Sound) -> Samples:
    """As 16 bits, cut off at full scale."""
    return np.clip(np.rint(sound * 32767), -32768, 32767).astype(np.int16)


def loudness(sound: Sound | Samples) -> float:
    """Root mean square in dB of full scale (of 1, or of 32767)."""
    scale = 32767.0 if sound.dtype == np.int16 else 1.0
    return float(10 * np.log10(np.mean((sound / scale) ** 2) + 1e-12))


def _syllable(random: np.random.Generator, pitch: float) -> Sound:
    length = int(random.uniform(0.11, 0.24) * SAMPLE_RATE)
    time = np.arange(length) / SAMPLE_RATE
    glide = pitch * random.uniform(0.85, 1.2) * (1 + random.uniform(-0.15, 0.15) * time / time[-1])
    phase = 2 * np.pi * np.cumsum(glide) / SAMPLE_RATE
    formants = _VOWELS[random.integers(len(_VOWELS))]
    voiced = np.zeros(length)
    for harmonic in range(1, int(4500 / pitch)):
        frequency = harmonic * pitch
        resonance = sum(
            weight / (1 + ((frequency - formant) / 90) ** 2)
            for formant, weight in zip(formants, (1.0, 0.5, 0.25), strict=True)
        )
        voiced += (resonance + 0.02 / harmonic) * np.sin(harmonic * phase + random.uniform(0, 6))
    envelope = np.minimum(1.0, np.minimum(time / 0.02, (time[-1] - time) / 0.05))
    hiss = np.diff(random.standard_normal(length + 1)) * np.exp(-time / 0.03)
    result: Sound = random.uniform(0.5, 1.0) * (voiced * envelope + 0.15 * hiss)
    return result
