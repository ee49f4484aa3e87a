"""Pairs that are not to be paired."""

from gurukul_desktop.matchmaking.barred import Barred
from gurukul_desktop.protocol.messages import UserId

A, B, C, D = (UserId(name) for name in "abcd")


def test_a_skip_bars_both_ways_until_it_is_forgotten() -> None:
    barred = Barred()
    barred.skip((B, A), until=30.0)
    assert (A, B) in barred
    assert (B, A) in barred
    assert not barred.reported((A, B)), "a skip is no report"
    assert barred.next_expiry() == (30.0, (A, B))
    barred.expire((A, B))
    assert (A, B) not in barred
    assert barred.next_expiry() is None


def test_a_second_skip_starts_anew_and_goes_last() -> None:
    barred = Barred()
    barred.skip((A, B), until=30.0)
    barred.skip((C, D), until=31.0)
    barred.skip((B, A), until=32.0)
    assert barred.next_expiry() == (31.0, (C, D))


def test_reports_bar_for_good_within_a_bound() -> None:
    barred = Barred(reported_pairs=2)
    for partner in (B, C, D):
        barred.report((partner, A))
    assert (A, B) not in barred, "the oldest made room"
    assert (A, C) in barred
    assert (D, A) in barred
    assert barred.reported((A, D))
    assert not barred.reported((A, B))
    assert barred.next_expiry() is None
