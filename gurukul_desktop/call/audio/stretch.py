"""Sound made a little shorter or longer without changing its pitch, and two sounds joined.

One period of a voice is left out or said twice, where the sound is most like itself (WSOLA:
Verhelst and Roelands, ICASSP 1993). Floats here are samples of 16 bits, unclipped.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gurukul_desktop.media.ports import Samples

Floats = NDArray[np.float32]

FADE: Final = 240
"""Samples (5 ms) over which one sound turns into another."""
SHORTEST: Final = 120
LONGEST: Final = 720
"""Of a period: 2.5 to 15 ms, which is a voice of 400 to 67 Hz."""
HISTORY: Final = 480
"""Samples before the sound that are compared too: a deep voice has periods of 10 ms."""
LEAST: Final = SHORTEST + FADE
"""Shorter sounds cannot be changed."""
QUIET: Final = 100.0
"""RMS of what nobody hears being cut: 50 dB below full scale."""

RISE: Final[Floats] = np.linspace(0.0, 1.0, FADE, dtype=np.float32)


class Period(NamedTuple):
    """A place where a sound repeats itself.

    Attributes:
        samples: the length of the period.
        likeness: -1 to 1, the normalised correlation of what would meet; 1 where all is quiet.
    """

    samples: int
    likeness: float


def period(before: Samples, sound: Samples) -> Period:
    """The best period to leave out of ``sound`` or to repeat; ``before`` was heard before it.

    Args:
        before: the last ``HISTORY`` samples.
        sound: at least ``LEAST`` samples.
    """
    longest = min(LONGEST, len(sound) - FADE)
    whole = np.concatenate((before[-HISTORY:], sound[: longest + FADE])).astype(np.float32)
    if float(np.sqrt(np.mean(whole**2))) < QUIET:
        return Period(longest, 1.0)
    width = len(whole) - longest
    there = likeness(whole[:width], whole[SHORTEST:])
    best = int(np.argmax(there))
    return Period(SHORTEST + best, float(there[best]))


def shorter(sound: Samples, period: int) -> Samples:
    """``sound`` without ``period`` samples; it starts and ends as it did."""
    meeting = _blend(sound[:FADE], sound[period : period + FADE])
    return np.concatenate((meeting, sound[period + FADE :]))


def longer(sound: Samples, period: int) -> Samples:
    """``sound`` with its first ``period`` samples twice; it starts and ends as it did."""
    meeting = _blend(sound[period : period + FADE], sound[:FADE])
    return np.concatenate((sound[:period], meeting, sound[FADE:]))


def joined(ending: Samples, sound: Samples) -> Samples:
    """``ending`` turning into ``sound`` within ``FADE`` samples.

    Args:
        ending: what would have followed. ``FADE`` samples belong to those of ``sound`` one by
            one; of more, as much is heard first as brings the two into step.
    """
    if len(sound) < FADE:
        return sound
    start = 0
    if len(ending) > FADE:
        start = int(np.argmax(likeness(sound[:FADE].astype(np.float32), ending.astype(np.float32))))
    meeting = _blend(ending[start : start + FADE], sound[:FADE])
    return np.concatenate((ending[:start], meeting, sound[FADE:]))


def ramped(sound: Samples, start: float, end: float, count: int) -> Samples:
    """``sound`` at a loudness that goes from ``start`` to ``end`` in ``count`` samples."""
    gain = np.full(len(sound), end, np.float32)
    part = min(count, len(sound))
    gain[:part] = np.linspace(start, start + (end - start) * part / count, part, dtype=np.float32)
    return (sound * gain).astype(np.int16)


def _blend(ending: Samples, sound: Samples) -> Samples:
    # Straight lines: what meets is alike, so that the levels add up to what they were.
    return (ending * (1 - RISE) + sound * RISE).astype(np.int16)


def likeness(wanted: Floats, sound: Floats) -> Floats:
    """The normalised correlation of ``wanted`` with each place of ``sound``, -1 to 1."""
    width = len(wanted)
    products = np.correlate(sound, wanted, "valid")
    energy = np.concatenate(([0.0], np.cumsum(sound.astype(np.float64) ** 2)))
    there = energy[width:] - energy[:-width]
    own = float(np.dot(wanted, wanted))
    return (products / np.sqrt(np.maximum(there * own, 1.0))).astype(np.float32)
