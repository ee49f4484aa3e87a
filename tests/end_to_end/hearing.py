"""Hears what a program plays, by recording the monitor of its sound device."""

import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

RATE: Final = 48_000
_PIECE: Final = RATE // 50 * 2


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


class Ear:
    """Listens at one PulseAudio sink for as long as it is open.

    A null sink that nobody listens to plays two seconds in one go; with an ear at it, it
    plays in time, as a sound card does.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Listen where PULSE_SERVER and PULSE_SINK of ``environment`` point."""
        self._environment = dict(environment)
        self._wanted = 0
        self._caught = bytearray()
        self._change = threading.Condition()
        self._deaf = False

    def listen(self, seconds: float) -> Heard:
        """What is played in the next ``seconds``."""
        with self._change:
            self._caught.clear()
            self._wanted = int(RATE * seconds) * 2
            enough = self._change.wait_for(
                lambda: self._deaf or len(self._caught) >= self._wanted, seconds + 10
            )
            data, self._wanted = bytes(self._caught[: self._wanted]), 0
        assert enough, "the sound server gives nothing to hear"
        assert not self._deaf, "the recorder has ended"
        return analyse(np.frombuffer(data, np.int16) / 32768.0)

    def __enter__(self) -> Self:
        sink = self._environment["PULSE_SINK"]
        self._process = subprocess.Popen(
            [
                *("parec", f"--device={sink}.monitor", "--latency-msec=20", "--raw"),
                *("--format=s16le", f"--rate={RATE}", "--channels=1"),
            ],
            env=self._environment,
            stdout=subprocess.PIPE,
        )
        self._thread = threading.Thread(target=self._record, name=f"ear at {sink}")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(5)
        self._thread.join(5)

    def _record(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            while piece := pipe.read(_PIECE):
                with self._change:
                    if len(self._caught) < self._wanted:
                        self._caught += piece
                        self._change.notify_all()
        with self._change:
            self._deaf = True
            self._change.notify_all()


def analyse(samples: NDArray[np.float64]) -> Heard:
    """Loudness and strongest frequency of mono samples at :data:`RATE`."""
    energy = np.abs(np.fft.rfft(samples * np.hanning(samples.size))) ** 2
    frequencies = np.fft.rfftfreq(samples.size, 1 / RATE)
    energy[frequencies < 30] = 0.0
    peak = float(frequencies[int(energy.argmax())])
    total = float(energy.sum())
    near = float(energy[np.abs(frequencies - peak) < 20].sum())
    rms = float(np.sqrt(np.mean(samples**2)))
    return Heard(rms, peak if total else 0.0, near / total if total else 0.0)
