"""Who waits, oldest first, with an index for each way of choosing.

Whoever can be paired is paired at once, so the people left in one index are all barred
from each other. That keeps every index about as short as the list of people that one
person has lately skipped, and a walk along it bounded by the same number.
"""

from collections.abc import Iterator

from gurukul_desktop.matchmaking.wishes import Ticket
from gurukul_desktop.protocol.messages import UserId

_Index = dict[UserId, Ticket]


class Queue:
    """The waiting tickets. Every index iterates from the longest waiting to the newest."""

    def __init__(self) -> None:
        self._tickets: _Index = {}
        self._open: _Index = {}
        self._narrow: _Index = {}
        self._topics: dict[str, _Index] = {}
        self.revision = 0
        """Changes whenever somebody's place may have changed."""

    def __len__(self) -> int:
        return len(self._tickets)

    def __iter__(self) -> Iterator[Ticket]:
        return iter(self._tickets.values())

    def __contains__(self, user: UserId) -> bool:
        return user in self._tickets

    def get(self, user: UserId) -> Ticket | None:
        """The ticket of ``user``, None if they do not wait."""
        return self._tickets.get(user)

    def open_tickets(self) -> Iterator[Ticket]:
        """Those who take anybody."""
        return iter(self._open.values())

    def sharing(self, topic: str) -> Iterator[Ticket]:
        """Those who named ``topic``."""
        return iter(self._topics.get(topic, {}).values())

    def next_narrow(self) -> Ticket | None:
        """The longest waiting of those who still insist on their topics."""
        return next(iter(self._narrow.values()), None)

    def position(self, user: UserId) -> int:
        """The place of a waiting user, from 1. O(n), so only for a refresh."""
        for position, waiting in enumerate(self._tickets, 1):
            if waiting == user:
                return position
        raise KeyError(user)

    def put(self, ticket: Ticket) -> None:
        """Add a ticket, or replace the one its user has, which keeps its place."""
        old = self._tickets.get(ticket.user)
        if old is None:
            self.revision += 1
        else:
            self._unindex(old)
        self._tickets[ticket.user] = ticket
        _insert(self._open if ticket.open else self._narrow, ticket)
        for topic in ticket.wish.topics:
            _insert(self._topics.setdefault(topic, {}), ticket)

    def remove(self, user: UserId) -> None:
        """Take out the ticket of a waiting user."""
        self._unindex(self._tickets.pop(user))
        self.revision += 1

    def _unindex(self, ticket: Ticket) -> None:
        del (self._open if ticket.open else self._narrow)[ticket.user]
        for topic in ticket.wish.topics:
            index = self._topics[topic]
            del index[ticket.user]
            if not index:
                del self._topics[topic]


def _insert(index: _Index, ticket: Ticket) -> None:
    """Add in order. A newcomer goes last, O(1); a changed wish may have to sort, O(n log n)."""
    last = index[next(reversed(index))] if index else None
    index[ticket.user] = ticket
    if last is not None and last.number > ticket.number:
        ordered = sorted(index.values(), key=lambda waiting: waiting.number)
        index.clear()
        index.update((waiting.user, waiting) for waiting in ordered)
