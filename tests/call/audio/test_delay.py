"""gurukul_desktop.call.audio.delay: how long sound waits, by how packets come."""

import random

import pytest

from gurukul_desktop.call.audio.delay import AT_FIRST, LEAST, MARGIN, MOST, Delay

FRAME = 0.02


def watched(delay: Delay, lateness: list[float], *, start: float = 0.0, away: float = 5.0) -> Delay:
    """Packets came every 20 ms, each by so much too late."""
    for index, late in enumerate(lateness):
        sent = start + index * FRAME
        delay.arrived(sent, sent + away + late, FRAME)
    return delay


def test_an_even_network_needs_the_least() -> None:
    delay = watched(Delay(), [0.0] * 20)
    assert delay.target == AT_FIRST
    assert watched(delay, [0.0] * 100, start=0.4).target == LEAST
    assert delay.floor == pytest.approx(5.0)


def test_all_but_a_few_packets_are_to_be_in_time() -> None:
    dice = random.Random(2)
    late = [dice.uniform(0, 0.06) for _ in range(400)]
    assert watched(Delay(), late).target == pytest.approx(0.058 + MARGIN, abs=0.004)
    rare = [0.1 if index % 50 == 0 else 0.0 for index in range(400)]
    assert watched(Delay(), rare).target == LEAST, "one in fifty is made up"
    assert watched(Delay(), [dice.uniform(0, 0.19) for _ in range(400)]).target == MOST


def test_a_network_that_held_its_breath_teaches_nothing() -> None:
    burst = [max(0.0, 1.0 - index * FRAME) for index in range(60)]
    delay = watched(Delay(), [0.0] * 200 + burst + [0.0] * 100)
    assert delay.target < 0.05


def test_bad_times_are_remembered_for_a_while_and_then_forgotten() -> None:
    delay = watched(Delay(), [0.0, 0.05] * 100)
    high = delay.target
    assert high > 0.05
    watched(delay, [0.0] * 250, start=4.0)
    assert delay.target == pytest.approx(high)
    watched(delay, [0.0] * 300, start=9.0)
    assert delay.target == LEAST


def test_a_slower_way_and_a_drifting_clock_are_followed() -> None:
    delay = watched(Delay(), [0.0] * 200)
    watched(delay, [0.0] * 200, start=4.0, away=5.3)
    assert delay.floor == pytest.approx(5.3)
    assert delay.target < 0.06
    drift = watched(Delay(), [index * FRAME * 500e-6 for index in range(2000)])
    assert drift.floor == pytest.approx(5.0 + 0.02 - 0.001, abs=0.001)
    assert drift.target == LEAST


def test_where_packets_are_lost_the_next_one_is_waited_for() -> None:
    delay = Delay()
    for index in range(400):
        delay.played(lost=index % 10 == 0)
    assert watched(delay, [0.0, 0.01] * 200).target == pytest.approx(FRAME + 0.01 + MARGIN)
