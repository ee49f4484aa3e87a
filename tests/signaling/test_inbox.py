"""Every event once and in order."""

from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.signaling.inbox import MOST_KEPT, Inbox


def numbered(*numbers: int) -> list[tuple[int, int]]:
    return [(number, number) for number in numbers]


def test_what_comes_twice_is_handed_on_once() -> None:
    inbox = Inbox[int]()
    assert inbox.ordered(numbered(1, 2)) == [1, 2]
    assert inbox.ordered(numbered(1, 2, 3)) == [3]
    assert inbox.overtaking(numbered(3)) == []
    assert inbox.last == 3


def test_what_overtakes_waits_for_what_is_before_it() -> None:
    inbox = Inbox[int]()
    assert inbox.overtaking(numbered(2, 3)) == []
    assert inbox.ordered(numbered(1)) == [1, 2, 3]


def test_the_ordered_way_knows_of_gaps() -> None:
    inbox = Inbox[int]()
    assert inbox.overtaking(numbered(4)) == []
    assert inbox.ordered(numbered(6)) == [4, 6]
    assert inbox.ordered(numbered(5)) == []


def test_what_is_kept_is_bounded() -> None:
    inbox = Inbox[int]()
    assert inbox.overtaking(numbered(*range(2, 2 * MOST_KEPT))) == []
    assert inbox.ordered(numbered(1)) == list(range(1, MOST_KEPT + 2))


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 30), st.integers(1, 10)), max_size=40))
def test_whatever_way_they_come_each_comes_once_and_in_order(
    arrivals: list[tuple[bool, int, int]],
) -> None:
    inbox = Inbox[int]()
    handed_on = []
    for overtakes, start, length in arrivals:
        if overtakes:
            handed_on += inbox.overtaking(numbered(*range(start, start + length)))
        else:
            # The ordered way goes on after the last one that was handed on.
            begin = inbox.last + 1
            handed_on += inbox.ordered(numbered(*range(begin, begin + length)))
    assert handed_on == list(range(1, inbox.last + 1))
