"""Buddies: what a change of a list brings about, and who has to hear of it."""

from collections.abc import Iterator

from gurukul_desktop.matchmaking.buddies import BuddyListFullError
from gurukul_desktop.matchmaking.effects import Effect
from gurukul_desktop.matchmaking.lobby import Lobby
from gurukul_desktop.protocol.messages import Buddy, BuddyState, UserId
from gurukul_desktop.server.stores.commands import Befriend, Unfriend
from gurukul_desktop.server.stores.events import BuddyChanged, BuddyList, BuddyRefused, Event
from gurukul_desktop.server.stores.memory.ledger import Ledger
from gurukul_desktop.server.stores.memory.people import People


class Acquaintance:
    """Adds and removes buddies.

    A list that changed because somebody came or went is told later, with :meth:`flush`,
    so that a client that comes and goes does not make work for all its buddies each time.
    """

    def __init__(self, lobby: Lobby, people: People, ledger: Ledger) -> None:
        self._lobby = lobby
        self._people = people
        self._ledger = ledger
        self._stale: dict[UserId, None] = {}

    @property
    def pending(self) -> bool:
        """Whether :meth:`flush` has something to tell."""
        return bool(self._stale)

    def befriend(self, command: Befriend, now: float) -> tuple[list[Event], list[Effect]]:
        """What to tell, and what follows for the queue."""
        user = command.user
        partner = self._partner(command, now)
        if isinstance(partner, BuddyRefused):
            return [partner], []
        if command.session is None and not self._lobby.buddies.are(user, partner):
            return [BuddyRefused(user, "stranger")], []
        try:
            accepted, effects = self._lobby.befriend(user, partner, now)
        except BuddyListFullError:
            return [BuddyRefused(user, "full")], []
        told = self._both(user, partner, "accepted" if accepted else "requested")
        if accepted:
            told += [self.listing(user), self.listing(partner)]
        return told, effects

    def unfriend(self, command: Unfriend, now: float) -> list[Event]:
        """Take back a request, turn one down, or end it with a buddy."""
        user = command.user
        partner = self._partner(command, now)
        if isinstance(partner, BuddyRefused):
            return [partner]
        if not self._lobby.buddies.remove(user, partner):
            return [self._changed(user, partner, "removed")]
        told = self._both(user, partner, "removed")
        return [*told, self.listing(user), self.listing(partner)]

    def entries(self, user: UserId) -> tuple[Buddy, ...]:
        """All buddies of ``user``."""
        self._stale.pop(user, None)
        return tuple(self._entry(buddy) for buddy in self._lobby.buddies.of(user))

    def listing(self, user: UserId) -> BuddyList:
        """What ``user`` is told of all their buddies."""
        return BuddyList(user, self.entries(user))

    def changed(self, user: UserId) -> None:
        """``user`` came, went, or changed their name."""
        for buddy in self._lobby.buddies.of(user):
            if buddy in self._people.arrivals:
                self._stale[buddy] = None

    def flush(self) -> Iterator[Event]:
        """The lists that have changed."""
        stale, self._stale = self._stale, {}
        return (self.listing(user) for user in stale if user in self._people.arrivals)

    def _partner(self, command: Befriend | Unfriend, now: float) -> UserId | BuddyRefused:
        """Whom the command means."""
        if command.session is None:
            assert command.partner is not None  # one of the two is there
            return command.partner
        session = self._lobby.session_of(command.user)
        if session is None or session.id != command.session:
            session = self._ledger.just_over(command.session, command.user, now)
            if session is None or self._lobby.barred.reported(session.members):
                return BuddyRefused(command.user, "not_in_session")
        return session.partner(command.user)

    def _entry(self, buddy: UserId) -> Buddy:
        online = buddy in self._people.arrivals
        return Buddy(buddy, self._people.user(buddy).name, online)

    def _both(self, user: UserId, partner: UserId, state: BuddyState) -> list[Event]:
        return [self._changed(user, partner, state), self._changed(partner, user, state)]

    def _changed(self, user: UserId, other: UserId, state: BuddyState) -> BuddyChanged:
        return BuddyChanged(user, self._people.user(other), state)
