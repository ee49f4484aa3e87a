"""gurukul_desktop.media.voice.far_end: what was played, found again by when it was heard."""

import numpy as np
import pytest

from gurukul_desktop.media.ports import SAMPLE_RATE, Samples
from gurukul_desktop.media.voice.far_end import CAPACITY, FarEnd


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def far_end(clock: Clock) -> FarEnd:
    return FarEnd(clock)


def ramp(first: int, count: int = 960) -> Samples:
    return np.arange(first, first + count, dtype=np.int16)


def heard_at(far_end: FarEnd, clock: Clock, seconds: float, count: int) -> Samples:
    """What is audible from ``seconds`` on from now."""
    return far_end.read(round(far_end.audible() + seconds * SAMPLE_RATE), count)


def test_what_is_played_is_found_at_the_moment_it_is_heard(far_end: FarEnd, clock: Clock) -> None:
    clock.now += 5
    for number in range(4):
        far_end.played(ramp(960 * number), 0.08)
        clock.now += 0.02
    assert (heard_at(far_end, clock, 0.0, 3840) == ramp(0, 3840)).all(), "80 ms after the first"
    clock.now += 0.01
    assert heard_at(far_end, clock, 0.0, 1)[0] == 480
    assert far_end.margin() == pytest.approx(0.08)


def test_time_stamps_that_tremble_do_not_tear_the_sound(far_end: FarEnd, clock: Clock) -> None:
    for number, error in enumerate((0.0, 0.03, -0.02, 0.05, -0.01)):
        far_end.played(ramp(960 * number), 0.08 + error)
        clock.now += 0.02
    everything = far_end.read(round(far_end.audible()) - 9600, 19_200)
    (places,) = np.nonzero(everything)
    assert (everything[places[0] : places[-1] + 1] == ramp(1, 4799)).all()
    assert far_end.margin() == pytest.approx(0.06), "the least of the last ones"


def test_before_and_after_there_is_silence(far_end: FarEnd, clock: Clock) -> None:
    assert not far_end.read(-5000, 960).any()
    far_end.played(ramp(1), 0.02)
    clock.now += 0.02
    assert not heard_at(far_end, clock, -0.02, 960).any()
    assert not heard_at(far_end, clock, 0.02, 960).any()
    edge = heard_at(far_end, clock, 0.01, 960)
    assert (edge[:480] == ramp(481, 480)).all()
    assert not edge[480:].any()


def test_a_device_that_pauses_leaves_silence(far_end: FarEnd, clock: Clock) -> None:
    far_end.played(ramp(1), 0.0)
    clock.now += 0.52
    far_end.played(ramp(5000), 0.0)
    assert (heard_at(far_end, clock, 0.0, 960) == ramp(5000)).all()
    assert not heard_at(far_end, clock, -0.5, 24_000).any()
    assert (heard_at(far_end, clock, -0.52, 960) == ramp(1)).all()


def test_a_quicker_device_takes_the_place_of_what_was_not_heard(
    far_end: FarEnd, clock: Clock
) -> None:
    for number in range(5):
        far_end.played(ramp(960 * number), 0.4)
        clock.now += 0.02
    far_end.played(ramp(20_000), 0.05)  # the first device was closed with 400 ms in it
    assert not heard_at(far_end, clock, 0.0, 2400).any(), "nothing sounds between the two"
    assert (heard_at(far_end, clock, 0.05, 960) == ramp(20_000)).all()
    assert not heard_at(far_end, clock, 0.07, 48_000).any(), "and the rest was never heard"


@pytest.mark.parametrize("seconds", [4.0, 100_000.0])
def test_after_a_long_time_nothing_of_before_is_left(
    far_end: FarEnd, clock: Clock, seconds: float
) -> None:
    far_end.played(np.full(CAPACITY, 7, np.int16), 0.0)
    clock.now += seconds
    far_end.played(ramp(1), 0.0)
    heard = heard_at(far_end, clock, -1.9, 91_200)
    assert not heard.any()
    assert (heard_at(far_end, clock, 0.0, 960) == ramp(1)).all()


def test_a_block_longer_than_all_that_is_kept(far_end: FarEnd, clock: Clock) -> None:
    far_end.played(np.arange(3 * CAPACITY, dtype=np.int32).astype(np.int16), 0.0)
    assert len(far_end.read(0, 960)) == 960
