"""gurukul_desktop.media.level: the bar that follows a voice."""

import numpy as np
import pytest

from gurukul_desktop.media.level import FALL, Level
from gurukul_desktop.media.virtual import tone


def level_of(samples: np.ndarray) -> float:
    level = Level()
    level.hear(samples)
    return level.look()


def test_silence_is_nothing_and_a_voice_is_in_the_middle_and_noise_at_the_top() -> None:
    assert level_of(np.zeros(960, np.int16)) == 0
    assert level_of(tone(440, 0, 960)) == pytest.approx(40 / 54, abs=0.01)  # -20 dB
    assert level_of(np.full(960, -32768, np.int16)) == 1


def test_it_rises_at_once_and_falls_slowly() -> None:
    level = Level()
    level.hear(tone(440, 0, 960))
    level.hear(np.zeros(960, np.int16))
    high = level.look()
    assert high > 0.7
    assert level.look() == pytest.approx(high - FALL)
    for _ in range(30):
        level.look()
    assert level.look() == 0
