"""A sender, a link that loses packets, and a receiver made of the pure parts, in simulated time."""

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from gurukul_desktop.call.internals.receiving import MediaPacket
from gurukul_desktop.call.video.buffer import Picture, PictureBuffer
from gurukul_desktop.call.video.evenness import Evenness
from gurukul_desktop.call.video.loss import Repair
from gurukul_desktop.call.video.sequence import SequenceNumbers

INTERVAL = 1 / 30


def vp8(number, timestamp, *, key=False, first=True, marker=False, body=b"x", again=False, at=0.0):
    """A packet of a VP8 picture (RFC 7741): its descriptor, and a payload header if first."""
    data = (bytes([0 if key else 1]) if first else b"") + body
    descriptor = bytes([0x10 if first else 0])
    return MediaPacket(
        number % 65536, timestamp, marker, 1, descriptor + data, data, "VP8", at, again
    )


def picture_packets(number, timestamp, count, *, key=False, body=b"x"):
    """All packets of one picture, numbered from ``number`` on."""
    return [
        vp8(
            number + i,
            timestamp,
            key=key,
            first=i == 0,
            marker=i == count - 1,
            body=body + bytes([i % 256]),
        )
        for i in range(count)
    ]


@dataclass
class Link:
    """One direction: every packet takes ``delay``, and some are lost."""

    loss: float
    delay: float
    random: random.Random
    lose: Callable[[float], bool] = field(default=lambda now: False)

    def carries(self, now: float) -> bool:
        return not self.lose(now) and self.random.random() >= self.loss


class Simulation:
    """30 pictures a second for some seconds; what is shown when, and what it cost."""

    def __init__(self, *, loss=0.0, delay=0.04, seed=1, packets=5, key_packets=25, history=128):
        rng = random.Random(seed)
        self.there = Link(loss, delay, rng)
        self.back = Link(loss, delay, rng)
        self.packets, self.key_packets, self.history = packets, key_packets, history
        self.ready: list[tuple[float, Picture]] = []
        self.shown: list[tuple[float, Picture]] = []
        self.sent = self.again = self.keyframes = self.asked = self.plis = 0
        self.most_kept = 0
        self.longest_wait = 0.0
        self.round_trip: float | None = 2 * delay
        self._remembered: dict[int, MediaPacket] = {}
        self._key = True
        self._number = rng.randrange(65536)
        self._events: list = []
        self._count = 0
        self._numbers, self._buffer, self.repair = SequenceNumbers(), PictureBuffer(), Repair()
        self._evenness = Evenness()
        self._check: float | None = None

    def run(self, seconds):
        for i in range(int(seconds / INTERVAL)):
            self._at(i * INTERVAL, self._capture)
        while self._events:
            now, _, what, args = heapq.heappop(self._events)
            if now > seconds:
                break
            what(now, *args)
        return self

    @property
    def gaps(self):
        """Seconds between one shown picture and the next."""
        times = [at for at, _ in self.shown]
        return [b - a for a, b in itertools.pairwise(times)]

    @property
    def frozen(self):
        """As the W3C counts it, for pictures that come evenly."""
        return sum(gap for gap in self.gaps if gap > INTERVAL + 0.15)

    def _at(self, when, what, *args):
        self._count += 1
        heapq.heappush(self._events, (when, self._count, what, args))

    # Sender

    def _capture(self, now):
        key, self._key = self._key, False
        self.keyframes += key
        count = self.key_packets if key else self.packets
        timestamp = round(now * 90000) % (1 << 32)
        packets = picture_packets(self._number, timestamp, count, key=key)
        for i, packet in enumerate(packets):
            self._at(now + 0.01 + 0.0005 * i, self._send, self._number + i, packet)
        self._number += count

    def _send(self, now, number, packet, again=False):
        self.sent += 1
        self.again += again
        self._remembered[number] = packet._replace(again=True)
        self._remembered.pop(number - self.history, None)
        if self.there.carries(now):
            self._at(now + self.there.delay, self._arrive, packet._replace(again=again))

    def _asked_again(self, now, numbers):
        for number in numbers:
            for kept in [k for k in self._remembered if k % 65536 == number]:
                self._send(now, kept, self._remembered[kept], True)

    def _asked_for_keyframe(self, now):
        self._key = True

    # Receiver

    def _arrive(self, now, packet):
        position = self._numbers.position(packet.sequence_number)
        if position is None:
            return
        pictures = self._buffer.add(position, packet._replace(arrived=now))
        last = packet.marker or not self._buffer.markers
        missing = self.repair.received(position, now, again=packet.again, last=last)
        if missing is not None:
            self._evenness.repaired(now, missing)
        self.repair.done_with(self._buffer.needed_from)
        self.most_kept = max(self.most_kept, len(self._buffer))
        for picture in pictures:
            self.ready.append((now, picture))
            wait = self._evenness.wait(picture.timestamp, now)
            self.longest_wait = max(self.longest_wait, wait)
            self._at(now + wait, self._show, picture)
        self._look(now)

    def _show(self, now, picture):
        if self.shown and self.shown[-1][0] == now:
            self.shown.pop()  # the newest wins
        self.shown.append((now, picture))

    def _look(self, now):
        requests = self.repair.requests(
            now,
            self.round_trip,
            waits=self._buffer.waits_for_keyframe,
            entry=self._buffer.newest_entry,
        )
        if requests.again:
            self.asked += len(requests.again)
            if self.back.carries(now):
                numbers = [at % 65536 for at in requests.again]
                self._at(now + self.back.delay, self._asked_again, numbers)
        if requests.keyframe:
            self.plis += 1
            if self.back.carries(now):
                self._at(now + self.back.delay, self._asked_for_keyframe)
        self._check = requests.check
        if requests.check is not None:
            self._at(max(requests.check, now + 0.0001), self._wake, requests.check)

    def _wake(self, now, check):
        if check == self._check:
            self._look(now)


@pytest.fixture(scope="session")
def wire() -> SimpleNamespace:
    """The classes and functions above, for the tests to use by name."""
    return SimpleNamespace(
        vp8=vp8, picture_packets=picture_packets, Simulation=Simulation, INTERVAL=INTERVAL
    )
