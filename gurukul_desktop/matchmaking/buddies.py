"""Who is whose buddy: two people who both asked for it."""

from collections.abc import Iterable
from typing import Final

from gurukul_desktop.protocol.messages import UserId

BUDDIES: Final = 200
"""How many buddies, and how many open requests, one person may have."""

LATE_SECONDS: Final = 300
"""How long after the end of a session its two members can still add each other."""

PEOPLE: Final = 100_000
"""How many people's buddies are remembered; beyond it, those of who was longest unused go."""


_Table = dict[UserId, dict[UserId, None]]


class BuddyListFullError(Exception):
    """One of the two has as many buddies, or open requests, as anybody may have."""


class Buddies:
    """Buddies and the requests on the way to it, in memory.

    Attributes:
        limit: the bound on one person's buddies, and on their open requests.
        people: the bound on how many people have an entry at all.
    """

    def __init__(self, limit: int = BUDDIES, people: int = PEOPLE) -> None:
        self.limit = limit
        self.people = people
        self._buddies: _Table = {}
        self._requests: _Table = {}

    def of(self, user: UserId) -> Iterable[UserId]:
        """The buddies of ``user``, oldest friendship first."""
        return self._buddies.get(user, {}).keys()

    def requests(self, user: UserId) -> Iterable[UserId]:
        """Whom ``user`` has asked and who has not answered, oldest first."""
        return self._requests.get(user, {}).keys()

    def are(self, one: UserId, other: UserId) -> bool:
        """Whether the two are buddies."""
        return other in self._buddies.get(one, {})

    def add(self, user: UserId, partner: UserId) -> bool:
        """``user`` wants ``partner`` as a buddy; True if the two are buddies now.

        Raises:
            BuddyListFullError: there is no room for one more.
        """
        if self.are(user, partner):
            return True
        if user in self._requests.get(partner, {}):
            if max(len(self._buddies.get(u, {})) for u in (user, partner)) >= self.limit:
                raise BuddyListFullError
            self._take(self._requests, partner, user)
            self._take(self._requests, user, partner)
            self._entry(self._buddies, user)[partner] = None
            self._entry(self._buddies, partner)[user] = None
            return True
        requests = self._entry(self._requests, user)
        requests[partner] = None
        if len(requests) > self.limit:
            # The oldest of the unanswered requests makes room.
            del requests[next(iter(requests))]
        return False

    def remove(self, user: UserId, partner: UserId) -> bool:
        """End what is between the two, buddies or a request; True if there was something."""
        was = self._take(self._buddies, user, partner)
        self._take(self._buddies, partner, user)
        asked = self._take(self._requests, user, partner)
        return self._take(self._requests, partner, user) or asked or was

    def forget(self, user: UserId) -> list[UserId]:
        """Forget somebody's buddies and requests, and others' requests to them; who was a buddy.

        Walks over everybody's requests.
        """
        buddies = list(self.of(user))
        for other in [*buddies, *self.requests(user), *self._requests.keys()]:
            self.remove(user, other)
        return buddies

    @staticmethod
    def _take(table: _Table, user: UserId, partner: UserId) -> bool:
        entries = table.get(user)
        if entries is None or partner not in entries:
            return False
        del entries[partner]
        if not entries:
            del table[user]
        return True

    def _entry(self, table: _Table, user: UserId) -> dict[UserId, None]:
        """The entry of ``user``, from now on the most recently used."""
        if user in table:
            table[user] = table.pop(user)
            return table[user]
        if len(table) >= self.people:
            oldest = next(iter(table))
            for other in table.pop(oldest):
                # A request goes one way; a friendship has to go on both sides.
                self._take(table, other, oldest)
        return table.setdefault(user, {})
