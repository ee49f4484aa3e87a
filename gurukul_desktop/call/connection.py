"""One generation of a call: a peer connection, its negotiation, its channel and its streams.

Lives on the call thread. A call that breaks is carried on by another of these, beside the first
until one of the two stands; devices, screen and speaker are shared by all. ::

    Negotiation ──▶ RTCPeerConnection ◀──▶ Streams ──▶ Showing
                            │
                      Conversation
                       (heartbeat)
"""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Protocol

from aiortc import RTCDataChannel, RTCPeerConnection

from gurukul_desktop.call.channel import Conversation
from gurukul_desktop.call.heartbeat import Heartbeat, Pulse
from gurukul_desktop.call.internals import receiving, route
from gurukul_desktop.call.measure import Present, Totals
from gurukul_desktop.call.negotiation import Negotiation
from gurukul_desktop.call.ports import CallPlan, LocalMedia, Usage
from gurukul_desktop.call.showing import Showing
from gurukul_desktop.call.streams import Streams
from gurukul_desktop.call.talk import Talk
from gurukul_desktop.call.timing import Timing
from gurukul_desktop.errors import CallError, CallFault
from gurukul_desktop.protocol.channel import LABEL, MediaState
from gurukul_desktop.protocol.peer import (
    ByeReason,
    CandidateSignal,
    DescriptionSignal,
    PeerSignal,
)

_log = logging.getLogger(__name__)


class Holder(Protocol):
    """Who holds a connection, and is told what happens to it."""

    @property
    def talk(self) -> Talk:
        """What is said on the channels of all connections."""

    def on_signal(self, signal: PeerSignal) -> None:
        """To be sent to the partner through the server."""

    def on_answered(self, connection: "Connection") -> None:
        """Both sides have described it."""

    def on_stands(self, connection: "Connection") -> None:
        """ICE and DTLS are done; media can flow. Told once."""

    def on_failed(self, connection: "Connection", error: CallError) -> None:
        """It will not stand, or not any more. Told once, and not after :meth:`on_hung_up`."""

    def on_hung_up(self, connection: "Connection") -> None:
        """The partner closed it (DTLS "close notify")."""

    def on_fault(self, error: Exception) -> None:
        """Our own code failed."""

    def on_partner_media(self, media: MediaState) -> None:
        """The partner switched camera or microphone."""

    def on_bye(self, reason: ByeReason) -> None:
        """The partner hung up, said on the channel."""


class Connection:
    """One generation.

    Args:
        rtc: its own from now on; it has the transceivers of the plan.
        media: which of our devices are on.
        usage: how much of the line may be used.

    Attributes:
        generation: its number.
        stands: ICE and DTLS were done at some time.
        ended: it failed or was closed, and carries nothing any more.

    Raises:
        CallError: the plan cannot be followed at all.
    """

    def __init__(
        self,
        holder: Holder,
        generation: int,
        rtc: RTCPeerConnection,
        *,
        plan: CallPlan,
        local: LocalMedia,
        showing: Showing,
        media: MediaState,
        usage: Usage,
        timing: Timing,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._holder = holder
        self._role = plan.role
        self._relay = plan.ice_policy == "relay"
        self._timing = timing
        self.generation = generation
        self.stands = False
        self.ended = False
        self.began_at = self._loop.time()
        self._closing: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._heartbeat: Heartbeat | None = None
        self._totals = Totals()
        self._rtc = rtc
        self._rtc.on("connectionstatechange", self._on_state)
        self._rtc.on("datachannel", self._on_channel)
        self.showing = showing
        self._conversation = Conversation(
            media,
            self._on_partner_media,
            holder.on_bye,
            self._on_answer_of_partner,
            holder.talk,
        )
        self._streams = Streams(
            plan,
            local,
            showing,
            media,
            usage,
            round_trip=self._round_trip,
            heard=self._on_answer_of_partner,
        )
        self._negotiation = Negotiation(
            self._rtc, plan.role, generation, holder.on_signal, self._on_described
        )

    def start(self) -> None:
        """Offer, or wait for the offer."""
        if self._role == "caller":
            self._streams.offer(self._rtc)
            # Last: the bundle takes the transport of the first section, which is a track's.
            self._conversation.use(self._rtc.createDataChannel(LABEL))
        self._spawn(self._negotiation.run())

    def receive(self, signal: DescriptionSignal | CandidateSignal) -> None:
        """What the partner sent for this generation."""
        self._negotiation.receive(signal)

    def set_media(self, media: MediaState) -> None:
        """Switch what is sent, and tell the partner."""
        self._streams.set_media(media)
        self._conversation.set_media(media)

    def catch_up(self) -> None:
        """Say what the student said since."""
        self._conversation.catch_up()

    def set_usage(self, usage: Usage) -> None:
        """How much of the line may be used."""
        self._streams.set_usage(usage)

    def rest(self) -> None:
        """Send silence and no picture, of which the partner is told nothing."""
        self._streams.set_media(MediaState(microphone=False, camera=False))

    # The heartbeat

    def ping(self) -> None:
        """Ask the partner for a sign of life."""
        self._conversation.ping()

    def pulse(self, now: float) -> Pulse:
        """Whether the partner is heard, and hears us; lost before the connection stands."""
        if self._heartbeat is None:
            return Pulse.LOST
        if not self.ended:
            self._heartbeat.packets(route.traffic(self._rtc).packets_in, now)
        pulse = self._heartbeat.pulse(now)
        return Pulse.SILENT if self.ended and pulse is Pulse.ALIVE else pulse

    def quiet(self, now: float) -> float:
        """For how many seconds nothing came from the partner, as of the last :meth:`pulse`."""
        return float("inf") if self._heartbeat is None else self._heartbeat.quiet(now)

    def address(self) -> str | None:
        """The address of this machine that it goes out from; None where that is not known."""
        return None if self.ended else route.address(self._rtc)

    # What it measures

    def totals(self) -> Totals:
        """Counted since it began; the last of it when it has ended."""
        if self._closing is None:
            traffic = route.traffic(self._rtc)
            arrivals = [
                receiving.arrivals(transceiver.receiver)
                for transceiver in self._rtc.getTransceivers()
            ]
            pictures, sound = self._streams.pictures, self._streams.sound
            self._totals = Totals(
                bytes_in=traffic.bytes_in,
                bytes_out=traffic.bytes_out,
                expected=sum(arrived.expected for arrived in arrivals),
                lost=sum(arrived.lost for arrived in arrivals),
                frames=pictures.frames if pictures is not None else 0,
                frozen=pictures.frozen_seconds if pictures is not None else 0.0,
                concealed=sound.concealed_seconds if sound is not None else 0.0,
            )
        return self._totals

    def present(self) -> Present:
        """How it does now."""
        pictures, sound, sent = self._streams.pictures, self._streams.sound, self._streams.sent
        return Present(
            width=pictures.width if pictures is not None else 0,
            height=pictures.height if pictures is not None else 0,
            codec=pictures.codec if pictures is not None else "",
            round_trip_ms=self._conversation.round_trip_ms,
            loss_out=self._streams.loss_out,
            playout_ms=sound.delay * 1000 if sound is not None else None,
            sent_width=sent.width,
            sent_height=sent.height,
            sent_fps=sent.fps,
            limited_by=sent.limited_by,
            path=route.path(self._rtc),
        )

    # Its end

    async def close(self, reason: ByeReason | None = None) -> None:
        """Say goodbye if a reason is given, and free everything, however long it takes."""
        if self._closing is None:
            self.totals()
            self.ended = True
            self._closing = asyncio.create_task(self._close(reason))
        await asyncio.wait({self._closing})

    async def _close(self, reason: ByeReason | None) -> None:
        self._streams.hang_up()  # first of all
        if reason is not None:
            await self._conversation.goodbye(reason, self._timing.goodbye)
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self._rtc.close()

    # What the connection does

    def _on_described(self) -> None:
        """The partner's description is set; no packet was sent yet."""
        if self._role == "callee":
            self._streams.answer(self._rtc)
        self._streams.install(self._rtc)
        self._holder.on_answered(self)

    def _on_state(self) -> None:
        state = self._rtc.connectionState
        if self.ended:
            return
        if state == "connected" and not self.stands:
            self.stands = True
            now = self._loop.time()
            self._heartbeat = Heartbeat(self._timing.silent, self._timing.lost, now)
            self._holder.on_stands(self)
        elif state == "failed":
            self._fail(CallError(CallFault.LOST if self.stands else CallFault.UNREACHABLE))
        elif state == "closed":
            self.ended = True
            self._holder.on_hung_up(self)

    def _on_channel(self, channel: RTCDataChannel) -> None:
        if channel.label == LABEL:
            self._conversation.use(channel)

    def _on_partner_media(self, media: MediaState) -> None:
        if not self.ended:  # else another connection tells what is so by now
            self._holder.on_partner_media(media)

    def _round_trip(self) -> float | None:
        milliseconds = self._conversation.round_trip_ms
        return None if milliseconds is None else milliseconds / 1000

    def _on_answer_of_partner(self) -> None:
        if self._heartbeat is not None:
            self._heartbeat.answered(self._loop.time())

    def _fail(self, error: CallError) -> None:
        if not self.ended:
            self.ended = True
            self._holder.on_failed(self, error)

    # Tasks

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, CallError):
            if self._relay and error.fault is CallFault.UNREACHABLE:
                error = CallError(CallFault.NO_RELAY, "the relay gave no address")
            self._fail(error)
        elif isinstance(error, Exception):
            self._holder.on_fault(error)
