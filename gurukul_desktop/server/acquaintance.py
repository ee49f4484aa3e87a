"""What people are told about their buddies."""

from collections.abc import Callable, Mapping

from gurukul_desktop.matchmaking.buddies import BuddyListFullError
from gurukul_desktop.matchmaking.effects import Effect
from gurukul_desktop.matchmaking.lobby import Lobby
from gurukul_desktop.protocol.messages import (
    Buddies,
    Buddy,
    BuddyChanged,
    BuddyState,
    Message,
    User,
    UserId,
)
from gurukul_desktop.server.connection import Connection
from gurukul_desktop.server.names import DEFAULT_NAME


class Acquaintance:
    """Adds and removes buddies, and tells both sides.

    A list that changed because somebody came or went is told later, with :meth:`flush`,
    so that a client that comes and goes does not make work for all its buddies each time.
    """

    def __init__(
        self,
        lobby: Lobby,
        names: Mapping[UserId, str],
        online: Mapping[UserId, Connection],
        tell: Callable[[UserId, Message], None],
    ) -> None:
        self._lobby = lobby
        self._names = names
        self._online = online
        self._tell = tell
        self._stale: dict[UserId, None] = {}

    @property
    def pending(self) -> bool:
        """Whether :meth:`flush` has something to tell."""
        return bool(self._stale)

    def add(self, user: UserId, partner: UserId, now: float) -> list[Effect] | None:
        """``user`` wants ``partner``; what follows for the queue, None if a list is full."""
        try:
            accepted, effects = self._lobby.befriend(user, partner, now)
        except BuddyListFullError:
            return None
        self._tell_both(user, partner, "accepted" if accepted else "requested")
        if accepted:
            self.tell_list(user)
            self.tell_list(partner)
        return effects

    def remove(self, user: UserId, partner: UserId) -> None:
        """``user`` takes back a request, turns one down, or ends it with a buddy."""
        if not self._lobby.buddies.remove(user, partner):
            self._tell(user, self._state(partner, "removed"))
            return
        self._tell_both(user, partner, "removed")
        self.tell_list(user)
        self.tell_list(partner)

    def changed(self, user: UserId) -> None:
        """``user`` came, went, or changed their name."""
        for buddy in self._lobby.buddies.of(user):
            if buddy in self._online:
                self._stale[buddy] = None

    def flush(self) -> None:
        """Tell those whose list has changed."""
        stale, self._stale = self._stale, {}
        for user in stale:
            self.tell_list(user)

    def tell_list(self, user: UserId) -> None:
        """Tell ``user`` all of their buddies."""
        self._stale.pop(user, None)
        if user not in self._online:
            return
        buddies = self._lobby.buddies.of(user)
        entries = (Buddy(b, self._names.get(b, DEFAULT_NAME), b in self._online) for b in buddies)
        self._tell(user, Buddies(tuple(entries)))

    def _tell_both(self, user: UserId, partner: UserId, state: BuddyState) -> None:
        self._tell(user, self._state(partner, state))
        self._tell(partner, self._state(user, state))

    def _state(self, other: UserId, state: BuddyState) -> BuddyChanged:
        return BuddyChanged(User(other, self._names.get(other, DEFAULT_NAME)), state)
