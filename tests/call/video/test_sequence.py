"""Sequence numbers that count on."""

from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.call.video.sequence import LARGEST_STEP, SequenceNumbers


@given(st.integers(0, 65535), st.lists(st.integers(-LARGEST_STEP, LARGEST_STEP), max_size=200))
def test_positions_keep_the_distances(start, steps):
    numbers = SequenceNumbers()
    first = highest = numbers.position(start)
    for step in steps:
        position = numbers.position((highest - first + start + step) % 65536)
        assert position == highest + step
        highest = max(highest, position)
    assert numbers.restarts == 0


def test_one_stray_packet_is_passed_over():
    numbers = SequenceNumbers()
    first = numbers.position(100)
    assert numbers.position(30_000) is None
    assert numbers.position(101) == first + 1
    assert numbers.restarts == 0


def test_two_in_a_row_begin_another_numbering():
    numbers = SequenceNumbers()
    first = numbers.position(100)
    assert numbers.position(30_000) is None
    again = numbers.position(30_001)
    assert again > first + 65_536 - 100
    assert numbers.position(30_002) == again + 1
    assert numbers.restarts == 1


@given(st.lists(st.integers(0, 65535), max_size=300))
def test_nonsense_never_goes_backwards_into_nothing(numbers_on_wire):
    numbers = SequenceNumbers()
    for number in numbers_on_wire:
        position = numbers.position(number)
        assert position is None or (position > 0 and position % 65536 == number)
