"""gurukul_desktop.media.voice.alignment: steady where it can be, right where it must be."""

from collections.abc import Iterator

import numpy as np
import pytest

from gurukul_desktop.media.voice.alignment import EARLY, FAR_TOO_EARLY, LATE, LEAD, Alignment

COUNT = 960
RATE = 48_000


def run(
    alignment: Alignment,
    blocks: int,
    *,
    margin: float = 0.08,
    jitter: float = 0.0,
    pace: float = COUNT,
    start: float = 0.0,
) -> Iterator[tuple[int, float]]:
    """The position given for each block, and by how many seconds it is ahead of what sounds."""
    trembling = np.random.default_rng(1).uniform(-jitter, jitter, blocks) * RATE
    for number in range(blocks):
        audible = start + (number + 1) * pace
        place = alignment.place(COUNT, audible + float(trembling[number]), margin)
        yield place, (place + COUNT - audible) / RATE


def test_the_far_end_is_ahead_of_its_echo_by_as_much_as_is_known() -> None:
    assert [ahead for _, ahead in run(Alignment(), 3)] == pytest.approx([LEAD] * 3)
    ahead = [ahead for _, ahead in run(Alignment(), 3, margin=0.015)]
    assert ahead == pytest.approx([0.015] * 3)


def test_time_stamps_that_tremble_move_nothing() -> None:
    places = [place for place, _ in run(Alignment(), 3000, jitter=0.015)]
    assert set(np.diff(places)) == {COUNT}


@pytest.mark.parametrize("ppm", [200, -200])
def test_clocks_that_run_apart_are_followed_for_twenty_minutes(ppm: int) -> None:
    found = list(run(Alignment(), 60_000, pace=COUNT * (1 + ppm * 1e-6), jitter=0.005))
    ahead = [ahead for _, ahead in found]
    assert min(ahead) > LEAD - LATE - 0.01, "never later than the echo"
    assert max(ahead) < LEAD + EARLY + 0.01
    steps = np.diff([place for place, _ in found]) - COUNT
    if ppm > 0:
        # The far end falls behind and jumps ahead, which disturbs the canceller little.
        assert 0 < np.count_nonzero(steps) < 20
        assert steps.min() == 0
    else:
        assert set(steps) == {0, -1}


def test_sound_that_the_microphone_lost_is_made_up_for_within_a_second() -> None:
    alignment = Alignment()
    list(run(alignment, 200))
    ahead = [ahead for _, ahead in run(alignment, 100, start=200 * COUNT + 0.1 * RATE)]
    assert ahead[0] == pytest.approx(LEAD - 0.1)
    assert ahead[50:] == pytest.approx([LEAD] * 50)


def test_a_far_end_that_is_much_too_early_is_put_right_at_once() -> None:
    alignment = Alignment()
    list(run(alignment, 200))
    late = FAR_TOO_EARLY + 0.05  # an output that stood still for so long
    ahead = [ahead for _, ahead in run(alignment, 100, start=200 * COUNT - late * RATE)]
    assert ahead[50:] == pytest.approx([LEAD] * 50)


def test_a_far_end_that_is_early_is_brought_back_a_sample_at_a_time() -> None:
    alignment = Alignment()
    list(run(alignment, 200))
    found = list(run(alignment, 12_000, start=200 * COUNT - (EARLY + 0.04) * RATE))
    steps = np.diff([place for place, _ in found]) - COUNT
    assert set(steps) == {0, -1}
    assert found[-1][1] == pytest.approx(LEAD + EARLY, abs=0.002)


def test_a_microphone_that_was_off_starts_anew() -> None:
    alignment = Alignment()
    list(run(alignment, 60))
    alignment.restart()
    ((_, ahead),) = run(alignment, 1, start=1_000_000.0)
    assert ahead == pytest.approx(LEAD, abs=1e-4)
