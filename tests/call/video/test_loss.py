"""What is asked for when: on a simulated link, and case by case."""

import itertools
import statistics

import pytest

from gurukul_desktop.call.video import evenness, loss
from gurukul_desktop.call.video.loss import Repair

PICTURE = 1 / 30


@pytest.mark.parametrize("part", [0.0, 0.02, 0.05, 0.1])
def test_a_lost_packet_costs_at_most_300_ms(wire, part):
    for seed in range(4):
        simulation = wire.Simulation(loss=part, delay=0.04, seed=seed).run(20)
        times = [picture.timestamp for _, picture in simulation.shown]
        assert times == sorted(set(times))
        assert max(simulation.gaps) <= 0.3 + PICTURE
        assert simulation.most_kept < 200
        assert simulation.longest_wait <= evenness.MOST
        assert simulation.repair.missing < 40
        assert abs(simulation.repair.lost / simulation.repair.expected - part) < 0.02
        if part == 0:
            assert (simulation.asked, simulation.plis) == (0, 0)


def test_what_it_costs_on_the_wire(wire):
    few = [wire.Simulation(loss=0.02, seed=seed).run(20) for seed in range(3)]
    many = [wire.Simulation(loss=0.1, seed=seed).run(20) for seed in range(3)]
    assert statistics.mean(s.again / s.sent for s in few) < 0.05
    assert statistics.mean(s.again / s.sent for s in many) < 0.25
    assert statistics.mean(s.keyframes for s in few) < 3
    assert statistics.mean(s.keyframes for s in many) < 6


def test_on_a_far_link_each_lost_packet_costs_its_round_trip(wire):
    simulation = wire.Simulation(loss=0.02, delay=0.15, seed=2).run(20)
    assert statistics.quantiles(simulation.gaps, n=100)[98] < 0.45


def test_a_sender_that_sends_nothing_again_gives_keyframes(wire):
    for seed in range(3):
        simulation = wire.Simulation(loss=0.005, seed=seed, history=0).run(20)
        assert simulation.keyframes > 1
        assert statistics.quantiles(simulation.gaps, n=100)[98] < 0.3 + PICTURE + 0.015
        assert max(simulation.gaps) < 0.7  # where the keyframe itself was hit, too


def test_the_picture_is_back_soon_after_the_link_was_down(wire):
    simulation = wire.Simulation(loss=0.02, seed=3)
    simulation.there.lose = simulation.back.lose = lambda now: 5 < now < 10
    simulation.run(15)
    back = min(at for at, _ in simulation.shown if at > 9)
    assert back < 10.6
    assert simulation.asked < 200


def test_the_first_keyframe_may_be_lost(wire):
    simulation = wire.Simulation(seed=1)
    simulation.there.lose = lambda now: now < 0.02
    simulation.run(2)
    assert simulation.shown[0][0] < 0.3


def ask(repair, now, *, waits=False, entry=None, round_trip=0.08):
    return repair.requests(now, round_trip, waits=waits, entry=entry)


def came(repair, positions, now=0.0, again=False):
    for position in positions:
        repair.received(position, now, again=again, last=True)


def test_a_gap_is_asked_for_at_once_and_each_round_trip():
    repair = Repair()
    came(repair, [*range(300), 301])
    first = ask(repair, 0.0)
    assert first.again == [300]
    assert first.check == pytest.approx(0.098, abs=0.001)
    came(repair, range(302, 502), 0.02)
    came(repair, [503], 0.03)
    assert ask(repair, 0.03).again == [502]
    assert ask(repair, 0.09).again == []
    came(repair, [300], 0.09, again=True)
    assert ask(repair, 0.12).again == []
    assert ask(repair, 0.16).again == [502]


def test_a_keyframe_is_asked_for_when_another_round_trip_would_be_too_long():
    repair = Repair()
    came(repair, [1, 3])
    asked = [now for now in range(600) if ask(repair, now / 1000).keyframe]
    assert 150 < asked[0] < 200
    assert all(later - before >= 100 for before, later in itertools.pairwise(asked))
    assert len(asked) >= 3  # the first may have been lost


def test_no_second_keyframe_while_one_is_on_its_way():
    repair = Repair()
    came(repair, [1])
    assert not ask(repair, 0.0, waits=True).keyframe
    assert ask(repair, 0.02, waits=True).keyframe
    came(repair, [2], 0.1)
    assert not ask(repair, 0.18, waits=True, entry=2).keyframe
    assert ask(repair, 0.4, waits=True, entry=2).keyframe  # it has been on its way for too long


def test_what_was_only_overtaken_is_not_lost():
    repair = Repair()
    for now, position in enumerate((1, 3, 2, 4)):
        came(repair, [position], now / 1000)
        ask(repair, now / 1000)
    assert (repair.lost, repair.expected) == (0, 4)
    came(repair, [6], 0.02)
    assert ask(repair, 0.02).again == []  # this link does that
    assert ask(repair, 0.022).again == [5]


def test_the_last_packet_of_a_picture_is_missed_without_the_next_picture():
    repair = Repair()
    repair.received(1, 0.0, again=False, last=True)
    repair.received(2, 0.0, again=False, last=False)
    assert ask(repair, 0.0).check == loss.TAIL
    assert ask(repair, 0.021).again == [3]
    came(repair, [3], 0.1, again=True)
    assert ask(repair, 0.2) == ([], False, None)
    assert repair.lost == 1


def test_a_picture_that_ends_there_after_all_costs_no_keyframe():
    repair = Repair()
    repair.received(1, 0.0, again=False, last=False)
    keyframes = [ask(repair, now / 100).keyframe for now in range(300)]
    assert not any(keyframes)
    assert ask(repair, 3.0) == ([], False, None)


def test_lossy_links_are_asked_more_than_once():
    repair = Repair()
    came(repair, [n for n in range(1, 400) if n % 10])
    ask(repair, 0.0)
    came(repair, [402], 10.0)
    asked = [now for now in range(60) if ask(repair, 10.0 + now / 1000).again]
    assert asked == [0, 10, 20]


def test_a_long_outage_is_not_asked_for_packet_by_packet():
    repair = Repair()
    came(repair, [1, 1000])
    requests = ask(repair, 0.0)
    assert requests.keyframe
    assert (requests.again, repair.missing) == ([], 0)
    repair.done_with(1000)
    assert ask(repair, 0.5) == ([], False, None)


def test_a_flood_of_gaps_is_bounded():
    repair = Repair()
    keyframes = 0
    for step in range(2000):
        came(repair, [step * 100], step / 1000)
        requests = ask(repair, step / 1000)
        assert len(requests.again) <= loss.HISTORY
        keyframes += requests.keyframe
    assert repair.missing <= loss.HISTORY
    assert keyframes <= 20
    repair.restart()
    assert repair.missing == 0


@pytest.mark.parametrize("part", [0.02, 0.1])
def test_repaired_pictures_come_evenly(wire, part):
    simulation = wire.Simulation(loss=part, seed=4).run(20)
    assert sum(gap > 1.8 * PICTURE for gap in simulation.gaps) < 20
    assert len(simulation.shown) > 0.97 * 20 / PICTURE
    assert simulation.frozen == 0
