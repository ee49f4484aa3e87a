"""A connection made ahead, while the student still searches.

Asking STUN servers and relays for candidates takes longer than all else between a match and the
first picture. Before the match all is known that it takes, but for the partner: a connection
with its certificate, its transceivers and its candidates waits for one, and is made anew before
routers on the way forget the ports that it was given. If the match wants another one, for there
a buddy is not hidden from, or the partner wants audio alone, it is thrown away.

Lives on the call thread.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from aiortc import RTCPeerConnection

from gurukul_desktop.call import ice
from gurukul_desktop.call.internals import route
from gurukul_desktop.call.ports import CallPlan
from gurukul_desktop.call.probe import Probe
from gurukul_desktop.errors import CallError
from gurukul_desktop.protocol.messages import IceServer

_log = logging.getLogger(__name__)

FRESH_SECONDS: Final = 25.0
"""A router may forget a UDP port 30 s after it was last used (RFC 4787, section 4.3 and 12)."""
LOOK_SECONDS: Final = 1.0
"""Between two looks at this machine's addresses."""
LAST_SECONDS: Final = 1.0
"""How long the end waits for a relay to take an allocation back."""
AGAIN_SECONDS: Final = 5.0
"""After one that could not be made."""

Open = Callable[[CallPlan, int], RTCPeerConnection]
"""Opens the connection of a call; the second argument counts the tries that were in vain."""


def connection(plan: CallPlan, attempt: int, known: ice.Reachable) -> RTCPeerConnection:
    """A new connection with the transceivers of the plan, about to gather.

    Raises:
        CallError: the plan cannot be followed.
    """
    rtc = RTCPeerConnection(ice.configuration(plan, attempt, known))
    rtc.addTransceiver("audio")
    if plan.media == "video":
        rtc.addTransceiver("video")
    route.prepare(rtc, ice.patience(plan, attempt))
    return rtc


@dataclass(frozen=True, slots=True)
class _Ready:
    """A connection whose candidates are gathered."""

    rtc: RTCPeerConnection
    plan: CallPlan
    addresses: frozenset[str]

    def suits(self, plan: CallPlan) -> bool:
        """Whether a call of this plan can use it, whichever its role and credentials."""
        return _kind(plan) == _kind(self.plan) and self.addresses == route.addresses()


class Preparation:
    """Opens the connections of calls: the one that is ready, or a new one."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._probe = Probe()
        self._plan: CallPlan | None = None
        self._ready: _Ready | None = None
        self._changed = asyncio.Event()
        self._preparing: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[ice.Reachable] | None = None
        self._endings: set[asyncio.Task[None]] = set()

    def begin(self, plan: CallPlan) -> None:
        """Prepare for a call like this one, of either role; again when the wish changes."""
        before, self._plan = self._plan, plan
        if before is None or _kind(before) != _kind(plan):
            self._changed.set()  # else fresh credentials are for the next one that is made
        if self._preparing is None:
            self._preparing = asyncio.create_task(self._prepare())
            self._preparing.add_done_callback(_complain)

    def discard(self) -> None:
        """There is no search any more."""
        self._plan = None
        preparing, self._preparing = self._preparing, None
        if preparing is not None:
            preparing.cancel()
            self._end(preparing)
        self._drop()

    def open(self, plan: CallPlan, attempt: int) -> RTCPeerConnection:
        """The connection for a call, which the caller owns from now on.

        One that was prepared has its transceivers, which a track that is added takes (JSEP,
        RFC 9429, section 5.2.1 and 5.10), and is done with gathering.

        Args:
            attempt: as in :func:`gurukul_desktop.call.ice.configuration`.

        Raises:
            CallError: the plan cannot be followed.
        """
        ready = self._ready
        if ready is not None and attempt == 0 and ready.suits(plan):
            self._ready = None
            self.discard()
            _log.info("the call begins with a prepared connection")
            return ready.rtc
        self.discard()
        known = self._probe.known(plan.ice_servers)
        if attempt > 0 or not known.seconds:  # for the next one, should this one be in vain
            self.look(plan.ice_servers)
        return connection(plan, attempt, known)

    def look(self, servers: tuple[IceServer, ...]) -> None:
        """Find out which of them are of use, for a match may come at once."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._probe.look(servers))

    @property
    def ready(self) -> bool:
        """Whether there is one for the next call."""
        return self._ready is not None

    async def aclose(self) -> None:
        """Free everything. Idempotent."""
        self.discard()
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait({self._looking})
        while self._endings:
            _, late = await asyncio.wait(self._endings, timeout=LAST_SECONDS)
            for task in late:
                task.cancel()

    async def _prepare(self) -> None:
        """Have a fresh connection ready until cancelled."""
        while True:
            self._changed.clear()
            plan, addresses, began = self._plan, route.addresses(), self._loop.time()
            assert plan is not None  # else this would have been cancelled
            made = await self._make(plan)
            self._drop()
            if made is not None:
                self._ready = _Ready(made, plan, addresses)
            await self._good(addresses, began + (AGAIN_SECONDS if made is None else FRESH_SECONDS))

    async def _good(self, addresses: frozenset[str], until: float) -> None:
        """Wait while what was made is as good as a new one."""
        while self._loop.time() < until and addresses == route.addresses():
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._changed.wait()
                    return

    async def _make(self, plan: CallPlan) -> RTCPeerConnection | None:
        """A connection that is done with gathering; None if none can be made."""
        try:
            rtc = connection(plan, 0, await self._probe.look(plan.ice_servers))
        except CallError as error:
            _log.info("no connection is prepared: %s", error)
            return None
        # What is bundled has one transport.
        gatherer = rtc.getTransceivers()[0].receiver.transport.transport.iceGatherer
        try:
            await gatherer.gather()
        except BaseException:
            self._close(rtc)
            raise
        if gatherer.getLocalCandidates():
            return rtc
        _log.info("no connection is prepared: nothing was gathered")
        self._close(rtc)
        return None

    def _drop(self) -> None:
        ready, self._ready = self._ready, None
        if ready is not None:
            self._close(ready.rtc)

    def _close(self, rtc: RTCPeerConnection) -> None:
        """Behind: a relay that has gone is asked for long to take its allocation back."""
        self._end(asyncio.create_task(rtc.close()))

    def _end(self, ending: asyncio.Task[None]) -> None:
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)


def _complain(preparing: asyncio.Task[None]) -> None:
    """A call does without; it is only slower to begin."""
    if not preparing.cancelled() and (error := preparing.exception()) is not None:
        _log.error("the preparation of calls ended by a fault", exc_info=error)


def _kind(plan: CallPlan) -> tuple[object, ...]:
    """What a prepared connection depends on; its role comes with the match."""
    urls = tuple(one.url for one in ice.endpoints(plan.ice_servers))
    return plan.media, plan.ice_policy, urls
