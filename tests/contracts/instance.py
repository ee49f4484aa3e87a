"""One instance of the server without its sockets: a store, and who is connected to it."""

import asyncio
import itertools
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final, TypeVar

import msgspec
from msgspec import Raw

from gurukul_desktop.matchmaking.wishes import Wish
from gurukul_desktop.protocol.messages import Media, Mode, ReportReason, SessionId, UserId
from gurukul_desktop.server.stores import commands, events
from gurukul_desktop.server.stores.commands import Command
from gurukul_desktop.server.stores.events import Event, SessionView
from gurukul_desktop.server.stores.port import InstanceStatus, Presence, Store

DEADLINE: Final = 10.0
NOISE: Final = (events.Waiting, events.BuddyList, events.Unavailable)
"""What may be told again at any time, and is passed by unless it is asked for."""

_arrivals: Final = itertools.count(1)
E_ = TypeVar("E_", bound=Event)


class Instance:
    """A store's outlet, which records what is told, and what the service would do besides.

    Attributes:
        store: given commands directly where a method here is of no use.
        told: everything so far, in order.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.told: list[Event] = []
        self.drains = asyncio.Event()
        self.settings: list[dict[str, str]] = []
        self._unheard: dict[UserId, deque[Event]] = defaultdict(deque)
        self._happened = asyncio.Event()
        self._people: dict[UserId, Presence] = {}

    # What a store asks of an outlet

    def happened(self, happened: Iterable[Event]) -> None:
        for event in happened:
            self.told.append(event)
            if isinstance(event, events.SettingsChanged):
                self.settings.append(event.settings)
            elif isinstance(event, events.DrainRequested):
                self.drains.set()
            elif isinstance(event, events.StoreLost):
                pass
            elif event.user in self._people:
                # Whoever has gone is told nothing.
                self._follow(event)
                self._unheard[event.user].append(event)
        self._happened.set()

    def present(self) -> Sequence[Presence]:
        return list(self._people.values())

    def status(self) -> InstanceStatus:
        return InstanceStatus("1.2.3", {"websocket": len(self._people)}, draining=False)

    def _follow(self, event: Event) -> None:
        """Know of people what the service would."""
        match event:
            case events.Arrived(user, arrival, name, session):
                self._change(user, arrival, name=name, session=session)
            case events.Matched(user, session):
                self._change(user, session=session, wish=None)
            case events.Ended(user, id_) | events.PartnerLeft(user, id_):
                present = self.session(user)
                if present is not None and present.id == id_:
                    self._change(user, session=None)
            case events.NoLongerWaiting(user):
                self._change(user, wish=None)
            case events.Replaced(user, arrival) | events.TurnedAway(user, arrival):
                if user in self._people and self._people[user].arrival == arrival:
                    del self._people[user]
            case events.Banned(user) | events.Erased(user):
                self._people.pop(user, None)
            case _:
                pass

    def _change(self, user: UserId, arrival: str = "", **changes: object) -> None:
        known = self._people.get(user)
        if known is not None and arrival in ("", known.arrival):
            self._people[user] = msgspec.structs.replace(known, **changes)

    # What users do

    def session(self, user: str) -> SessionView | None:
        """The session that the instance believes a user to be in."""
        known = self._people.get(UserId(user))
        return None if known is None else known.session

    def submit(self, command: Command) -> None:
        self.store.submit(command)

    def hello(self, user: str, name: str = "") -> str:
        """A connection says hello; its arrival."""
        arrival = f"arrival-{next(_arrivals)}"
        self._people[UserId(user)] = Presence(UserId(user), arrival, name, None, None)
        self.submit(commands.Arrive(UserId(user), arrival, name))
        return arrival

    async def arrive(self, *users: str, name: str = "") -> events.Arrived:
        """Connect these users; what the last was told."""
        for user in users:
            self.hello(user, name or user.title())
        for user in users:
            arrived = await self.hear(user, events.Arrived)
        return arrived

    def depart(self, user: str, arrival: str = "") -> None:
        """A user's connection is gone; the one they have now, if none is named."""
        if not arrival or self._people[UserId(user)].arrival == arrival:
            arrival = self._people.pop(UserId(user)).arrival
        self.submit(commands.Depart(UserId(user), arrival))

    def find(
        self,
        user: str,
        *topics: str,
        mode: Mode = "global",
        media: Media = "video",
        hide_address: bool = False,
    ) -> None:
        wish = Wish(mode, media, topics, hide_address)
        self._change(UserId(user), wish=wish)
        self.submit(commands.Find(UserId(user), wish))

    async def wait(self, user: str, *topics: str, mode: Mode = "global") -> events.Waiting:
        """Search, and be in the queue."""
        self.find(user, *topics, mode=mode)
        return await self.hear(user, events.Waiting)

    def cancel(self, user: str) -> None:
        self._change(UserId(user), wish=None)
        self.submit(commands.Cancel(UserId(user)))

    def skip(self, user: str, session: str) -> None:
        self.submit(commands.Skip(UserId(user), SessionId(session)))

    def end(self, user: str, session: str) -> None:
        self.submit(commands.End(UserId(user), SessionId(session)))

    def report(
        self, user: str, session: str, reason: ReportReason = "spam", note: str = ""
    ) -> None:
        self.submit(commands.Report(UserId(user), SessionId(session), reason, note))

    def relay(self, user: str, partner: str, session: str, data: bytes) -> None:
        self.submit(commands.Relay(UserId(user), UserId(partner), SessionId(session), Raw(data)))

    def befriend(self, user: str, session: str | None = None, partner: str | None = None) -> None:
        self.submit(
            commands.Befriend(
                UserId(user),
                None if session is None else SessionId(session),
                None if partner is None else UserId(partner),
            )
        )

    def unfriend(self, user: str, session: str | None = None, partner: str | None = None) -> None:
        self.submit(
            commands.Unfriend(
                UserId(user),
                None if session is None else SessionId(session),
                None if partner is None else UserId(partner),
            )
        )

    # What they are told

    async def hear(self, user: str, kind: type[E_], *others: type[E_]) -> E_:
        """The next thing that a user is told, which has to be of one of these kinds."""
        kinds = (kind, *others)
        async with asyncio.timeout(DEADLINE):
            while True:
                while unheard := self._unheard[UserId(user)]:
                    event = unheard.popleft()
                    if isinstance(event, kinds):
                        return event
                    assert isinstance(event, NOISE), f"{event} instead of {kinds}"
                self._happened.clear()
                await self._happened.wait()

    def unheard(self, user: str) -> int:
        """How much a user was told that the test has not heard yet."""
        return len(self._unheard[UserId(user)])

    async def hear_all(self, user: str) -> list[Event]:
        """What a user is told up to the answer of a cancellation, without noise.

        To see that nothing else was told.
        """
        self.cancel(user)
        heard: list[Event] = []
        answers = (events.NoLongerWaiting, events.AlreadyInSession)
        async with asyncio.timeout(DEADLINE):
            while not (heard and isinstance(heard[-1], answers)):
                while unheard := self._unheard[UserId(user)]:
                    heard.append(unheard.popleft())
                if not (heard and isinstance(heard[-1], answers)):
                    self._happened.clear()
                    await self._happened.wait()
        return [event for event in heard[:-1] if not isinstance(event, NOISE)]

    async def hear_settings(self, times: int) -> None:
        """Wait until the settings have been told so often."""
        async with asyncio.timeout(DEADLINE):
            while len(self.settings) < times:
                self._happened.clear()
                await self._happened.wait()

    async def until_told(self, kind: type[Event], times: int) -> None:
        """Wait until so many of a kind were told."""
        seen = found = 0
        async with asyncio.timeout(60.0):
            while True:
                found += sum(isinstance(event, kind) for event in self.told[seen:])
                seen = len(self.told)
                if found >= times:
                    return
                self._happened.clear()
                await self._happened.wait()


async def eventually(holds: Callable[[], Awaitable[bool]]) -> None:
    """Ask now and then until something holds of which nobody is told."""
    for _ in range(int(DEADLINE / 0.02)):
        if await holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never held")


async def pair(one: Instance, user: str, other: Instance, partner: str) -> SessionView:
    """Two users, ``user`` the first to wait; the session as ``user`` sees it."""
    await one.wait(user)
    other.find(partner)
    await other.hear(partner, events.Matched)
    return (await one.hear(user, events.Matched)).session
