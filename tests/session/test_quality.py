"""The mark of a call: what makes it weak or poor, how fast it falls and how slowly it rises."""

from dataclasses import replace

import pytest

from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.session.quality import (
    BETTER_AFTER,
    WORSE_AFTER,
    Cause,
    Judge,
    Level,
    Quality,
)

FINE = Statistics(
    fps=30, width=1280, height=720, round_trip_ms=40, sent_width=1280, sent_height=720
)


def after(*seconds: Statistics) -> Quality:
    judge = Judge()
    for second in seconds:
        judge.hear(second)
    return judge.quality


@pytest.mark.parametrize(
    ("bad", "wanted"),
    [
        ({"loss_in": 0.03}, Quality(Level.WEAK, Cause.INCOMING)),
        ({"loss_in": 0.1}, Quality(Level.POOR, Cause.INCOMING)),
        ({"loss_out": 0.05}, Quality(Level.WEAK, Cause.OUTGOING)),
        ({"round_trip_ms": 400.0}, Quality(Level.WEAK, Cause.DISTANT)),
        ({"round_trip_ms": 900.0}, Quality(Level.POOR, Cause.DISTANT)),
        ({"limited_by": "cpu"}, Quality(Level.WEAK, Cause.BUSY)),
        (
            {"limited_by": "network", "sent_width": 640, "sent_height": 360},
            Quality(Level.WEAK, Cause.OUTGOING),
        ),
        (
            {"limited_by": "network", "sent_width": 320, "sent_height": 180},
            Quality(Level.POOR, Cause.OUTGOING),
        ),
        ({"loss_in": 0.04, "round_trip_ms": 900.0}, Quality(Level.POOR, Cause.DISTANT)),
        ({"loss_in": 0.04, "loss_out": 0.04}, Quality(Level.WEAK, Cause.INCOMING)),
    ],
)
def test_what_is_wrong_is_named(bad, wanted):
    second = replace(FINE, **bad)
    assert after(FINE, *[second] * WORSE_AFTER) == wanted


@pytest.mark.parametrize("field", ["frozen_ms", "concealed_ms"])
def test_totals_count_by_what_a_second_adds(field):
    seconds = [replace(FINE, **{field: 600.0 * number}) for number in range(4)]
    assert after(*seconds) == Quality(Level.POOR, Cause.INCOMING)
    long_ago = [replace(FINE, **{field: 600.0})] * (BETTER_AFTER + 1)
    assert after(*long_ago) == Quality()


def test_a_fine_call_is_good_and_so_is_one_that_has_no_figures_yet():
    assert after(FINE, FINE, FINE) == Quality()
    assert after(Statistics(), Statistics()) == Quality()
    assert after(replace(FINE, limited_by="network")) == Quality()


def test_one_bad_second_is_no_bad_call():
    lost = replace(FINE, loss_in=0.5)
    assert after(FINE, lost, FINE, lost, FINE) == Quality()


def test_it_rises_only_when_it_has_been_better_for_a_while():
    poor, weak = replace(FINE, loss_in=0.2), replace(FINE, loss_in=0.04)
    judge = Judge()
    for _ in range(WORSE_AFTER):
        judge.hear(poor)
    levels = [judge.hear(weak).level for _ in range(BETTER_AFTER)]
    assert levels == [Level.POOR] * (BETTER_AFTER - 1) + [Level.WEAK]
    levels = [judge.hear(FINE).level for _ in range(BETTER_AFTER)]
    assert levels == [Level.WEAK] * (BETTER_AFTER - 1) + [Level.GOOD]


def test_the_reason_is_that_of_the_last_second():
    judge = Judge()
    for _ in range(WORSE_AFTER):
        judge.hear(replace(FINE, loss_in=0.04))
    assert judge.hear(replace(FINE, round_trip_ms=500.0)).cause is Cause.DISTANT
