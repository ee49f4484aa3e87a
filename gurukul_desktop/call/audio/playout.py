"""The buffer between packets that come as they like and a speaker that asks evenly.

The speaker asks for samples; each time that some are missing, the next packet's turn has come:

- it is there: it is decoded, and made a little shorter or longer when the sound waits for too
  long or not long enough, which also follows two clocks that run apart;
- a later one is there: the sound between is taken from that packet's copy of it, or made up;
- none is there: sound is made up until one comes. It then begins where it had to stop, so that
  a network that held its breath costs no words; what this puts off is caught up with by and by.

Time in the stream is counted in samples of its RTP timestamps, made to count on past 32 bits.
Pure: the time of the day is passed in, in seconds.
"""

from collections import deque
from typing import Final, NamedTuple

import numpy as np

from gurukul_desktop.call.audio import stretch
from gurukul_desktop.call.audio.concealment import HISTORY, Continuation
from gurukul_desktop.call.audio.decoder import Decoder
from gurukul_desktop.call.audio.delay import Delay
from gurukul_desktop.call.audio.opus import OpusError, samples_in
from gurukul_desktop.media.ports import SAMPLE_RATE, Samples

MOST_PACKETS: Final = 200
"""Kept at once, which is 4 s; more is an attack, or nobody listens."""
MOST_BEHIND: Final = 0.5
"""Seconds of sound that are caught up with by playing it faster; more is left out."""
ANOTHER_STREAM: Final = 5.0
"""A packet that differs by so many seconds from where the stream should be begins anew."""

PIECE: Final = 480
"""The most samples that are made up at a time."""
FADE_FROM: Final = 2880
FADE_TO: Final = 8640
"""Made-up sound fades away between 60 and 180 ms, for it is less and less like speech."""
COUNTED: Final = SAMPLE_RATE
"""A hole that lasts longer than a second is somebody who does not send, not a fault."""

TOO_LONG: Final = 0.01
TOO_SHORT: Final = -0.007
"""The sound is changed when it waits by so much more or less than it should, in seconds."""
URGENT: Final = 0.04
HOPELESS: Final = 0.08
LIKENESS: Final = 0.75
LIKENESS_URGENT: Final = 0.4
"""The further from where it should be, the less the sound must be like itself to be changed."""
RARELY: Final = 5
"""While it is not urgent, one packet in so many is changed."""
WATCHED: Final = 25
"""Packets by whose shortest wait the buffer is steered: a device asks in gusts."""


class Packet(NamedTuple):
    """One packet in the buffer; ``time`` in samples, ``samples`` is what it holds."""

    sequence: int
    time: int
    samples: int
    data: bytes
    arrived: float


class Playout:
    """The sound of one stream, from its packets.

    Attributes:
        waited: how long sound waits here on the average, in seconds.
        concealed: samples that were made up.
        corrected: samples of lost packets that came out of the packets after them.
        stretched: samples that were left out or added to keep the wait as it should be.
    """

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._delay = Delay()
        self._packets: dict[int, Packet] = {}
        self._newest: Packet | None = None
        self._sequence: int | None = None
        self._next = 0  # the time of the sample that is decoded next
        self._made = 0  # samples that were made so far, of whatever origin
        self._begun_at = 0
        self._slacks: deque[float] = deque(maxlen=WATCHED)
        self._since_change = 0
        self._run = 0  # samples made up without a pause
        self._owed = 0  # of these, made up while waiting, beside the stream's time
        self._gain = 0.0
        self._made_up: Continuation | None = None
        self._ending: Samples | None = None  # what the next sound has to be joined to
        self._ready = np.zeros(0, np.int16)
        self._heard = np.zeros(HISTORY, np.int16)
        self.waited = 0.0
        self.concealed = 0
        self.corrected = 0
        self.stretched = 0

    @property
    def begun(self) -> bool:
        """Whether any of it was played."""
        return self._sequence is not None

    @property
    def target(self) -> float:
        """How long after the fastest packet of late one is to be played, in seconds."""
        return self._delay.target

    # Packets

    def insert(self, sequence: int, timestamp: int, data: bytes, arrived: float) -> None:
        """A packet came, in whatever order; ``arrived`` by the clock that reads are told by."""
        samples = samples_in(data)
        if not samples:
            return
        time = self._unwrapped(timestamp)
        if self._newest is not None and abs(self._transit(time, arrived)) > ANOTHER_STREAM:
            self.restart()
            time = timestamp
        packet = Packet(sequence, time, samples, data, arrived)
        if self._newest is None or time > self._newest.time:
            self._newest = packet
        self._delay.arrived(time / SAMPLE_RATE, arrived, samples / SAMPLE_RATE)
        if self.begun and time < self._next:
            return  # twice, or too late
        if len(self._packets) >= MOST_PACKETS:
            del self._packets[min(self._packets)]
        self._packets.setdefault(time, packet)

    def restart(self) -> None:
        """Another stream begins, and has nothing to do with the last."""
        if self.begun and self._run < FADE_TO:
            self._ending = self._continued(stretch.FADE)
        self._packets.clear()
        self._newest = None
        self._sequence = None
        self._delay = Delay()
        self._slacks.clear()

    def _unwrapped(self, timestamp: int) -> int:
        if self._newest is None:
            return timestamp
        step = (timestamp - self._newest.time + (1 << 31)) % (1 << 32) - (1 << 31)
        return self._newest.time + step

    def _transit(self, time: int, now: float) -> float:
        """How much later than the fastest packet one of ``time`` is now."""
        return now - time / SAMPLE_RATE - self._delay.floor

    # Sound

    def read(self, count: int, now: float) -> Samples:
        """The next ``count`` samples."""
        parts, filled = [self._ready], len(self._ready)
        while filled < count:
            part = self._more(count - filled, now)
            parts.append(part)
            filled += len(part)
        whole = np.concatenate(parts)
        self._ready = whole[count:]
        return whole[:count]

    def place(self) -> int | None:
        """The RTP timestamp of the sample that is read next; None while none is of the stream."""
        if not self.begun or self._run >= FADE_TO:
            return None
        return (self._next - len(self._ready)) % (1 << 32)

    def _more(self, missing: int, now: float) -> Samples:
        if not self.begun and not self._begin(now):
            return self._silence(missing)
        self._leave_out(now)
        first = min(self._packets) if self._packets else None
        if first is not None:
            covered = min(self._owed, first - self._next)
            self._next += covered
            self._owed -= covered
        if first is None:
            piece = min(missing, PIECE)
            self._owed += piece
            return self._conceal(piece)
        packet = self._packets[first]
        if first > self._next:
            return self._fill(packet)
        return self._play(self._packets.pop(first), now)

    def _begin(self, now: float) -> bool:
        """Whether the first packet has waited for long enough; what waited for too long goes."""
        late = [t for t in self._packets if self._transit(t, now) > self.target + MOST_BEHIND]
        for time in late:
            del self._packets[time]
        if not self._packets:
            return False
        first = self._packets[min(self._packets)]
        if self._transit(first.time, now) < self.target:
            return False
        self._next = first.time
        self._begun_at = first.time - self._made
        self._sequence = (first.sequence - 1) % (1 << 16)
        self._owed = 0
        return True

    def _silence(self, count: int) -> Samples:
        """Before the stream begins; what was heard before that ends without a click."""
        ending, self._ending = self._ending, None
        gain, self._gain = self._gain, 0.0
        if ending is not None:
            return self._emitted(stretch.ramped(ending, gain, 0.0, len(ending)))
        return self._emitted(np.zeros(count, np.int16))

    def _leave_out(self, now: float) -> None:
        """More sound waits than can be caught up with."""
        if self._transit(self._next, now) <= self.target + MOST_BEHIND:
            return
        kept = [t for t in self._packets if self._transit(t, now) <= self.target + MOST_BEHIND]
        if not kept:
            return
        if self._run < FADE_TO and self._ending is None:
            self._ending = self._continued(stretch.LONGEST)
        self._next = min(kept)
        self._owed = 0
        self._packets = {time: self._packets[time] for time in kept}
        self._sequence = (self._packets[self._next].sequence - 1) % (1 << 16)

    def _play(self, packet: Packet, now: float) -> Samples:
        shift = self._shift()
        self._slacks.append(now - packet.time / SAMPLE_RATE - shift)
        self.waited += 0.05 * (now - packet.arrived - self.waited)
        if 0 < self._run < FADE_TO:
            # Where it stopped and goes on from there, the two first have to come into step.
            self._ending = self._continued(stretch.LONGEST if self._owed else stretch.FADE)
        self._owed = 0
        try:
            sound = self._decoder.decode(packet.data)
        except OpusError:
            sound = np.zeros(0, np.int16)
        self._count(packet.sequence)
        self._next = packet.time + packet.samples
        if len(sound) != packet.samples:  # broken: what it held is made up
            self._next = packet.time
            return self._conceal(packet.samples, advance=True)
        return self._emitted(self._fitted(self._resumed(sound), shift))

    def _count(self, sequence: int) -> None:
        """The packet of ``sequence`` is played; between it and the last one may be lost ones."""
        assert self._sequence is not None
        missing = (sequence - self._sequence - 1) % (1 << 16)
        for _ in range(min(missing, MOST_PACKETS)):
            self._delay.played(lost=True)
        self._delay.played(lost=False)
        self._sequence = sequence

    def _fill(self, following: Packet) -> Samples:
        """The sound between what was played and ``following``."""
        gap = following.time - self._next
        assert self._sequence is not None
        missing = (following.sequence - self._sequence - 1) % (1 << 16)
        if not missing:  # nothing was sent for a while
            return self._conceal(min(gap, PIECE), advance=True)
        if gap > following.samples:
            return self._conceal(min(gap - following.samples, PIECE), advance=True)
        try:
            sound = self._decoder.recover(following.data, following.samples)
        except OpusError:
            sound = None
        if sound is None or len(sound) < gap:
            return self._conceal(gap, advance=True)
        if 0 < self._run < FADE_TO:
            self._ending = self._continued(stretch.FADE)
        self._next += gap
        self.corrected += gap
        return self._emitted(self._resumed(sound[-gap:]))

    def _conceal(self, count: int, *, advance: bool = False) -> Samples:
        """Sound out of nothing, instead of the stream's or beside it."""
        self._run += count
        faded = 1 - (self._run - FADE_FROM) / (FADE_TO - FADE_FROM)
        gain = min(max(faded, 0.0), self._gain)
        if self._gain:
            sound = stretch.ramped(self._continued(count), self._gain, gain, count)
        else:
            sound = np.zeros(count, np.int16)
        self._gain = gain
        if self._run <= COUNTED:
            self.concealed += count
        if advance:
            self._next += count
        return self._emitted(sound)

    def _continued(self, count: int) -> Samples:
        """What might have followed what was heard, and what of that was used before."""
        if self._made_up is None:
            self._made_up = Continuation(self._heard)
        return self._made_up.take(count)

    def _resumed(self, sound: Samples) -> Samples:
        """``sound`` led into from whatever was heard before it."""
        ending, self._ending = self._ending, None
        gain, self._gain = self._gain, 1.0
        self._made_up = None
        if gain < 1:
            sound = stretch.ramped(sound, gain, 1.0, PIECE)
        if ending is not None:
            sound = stretch.joined(stretch.ramped(ending, gain, gain, 1), sound)
        self._run = 0
        return sound

    # How long it waits

    def _shift(self) -> float:
        """How much later the sound plays, by all that was added and left out, than it began."""
        return (self._made - (self._next - self._begun_at)) / SAMPLE_RATE

    def _fitted(self, sound: Samples, shift: float) -> Samples:
        """``sound``, shorter or longer if it waits for too long or not long enough."""
        self._since_change += 1
        if len(sound) < stretch.LEAST or not self._slacks:
            return sound
        excess = min(self._slacks) + shift - self._delay.floor - self.target
        if TOO_SHORT <= excess <= TOO_LONG:
            return sound
        urgent = abs(excess) > URGENT
        if not urgent and self._since_change < RARELY:
            return sound
        if excess > 0 and not self._packets:
            return sound  # nothing waits: the network has only become slower
        found = stretch.period(self._heard, sound)
        if abs(excess) < HOPELESS and found.likeness < (LIKENESS_URGENT if urgent else LIKENESS):
            return sound
        self._since_change = 0
        self.stretched += found.samples
        changed = stretch.shorter if excess > 0 else stretch.longer
        return changed(sound, found.samples)

    def _emitted(self, sound: Samples) -> Samples:
        self._made += len(sound)
        self._heard = np.concatenate((self._heard, sound))[-HISTORY:]
        return sound
