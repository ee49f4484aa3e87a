"""A loudspeaker, a room and a microphone with clocks of their own, played through in no time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, PlayedSink, Samples, Unsubscribe
from gurukul_desktop.media.voice.chain import VoiceSwitches
from gurukul_desktop.media.voice.processing import VoiceProcessing
from tests.media.voice.voices import Sound, loudness, samples

FRAME: Final = FRAME_SAMPLES / SAMPLE_RATE
NO_GAIN: Final = VoiceSwitches(gain=False)
"""For the tests that compare levels."""


def response(
    *, direct: float = 0.02, ringing: float = 0.25, gain: float = -6.0, seed: int = 1
) -> Sound:
    """The impulse response of a room.

    Args:
        direct: seconds from the loudspeaker to the microphone.
        ringing: seconds in which what follows fades by 60 dB.
        gain: of the whole, in dB.
    """
    count = int(ringing * SAMPLE_RATE)
    fading = 10 ** (-3 * np.arange(count) / count)
    tail = 0.05 * np.random.default_rng(seed).standard_normal(count) * fading
    tail[0] = 1.0
    tail *= 10 ** (gain / 20) / np.sqrt(np.sum(tail**2))
    return np.concatenate([np.zeros(int(direct * SAMPLE_RATE)), tail])


def sounding(room: Sound, source: Sound) -> Sound:
    """``source`` as it is heard in a room."""
    size = 1 << (len(room) + len(source)).bit_length()
    spectrum = np.fft.rfft(source, size) * np.fft.rfft(room, size)
    heard: Sound = np.fft.irfft(spectrum, size)[: len(source)]
    return heard


@dataclass(frozen=True)
class Played:
    """One block that the loudspeaker asked for."""

    at: float
    samples: Samples
    ahead: float


class Stage:
    """Lets a loudspeaker play and a microphone hear, and what is done to its sound.

    The clock stands still while something is done, so that the run is the same each time.
    """

    def __init__(self, seconds: float, switches: VoiceSwitches = NO_GAIN) -> None:
        self.now = 0.0
        self.audible: Sound = np.zeros(int(seconds * SAMPLE_RATE))
        self._blocks: list[Played] = []
        self._sink: PlayedSink | None = None
        self.voice = VoiceProcessing(self._on_played, clock=lambda: self.now)
        self.voice.set(switches)
        self.process = self.voice.process

    def play(
        self, sound: Sound, *, start: float = 0.0, latency: float = 0.08, faster: float = 0.0
    ) -> None:
        """Have the loudspeaker play.

        Args:
            start: when the first sample is heard, in seconds.
            latency: how long before it is heard the device asks for a block.
            faster: by how much of a second its clock is faster than the microphone's, a second.
        """
        played = samples(sound)
        pace = FRAME / (1 + faster)
        for number in range(len(played) // FRAME_SAMPLES):
            block = played[number * FRAME_SAMPLES : (number + 1) * FRAME_SAMPLES]
            self._blocks.append(Played(start + number * pace - latency, block, latency))
        when = (np.arange(len(self.audible)) / SAMPLE_RATE - start) * SAMPLE_RATE * (1 + faster)
        self.audible += np.interp(when, np.arange(len(sound)), sound, left=0.0, right=0.0)

    def hear(
        self,
        microphone: Sound,
        *,
        before: Callable[[int], None] = lambda frame: None,
        jitter: float = 0.0,
    ) -> Samples:
        """What becomes of the microphone's sound.

        Args:
            microphone: as long as the stage was made for.
            before: called with the number of each block before it is processed.
            jitter: up to how many seconds late a block may come.
        """
        heard = samples(microphone)
        out = np.zeros_like(heard)
        waiting = sorted(self._blocks, key=lambda block: block.at)
        late = np.random.default_rng(5).uniform(0, jitter, len(heard) // FRAME_SAMPLES)
        for number in range(len(heard) // FRAME_SAMPLES):
            arrival = (number + 1) * FRAME + float(late[number])
            while waiting and waiting[0].at <= arrival:
                block = waiting.pop(0)
                self.now = block.at
                assert self._sink is not None
                self._sink(block.samples, block.ahead)
            self.now = arrival
            before(number)
            part = slice(number * FRAME_SAMPLES, (number + 1) * FRAME_SAMPLES)
            out[part] = self.process(heard[part])
        return out

    def _on_played(self, sink: PlayedSink) -> Unsubscribe:
        self._sink = sink
        return lambda: None


def between(sound: Samples | Sound, start: float, end: float) -> Samples | Sound:
    """From one second to another."""
    return sound[int(start * SAMPLE_RATE) : int(end * SAMPLE_RATE)]


def removed(microphone: Sound, out: Samples, start: float, end: float) -> float:
    """By how many dB the microphone's sound has become softer."""
    return loudness(between(microphone, start, end)) - loudness(between(out, start, end))


def likeness(voice: Sound, out: Samples) -> tuple[float, float]:
    """The level in dB at which a stretch of ``voice`` is in ``out``, and its correlation with it.

    Args:
        voice: goes round and round, and may be at any place of itself.
        out: shorter than the voice.
    """
    heard = np.zeros(len(voice))
    heard[: len(out)] = out / 32767.0
    products = np.fft.irfft(np.fft.rfft(voice) * np.conj(np.fft.rfft(heard)), len(voice))
    place = int(np.argmax(products))
    power = float(np.sum(np.roll(voice, -place)[: len(out)] ** 2))
    best = float(products[place])
    return 20 * np.log10(best / power), best / np.sqrt(power * float(np.sum(heard**2)))
