"""Hears what a program plays, by recording the monitor of its sound device."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

RATE = 48_000


@dataclass(frozen=True)
class Heard:
    """A stretch of sound.

    Attributes:
        rms: how loud, 1.0 is full scale.
        peak_hz: its strongest frequency.
        purity: the share of the energy within 20 Hz of that frequency, 0 to 1.
    """

    rms: float
    peak_hz: float
    purity: float


def listen(environment: Mapping[str, str], seconds: float) -> Heard:
    """Record ``seconds`` of what is played where PULSE_SERVER and PULSE_SINK point."""
    size = int(RATE * seconds) * 2
    recorder = subprocess.Popen(
        [
            *(
                "parec",
                f"--device={environment['PULSE_SINK']}.monitor",
                "--latency-msec=20",
                "--raw",
            ),
            *("--format=s16le", f"--rate={RATE}", "--channels=1"),
        ],
        env=dict(environment),
        stdout=subprocess.PIPE,
    )
    try:
        assert recorder.stdout is not None
        with recorder.stdout as pipe:
            data = pipe.read(size)
    finally:
        recorder.terminate()
        recorder.wait(5)
    return analyse(np.frombuffer(data[: len(data) // 2 * 2], np.int16) / 32768.0)


def analyse(samples: np.ndarray) -> Heard:
    """Loudness and strongest frequency of mono samples at :data:`RATE`."""
    if not samples.size:
        return Heard(0.0, 0.0, 0.0)
    energy = np.abs(np.fft.rfft(samples * np.hanning(samples.size))) ** 2
    frequencies = np.fft.rfftfreq(samples.size, 1 / RATE)
    energy[frequencies < 30] = 0.0
    peak = float(frequencies[int(energy.argmax())])
    total = float(energy.sum())
    near = float(energy[np.abs(frequencies - peak) < 20].sum())
    rms = float(np.sqrt(np.mean(samples**2)))
    return Heard(rms, peak if total else 0.0, near / total if total else 0.0)
