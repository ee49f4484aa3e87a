"""Packets of one video stream in, whole pictures out: each once, in order, ready to be decoded.

A picture is out with its last packet, the one with the marker bit (RFC 3550, section 5.1;
RFC 7741, section 4.1; RFC 6184, section 5.1). Of a sender without markers it is out when
the next picture begins. Each picture is made from the one before, so after a gap only a
keyframe can follow: either the gap is filled, or a keyframe comes whole, whichever is first.

Pure: no clock, no socket. Positions are those of
:class:`~gurukul_desktop.call.video.sequence.SequenceNumbers`.
"""

import bisect
from typing import Final, NamedTuple

from gurukul_desktop.call.internals.receiving import MediaPacket

CAPACITY: Final = 2048
"""Packets at most: eight times the largest keyframe of 1080p in a call."""
BYTES: Final = 4 * 1024 * 1024

ENTRIES: Final = 3
"""Of one keyframe at most: its parameter sets, in two packets, and its first slice."""

IDR: Final = 5
PARAMETERS: Final = 7
STAP_A: Final = 24
FU_A: Final = 28


class Picture(NamedTuple):
    """One coded picture.

    Attributes:
        timestamp: as in RFC 3550, section 5.1, at 90 kHz.
        data: for the decoder.
        keyframe: it needs none of those before it.
        codec: ``H264`` or ``VP8``.
        arrived: when its last packet came, by the call loop's clock.
    """

    timestamp: int
    data: bytes
    keyframe: bool
    codec: str
    arrived: float


class PictureBuffer:
    """The packets of pictures that are not whole yet.

    Attributes:
        markers: the sender marks the last packet of a picture.
    """

    def __init__(self, capacity: int = CAPACITY, most_bytes: int = BYTES) -> None:
        self._capacity = capacity
        self._most_bytes = most_bytes
        self._packets: dict[int, MediaPacket] = {}
        self._size = 0
        self._next: int | None = None
        """Where the next picture begins; what comes before it is done with."""
        self._waiting = True
        """Only a keyframe can be decoded."""
        self._reached: dict[int, int] = {}
        """How far the picture that begins there is whole; so that no packet is looked at twice."""
        self._entries: list[int] = []
        """Where keyframes begin, ascending."""
        self._codec = ""
        self.markers = False

    @property
    def waits_for_keyframe(self) -> bool:
        """Nothing but a keyframe can be decoded."""
        return self._waiting

    @property
    def needed_from(self) -> int | None:
        """Packets before this position are of no use any more; None: not known."""
        return self._next

    @property
    def newest_entry(self) -> int | None:
        """Where the newest keyframe begins that is not whole yet."""
        return self._entries[-1] if self._entries else None

    def __len__(self) -> int:
        return len(self._packets)

    def add(self, position: int, packet: MediaPacket) -> list[Picture]:
        """The pictures that this packet makes whole."""
        late = self._next is not None and position < self._next
        if late or position in self._packets:
            return []
        self._packets[position] = packet
        self._size += len(packet.data)
        self.markers = self.markers or packet.marker
        if _begins_keyframe(packet):
            bisect.insort(self._entries, position)
        pictures = self._follow()
        # Before a gap there is nothing to wait for once a keyframe after it is whole.
        if not pictures and self._leap(position):
            pictures = self._follow()
        if len(self._packets) > self._capacity or self._size > self._most_bytes:
            self._make_room()
        return pictures

    def break_off(self) -> None:
        """What was given out cannot be decoded: a keyframe has to come."""
        self._waiting = True
        self._drop_before(self._entries[0] if self._entries else None)

    def clear(self) -> None:
        """Begin anew: the positions have no meaning any more."""
        self._next = None
        self._waiting = True
        self._drop_before(None)

    # Pictures in a row

    def _follow(self) -> list[Picture]:
        """All whole pictures from ``_next`` on."""
        pictures: list[Picture] = []
        while self._next is not None and not self._waiting:
            last = self._last_of(self._next)
            if last is None:
                break
            picture = self._take(self._next, last)
            if picture is None:
                continue
            if not picture.keyframe and picture.codec != self._codec:
                self.break_off()
                break
            self._codec = picture.codec
            pictures.append(picture)
        return pictures

    def _last_of(self, first: int) -> int | None:
        """Where the picture that begins at ``first`` ends; None while it is not whole."""
        begun = self._packets.get(first)
        if begun is None:
            return None
        if not begun.payload:
            return first  # padding: nobody's picture (RFC 3550, section 5.1)
        at = self._reached.get(first, first)
        while (packet := self._packets.get(at)) is not None:
            if packet.timestamp != begun.timestamp:
                return at - 1
            if packet.marker:
                return at
            at += 1
        self._reached[first] = at
        return None

    def _take(self, first: int, last: int) -> Picture | None:
        """The picture between the two positions; None if it is of padding alone."""
        packets = [self._packets.pop(at) for at in range(first, last + 1)]
        self._size -= sum(len(packet.data) for packet in packets)
        entries = bisect.bisect_right(self._entries, last)
        key = entries > 0 and _is_keyframe(packets)
        for entry in self._entries[:entries]:
            self._reached.pop(entry, None)
        del self._entries[:entries]
        self._reached.pop(first, None)
        self._next = last + 1
        begun = packets[0]
        if not any(packet.data for packet in packets):
            return None
        return Picture(
            begun.timestamp,
            b"".join(packet.data for packet in packets if packet.codec == begun.codec),
            key,
            begun.codec,
            max(packet.arrived for packet in packets),
        )

    # Keyframes

    def _leap(self, position: int) -> bool:
        """Begin anew at the keyframe that ``position`` makes whole, if there is one."""
        # The packet before a keyframe counts, too: it may be the neighbour that was missing.
        near = bisect.bisect_right(self._entries, position + 1)
        # Parameter sets and the picture behind them are an entry each.
        for entry in reversed(self._entries[max(0, near - ENTRIES) : near]):
            last = self._last_of(entry)
            if last is None or last < position - 1 or not self._is_first(entry):
                continue
            if _is_keyframe([self._packets[at] for at in range(entry, last + 1)]):
                self._drop_before(entry)
                self._next = entry
                self._waiting = False
                return True
        return False

    def _is_first(self, entry: int) -> bool:
        """Whether nothing that the decoder needs can be missing before ``entry``.

        H264 sends its parameter sets before the picture and may leave them out where they
        were sent before: without them only a known neighbour proves that none got lost.
        """
        packet = self._packets[entry]
        if packet.codec != "H264" or PARAMETERS in _units(packet.payload):
            return True
        before = self._packets.get(entry - 1)
        return (
            self._codec == "H264"
            and before is not None
            and (before.marker or before.timestamp != packet.timestamp)
        )

    # Bounds

    def _make_room(self) -> None:
        """Too much came for pictures that did not become whole: only a keyframe helps."""
        newest = self._entries[-1] if self._entries else None
        self._next = max(self._packets) + 1 if newest is None else newest
        self._waiting = True
        self._drop_before(newest)
        if len(self._packets) > self._capacity // 2 or self._size > self._most_bytes // 2:
            self._drop_before(None)

    def _drop_before(self, position: int | None) -> None:
        """Forget the packets before ``position``; None: all of them."""
        gone = [at for at in self._packets if position is None or at < position]
        for at in gone:
            self._size -= len(self._packets.pop(at).data)
        for at in [at for at in self._reached if position is None or at < position]:
            del self._reached[at]
        self._entries = [at for at in self._entries if position is not None and at >= position]


def _begins_keyframe(packet: MediaPacket) -> bool:
    if packet.codec == "VP8":
        # The first partition begins here (RFC 7741, section 4.2: S, and PID of 0), and the
        # inverse key frame flag P of the payload header (section 4.3) is not set.
        return (
            packet.payload[:1] != b""
            and packet.payload[0] & 0x17 == 0x10
            and packet.data[:1] != b""
            and packet.data[0] & 1 == 0
        )
    units = _units(packet.payload)
    return PARAMETERS in units or IDR in units


def _is_keyframe(packets: list[MediaPacket]) -> bool:
    """Whether a picture is one: H264 may repeat its parameter sets before any other, too."""
    return packets[0].codec != "H264" or any(IDR in _units(packet.payload) for packet in packets)


def _units(payload: bytes) -> set[int]:
    """The types of the H264 units that begin in a packet (RFC 6184, section 5.4).

    Of the slices of a keyframe only the first counts, the one at macroblock 0: there
    ``first_mb_in_slice``, in Exp-Golomb code, is a single set bit.
    """
    if len(payload) < 3:
        return set()
    kind = payload[0] & 0x1F
    if kind == FU_A:
        return {payload[1] & 0x1F} if payload[1] & 0x80 and _counts(payload[1:]) else set()
    if kind != STAP_A:
        return {kind} if _counts(payload) else set()
    units = set()
    at = 1
    while at + 2 < len(payload):
        if _counts(payload[at + 2 :]):
            units.add(payload[at + 2] & 0x1F)
        at += 2 + int.from_bytes(payload[at : at + 2], "big")
    return units


def _counts(unit: bytes) -> bool:
    return unit[:1] != b"" and (unit[0] & 0x1F != IDR or unit[1:2] >= b"\x80")
