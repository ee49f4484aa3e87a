"""Frozen time as the W3C counts it."""

from gurukul_desktop.call.video.freezes import Freezes


def shown(*durations):
    freezes = Freezes()
    now = 5.0
    freezes.shown(now)
    for duration in durations:
        now += duration
        freezes.shown(now)
    return round(freezes.seconds, 6)


def test_even_pictures_do_not_freeze():
    assert shown(*[0.033] * 100) == 0


def test_a_long_gap_counts_whole():
    assert shown(*[0.033] * 30, 0.3, 0.033) == 0.3


def test_below_150_ms_more_than_the_mean_it_is_none():
    assert shown(*[0.033] * 30, 0.18, 0.033) == 0


def test_slow_pictures_freeze_at_three_times_their_mean():
    assert shown(*[0.2] * 30, 0.5) == 0
    assert shown(*[0.2] * 30, 0.7) == 0.7


def test_five_seconds_are_a_pause():
    assert shown(*[0.033] * 30, 6.0, 0.033) == 0


def test_the_first_gap_has_nothing_to_be_measured_by():
    assert shown(2.0) == 0
