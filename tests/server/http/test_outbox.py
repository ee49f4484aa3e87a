"""The events of one connection, until they are acknowledged."""

import pytest

from gurukul_desktop.server.http import outbox
from gurukul_desktop.server.http.outbox import Outbox


def filled(count: int) -> Outbox:
    box = Outbox()
    for number in range(1, count + 1):
        assert box.add(b"%d" % number)
    return box


def test_events_are_numbered_from_one() -> None:
    assert list(filled(3).after(0)) == [(1, b"1"), (2, b"2"), (3, b"3")]


@pytest.mark.parametrize(
    ("after", "numbers"), [(0, [3, 4]), (2, [3, 4]), (3, [4]), (4, []), (9, [])]
)
def test_what_is_acknowledged_is_not_kept(after: int, numbers: list[int]) -> None:
    box = filled(4)
    box.acknowledge(2)
    box.acknowledge(1)
    assert box.acknowledged == 2
    assert [number for number, _ in box.after(after)] == numbers


def test_numbers_go_on_after_everything_was_acknowledged() -> None:
    box = filled(2)
    box.acknowledge(2)
    assert box.add(b"3")
    assert list(box.after(2)) == [(3, b"3")]


@pytest.mark.parametrize(
    ("events", "size"), [(outbox.EVENTS, 1), (8, outbox.BYTES // 8)], ids=["events", "bytes"]
)
def test_there_is_room_for_so_much(events: int, size: int) -> None:
    box = Outbox()
    for _ in range(events):
        assert box.add(b"x" * size)
    assert not box.add(b"x")
    assert box.last == events
    box.acknowledge(1)
    assert box.add(b"x")


def test_what_was_written_gives_way_and_is_then_lost() -> None:
    box = filled(outbox.EVENTS)
    box.written(2)
    assert box.lost == 0
    assert box.add(b"new")
    assert box.add(b"new")
    assert box.lost == 2
    assert not box.add(b"new")
    assert next(box.after(0))[0] == 3


def test_what_was_written_to_a_stream_that_was_cut_does_not_give_way() -> None:
    box = filled(outbox.EVENTS)
    box.written(outbox.EVENTS)
    box.rewind()
    assert not box.add(b"new")
