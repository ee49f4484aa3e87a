"""What was sent, for as long as it may be asked for again, and the policy of sending it again.

Pure: time is passed in. A partner that asks for what is already on its way, or for everything,
gets no more than a share of the stream's bit rate.
"""

from collections import OrderedDict
from typing import Final, Generic, NamedTuple, TypeVar

KEPT_SECONDS: Final = 1.0
"""A packet that is older cannot come in time for anything."""
KEPT_PACKETS: Final = 1024
"""A second of 4 Mbit/s and two keyframes."""
SHARE: Final = 0.5
"""The most that is sent again, as a part of the bit rate: a loss of 25 %, each sent twice."""
TWICE_SHARE: Final = 0.2
"""The most of it that goes out as second copies."""
TWICE_ABOVE: Final = 0.03
"""The loss from which a packet is sent again twice: the copy is lost as easily as the packet."""
TWICE_AFTER: Final = 0.008
"""Between the two, in seconds: what loses the one shall not lose the other."""
SHORTEST_WAIT: Final = 0.005
LONGEST_WAIT: Final = 0.08
"""Who asks again sooner than about a round trip, within these bounds, has not seen the answer."""
PART_OF_ROUND_TRIP: Final = 0.7

Packet = TypeVar("Packet")


class _Kept(Generic[Packet]):
    __slots__ = ("again", "packet", "sent")

    def __init__(self, packet: Packet, sent: float) -> None:
        self.packet = packet
        self.sent = sent
        self.again: float | None = None


class Repeat(NamedTuple, Generic[Packet]):
    """A packet to send again now, and a second time after ``TWICE_AFTER`` if ``twice``."""

    packet: Packet
    twice: bool


class History(Generic[Packet]):
    """The packets of the last second by their sequence numbers, and what may be sent again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, _Kept[Packet]] = OrderedDict()
        self._tokens = 0.0
        self._twice_tokens = 0.0
        self._filled: float | None = None

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, sequence_number: int, packet: Packet, now: float) -> None:
        """A packet was sent."""
        self._kept.pop(sequence_number, None)
        self._kept[sequence_number] = _Kept(packet, now)
        oldest = next(iter(self._kept.values()))
        while oldest.sent < now - KEPT_SECONDS or len(self._kept) > KEPT_PACKETS:
            self._kept.popitem(last=False)
            oldest = next(iter(self._kept.values()))

    def asked(
        self,
        sequence_numbers: list[int],
        now: float,
        *,
        size: int,
        bitrate: int,
        round_trip: float | None,
        loss: float,
    ) -> list[Repeat[Packet]]:
        """What to send again on a negative acknowledgement (RFC 4585, section 6.2.1).

        Args:
            size: of a packet, in bytes, about.
            bitrate: of the stream, in bits a second.
            round_trip: in seconds; None before it is known.
            loss: the part of our packets that does not arrive, 0 to 1.
        """
        self._fill(now, bitrate / 8)
        wait = PART_OF_ROUND_TRIP * (round_trip or 0.0)
        wait = min(max(wait, SHORTEST_WAIT), LONGEST_WAIT)
        repeats: list[Repeat[Packet]] = []
        for number in sequence_numbers:
            kept = self._kept.get(number)
            if kept is None or kept.sent < now - KEPT_SECONDS:
                continue
            if kept.again is not None and now - kept.again < wait:
                continue
            if self._tokens < size:
                break
            self._tokens -= size
            kept.again = now
            twice = loss >= TWICE_ABOVE and self._twice_tokens >= size and self._tokens >= size
            if twice:
                self._tokens -= size
                self._twice_tokens -= size
            repeats.append(Repeat(kept.packet, twice))
        return repeats

    def _fill(self, now: float, bytes_a_second: float) -> None:
        """Tokens of at most a quarter of a second gather, for losses come in bursts."""
        most, most_twice = bytes_a_second * SHARE, bytes_a_second * TWICE_SHARE
        if self._filled is None:
            self._tokens, self._twice_tokens = most, most_twice
        else:
            passed = now - self._filled
            self._tokens = min(most, self._tokens + passed * most)
            self._twice_tokens = min(most_twice, self._twice_tokens + passed * most_twice)
        self._filled = now
