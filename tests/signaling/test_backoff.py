"""The waits between two tries."""

from gurukul_desktop.signaling.backoff import Backoff


def test_the_ceiling_doubles_up_to_half_a_minute_and_starts_again() -> None:
    backoff = Backoff(uniform=lambda low, high: high)
    assert [backoff.next() for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    backoff.reset()
    assert backoff.next() == 0.5


def test_the_whole_interval_is_used() -> None:
    waits = [Backoff().next() for _ in range(200)]
    assert min(waits) < 0.1
    assert 0.4 < max(waits) <= 0.5
