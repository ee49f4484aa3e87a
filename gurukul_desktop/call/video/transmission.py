"""The pictures of one connection on their way out: paced, kept, and sent again when asked for."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from gurukul_desktop.call.internals.sending import Outlet
from gurukul_desktop.call.video.pacing import TICK, bursts
from gurukul_desktop.call.video.retransmission import TWICE_AFTER, History
from gurukul_desktop.call.video.rtp import RtpPayload, RtpStream

MOST_ASKED: Final = 512
"""Packets asked for again in one message; an honest partner never lacks so many at once."""
_PACKET_BYTES: Final = 1300


class Rate:
    """Bits a second, over the last second."""

    def __init__(self) -> None:
        self._entries: deque[tuple[float, int]] = deque()
        self._bytes = 0

    def add(self, now: float, count: int) -> None:
        """So many bytes went out."""
        self._entries.append((now, count))
        self._bytes += count
        self._forget(now)

    def read(self, now: float) -> int:
        """In bits."""
        self._forget(now)
        return self._bytes * 8

    def _forget(self, now: float) -> None:
        while self._entries and self._entries[0][0] < now - 1:
            self._bytes -= self._entries.popleft()[1]


class Transmission:
    """Sends the payloads of pictures over one outlet.

    Attributes:
        sent: the bits that went out in the last second, of payloads, with what was sent again.
        sent_again: the part of it that was sent again.
    """

    def __init__(self, outlet: Outlet) -> None:
        self.sent = Rate()
        self.sent_again = Rate()
        self._outlet = outlet
        self._loop = asyncio.get_running_loop()
        self._stream = RtpStream(outlet)
        self._history: History[RtpPayload] = History()
        self._tasks: set[asyncio.Task[None]] = set()
        self._pacing: asyncio.Task[None] | None = None

    async def picture(
        self, payloads: list[bytes], pts: int, *, filmed: float, bitrate: int
    ) -> None:
        """Send a picture: an ordinary one at once, a large one spread out behind this call.

        Args:
            filmed: when, by the clock of the loop.
            bitrate: of the stream, in bits a second.

        Raises:
            ConnectionError: there is no way to the partner any more.
        """
        if self._pacing is not None:  # never two at once, and in their order
            await self._pacing
            self._pacing = None
        packets = self._stream.picture(payloads, pts)
        counts = bursts([len(payload) for payload in payloads], bitrate)
        first = counts[0] if counts else 0
        await self._send(packets[:first])
        octets = sum(map(len, payloads))
        timestamp = self._stream.timestamp(pts)
        self._outlet.sent(packets=len(packets), octets=octets, timestamp=timestamp, filmed=filmed)
        if len(counts) > 1:
            self._pacing = self._spawn(partial(self._pace, packets[first:], counts[1:]))

    def send_again(
        self,
        sequence_numbers: list[int],
        *,
        bitrate: int,
        round_trip: float | None,
        loss: float,
    ) -> None:
        """The partner lacks these packets (NACK)."""
        repeats = self._history.asked(
            sequence_numbers,
            self._loop.time(),
            size=_PACKET_BYTES,
            bitrate=bitrate,
            round_trip=round_trip,
            loss=loss,
        )
        if repeats:
            twice = [repeat.packet for repeat in repeats if repeat.twice]
            again = [repeat.packet for repeat in repeats]
            self._spawn(partial(self._repeat, again, twice))

    def close(self) -> None:
        """Send nothing more."""
        for task in self._tasks:
            task.cancel()

    async def _pace(self, packets: list[RtpPayload], counts: list[int]) -> None:
        due = self._loop.time()
        start = 0
        for count in counts:
            due += TICK
            await asyncio.sleep(due - self._loop.time())
            await self._send(packets[start : start + count])
            start += count

    async def _send(self, packets: list[RtpPayload]) -> None:
        now = self._loop.time()
        for packet in packets:
            self._history.add(packet.sequence_number, packet, now)
            await self._outlet.send(self._stream.write(packet))
            self.sent.add(now, len(packet.payload))

    async def _repeat(self, packets: list[RtpPayload], twice: list[RtpPayload]) -> None:
        await self._send_again(packets)
        if twice:
            await asyncio.sleep(TWICE_AFTER)
            await self._send_again(twice)

    async def _send_again(self, packets: list[RtpPayload]) -> None:
        now = self._loop.time()
        for packet in packets:
            await self._outlet.send(self._stream.write_again(packet))
            self.sent.add(now, len(packet.payload))
            self.sent_again.add(now, len(packet.payload))

    def _spawn(self, sending: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
        task = asyncio.create_task(self._until_disconnected(sending))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _until_disconnected(self, sending: Callable[[], Awaitable[None]]) -> None:
        try:
            await sending()  # made here, so that a task cancelled at once leaves none behind
        except ConnectionError:  # the next picture finds out, and ends the sending
            return
