"""The store in memory: every command is carried out, and every event told, before it returns."""

import asyncio
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from gurukul_desktop.matchmaking import effects
from gurukul_desktop.matchmaking.effects import Effect, Session
from gurukul_desktop.matchmaking.lobby import Departure, Lobby
from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.protocol.messages import SessionId, UserId
from gurukul_desktop.server.mailbox import Mailboxes
from gurukul_desktop.server.scheduler import Handle, Scheduler
from gurukul_desktop.server.stores import commands, events
from gurukul_desktop.server.stores.commands import Command
from gurukul_desktop.server.stores.events import Event, SessionView
from gurukul_desktop.server.stores.memory.acquaintance import Acquaintance
from gurukul_desktop.server.stores.memory.administration import Administration
from gurukul_desktop.server.stores.memory.ledger import Ledger
from gurukul_desktop.server.stores.memory.people import People
from gurukul_desktop.server.stores.port import (
    Ban,
    FiledReport,
    Outlet,
    Overview,
    Verdict,
)
from gurukul_desktop.server.stores.timings import Timings

PLACES_SECONDS: Final = 1.0
"""How often those who wait are told that their place has changed, at most."""


class MemoryStore:
    """One instance's people, in memory.

    Args:
        scheduler: the clock and the timer, in seconds; by default the running loop's.
        wall: UNIX seconds, for what people read.
    """

    def __init__(
        self,
        rules: Rules | None = None,
        scheduler: Scheduler | None = None,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._lobby = Lobby(lambda: SessionId(secrets.token_urlsafe(12)), rules)
        self._scheduler = scheduler or asyncio.get_running_loop()
        self._clock = self._scheduler.time
        self._people = People()
        self._mailboxes = Mailboxes()
        self._ledger = Ledger(self._people, wall)
        self._acquaintance = Acquaintance(self._lobby, self._people, self._ledger)
        self._administration = Administration(self._lobby, self._people, self._ledger, wall)
        self._places: dict[UserId, tuple[int, int]] = {}
        self._revision = 0
        self._told_at = 0.0
        self.timings = Timings()
        self._outlet: Outlet | None = None
        self._timer: Handle | None = None
        self._timer_due = 0.0

    async def open(self, outlet: Outlet) -> None:
        """Begin to work."""
        self._outlet = outlet

    async def close(self) -> None:
        """Stop the timer; nothing is told any more."""
        self._outlet = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @property
    def instance(self) -> str:
        """The name of the only instance."""
        return self._administration.instance

    @property
    def ready(self) -> bool:
        """There is nothing to be reached."""
        return True

    def submit(self, command: Command) -> None:
        """Carry a command out."""
        self._tell(self._obey(command))

    # Commands

    def _obey(self, command: Command) -> Iterable[Event]:
        now = self._clock()
        match command:
            case commands.Find(user, wish):
                return self._events(self._lobby.find(user, wish, now))
            case commands.Relay():
                return self._relay(command)
            case commands.Cancel(user):
                return self._events(self._lobby.cancel(user, now))
            case commands.Skip(user, session):
                return self._events(self._lobby.leave(user, session, "skipped", now))
            case commands.End(user, session):
                return self._events(self._lobby.leave(user, session, "ended", now))
            case commands.Report():
                return self._report(command, now)
            case commands.MediaFlows(user, id_):
                return self._media_flows(user, id_, now)
            case commands.Arrive():
                return self._arrive(command, now)
            case commands.Depart():
                return self._depart(command, now)
            case commands.Befriend():
                told, happened = self._acquaintance.befriend(command, now)
                return [*told, *self._events(happened)]
            case commands.Unfriend():
                return self._acquaintance.unfriend(command, now)

    def _arrive(self, command: commands.Arrive, now: float) -> Iterable[Event]:
        user = command.user
        if self._ledger.banned(user):
            return [events.TurnedAway(user, command.arrival)]
        told: list[Event] = []
        older = self._people.arrivals.pop(user, None)
        if older is not None:
            told.append(events.Replaced(user, older))
            # The newer client does not know that the older one was searching.
            self._places.pop(user, None)
            told += self._events(self._lobby.disconnected(user, now))
        told += self._events(self._lobby.connected(user, now))
        self._people.arrivals[user] = command.arrival
        self._people.rename(user, command.name)
        session = self._lobby.session_of(user)
        view = None if session is None else self._view(session, user)
        name = self._people.user(user).name
        buddies = self._acquaintance.entries(user)
        told.append(events.Arrived(user, command.arrival, name, view, buddies))
        told += self._mailboxes.take(user)
        self._acquaintance.changed(user)
        return told

    def _depart(self, command: commands.Depart, now: float) -> Iterable[Event]:
        user = command.user
        if self._people.arrivals.get(user) != command.arrival:
            return []
        del self._people.arrivals[user]
        self._places.pop(user, None)
        happened = self._lobby.disconnected(user, now)
        self._acquaintance.changed(user)
        self._people.forget_the_gone(self._is_needed)
        return self._events(happened)

    def _is_needed(self, user: UserId) -> bool:
        return self._lobby.session_of(user) is not None or bool(self._lobby.buddies.of(user))

    def _relay(self, command: commands.Relay) -> Iterable[Event]:
        relayed = events.Relayed(command.partner, command.session, command.data)
        if command.partner in self._people.arrivals:
            return [relayed]
        self._mailboxes.keep(relayed)
        return []

    def _report(self, report: commands.Report, now: float) -> Iterable[Event]:
        user = report.user
        session = self._lobby.session_of(user)
        if session is not None and session.id == report.session:
            self._ledger.file(report, session, now)
            return self._events(self._lobby.leave(user, session.id, "reported", now))
        session = self._ledger.past(report.session, user)
        if session is None:
            return [events.NotInSession(user)]
        self._ledger.file(report, session, now)
        self._lobby.barred.report(session.members)
        return [events.Ended(user, session.id, "reported")]

    def _media_flows(self, user: UserId, id_: SessionId, now: float) -> Iterable[Event]:
        session = self._lobby.session_of(user)
        if session is None or session.id != id_:
            return [events.NotInSession(user)]
        self._administration.media_flows(id_)
        return self._events(self._lobby.advance(now))

    # Events

    def _tell(self, told: Iterable[Event]) -> None:
        if self._outlet is not None:
            self._outlet.happened(told)
            self._arm()

    def _events(self, happened: Iterable[Effect]) -> list[Event]:
        return [self._event(effect) for effect in happened]

    def _event(self, effect: Effect) -> Event:
        user = effect.user
        match effect:
            case effects.Matched(_, session):
                self._places.pop(user, None)
                return events.Matched(user, self._view(session, user))
            case effects.Waiting(_, position, waiting, mode):
                self._places[user] = position, waiting
                return events.Waiting(user, position, waiting, mode)
            case effects.NoLongerWaiting():
                self._places.pop(user, None)
                return events.NoLongerWaiting(user)
            case effects.Ended(_, session, reason):
                self._over(session, user)
                return events.Ended(user, session.id, reason)
            case effects.PartnerLeft(_, session, reason):
                self._over(session, user)
                return events.PartnerLeft(user, session.id, reason)
            case effects.AlreadyInSession():
                return events.AlreadyInSession(user)
            case effects.NotInSession():
                return events.NotInSession(user)

    def _over(self, session: Session, user: UserId) -> None:
        self._mailboxes.take(user)
        self._administration.over(session.id)
        self._ledger.remember(session, self._clock())

    def _view(self, session: Session, user: UserId) -> SessionView:
        partner = self._people.user(session.partner(user))
        return SessionView(
            session.id,
            partner,
            self._lobby.buddies.are(user, partner.id),
            session.role(user),
            session.media,
            session.hide_address,
        )

    # Time

    def _arm(self) -> None:
        """Have :meth:`_wake` called when something is due."""
        due = self._lobby.next_deadline()
        if self._revision != self._lobby.queue.revision or self._acquaintance.pending:
            tell_at = self._told_at + PLACES_SECONDS
            due = tell_at if due is None else min(due, tell_at)
        if due is None or (self._timer is not None and self._timer_due <= due):
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer_due = due
        self._timer = self._scheduler.call_at(due, self._wake)

    def _wake(self) -> None:
        self._timer = None
        now = self._clock()
        told = self._events(self._lobby.advance(now))
        if now >= self._told_at + PLACES_SECONDS:
            self._told_at = now
            told += self._changed_places()
            told += self._acquaintance.flush()
        self._tell(told)

    def _changed_places(self) -> Iterable[Event]:
        """What is told to those whose place, or how many wait, has changed: one walk."""
        queue = self._lobby.queue
        if self._revision == queue.revision:
            return
        self._revision = queue.revision
        waiting = len(queue)
        for position, ticket in enumerate(queue, 1):
            if self._places.get(ticket.user) != (position, waiting):
                self._places[ticket.user] = position, waiting
                yield events.Waiting(ticket.user, position, waiting, ticket.wish.mode)

    # Administration

    async def overview(self, most: int = 100) -> Overview:
        """The present."""
        assert self._outlet is not None  # it is open
        return self._administration.overview(self._outlet.status(), self._clock(), most)

    async def reports(self, verdict: Verdict | None = "open", most: int = 100) -> list[FiledReport]:
        """Reports with this verdict, None for all; the newest first."""
        every = reversed(self._ledger.reports.values())
        return [kept for kept in every if verdict in (None, kept.verdict)][:most]

    async def judge(self, report: str, verdict: Verdict) -> FiledReport | None:
        """Decide on a report."""
        judged = self._ledger.judge(report, verdict)
        if judged is not None and verdict == "banned":
            await self.ban(judged.reported, f"reported: {judged.reason}")
        return judged

    async def bans(self, most: int = 1000) -> list[Ban]:
        """Who is banned now, the newest first."""
        return self._ledger.bans()[:most]

    async def ban(self, user: UserId, reason: str, until: float | None = None) -> None:
        """Ban somebody, at once."""
        self._ledger.ban(user, reason, until)
        self._tell([*self._remove(user, "reported"), events.Banned(user)])

    async def unban(self, user: UserId) -> bool:
        """Let somebody in again."""
        return self._ledger.unban(user)

    async def settings(self) -> Mapping[str, str]:
        """The stored settings."""
        return dict(self._ledger.settings)

    async def change_settings(self, changes: Mapping[str, str | None]) -> None:
        """Store settings, None forgets one."""
        stored = self._ledger.settings
        for name, value in changes.items():
            if value is None:
                stored.pop(name, None)
            else:
                stored[name] = value
        self._tell([events.SettingsChanged(dict(stored))])

    async def drain(self, instance: str) -> bool:
        """Tell this instance to drain."""
        if instance != self._administration.instance:
            return False
        self._tell([events.DrainRequested()])
        return True

    async def export(self, user: UserId) -> dict[str, Any]:
        """Everything that is stored about somebody."""
        return self._administration.export(user)

    async def erase(self, user: UserId) -> bool:
        """Delete everything that is stored about somebody."""
        found = self._people.knows(user)
        told: list[Event] = [*self._remove(user, "ended"), events.Erased(user)]
        buddies = self._lobby.buddies.forget(user)
        found = self._ledger.erase(user) or found or bool(buddies)
        self._people.forget(user)
        self._mailboxes.take(user)
        told += [self._acquaintance.listing(b) for b in buddies if b in self._people.arrivals]
        self._tell(told)
        return found

    def _remove(self, user: UserId, departure: Departure) -> list[Event]:
        """Take somebody out of queue and session; what others are told."""
        now = self._clock()
        self._people.arrivals.pop(user, None)
        self._places.pop(user, None)
        self._acquaintance.changed(user)
        happened = self._lobby.disconnected(user, now)
        session = self._lobby.session_of(user)
        if session is not None:
            happened += self._lobby.leave(user, session.id, departure, now)
        told = self._events(happened)
        return [event for effect, event in zip(happened, told, strict=True) if effect.user != user]
