"""Makes the app's sounds; the results are committed beside this script.

    python assets/sounds/make_sounds.py [FOLDER]

Everything is a sum of decaying or swelling sines, 48 kHz, mono, 16-bit, at most -6 dBFS,
with ends faded to zero so that nothing clicks. The same input gives the same bytes.
"""

import sys
import wave
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Wave = NDArray[np.float64]

RATE: Final = 48_000
PEAK: Final = 10 ** (-6 / 20)
"""Of full scale."""


def silence(seconds: float) -> Wave:
    return np.zeros(round(seconds * RATE))


def time(seconds: float) -> Wave:
    return np.arange(round(seconds * RATE)) / RATE


def faded(sound: Wave, attack: float, release: float) -> Wave:
    """Raised-cosine ends of ``attack`` and ``release`` seconds."""
    shaped = sound.copy()
    for seconds, side in ((attack, slice(None, None, 1)), (release, slice(None, None, -1))):
        ramp = (1 - np.cos(np.pi * np.arange(round(seconds * RATE)) / (seconds * RATE))) / 2
        shaped[side][: ramp.size] *= ramp
    return shaped


def bell(frequency: float, seconds: float, decay: float) -> Wave:
    """A struck note: a few partials, the higher the shorter."""
    t = time(seconds)
    partials = ((1.0, 1.0), (2.0, 0.32), (3.01, 0.12), (4.2, 0.05))
    note = np.zeros_like(t)
    for ratio, level in partials:
        note += level * np.sin(2 * np.pi * frequency * ratio * t) * np.exp(-t * ratio / decay)
    return faded(note, 0.004, 0.05)


def put(length: float, *notes: tuple[float, Wave]) -> Wave:
    """Notes, each at its second, in ``length`` seconds of silence."""
    track = silence(length)
    for start, note in notes:
        first = round(start * RATE)
        track[first : first + note.size] += note
    return track


def ring() -> Wave:
    """A warm double ring and a pause, to be looped."""
    t = time(0.44)
    # Two close pairs, as in a telephone's bell, beating 20 times a second.
    tone = sum(
        level * np.sin(2 * np.pi * frequency * t)
        for frequency, level in ((440.0, 1.0), (460.0, 0.8), (880.0, 0.18), (920.0, 0.14))
    )
    call = faded(np.asarray(tone), 0.05, 0.12)
    return put(2.8, (0.0, call), (0.62, call))


def chime() -> Wave:
    """Found! Three rising notes of a major chord."""
    return put(
        0.85,
        (0.0, bell(659.26, 0.6, 0.22)),
        (0.11, bell(830.61, 0.6, 0.22)),
        (0.22, bell(1318.51, 0.62, 0.26)),
    )


def hangup() -> Wave:
    """A short tone that sinks."""
    seconds = 0.4
    t = time(seconds)
    frequency = 440.0 * 2 ** (-0.75 * t / seconds)
    phase = 2 * np.pi * np.cumsum(frequency) / RATE
    tone = (np.sin(phase) + 0.2 * np.sin(2 * phase)) * np.exp(-t / 0.3)
    return faded(tone, 0.012, 0.14)


def focus_bell() -> Wave:
    """A small singing bowl, struck softly: a stretch of focus begins or ends."""
    t = time(1.25)
    # Each tone is two that beat against each other, as the bowl swings.
    tones = ((1.0, 1.0, 0.42), (2.71, 0.22, 0.2), (5.1, 0.05, 0.08))
    note = np.zeros_like(t)
    for ratio, level, decay in tones:
        for beat in (-0.9, 0.9):
            note += level * np.sin(2 * np.pi * (392.0 * ratio + beat) * t) * np.exp(-t / decay)
    return faded(note, 0.012, 0.3)


SOUNDS: Final = {
    "ring.wav": ring,
    "chime.wav": chime,
    "hangup.wav": hangup,
    "bell.wav": focus_bell,
}


def samples(sound: Wave) -> NDArray[np.int16]:
    """At the common peak, as 16-bit samples."""
    scaled: Wave = np.round(sound / np.abs(sound).max() * PEAK * 32767)
    return scaled.astype("<i2")


def main(folder: Path) -> None:
    for name, make in SOUNDS.items():
        with wave.open(str(folder / name), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(make()).tobytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
