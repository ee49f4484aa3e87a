"""One generation of a call: a peer connection, its negotiation, its channel and its media.

Lives on the call thread. A call that breaks is carried on by another of these, beside the first
until one of the two stands; devices, screen and speaker are shared by all. ::

    Negotiation ──▶ RTCPeerConnection ◀── CameraTrack, MicrophoneTrack
                        │      │
             Conversation      └──▶ VideoReception, Sound ──▶ Showing
              (heartbeat)
"""

import asyncio
import logging
from collections.abc import Coroutine
from functools import partial
from typing import Any, Protocol

from aiortc import MediaStreamTrack, RTCDataChannel, RTCPeerConnection, RTCRtpReceiver

from gurukul_desktop.call import internals, tuning
from gurukul_desktop.call.channel import Conversation
from gurukul_desktop.call.heartbeat import Heartbeat, Pulse
from gurukul_desktop.call.incoming import Sound, discard
from gurukul_desktop.call.measure import Present, Totals
from gurukul_desktop.call.negotiation import Negotiation
from gurukul_desktop.call.ports import CallPlan, LocalMedia
from gurukul_desktop.call.showing import Showing
from gurukul_desktop.call.sync import LipSync
from gurukul_desktop.call.timing import Timing
from gurukul_desktop.call.tracks import CameraTrack, MicrophoneTrack
from gurukul_desktop.call.video.reception import VideoReception
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
        self._arrived: dict[str, int] = {}
        self._loss_out: dict[str, float] = {}
        self._totals = Totals()
        self._rtc = rtc
        self._rtc.on("connectionstatechange", self._on_state)
        self._rtc.on("track", self._on_track)
        self._rtc.on("datachannel", self._on_channel)
        self.showing = showing
        self._pictures = VideoReception(
            showing.picture, round_trip=self._round_trip, hold=self._hold
        )
        self._pictures_from: RTCRtpReceiver | None = None
        self._lips = LipSync()
        self._sound = Sound(showing.play_from)
        self._shown: set[str] = set()
        self._microphone = MicrophoneTrack(local.microphone, on=media.microphone)
        self._camera: CameraTrack | None = None
        if plan.media == "video":
            self._camera = CameraTrack(local.camera, on=media.camera)
        self._conversation = Conversation(
            media, holder.on_partner_media, holder.on_bye, self._on_answer_of_partner
        )
        self._negotiation = Negotiation(
            self._rtc, plan.role, generation, holder.on_signal, self._on_described
        )

    def start(self) -> None:
        """Offer, or wait for the offer."""
        if self._role == "caller":
            self._rtc.addTrack(self._microphone)
            if self._camera is not None:
                self._rtc.addTrack(self._camera)
                tuning.prefer_codecs(self._rtc.getTransceivers()[-1])
            # Last: the bundle takes the transport of the first section, which is a track's.
            self._conversation.use(self._rtc.createDataChannel(LABEL))
        self._spawn(self._negotiation.run())

    def receive(self, signal: DescriptionSignal | CandidateSignal) -> None:
        """What the partner sent for this generation."""
        self._negotiation.receive(signal)

    def set_media(self, media: MediaState) -> None:
        """Switch what is sent, and tell the partner."""
        self._microphone.set_on(media.microphone)
        if self._camera is not None:
            self._camera.set_on(media.camera)
        self._conversation.set_media(media)

    # The heartbeat

    def ping(self) -> None:
        """Ask the partner for a sign of life."""
        self._conversation.ping()

    def pulse(self, now: float) -> Pulse:
        """Whether the partner is heard, and hears us; lost before the connection stands."""
        if self._heartbeat is None:
            return Pulse.LOST
        if not self.ended:
            self._heartbeat.packets(internals.traffic(self._rtc).packets_in, now)
        pulse = self._heartbeat.pulse(now)
        return Pulse.SILENT if self.ended and pulse is Pulse.ALIVE else pulse

    def address(self) -> str | None:
        """The address of this machine that it goes out from; None where that is not known."""
        return None if self.ended else internals.address(self._rtc)

    # What it measures

    def totals(self) -> Totals:
        """Counted since it began; the last of it when it has ended."""
        if self._closing is None:
            traffic = internals.traffic(self._rtc)
            arrivals = [
                internals.arrivals(transceiver.receiver)
                for transceiver in self._rtc.getTransceivers()
            ]
            self._totals = Totals(
                bytes_in=traffic.bytes_in,
                bytes_out=traffic.bytes_out,
                expected=sum(arrived.expected for arrived in arrivals),
                lost=sum(arrived.lost for arrived in arrivals),
                frames=self._pictures.frames,
                frozen=self._pictures.frozen_seconds,
            )
        return self._totals

    def present(self) -> Present:
        """How it does now."""
        return Present(
            width=self._pictures.width,
            height=self._pictures.height,
            codec=self._pictures.codec,
            round_trip_ms=self._conversation.round_trip_ms,
            loss_out=max(self._loss_out.values(), default=None),
            path=internals.path(self._rtc),
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
        # First of all: nobody is seen or heard after hanging up.
        self._microphone.stop()
        if self._camera is not None:
            self._camera.stop()
        self._pictures.close()
        if reason is not None:
            await self._conversation.goodbye(reason, self._timing.goodbye)
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self._rtc.close()

    # What the connection does

    def _on_described(self) -> None:
        """The partner's description is set: our tracks go where it has room for them."""
        if self._role == "callee":
            kinds = {transceiver.kind for transceiver in self._rtc.getTransceivers()}
            sending = {sender.track for sender in self._rtc.getSenders()}
            for track in (self._microphone, self._camera):
                if track is not None and track.kind in kinds and track not in sending:
                    self._rtc.addTrack(track)
        tuning.tune(self._rtc)
        for transceiver in self._rtc.getTransceivers():
            if transceiver.kind == "video" and self._pictures_from is None:
                self._pictures_from = transceiver.receiver
                internals.take_over(transceiver.receiver, self._pictures)
        for sender in self._rtc.getSenders():
            if sender.kind not in self._arrived:
                self._arrived[sender.kind] = 0
                internals.on_reports(sender, partial(self._on_report, sender.kind))
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

    def _on_track(self, track: MediaStreamTrack) -> None:
        first = track.kind not in self._shown
        self._shown.add(track.kind)
        if first and track.kind == "audio":
            self._spawn(self._sound.drain(track))
        else:
            self._spawn(discard(track))

    def _on_channel(self, channel: RTCDataChannel) -> None:
        if channel.label == LABEL:
            self._conversation.use(channel)

    def _round_trip(self) -> float | None:
        milliseconds = self._conversation.round_trip_ms
        return None if milliseconds is None else milliseconds / 1000

    def _hold(self) -> float:
        return self._lips.hold(
            video=self._pictures.reported, picture=self._pictures.shown, audio=None, voice=None
        )

    def _on_report(self, kind: str, report: internals.Report) -> None:
        self._loss_out[kind] = report.lost
        if report.highest > self._arrived[kind]:
            self._arrived[kind] = report.highest
            self._on_answer_of_partner()

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
