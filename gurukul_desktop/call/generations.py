"""The connections of one call: the one that carries it, and those beside it.

At most three live at a time: the current one, the next while it is built, and on the callee's
side the previous one for a moment after a switch.
"""

import asyncio
import logging
from dataclasses import replace

from gurukul_desktop.call.connection import Connection, Holder
from gurukul_desktop.call.internals import route
from gurukul_desktop.call.measure import Totals
from gurukul_desktop.call.ports import CallPlan, LocalMedia, RemoteMedia, Usage
from gurukul_desktop.call.prepared import Open
from gurukul_desktop.call.showing import Showing
from gurukul_desktop.call.timing import Timing
from gurukul_desktop.protocol.channel import MediaState
from gurukul_desktop.protocol.messages import IceServer
from gurukul_desktop.protocol.peer import ByeReason

_log = logging.getLogger(__name__)


class Generations:
    """Makes, switches and drops connections; what they tell goes to ``holder``.

    Args:
        open_: opens the peer connection of each.

    Attributes:
        current: carries the call, or did so last, or is to.
        next: may take over; None while there is none.
        previous: may take the call back; None but for a moment after a switch.
        newest: the highest number so far; no two connections of a call have the same.
    """

    def __init__(
        self,
        holder: Holder,
        plan: CallPlan,
        local: LocalMedia,
        remote: RemoteMedia,
        timing: Timing,
        open_: Open,
    ) -> None:
        self._holder = holder
        self._open = open_
        self._plan = plan
        self._local = local
        self._remote = remote
        self._timing = timing
        self._usage: Usage = "automatic"
        self._past = Totals()
        self._addresses: frozenset[str] = frozenset()
        self._closings: set[asyncio.Task[None]] = set()
        self.media = MediaState(
            microphone=local.microphone is not None,
            camera=plan.media == "video" and local.camera is not None,
        )
        self.current = self._make(0, 0, shown=True)
        self.next: Connection | None = None
        self.previous: Connection | None = None
        self.newest = 0

    def of(self, generation: int) -> Connection | None:
        """The living connection of this number that may still be negotiated."""
        for connection in (self.current, self.next):
            if connection is not None and connection.generation == generation:
                return connection
        return None

    def set_media(self, media: MediaState) -> None:
        """Switch what is sent, and tell the partner."""
        self.media = media
        for connection in (self.current, self.next):
            if connection is not None:
                connection.set_media(media)

    def catch_up(self) -> None:
        """Have said what the student said since."""
        for connection in (self.current, self.next):
            if connection is not None:
                connection.catch_up()

    def set_usage(self, usage: Usage) -> None:
        """How much of the line may be used, by this one and those to come."""
        self._usage = usage
        for connection in (self.current, self.next):
            if connection is not None:
                connection.set_usage(usage)

    def renew(self, ice_servers: tuple[IceServer, ...]) -> None:
        """Use these for the next one."""
        self._plan = replace(self._plan, ice_servers=ice_servers)

    def begin(self, generation: int, attempt: int) -> Connection:
        """The next one, beside the one that carries the call or did so last.

        Raises:
            CallError: the plan cannot be followed.
        """
        _log.info("generation %d of the call is begun", generation)
        self.newest = generation
        self._addresses = route.addresses()
        following = self._make(generation, attempt, shown=False)
        if self.next is not None and not self.current.stands:
            self.switch(keep=False)  # neither stands: the older has had its time
        self.drop_next()
        self.next = following
        following.start()
        return following

    def switch(self, *, keep: bool) -> None:
        """The next is what the student sees and hears from now on; ``keep`` the one before."""
        assert self.next is not None
        self.drop_previous()
        previous, self.current, self.next = self.current, self.next, None
        previous.showing.hide()
        self.current.showing.show()
        if keep and previous.stands and not previous.ended:
            # Two pictures on one line are one too many.
            previous.rest()
            self.previous = previous
        else:
            self._drop(previous)

    def switch_back(self) -> None:
        """The previous one carries the call again."""
        assert self.previous is not None
        dropped, self.current, self.previous = self.current, self.previous, None
        dropped.showing.hide()
        self.current.showing.show()
        self.current.set_media(self.media)
        self.current.set_usage(self._usage)
        self._drop(dropped)

    def settle(self, now: float) -> None:
        """A moment after a switch: of the two the one that is heard carries the call.

        With DTLS 1.3 the callee's side stands before the caller's, who may have dropped the new
        one just then, of which nobody can be told any more.
        """
        if self.previous is None:
            return
        if self.previous.quiet(now) < self.current.quiet(now):
            self.switch_back()
        else:
            self.drop_previous()

    def drop_next(self) -> None:
        """The next one is not needed, or in vain."""
        following, self.next = self.next, None
        if following is not None:
            self._drop(following)

    def drop_previous(self) -> None:
        """The previous one is not needed any more."""
        previous, self.previous = self.previous, None
        if previous is not None:
            self._drop(previous)

    def age(self, now: float) -> float:
        """For how long the next one has been there, in seconds; 0 without one."""
        return now - self.next.began_at if self.next is not None else 0.0

    def stranded(self) -> bool:
        """Whether this machine has lost the address that the current one goes out from."""
        address = self.current.address()
        return address is not None and address not in route.addresses()

    def moved(self) -> bool:
        """Whether this machine has other addresses than when the next one was begun."""
        now = route.addresses()
        return self.next is not None and bool(now) and now != self._addresses

    def totals(self) -> Totals:
        """Counted since the call began, over all connections that carried it."""
        return self._past + self.current.totals()

    def close(self, reason: ByeReason | None) -> None:
        """Say goodbye on every one and free everything. To be called once."""
        for connection in (self.current, self.next, self.previous):
            if connection is not None:
                self._drop(connection, reason)

    async def closed(self, within: float | None = None) -> None:
        """Wait until all that were dropped are freed, at most ``within`` seconds."""
        if self._closings:
            await asyncio.wait(self._closings, timeout=within)

    def _make(self, generation: int, attempt: int, *, shown: bool) -> Connection:
        return Connection(
            self._holder,
            generation,
            self._open(self._plan, attempt),
            plan=self._plan,
            local=self._local,
            showing=Showing(self._remote, self._holder.on_fault, shown=shown),
            media=self.media,
            usage=self._usage,
            timing=self._timing,
        )

    def _drop(self, connection: Connection, reason: ByeReason | None = None) -> None:
        self._past += connection.totals()
        closing = asyncio.create_task(connection.close(reason))
        self._closings.add(closing)
        closing.add_done_callback(self._closings.discard)
