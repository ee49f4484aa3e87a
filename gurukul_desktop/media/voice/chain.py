"""The library's chain of echo canceller, noise suppressor and gain, changed without a click.

A chain cannot be changed, only replaced, and a new one has everything to learn: the room, the
noise, the level. So it listens beside the old one for a second, and then takes over within
one frame.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, Final, Protocol

from gurukul_desktop.late import np
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, Samples

WARM_UP: Final = 50
"""Frames of 20 ms in which a new chain learns before it is heard."""
NOISE_LEVEL: Final = 2
"""Of the library's four: 18 dB, which is what browsers choose."""
MOST_GAIN: Final = 30.0
"""In dB. The library would go to 50, which makes a whisper of the next room a speech."""


@dataclass(frozen=True, slots=True)
class VoiceSwitches:
    """What is done to the microphone's sound.

    Attributes:
        echo: take off what comes from the speaker.
        noise: take off steady noise.
        gain: bring the voice to an even level.
    """

    echo: bool = True
    noise: bool = True
    gain: bool = True

    @property
    def any(self) -> bool:
        """Whether anything is done at all."""
        return self.echo or self.noise or self.gain


ON: Final = VoiceSwitches()
OFF: Final = VoiceSwitches(echo=False, noise=False, gain=False)


class Processor(Protocol):
    """One chain of the library's."""

    gain_db: float

    def process(self, near: Samples, far: Samples, /) -> Samples:
        """The near end without the far end, as many samples."""


Build = Callable[[VoiceSwitches], Processor]


def by(audio_processor: Callable[..., Any]) -> Build:
    """Builds chains by pywebrtc-audio's ``AudioProcessor``."""

    def build(switches: VoiceSwitches) -> Processor:
        processor: Processor = audio_processor(
            sample_rate=SAMPLE_RATE,
            num_channels=1,
            echo_cancellation=switches.echo,
            noise_suppression=switches.noise,
            auto_gain_control=switches.gain,
            ns_level=NOISE_LEVEL,
            agc_max_gain_db=MOST_GAIN,
        )
        return processor

    return build


class Chain:
    """The chain that is heard, and the one that is going to be. For one thread at a time."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._wanted = self._switches = OFF
        self._processor: Processor | None = None
        self._next: Processor | None = None
        self._warm = 0

    @property
    def idle(self) -> bool:
        """Whether the sound leaves as it came."""
        return not self._switches.any and self._wanted == self._switches

    @property
    def cancels_echo(self) -> bool:
        """Whether the chain that is heard takes off echo."""
        return self._switches.echo

    @property
    def gain_db(self) -> float:
        """What the automatic gain adds now."""
        return self._processor.gain_db if self._processor and self._switches.gain else 0.0

    def change(self, switches: VoiceSwitches) -> None:
        """Do this from now on; it is heard when the new chain has learnt."""
        if switches == self._wanted:
            return
        self._wanted = switches
        self._next = None if switches == self._switches else self._built(switches)
        # Where nothing was done before there is nothing to lose, and nothing to wait for.
        self._warm = WARM_UP if self._processor is None else 0

    def process(self, near: Samples, far: Samples) -> Samples:
        """960 samples of the microphone as the partner shall hear them."""
        near = near if near.any() else _hiss()
        far = far if far.any() else _hiss()
        out = self._by(self._processor, near, far)
        if self._wanted == self._switches:
            return out
        new = self._by(self._next, near, far)
        self._warm += 1
        if self._warm < WARM_UP:
            return out
        self._processor, self._next, self._switches = self._next, None, self._wanted
        rise = np.linspace(0.0, 1.0, FRAME_SAMPLES, dtype=np.float32)
        mixed: Samples = np.rint(out + (new - out.astype(np.float32)) * rise).astype(np.int16)
        return mixed

    def _built(self, switches: VoiceSwitches) -> Processor | None:
        return self._build(switches) if switches.any else None

    def _by(self, processor: Processor | None, near: Samples, far: Samples) -> Samples:
        return near if processor is None else processor.process(near, far)


@cache
def _hiss() -> Samples:
    """In place of digital silence, at -98 dB.

    As what was said before fades away in the library's filters its numbers get so small
    (denormal) that the processor needs seven times as long.
    """
    # Python's own draws, for numpy's are three megabytes of the installed app.
    return np.array(Random(0).choices((-1, 0, 1), k=FRAME_SAMPLES), np.int16)
