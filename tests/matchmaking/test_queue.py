"""The order of the queue and of its indexes."""

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from gurukul_desktop.matchmaking.queue import Queue
from gurukul_desktop.matchmaking.wishes import Ticket, Wish
from gurukul_desktop.protocol.messages import UserId


def ticket(number: int, *topics: str, open_: bool = True) -> Ticket:
    return Ticket(UserId(f"u{number}"), number, float(number), Wish(topics=topics), open_)


def numbers(tickets: Iterable[Ticket]) -> list[int]:
    return [t.number for t in tickets]


def test_a_refreshed_ticket_keeps_its_place_in_every_index() -> None:
    queue = Queue()
    for number in (1, 2, 3):
        queue.put(ticket(number, "x", open_=False))
    queue.put(ticket(1, "y", open_=True))
    queue.put(ticket(2, "x", open_=True))
    assert numbers(queue) == [1, 2, 3]
    assert numbers(queue.open_tickets()) == [1, 2]
    assert numbers(queue.sharing("x")) == [2, 3]
    queue.put(ticket(1, "x", "y", open_=False))
    assert numbers(queue.sharing("x")) == [1, 2, 3]
    narrow = queue.next_narrow()
    assert narrow is not None
    assert narrow.number == 1


def test_positions_count_from_one() -> None:
    queue = Queue()
    for number in (1, 2, 3):
        queue.put(ticket(number))
    queue.remove(UserId("u1"))
    assert [queue.position(UserId(u)) for u in ("u2", "u3")] == [1, 2]
    assert UserId("u1") not in queue
    with pytest.raises(KeyError):
        queue.position(UserId("u1"))


def test_the_revision_tells_when_a_place_may_have_changed() -> None:
    queue = Queue()
    queue.put(ticket(1))
    before = queue.revision
    queue.put(replace(ticket(1), wish=Wish(media="audio")))
    assert queue.revision == before
    queue.remove(UserId("u1"))
    assert queue.revision != before


def test_nothing_is_kept_of_a_topic_that_nobody_names() -> None:
    queue = Queue()
    queue.put(ticket(1, "x"))
    queue.remove(UserId("u1"))
    assert queue._topics == {}
