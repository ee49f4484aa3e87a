"""One call: one peer connection, its tracks, its data channel and its deadlines.

Lives on the call thread. ::

    negotiation ──▶ RTCPeerConnection ◀── CameraTrack, MicrophoneTrack
                        │      │
             Conversation      └──▶ Pictures, Sound ──▶ RemoteMedia
              (heartbeat)
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from aiortc import MediaStreamTrack, RTCDataChannel, RTCPeerConnection

from gurukul_desktop.call import ice, internals, measure, tuning
from gurukul_desktop.call.channel import Conversation
from gurukul_desktop.call.heartbeat import Heartbeat, Pulse
from gurukul_desktop.call.incoming import Pictures, Sound, discard
from gurukul_desktop.call.negotiation import Negotiation
from gurukul_desktop.call.ports import CallListener, CallPlan, LocalMedia, RemoteMedia
from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.call.timing import Timing
from gurukul_desktop.call.tracks import CameraTrack, MicrophoneTrack
from gurukul_desktop.errors import CallError, CallFault
from gurukul_desktop.protocol.channel import LABEL, MediaState
from gurukul_desktop.protocol.peer import ByeReason, ByeSignal, PeerSignal

_log = logging.getLogger(__name__)

Tell = Callable[[Callable[[CallListener], None]], None]


class Peer:
    """A call as the call thread holds it.

    Args:
        tell: carries what happened to the listener's own thread.

    Raises:
        CallError: the plan cannot be followed at all.
    """

    def __init__(
        self, plan: CallPlan, local: LocalMedia, remote: RemoteMedia, tell: Tell, timing: Timing
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._plan = plan
        self._tell_listener = tell
        self._timing = timing
        self._over = False
        self._connected = False
        self._closing: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._connection = RTCPeerConnection(ice.configuration(plan))
        self._connection.on("connectionstatechange", self._on_connection_state)
        self._connection.on("track", self._on_track)
        self._connection.on("datachannel", self._on_channel)
        self._pictures = Pictures(remote.picture)
        self._sound = Sound(remote.sound)
        self._shown: set[str] = set()
        video = plan.media == "video"
        self._microphone = MicrophoneTrack(local.microphone)
        self._camera = CameraTrack(local.camera) if video else None
        self._conversation = Conversation(
            MediaState(
                microphone=local.microphone is not None,
                camera=video and local.camera is not None,
            ),
            on_media=lambda media: self._tell(lambda to: to.on_partner_media(media)),
            on_bye=self._on_bye,
        )
        self._negotiation = Negotiation(
            self._connection, plan.role, self._send, self._prepare_answer
        )
        self._deadline = self._loop.call_later(
            timing.connect, self._fail, CallError(CallFault.TIMEOUT)
        )

    def start(self) -> None:
        """Offer, or wait for the offer."""
        if self._plan.role == "caller":
            self._connection.addTrack(self._microphone)
            if self._camera is not None:
                self._connection.addTrack(self._camera)
                tuning.prefer_codecs(self._connection.getTransceivers()[-1])
            # Last: the bundle takes the transport of the first section, which is a track's.
            self._conversation.use(self._connection.createDataChannel(LABEL))
            internals.allow_loopback(self._connection)
        self._spawn(self._negotiation.run())

    def receive(self, signal: PeerSignal) -> None:
        """What the partner sent through the server."""
        if isinstance(signal, ByeSignal):
            self._on_bye(signal.bye)
        else:
            self._negotiation.receive(signal)

    def set_media(self, *, microphone: bool, camera: bool) -> None:
        """Switch what is sent, and tell the partner."""
        self._microphone.set_on(microphone)
        if self._camera is not None:
            self._camera.set_on(camera)
        self._conversation.set_media(
            MediaState(microphone=microphone, camera=camera and self._camera is not None)
        )

    async def close(self, reason: ByeReason | None) -> None:
        """Say goodbye, free everything; goes on behind if the connection takes too long."""
        self._over = True
        if self._closing is None:
            self._closing = asyncio.create_task(self._close(reason))
        await asyncio.wait({self._closing}, timeout=self._timing.goodbye + self._timing.close)

    async def closed(self) -> None:
        """Wait until the last of it is freed, however long it takes; after :meth:`close`."""
        if self._closing is not None:
            await asyncio.wait({self._closing})

    async def _close(self, reason: ByeReason | None) -> None:
        self._deadline.cancel()
        # First of all: nobody is seen or heard after hanging up.
        self._microphone.stop()
        if self._camera is not None:
            self._camera.stop()
        if reason is not None:
            await self._conversation.goodbye(reason, self._timing.goodbye)
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self._connection.close()

    # What the connection does

    def _prepare_answer(self) -> None:
        """The partner's description is set: our tracks go where it has room for them."""
        if self._plan.role == "callee":
            kinds = {t.kind for t in self._connection.getTransceivers()}
            sending = {sender.track for sender in self._connection.getSenders()}
            for track in (self._microphone, self._camera):
                if track is not None and track.kind in kinds and track not in sending:
                    self._connection.addTrack(track)
            internals.allow_loopback(self._connection)
        tuning.tune(self._connection)

    def _on_connection_state(self) -> None:
        state = self._connection.connectionState
        if state == "connected" and not self._connected:
            self._connected = True
            self._deadline.cancel()
            self._tell(lambda to: to.on_connected())
            self._spawn(self._watch())
        elif state == "failed":
            fault = CallFault.LOST if self._connected else CallFault.UNREACHABLE
            self._fail(CallError(fault))
        elif state == "closed" and self._closing is None:
            # Closed by the partner's DTLS "close notify": it hung up without a word.
            self._on_bye("ended")

    def _on_track(self, track: MediaStreamTrack) -> None:
        first = track.kind not in self._shown
        self._shown.add(track.kind)
        if not first:
            self._spawn(discard(track))
        elif track.kind == "video":
            self._spawn(self._pictures.drain(track))
        else:
            self._spawn(self._sound.drain(track))

    def _on_channel(self, channel: RTCDataChannel) -> None:
        if channel.label == LABEL:
            self._conversation.use(channel)

    async def _watch(self) -> None:
        """The heartbeat and the statistics, while connected."""
        now = self._loop.time()
        heartbeat = Heartbeat(self._timing.silent, self._timing.lost, now)
        meter = measure.Meter(now)
        alive = True
        while True:
            await asyncio.sleep(self._timing.heartbeat)
            self._conversation.ping()
            totals = await measure.totals(self._connection)
            now = self._loop.time()
            heartbeat.packets(totals.packets_in, now)
            pulse = heartbeat.pulse(now)
            if pulse is Pulse.LOST:
                raise CallError(CallFault.LOST, "nothing was heard of the partner any more")
            if alive != (pulse is Pulse.ALIVE):
                alive = not alive
                self._tell_alive(alive)
            statistics = meter.read(
                now,
                totals,
                frames=self._pictures.frames,
                size=(self._pictures.width, self._pictures.height),
                round_trip_ms=self._conversation.round_trip_ms,
            )
            self._tell_statistics(statistics)

    # What the listener is told

    def _tell_alive(self, alive: bool) -> None:
        self._tell(lambda to: to.on_alive(alive))

    def _tell_statistics(self, statistics: Statistics) -> None:
        self._tell(lambda to: to.on_statistics(statistics))

    def _send(self, signal: PeerSignal) -> None:
        self._tell(lambda to: to.on_signal(signal))

    def _on_bye(self, reason: ByeReason) -> None:
        self._tell(lambda to: to.on_bye(reason))
        self._finish()

    def _fail(self, error: CallError) -> None:
        self._tell(lambda to: to.on_failed(error))
        self._finish()

    def _finish(self) -> None:
        """Nothing more is to be told: the call is over but for its closing."""
        self._over = True
        self._deadline.cancel()

    def _tell(self, said: Callable[[CallListener], None]) -> None:
        if not self._over:
            self._tell_listener(said)

    # Tasks

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, CallError):
            self._fail(error)
        elif error is not None:
            _log.error("a part of the call ended by a fault", exc_info=error)
            self._fail(CallError(CallFault.LOST, type(error).__name__))
