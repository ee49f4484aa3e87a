"""When the next generation is due, by a clock of the test's own."""

import pytest

from gurukul_desktop.call.recovery import MOST_A_MINUTE, Recovery
from gurukul_desktop.call.timing import Timing

TIMING = Timing(attempt=4, pause=1)


@pytest.fixture
def recovery():
    recovery = Recovery(TIMING)
    recovery.began(0)
    return recovery


def due(recovery, now, moved=False):
    return recovery.due(now, moved=moved)


def test_what_was_answered_gets_its_time(recovery):
    recovery.answered(1)
    assert not due(recovery, 4.9)
    assert due(recovery, 5)


def test_what_was_not_answered_gets_twice_as_long(recovery):
    assert not due(recovery, 7.9)
    assert due(recovery, 8)


def test_what_failed_is_followed_after_a_pause(recovery):
    recovery.answered(0.1)
    recovery.failed()
    assert not due(recovery, 0.9)
    assert due(recovery, 1)


def test_new_addresses_are_told_after_a_pause(recovery):
    assert not due(recovery, 0.9, moved=True)
    assert due(recovery, 1, moved=True)


def test_what_stood_and_broke_is_followed_at_once(recovery):
    recovery.answered(1)
    recovery.stands()
    assert due(recovery, 60)


def test_only_what_both_sides_tried_counts_as_an_attempt(recovery):
    recovery.began(8)
    assert recovery.attempt == 0
    recovery.answered(9)
    recovery.began(13)
    assert recovery.attempt == 1
    recovery.answered(13)
    recovery.failed()
    recovery.began(14)
    assert recovery.attempt == 2
    recovery.answered(14)
    recovery.stands()
    recovery.began(100)
    assert recovery.attempt == 2  # what worked last is tried first


def test_generations_a_minute_are_bounded(recovery):
    for second in range(1, MOST_A_MINUTE):
        assert recovery.allowed(second)
        recovery.began(second)
    recovery.failed()
    assert not recovery.allowed(59)
    assert not due(recovery, 59)
    assert due(recovery, 60)
