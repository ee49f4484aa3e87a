"""Something that a codec takes for a voice: syllables of a glottal pulse through two formants."""

import numpy as np

from gurukul_desktop.media.ports import SAMPLE_RATE, Samples


def voice(seconds: float) -> Samples:
    """A voiced sound of about 140 Hz, four syllables a second, with a little breath in it."""
    count = round(seconds * SAMPLE_RATE)
    at = np.arange(count) / SAMPLE_RATE
    pitch = 140 + 12 * np.sin(2 * np.pi * 1.3 * at)
    phase = np.cumsum(pitch) / SAMPLE_RATE * 2 * np.pi
    vowel = 1 + 0.3 * np.sin(2 * np.pi * 2.1 * at)
    sound = np.zeros(count)
    for harmonic in range(1, 28):
        hz = harmonic * pitch
        formants = sum(
            gain * np.exp(-(((hz - centre) / width) ** 2))
            for centre, width, gain in ((600 * vowel, 250, 1.0), (1700 / vowel, 400, 0.5))
        )
        sound += (formants + 0.03) * np.sin(harmonic * phase)
    sound += 0.02 * np.random.default_rng(3).standard_normal(count)
    syllables = 0.55 + 0.45 * np.sin(2 * np.pi * 4 * at)
    return (6000 * sound * syllables / np.abs(sound).max() * 2).clip(-30000, 30000).astype(np.int16)
