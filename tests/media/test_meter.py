"""gurukul_desktop.media.meter: the last second, and nothing older."""

import numpy as np
import pytest

from gurukul_desktop.media.meter import Meter
from gurukul_desktop.media.ports import SAMPLE_RATE
from gurukul_desktop.media.virtual import TONE_LEVEL, tone


def test_silence_has_no_frequency() -> None:
    meter = Meter()
    assert meter.read() == (0.0, 0.0)
    meter.hear(np.zeros(960, np.int16))
    assert meter.read() == (0.0, 0.0)


@pytest.mark.parametrize("frequency", [50.0, 440.0, 523.0, 12_000.0])
@pytest.mark.parametrize("piece", [441, 960, SAMPLE_RATE, 2 * SAMPLE_RATE])
def test_a_tone_in_pieces_of_any_length(frequency: float, piece: int) -> None:
    meter = Meter()
    for first in range(0, 2 * SAMPLE_RATE, piece):
        meter.hear(tone(frequency, first, piece))
    level, peak = meter.read()
    assert level == pytest.approx(TONE_LEVEL, rel=0.02)
    assert peak == pytest.approx(frequency, abs=1)


def test_only_the_last_second_counts() -> None:
    meter = Meter()
    meter.hear(tone(440, 0, SAMPLE_RATE))
    meter.hear(np.zeros(SAMPLE_RATE, np.int16))
    assert meter.read() == (0.0, 0.0)


def test_no_sound_at_all_changes_nothing() -> None:
    meter = Meter()
    meter.hear(tone(440, 0, SAMPLE_RATE))
    before = meter.read()
    meter.hear(np.zeros(0, np.int16))
    assert meter.read() == before
