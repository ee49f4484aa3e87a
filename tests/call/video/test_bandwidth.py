"""The bit rate on simulated links: it finds what there is, and stays with it."""

import pytest

from gurukul_desktop.call.video.bandwidth import LOWEST, START, Bandwidth, Report
from tests.call.video.link import Link

MEGA = 1_000_000
CEILING = 2_500_000


@pytest.mark.parametrize("remb", [True, False])
def test_a_good_link_is_used_up_to_the_ceiling(remb):
    link = Link(Bandwidth(CEILING), capacity=20 * MEGA, remb=remb).run(30)
    assert link.bandwidth.rate == CEILING


@pytest.mark.parametrize("remb", [True, False])
def test_a_narrow_link_is_filled_and_not_flooded(remb):
    link = Link(Bandwidth(CEILING), capacity=1.5 * MEGA, remb=remb).run(60)
    assert 0.7 * 1.5 * MEGA < link.mean_rate(40) < 1.15 * 1.5 * MEGA


@pytest.mark.parametrize("remb", [True, False])
def test_a_link_that_becomes_narrow_is_obeyed_within_seconds_and_forgotten_when_it_is_wide(remb):
    link = Link(Bandwidth(CEILING), capacity=5 * MEGA, remb=remb).run(20)
    link.capacity = 300_000
    link.run(8).run(20)
    assert LOWEST <= link.mean_rate(20) < 1.3 * 300_000
    link.capacity = 5 * MEGA
    link.run(40)
    assert link.bandwidth.rate > 2 * MEGA


@pytest.mark.parametrize("remb", [True, False])
@pytest.mark.parametrize("loss", [0.02, 0.05, 0.1, 0.2])
def test_losses_by_chance_do_not_starve_the_picture(loss, remb):
    link = Link(Bandwidth(CEILING), capacity=20 * MEGA, loss=loss, remb=remb).run(60)
    assert link.mean_rate(40) > 0.75 * START
    assert link.bandwidth.loss == pytest.approx(loss, abs=0.08)


def test_losses_by_chance_do_not_hide_those_of_a_full_link():
    link = Link(Bandwidth(CEILING), capacity=1 * MEGA, loss=0.1, remb=False).run(60)
    assert 0.5 * MEGA < link.mean_rate(40) < 1.35 * MEGA


def test_a_still_picture_says_nothing_about_the_network():
    link = Link(Bandwidth(CEILING), capacity=20 * MEGA)
    link.used = 0.15
    link.run(20)
    assert link.bandwidth.rate == START
    link.used = 1.0
    link.run(15)
    assert link.bandwidth.rate > 2 * MEGA


def test_a_deep_queue_that_nobody_speaks_of_is_emptied():
    link = Link(Bandwidth(CEILING), capacity=1 * MEGA, queue=3.0, remb=False).run(60)
    assert link.mean_rate(40) < 1.3 * MEGA


def test_nonsense_stays_within_the_bounds():
    bandwidth = Bandwidth(CEILING)
    for turn, estimate in enumerate((0, 10**12, 0, 1, 10**12)):
        bandwidth.estimated(turn, estimate, 10**6)
        bandwidth.reported(turn + 0.5, Report(65_535, 255 / 256, 1e6, 0))
        bandwidth.reported(turn + 0.6, Report(0, 1.0, None, 0))
        assert LOWEST <= bandwidth.rate <= CEILING


@pytest.mark.parametrize("remb", [True, False])
def test_a_link_that_was_down_is_used_as_before(remb):
    link = Link(Bandwidth(CEILING), capacity=20 * MEGA, remb=remb).run(20)
    link.loss = 1
    link.run(5)
    link.loss = 0
    link.run(4)
    assert link.bandwidth.rate >= 1.5 * MEGA
