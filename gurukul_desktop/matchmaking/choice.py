"""Which of those who wait is the partner. Pure functions of the queue."""

from collections.abc import Iterable

from gurukul_desktop.matchmaking.barred import Barred
from gurukul_desktop.matchmaking.buddies import Buddies
from gurukul_desktop.matchmaking.queue import Queue
from gurukul_desktop.matchmaking.wishes import Ticket


def choose(finder: Ticket, queue: Queue, buddies: Buddies, barred: Barred) -> Ticket | None:
    """The partner for ``finder`` among the others in ``queue``, None if there is none.

    In this order, and within each the longest waiting: a buddy, if one of the two asked
    for buddies first; somebody who shares a topic; anybody, if both are open. Never
    somebody barred. The cost is bounded by the finder's buddies and bars, not by the queue.
    """
    return (
        _oldest(finder, _buddies(finder, queue, buddies), barred)
        or _oldest(finder, _sharing(finder, queue, barred), barred)
        or (_first(finder, queue.open_tickets(), barred) if finder.open else None)
    )


def _buddies(finder: Ticket, queue: Queue, buddies: Buddies) -> Iterable[Ticket]:
    first = finder.wish.mode == "buddies_first"
    for user in buddies.of(finder.user):
        ticket = queue.get(user)
        if ticket is not None and (first or ticket.wish.mode == "buddies_first"):
            yield ticket


def _sharing(finder: Ticket, queue: Queue, barred: Barred) -> Iterable[Ticket]:
    for topic in finder.wish.topics:
        ticket = _first(finder, queue.sharing(topic), barred)
        if ticket is not None:
            yield ticket


def _first(finder: Ticket, oldest_first: Iterable[Ticket], barred: Barred) -> Ticket | None:
    for ticket in oldest_first:
        if ticket.user != finder.user and (finder.user, ticket.user) not in barred:
            return ticket
    return None


def _oldest(finder: Ticket, tickets: Iterable[Ticket], barred: Barred) -> Ticket | None:
    allowed = (t for t in tickets if (finder.user, t.user) not in barred)
    return min(allowed, key=lambda ticket: ticket.number, default=None)
