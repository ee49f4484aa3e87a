"""Which signals reach their receiver here, and which go back to the store.

A signal is pushed to the instance where its receiver is connected, as far as Redis knows.
When it is read the connection may be gone, and Redis may not have heard of that yet. The
receiver comes back, here or elsewhere, so the signal goes back and is kept for them.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Final

from msgspec import Raw, Struct

from gurukul_desktop.protocol.messages import SessionId, UserId
from gurukul_desktop.server.stores import commands, events
from gurukul_desktop.server.stores.commands import Command
from gurukul_desktop.server.stores.events import Event, Relayed
from gurukul_desktop.server.stores.port import Presence, StoreUnavailableError
from gurukul_desktop.server.stores.redis.link import Argument, Link

_log: Final = logging.getLogger(__name__)

_AT_ONCE: Final = 16


class Signal(Struct, frozen=True, tag=True):
    """A signal of the partner as it travels between instances.

    Attributes:
        number: its place among all signals.
    """

    user: UserId
    session: SessionId
    number: int
    data: Raw


def text_of(data: Raw) -> str:
    """A signal as a script takes it; what is no UTF-8 could not be read by its receiver."""
    return bytes(data).decode(errors="replace")


class Signals:
    """Follows who is connected here, and sends signals for others back, in order.

    Args:
        failed: is told that Redis is away.
    """

    def __init__(self, link: Link, failed: Callable[[], None]) -> None:
        self._link = link
        self._failed = failed
        self._connected: dict[UserId, str] = {}
        """The arrival of each connection that is there."""
        self._told: dict[UserId, str] = {}
        """The arrival of each connection that Redis has told of and has not seen go."""
        self._strays: deque[tuple[Argument, ...]] = deque()
        self._worker: asyncio.Task[None] | None = None

    # Who is connected here

    def asked(self, command: Command) -> None:
        """Somebody comes or goes, whenever Redis hears of it."""
        match command:
            case commands.Arrive(user, arrival):
                self._connected[user] = arrival
            case commands.Depart(user, arrival):
                self._disconnected(user, arrival)
            case _:
                pass

    def departed(self, user: UserId, arrival: str) -> None:
        """Redis has seen somebody go."""
        if self._told.get(user) == arrival:
            del self._told[user]

    def restored(
        self, present: Iterable[Presence], stamps: Mapping[UserId, tuple[str, int]]
    ) -> None:
        """Redis had forgotten everybody, and has heard again of those whom it knew before.

        It may have forgotten also what it was about to tell of them.
        """
        for presence in present:
            if stamps.get(presence.user, ("", 0))[0] == presence.arrival:
                self._told[presence.user] = presence.arrival

    def follow(self, event: Event) -> None:
        """Take in what happened."""
        match event:
            case events.Arrived(user, arrival):
                self._told[user] = arrival
            case events.Replaced(user, arrival) | events.TurnedAway(user, arrival):
                self.departed(user, arrival)
                self._disconnected(user, arrival)
            case events.Banned(user) | events.Erased(user):
                self._disconnected(user, self._told.pop(user, ""))
            case _:
                pass

    def leave(self) -> None:
        """Everybody is gone: this instance closes."""
        self._connected.clear()

    def _disconnected(self, user: UserId, arrival: str) -> None:
        if self._connected.get(user) == arrival:
            del self._connected[user]

    # Signals

    def receive(self, signal: Signal) -> Sequence[Event]:
        """What is told of a signal; nothing if it goes back."""
        user, told = signal.user, self._told.get(signal.user, "")
        if told and self._connected.get(user) == told:
            return (Relayed(user, signal.session, signal.data),)
        data = text_of(signal.data)
        self._strays.append((user, told, signal.session, signal.number, data))
        self.start()
        return ()

    def start(self) -> None:
        """Send back what there is to be sent back."""
        if self._strays and (self._worker is None or self._worker.done()):
            self._worker = asyncio.create_task(self._work(), name="redis strays")

    async def close(self) -> None:
        """Wait until all was sent back, or Redis is away."""
        if self._worker is not None:
            await asyncio.wait([self._worker])

    async def _work(self) -> None:
        try:
            while self._strays:
                some = list(islice(self._strays, _AT_ONCE))
                await self._link.call("send_back", *chain.from_iterable(some))
                for _ in some:
                    self._strays.popleft()
        except StoreUnavailableError:
            # They are sent after the recovery.
            self._failed()
        except Exception:
            self._strays.clear()
            _log.exception("signals could not be sent back")
