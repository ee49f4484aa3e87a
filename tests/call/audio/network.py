"""A partner, a network and a speaker in simulated time, around the playout buffer.

What a packet says is its sound itself, so that what is heard can be compared with what was said.
"""

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from gurukul_desktop.call.audio.decoder import Decoder
from gurukul_desktop.call.audio.playout import Playout
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, Samples

FRAME = FRAME_SAMPLES / SAMPLE_RATE
HEADER = b"\xf8"
"""Opus, CELT, full band, one frame of 20 ms: read by the buffer, not by the decoder below."""


class PlainSound:
    """A decoder whose packets are samples.

    Each packet carries the one before it too, as Opus does, if ``correcting``.
    """

    def __init__(self, *, correcting: bool = False) -> None:
        self._correcting = correcting
        self.closed = False

    def close(self) -> None:
        self.closed = True

    def decode(self, packet: bytes) -> Samples:
        return np.frombuffer(packet, np.int16, FRAME_SAMPLES, len(HEADER))

    def recover(self, following: bytes, count: int) -> Samples | None:
        if not self._correcting:
            return None
        return np.frombuffer(following, np.int16, count, len(HEADER) + 2 * FRAME_SAMPLES)


def packed(sound: Samples) -> list[bytes]:
    """The packets of ``sound``, each with the one before it behind it."""
    frames = [sound[at : at + FRAME_SAMPLES] for at in range(0, len(sound) - 959, FRAME_SAMPLES)]
    before = [np.zeros(FRAME_SAMPLES, np.int16), *frames]
    return [
        HEADER + frame.tobytes() + last.tobytes()
        for frame, last in zip(frames, before, strict=False)
    ]


def tone(seconds: float, hz: float = 440.0, level: float = 8000) -> Samples:
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (level * np.sin(2 * np.pi * hz * at)).astype(np.int16)


def steepest(sound: Samples) -> float:
    """The largest step between two samples: a click is one that no wave of the sound has."""
    return float(np.abs(np.diff(sound.astype(np.int32))).max())


def pitch(sound: Samples) -> float:
    """The frequency of a tone, by how often it rises through zero."""
    rising = np.flatnonzero((sound[:-1] < 0) & (sound[1:] >= 0))
    return float((len(rising) - 1) / (rising[-1] - rising[0]) * SAMPLE_RATE)


@dataclass
class Network:
    """When each packet arrives, after it was sent at ``index * FRAME``; None: never."""

    delay: float = 0.03
    jitter: float = 0.0
    jitter_until: float = 1e9
    loss: float = 0.0
    stall: tuple[float, float] | None = None
    """From when, for how long nothing passes; then all of it at once."""
    twice: float = 0.0
    seed: int = 1
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)

    def arrivals(self, sent: float) -> Iterator[float]:
        if self.dice.random() < self.loss:
            return
        at = sent + self.delay
        if sent < self.jitter_until:
            at += self.dice.uniform(0, self.jitter)
        if self.stall is not None:
            start, length = self.stall
            if start <= at < start + length:
                at = start + length
        yield at
        if self.dice.random() < self.twice:
            yield at + 0.005


@dataclass
class Heard:
    """What came out of the speaker.

    Attributes:
        sound: all of it.
        waits: for each read: when, and how long after it was said the sound is read, in seconds.
    """

    sound: Samples
    waits: list[tuple[float, float]]
    playout: Playout

    def wait(self, start: float, end: float) -> float:
        """The median of how old the sound was that was read between two times."""
        return float(np.median([wait for at, wait in self.waits if start <= at < end]))

    def gaps(self, start: float = 0.5, level: int = 100) -> list[float]:
        """How long it was silent, each time, in seconds; for a tone that never is."""
        sound = np.abs(self.sound[round(start * SAMPLE_RATE) :]) > level
        edges = np.flatnonzero(np.diff(np.concatenate(([1], sound.astype(np.int8), [1]))))
        lengths = np.diff(edges)[::2] / SAMPLE_RATE
        return [float(length) for length in lengths if length > 0.003]


def listen(
    packets: list[bytes],
    network: Network,
    *,
    decoder: Decoder | None = None,
    skew: float = 0.0,
    block: int = 480,
    timestamp: int = 4_294_900_000,
    sequence: int = 65_500,
    seconds: float | None = None,
    spoil: Callable[[int, bytes], bytes | None] = lambda index, data: data,
) -> Heard:
    """Play ``packets``, one every 20 ms, by a speaker that asks for ``block`` samples at a time.

    Args:
        skew: how much faster than the sender's the speaker's clock is, as a part.
        timestamp, sequence: of the first packet; near the end of their numbers.
        spoil: changes or drops a packet on its way.
    """
    playout = Playout(decoder or PlainSound())
    coming: list[tuple[float, int]] = []
    for index in range(len(packets)):
        for at in network.arrivals(index * FRAME):
            heapq.heappush(coming, (at, index))
    parts: list[Samples] = []
    waits: list[tuple[float, float]] = []
    now, read = 0.0, 0
    end = seconds if seconds is not None else len(packets) * FRAME
    while now < end:
        while coming and coming[0][0] <= now:
            at, index = heapq.heappop(coming)
            data = spoil(index, packets[index])
            if data is not None:
                time = (timestamp + index * FRAME_SAMPLES) % (1 << 32)
                playout.insert((sequence + index) % (1 << 16), time, data, at)
        place = playout.place()
        if place is not None:
            said = ((place - timestamp + (1 << 31)) % (1 << 32) - (1 << 31)) / SAMPLE_RATE
            waits.append((now, now - said))
        parts.append(playout.read(block, now))
        read += block
        now = read / (SAMPLE_RATE * (1 + skew))
    return Heard(np.concatenate(parts), waits, playout)
