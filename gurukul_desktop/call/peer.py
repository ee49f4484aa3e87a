"""One call: what becomes of it, and what its listener is told.

Lives on the call thread. A connection that is not heard any more is not given up: the caller
makes the next generation beside it, and whichever of the two is heard first carries the call on.

- The caller decides. It drops the new one if the old one is heard again, and closes the old one
  as soon as the new one stands.
- The callee follows. It keeps the old one for a moment when the new one stands, because the
  caller may just have dropped that, and goes back to it where it is the one that is heard.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from gurukul_desktop.call.connection import Connection
from gurukul_desktop.call.generations import Generations
from gurukul_desktop.call.heartbeat import Pulse
from gurukul_desktop.call.measure import Meter
from gurukul_desktop.call.ports import CallListener, CallPlan, LocalMedia, RemoteMedia, Usage
from gurukul_desktop.call.prepared import Open
from gurukul_desktop.call.recovery import Recovery
from gurukul_desktop.call.talk import Talk
from gurukul_desktop.call.timing import Timing
from gurukul_desktop.errors import CallError, CallFault
from gurukul_desktop.protocol.channel import MediaState, Said
from gurukul_desktop.protocol.messages import IceServer
from gurukul_desktop.protocol.peer import (
    ByeReason,
    ByeSignal,
    CandidateSignal,
    DescriptionSignal,
    PeerSignal,
)

_log = logging.getLogger(__name__)

Tell = Callable[[Callable[[CallListener], None]], None]

EARLY: Final = 100
"""The most candidates that are kept for a generation whose offer has not come."""


class Peer:
    """A call as the call thread holds it.

    Args:
        tell: carries what happened to the listener's own thread.
        open_: opens the connections of the call.

    Attributes:
        talk: what the students say to each other.

    Raises:
        CallError: the plan cannot be followed at all.
    """

    def __init__(
        self,
        plan: CallPlan,
        local: LocalMedia,
        remote: RemoteMedia,
        tell: Tell,
        timing: Timing,
        open_: Open,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._video = plan.media == "video"
        self._caller = plan.role == "caller"
        self._tell_listener = tell
        self._timing = timing
        self._over = False
        self.talk = Talk(
            self._loop.time(),
            on_said=lambda said: self._tell(lambda to: to.on_said(said)),
            on_heard=lambda number: self._tell(lambda to: to.on_heard(number)),
            on_left_out=lambda count: self._tell(lambda to: to.on_left_out(count)),
        )
        self._generations = Generations(self, plan, local, remote, timing, open_)
        self._recovery = Recovery(timing)
        self._early: list[CandidateSignal] = []
        self._connected = False
        self._alive = True
        self._stranded = False
        self._steady_since = 0.0
        self._fault: CallError | None = None
        self._complained = False
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Offer, or wait for the offer."""
        self._recovery.began(self._loop.time())
        self._generations.current.start()
        self._watching = asyncio.create_task(self._watch())

    def receive(self, signal: PeerSignal) -> None:
        """What the partner sent through the server."""
        match signal:
            case ByeSignal(reason):
                self.on_bye(reason)
            case CandidateSignal(_, generation):
                connection = self._generations.of(generation)
                if connection is not None:
                    connection.receive(signal)
                elif self._follows(generation):
                    self._early = [*self._early[1 - EARLY :], signal]
            case DescriptionSignal(description):
                connection = self._generations.of(description.generation)
                if connection is not None:
                    connection.receive(signal)
                elif description.type == "offer" and self._follows(description.generation):
                    self._follow(signal)

    def set_media(self, *, microphone: bool, camera: bool, screen: bool) -> None:
        """Switch what is sent, and tell the partner."""
        self._generations.set_media(
            MediaState(
                microphone=microphone,
                camera=self._video and (camera or screen),
                screen=self._video and screen,
            )
        )

    def say(self, message: Said) -> None:
        """Tell the partner, now or as soon as there is a channel."""
        self.talk.say(message, self._loop.time())
        self._generations.catch_up()

    def set_usage(self, usage: Usage) -> None:
        """How much of the line may be used."""
        self._generations.set_usage(usage)

    def renew(self, ice_servers: tuple[IceServer, ...]) -> None:
        """Fresh credentials for connections to come."""
        self._generations.renew(ice_servers)

    async def close(self, reason: ByeReason | None) -> None:
        """Say goodbye, free everything; goes on behind if the connection takes too long."""
        self._over = True
        watching, self._watching = self._watching, None
        if watching is not None:
            watching.cancel()
            self._generations.close(reason)
        await self._generations.closed(self._timing.goodbye + self._timing.close)

    async def closed(self) -> None:
        """Wait until the last of it is freed, however long it takes; after :meth:`close`."""
        await self._generations.closed()

    # The next generation

    def _follows(self, generation: int) -> bool:
        """Whether the partner may begin this one."""
        if self._caller or self._over or generation <= self._generations.newest:
            self._complain("a signal of another generation")  # such as a late answer
        elif not self._recovery.allowed(self._loop.time()):
            self._complain("too many generations")
        else:
            return True
        return False

    def _follow(self, offer: DescriptionSignal) -> None:
        """On the callee's side."""
        generation = offer.description.generation
        connection = self._begin(generation)
        early, self._early = self._early, []
        if connection is not None:
            connection.receive(offer)
            for candidate in early:
                if candidate.generation == generation:
                    connection.receive(candidate)

    def _begin(self, generation: int) -> Connection | None:
        self._recovery.began(self._loop.time())
        try:
            return self._generations.begin(generation, self._recovery.attempt)
        except CallError as error:
            self._fault = error
            self._recovery.failed()
            if not self._connected:
                self._fail(error)  # the plan cannot be followed: time does not mend that
            return None

    # What the connections tell

    def on_signal(self, signal: PeerSignal) -> None:
        self._tell(lambda to: to.on_signal(signal))

    def on_answered(self, connection: Connection) -> None:
        if connection.generation == self._generations.newest:
            self._recovery.answered(self._loop.time())

    def on_stands(self, connection: Connection) -> None:
        if connection is self._generations.next:
            self._generations.switch(keep=not self._caller)
        elif connection is not self._generations.current:
            return
        elif self._caller:
            self._generations.drop_next()
        self._recovery.stands()
        self._stranded = False
        self._steady_since = self._loop.time()
        if not self._connected:
            self._connected = True
            self._tell(lambda to: to.on_connected())
        self._set_alive(True)

    def on_failed(self, connection: Connection, error: CallError) -> None:
        generations = self._generations
        if connection is generations.previous:
            generations.drop_previous()
            return
        if connection not in (generations.current, generations.next):
            return
        _log.info("generation %d of the call failed: %s", connection.generation, error)
        if error.fault is CallFault.BAD_OFFER and not self._connected:
            self._fail(error)
            return
        if connection is generations.next:
            generations.drop_next()
        self._fault = error
        self._recovery.failed()

    def on_hung_up(self, connection: Connection) -> None:
        generations = self._generations
        if connection is generations.previous:
            generations.drop_previous()
        elif connection is generations.next:
            generations.drop_next()
        elif connection is generations.current:
            if generations.previous is not None:
                generations.switch_back()
            elif generations.next is None:
                self.on_bye("ended")  # it left without a word

    def on_fault(self, error: Exception) -> None:
        if not self._over:
            _log.error("a part of the call ended by a fault", exc_info=error)
        self._fail(CallError(CallFault.LOST, type(error).__name__))

    def on_partner_media(self, media: MediaState) -> None:
        self._tell(lambda to: to.on_partner_media(media))

    def on_bye(self, reason: ByeReason) -> None:
        self._tell(lambda to: to.on_bye(reason))
        self._over = True

    # The watch

    async def _watch(self) -> None:
        """Looks after the partner, the generations and the statistics."""
        began = beat_at = self._loop.time()
        meter: Meter | None = None
        while not self._over:
            await asyncio.sleep(self._timing.look)
            now = self._loop.time()
            try:
                if now >= beat_at + self._timing.heartbeat:
                    beat_at = now
                    self._generations.current.ping()
                    self.talk.beat()
                    self._stranded = self._generations.stranded()
                    if meter is not None:
                        self._tell_statistics(meter, now)
                    elif self._connected:
                        meter = Meter(now)
                if not self._connected and now >= began + self._timing.connect:
                    self._fail(self._fault or CallError(CallFault.TIMEOUT))
                self._look(now)
            except Exception as error:
                self.on_fault(error)

    def _look(self, now: float) -> None:
        """Judge how the call does, and begin the next generation where it is time."""
        generations = self._generations
        pulse = generations.current.pulse(now)
        if generations.previous is not None:
            generations.previous.pulse(now)
        if pulse is Pulse.ALIVE and self._stranded:
            pulse = Pulse.SILENT  # what is still heard was sent before
        if self._connected:
            if pulse is Pulse.LOST:
                self._fail(CallError(CallFault.LOST, "nothing was heard of the partner any more"))
            self._set_alive(pulse is Pulse.ALIVE)
        if self._over:
            return
        if pulse is Pulse.ALIVE:
            self._recovery.stands()
            # What the caller hears is not known to the callee, who hears the old one to the last.
            if self._caller or generations.age(now) >= 2 * self._timing.attempt:
                generations.drop_next()
            if now >= self._steady_since + self._timing.settle:
                generations.settle(now)
        elif self._caller and self._recovery.due(now, moved=generations.moved()):
            self._begin(generations.newest + 1)

    def _set_alive(self, alive: bool) -> None:
        if alive != self._alive:
            self._alive = alive
            self._steady_since = self._loop.time()
            self._tell(lambda to: to.on_alive(alive))

    # What the listener is told

    def _tell_statistics(self, meter: Meter, now: float) -> None:
        generations = self._generations
        statistics = meter.read(now, generations.totals(), generations.current.present())
        self._tell(lambda to: to.on_statistics(statistics))

    def _fail(self, error: CallError) -> None:
        self._tell(lambda to: to.on_failed(error))
        self._over = True

    def _complain(self, what: str) -> None:
        if not self._complained:
            self._complained = True
            _log.warning("ignored from the partner: %s", what)

    def _tell(self, said: Callable[[CallListener], None]) -> None:
        if not self._over:
            self._tell_listener(said)
