"""The receiving half of the picture: packets from one receiver in, newest pictures out.

::

    packet ─▶ PictureBuffer ─▶ Decoder (thread) ─▶ held for the voice, and evenness ─▶ sink
       └────▶ Repair ─▶ NACK, PLI

Lives on the call thread; only the decoder has its own.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from typing import Final

from gurukul_desktop.call.internals.receiving import Feedback, MediaPacket
from gurukul_desktop.call.sync import MOST_HELD, SenderReport, Shown
from gurukul_desktop.call.video.buffer import PictureBuffer
from gurukul_desktop.call.video.decoder import DECODERS, Decoded, Decoder
from gurukul_desktop.call.video.evenness import Evenness
from gurukul_desktop.call.video.freezes import Freezes
from gurukul_desktop.call.video.loss import Repair
from gurukul_desktop.call.video.sequence import SPAN, SequenceNumbers
from gurukul_desktop.media.ports import VideoSink

MOST_HELD_PICTURES: Final = 16
LARGE: Final = 1920 * 1200
"""Pictures of more pixels, of 14 MB each at worst, are not kept waiting."""
EARLY: Final = 0.001
"""A timer that is as good as the one wanted, in seconds."""


class VideoReception:
    """Implements :class:`~gurukul_desktop.call.receiving.Reception` for one video receiver.

    Args:
        sink: takes each picture, on the call thread.
        round_trip: seconds to the partner and back; None: unknown.
        hold: for how long pictures are to be held back, in seconds.

    Attributes:
        frames: pictures decoded.
        width, height: of the newest one, in pixels; 0 before the first.
        codec: ``H264`` or ``VP8``; empty before the first.
        lost, expected: packets, before any was sent again.
        reported: which RTP time is which time of the sender's clock; None: not told yet.
        shown: the newest picture, and when it could be shown had nothing been held back.
    """

    def __init__(
        self,
        sink: VideoSink,
        *,
        round_trip: Callable[[], float | None],
        hold: Callable[[], float],
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._sink = sink
        self._round_trip = round_trip
        self._hold = hold
        self._feedback: Feedback | None = None
        self._closed = False
        self._decoder = Decoder(self._to_loop(self._take), self._to_loop(self._break_off))
        self._numbers = SequenceNumbers()
        self._buffer = PictureBuffer()
        self._repair = Repair()
        self._evenness = Evenness()
        self._freezes = Freezes()
        self._ssrc: int | None = None
        self._left: int | None = None
        self._check: asyncio.TimerHandle | None = None
        self._held: deque[tuple[float, Decoded]] = deque()
        self._release: asyncio.TimerHandle | None = None
        self._lost_before = self._expected_before = 0
        self.width = 0
        self.height = 0
        self.codec = ""
        self.reported: SenderReport | None = None
        self.shown: Shown | None = None

    @property
    def frames(self) -> int:
        return self._decoder.count

    @property
    def frozen_seconds(self) -> float:
        """For how long the picture stood still in all (W3C, ``totalFreezesDuration``)."""
        return self._freezes.seconds

    @property
    def lost(self) -> int:
        return self._lost_before + self._repair.lost

    @property
    def expected(self) -> int:
        return self._expected_before + self._repair.expected

    def close(self) -> None:
        """Show nothing more and free everything; waits for nothing. Idempotent."""
        self._closed = True
        self._decoder.close()
        self._buffer.clear()
        self._held.clear()
        for timer in (self._check, self._release):
            if timer is not None:
                timer.cancel()

    # Reception

    def begin(self, feedback: Feedback) -> None:
        self._feedback = feedback

    def packet(self, packet: MediaPacket) -> None:
        if self._closed or packet.codec not in DECODERS or packet.ssrc == self._left:
            return
        if packet.ssrc != self._ssrc:
            self._begin_stream(packet.ssrc)
        restarts = self._numbers.restarts
        position = self._numbers.position(packet.sequence_number)
        if position is None:
            return
        if self._numbers.restarts != restarts:
            self._buffer.clear()
            self._repair.restart()
        pictures = self._buffer.add(position, packet)
        for picture in pictures:
            self.codec = picture.codec
            if not self._decoder.push(picture):
                self._buffer.break_off()
        last = packet.marker or not self._buffer.markers
        missing = self._repair.received(position, packet.arrived, again=packet.again, last=last)
        if missing is not None:
            self._evenness.repaired(packet.arrived, missing)
        self._repair.done_with(self._buffer.needed_from)
        self._ask(packet.arrived)

    def report(self, ntp: int, timestamp: int) -> None:
        if ntp:  # zero: it has no clock, or sent nothing yet (RFC 3550, section 6.4.1)
            self.reported = SenderReport(ntp, timestamp)

    def _begin_stream(self, ssrc: int) -> None:
        """The partner sends another stream in the place of the last; that one is over."""
        self._left, self._ssrc = self._ssrc, ssrc
        self._lost_before, self._expected_before = self.lost, self.expected
        self._numbers, self._repair = SequenceNumbers(), Repair()
        self._evenness = Evenness()
        self._buffer.clear()
        self.reported = self.shown = None

    # Asking

    def _ask(self, now: float) -> None:
        requests = self._repair.requests(
            now,
            self._round_trip(),
            waits=self._buffer.waits_for_keyframe,
            entry=self._buffer.newest_entry,
        )
        if self._feedback is not None and self._ssrc is not None:
            if requests.again:
                numbers = sorted(at % SPAN for at in requests.again)
                self._feedback.ask_again(self._ssrc, numbers)
            if requests.keyframe:
                self._feedback.ask_for_keyframe(self._ssrc)
        if requests.check is not None:
            self._check_at(requests.check)

    def _check_at(self, when: float) -> None:
        if self._check is not None:
            if self._check.when() <= when + EARLY:
                return
            self._check.cancel()
        self._check = self._loop.call_at(when, self._on_check)

    def _on_check(self) -> None:
        self._check = None
        self._ask(self._loop.time())

    def _break_off(self) -> None:
        """The decoder could not follow: pictures to come are of no use without a keyframe."""
        self._buffer.break_off()
        self._ask(self._loop.time())

    # Showing

    def _take(self) -> None:
        for decoded in self._decoder.take():
            now = self._loop.time()
            self.shown = Shown(decoded.timestamp, now)
            wait = self._evenness.wait(decoded.timestamp, now)
            wait = min(max(0.0, wait, self._hold()), MOST_HELD)
            if decoded.frame.width * decoded.frame.height > LARGE:
                wait = 0.0
            self._decoder.all_wanted = self._evenness.waiting
            self._held.append((now + wait, decoded))
            if len(self._held) > MOST_HELD_PICTURES:
                self._held.popleft()
        if self._held:
            self._release_next()

    def _release_next(self) -> None:
        """Show what is due, of several the newest, and wake up for the next."""
        now = self._loop.time()
        due: Decoded | None = None
        while self._held and self._held[0][0] <= now + EARLY:
            due = self._held.popleft()[1]
        if due is not None:
            self._show(due, now)
        if self._release is not None:
            self._release.cancel()
            self._release = None
        if self._held:
            self._release = self._loop.call_at(self._held[0][0], self._release_next)

    def _show(self, decoded: Decoded, now: float) -> None:
        self._freezes.shown(now)
        self.width, self.height = decoded.frame.width, decoded.frame.height
        self._sink(decoded.frame)

    # From the decoder's thread

    def _to_loop(self, call: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            if not self._closed:
                call()

        def hand_over() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: the call is over
                self._loop.call_soon_threadsafe(run)

        return hand_over
