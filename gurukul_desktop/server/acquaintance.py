"""What people are told about their buddies."""

from gurukul_desktop.matchmaking.buddies import BuddyListFullError
from gurukul_desktop.matchmaking.effects import Effect
from gurukul_desktop.matchmaking.lobby import Lobby
from gurukul_desktop.protocol.messages import (
    Buddies,
    Buddy,
    BuddyChanged,
    BuddyState,
    ChangeBuddy,
    UserId,
)
from gurukul_desktop.server.connection import Connection
from gurukul_desktop.server.users import Users


class Acquaintance:
    """Adds and removes buddies, and tells both sides.

    A list that changed because somebody came or went is told later, with :meth:`flush`,
    so that a client that comes and goes does not make work for all its buddies each time.
    """

    def __init__(self, lobby: Lobby, users: Users) -> None:
        self._lobby = lobby
        self._users = users
        self._stale: dict[UserId, None] = {}

    @property
    def pending(self) -> bool:
        """Whether :meth:`flush` has something to tell."""
        return bool(self._stale)

    def change(
        self, connection: Connection, user: UserId, change: ChangeBuddy, now: float
    ) -> list[Effect]:
        """Do what a ``buddy`` message of ``user`` says; what follows for the queue."""
        partner = self._partner(connection, user, change)
        if partner is None:
            return []
        if change.action == "remove":
            self._remove(user, partner)
            return []
        try:
            accepted, happened = self._lobby.befriend(user, partner, now)
        except BuddyListFullError:
            connection.refuse("unavailable", "one of the two buddy lists is full")
            return []
        self._tell_both(user, partner, "accepted" if accepted else "requested")
        if accepted:
            self.tell_list(user)
            self.tell_list(partner)
        return happened

    def _partner(self, connection: Connection, user: UserId, change: ChangeBuddy) -> UserId | None:
        """Whom the message means; None if it was refused."""
        if isinstance(change.session, str):
            session = self._lobby.session_of(user)
            if session is not None and session.id == change.session:
                return session.partner(user)
            connection.refuse("not_in_session", "not a member of this session")
            return None
        assert isinstance(change.partner, str)  # the codec lets exactly one of the two through
        if change.action == "add" and not self._lobby.buddies.are(user, change.partner):
            connection.refuse("bad_message", "partner: not a buddy; give the session")
            return None
        return change.partner

    def _remove(self, user: UserId, partner: UserId) -> None:
        """Take back a request, turn one down, or end it with a buddy."""
        if not self._lobby.buddies.remove(user, partner):
            self._users.tell(user, self._state(partner, "removed"))
            return
        self._tell_both(user, partner, "removed")
        self.tell_list(user)
        self.tell_list(partner)

    def changed(self, user: UserId) -> None:
        """``user`` came, went, or changed their name."""
        for buddy in self._lobby.buddies.of(user):
            if buddy in self._users.online:
                self._stale[buddy] = None

    def flush(self) -> None:
        """Tell those whose list has changed."""
        stale, self._stale = self._stale, {}
        for user in stale:
            self.tell_list(user)

    def tell_list(self, user: UserId) -> None:
        """Tell ``user`` all of their buddies."""
        self._stale.pop(user, None)
        if user not in self._users.online:
            return
        buddies = self._lobby.buddies.of(user)
        entries = (self._entry(buddy) for buddy in buddies)
        self._users.tell(user, Buddies(tuple(entries)))

    def _entry(self, buddy: UserId) -> Buddy:
        return Buddy(buddy, self._users.user(buddy).name, buddy in self._users.online)

    def _tell_both(self, user: UserId, partner: UserId, state: BuddyState) -> None:
        self._users.tell(user, self._state(partner, state))
        self._users.tell(partner, self._state(user, state))

    def _state(self, other: UserId, state: BuddyState) -> BuddyChanged:
        return BuddyChanged(self._users.user(other), state)
