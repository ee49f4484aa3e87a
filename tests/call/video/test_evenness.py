"""Pictures wait on a link that loses packets, and only there."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.call.video.evenness import MOST, Evenness

PICTURE = 1 / 30


def shown_at(evenness, number, late=0.0, start=0):
    """When picture ``number``, ready so late, is shown; the link takes 40 ms."""
    ready = 100 + number * PICTURE + 0.04 + late
    timestamp = (start + number * 3000) % 2**32
    return ready + evenness.wait(timestamp, ready)


def test_without_loss_no_picture_waits():
    evenness = Evenness()
    for number in range(300):
        late = 0.05 if number % 10 == 0 else 0.0  # a busy computer, not a lossy link
        assert evenness.wait(number * 3000, number * PICTURE + late) == 0
    assert not evenness.waiting


@pytest.mark.parametrize("start", [0, 2**32 - 90_000])
def test_often_repaired_pictures_come_evenly(start):
    evenness = Evenness()
    times = []
    for number in range(300):
        behind = number % 10  # every tenth lacks a packet for 80 ms; two more wait behind it
        late = max(0.0, 0.08 - behind * PICTURE)
        if behind == 0:
            evenness.repaired(100 + number * PICTURE + 0.12, 0.08)
        times.append(shown_at(evenness, number, late, start))
    gaps = [later - before for before, later in itertools.pairwise(times[100:])]
    assert max(gaps) == pytest.approx(PICTURE, abs=0.002)


def test_a_hitch_now_and_then_is_borne():
    evenness = Evenness()
    for number in range(600):
        if number % 100 == 0:
            evenness.repaired(100 + number * PICTURE, 0.09)
        shown_at(evenness, number)
        assert not evenness.waiting


def test_many_packets_of_one_loss_are_one_hitch():
    evenness = Evenness()
    for packet in range(20):
        evenness.repaired(100 + packet / 1000, 0.09)
    shown_at(evenness, 1)
    assert not evenness.waiting


def test_the_wait_goes_when_the_losses_do():
    evenness = Evenness()
    for number in range(100):
        evenness.repaired(100 + number * PICTURE, 0.3)
        shown_at(evenness, number)
    waited = [
        shown_at(evenness, number) - (100 + number * PICTURE + 0.04) for number in range(100, 500)
    ]
    assert waited[0] == pytest.approx(MOST)
    assert waited[-1] == 0
    assert all(-1e-9 <= a - b <= 0.0011 for a, b in itertools.pairwise(waited))


def test_a_clock_that_drifts_is_followed():
    evenness = Evenness()
    for number in range(30 * 60):
        if number % 20 == 0:
            evenness.repaired(100 + number * PICTURE, 0.08)
        now = 100 + number * PICTURE * 1.0002
        wait = evenness.wait(number * 3000, now)
    assert wait == pytest.approx(0.09, abs=0.005)


@given(
    st.lists(st.tuples(st.integers(0, 2**32 - 1), st.floats(0, 2), st.floats(0, 10)), max_size=100)
)
def test_no_time_stamp_leads_out_of_bounds(pictures):
    evenness = Evenness()
    now = 0.0
    for timestamp, later, missing in pictures:
        now += later
        evenness.repaired(now, missing)
        assert 0 <= evenness.wait(timestamp, now) <= MOST
