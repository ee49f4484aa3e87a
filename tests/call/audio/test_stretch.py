"""gurukul_desktop.call.audio.stretch and concealment: what is done to sound is not heard."""

import numpy as np
import pytest

from gurukul_desktop.call.audio import concealment, stretch
from gurukul_desktop.call.audio.concealment import Continuation
from gurukul_desktop.media.ports import Samples
from tests.call.audio.network import steepest, tone
from tests.call.audio.voice import voice

FRAME = 960


def changed(sound: Samples, *, shorter: bool) -> Samples:
    """``sound`` with every fifth frame made shorter or longer."""
    parts = [sound[:FRAME]]
    for number, at in enumerate(range(FRAME, len(sound), FRAME)):
        frame = sound[at : at + FRAME]
        if number % 5 == 0:
            found = stretch.period(np.concatenate(parts), frame)
            assert stretch.SHORTEST <= found.samples <= stretch.LONGEST
            change = stretch.shorter if shorter else stretch.longer
            changed = change(frame, found.samples)
            assert len(changed) == len(frame) + found.samples * (-1 if shorter else 1)
            frame = changed
        parts.append(frame)
    return np.concatenate(parts)


@pytest.mark.parametrize("hz", [100.0, 440.0, 1234.5])
@pytest.mark.parametrize("shorter", [True, False])
def test_a_tone_keeps_its_pitch_and_has_no_click(hz: float, shorter: bool) -> None:
    sound = tone(2.0, hz)
    played = changed(sound, shorter=shorter)
    assert 0.03 < abs(len(played) / len(sound) - 1) < 0.2
    spectrum = np.abs(np.fft.rfft(played[:72_000] * np.hanning(72_000)))
    assert np.argmax(spectrum) * 48_000 / 72_000 == pytest.approx(hz, abs=1.5)
    assert steepest(played) < steepest(sound) * 1.1


def test_a_voice_has_periods_that_can_be_left_out() -> None:
    sound = voice(2.0)
    likeness = [
        stretch.period(sound[at - 960 : at], sound[at : at + 960]).likeness
        for at in range(4800, 90_000, 4800)
    ]
    assert np.median(likeness) > 0.8
    assert steepest(changed(sound, shorter=True)) < steepest(sound) * 1.1


def test_silence_may_lose_as_much_as_there_is() -> None:
    silence = np.zeros(FRAME, np.int16)
    assert stretch.period(silence, silence) == (stretch.LONGEST, 1.0)
    assert len(stretch.shorter(silence, stretch.LONGEST)) == FRAME - stretch.LONGEST
    half = stretch.period(silence, silence[:480])
    assert half.samples == 480 - stretch.FADE


def test_two_sounds_out_of_step_are_brought_into_step() -> None:
    sound = tone(0.1)
    ending, beginning = sound[960 : 960 + stretch.LONGEST], sound[1007 : 1007 + 960]
    joined = stretch.joined(ending, beginning)
    assert len(joined) > len(beginning)
    assert steepest(np.concatenate((sound[:960], joined))) < steepest(sound) * 1.1
    short = beginning[: stretch.FADE - 1]
    assert stretch.joined(ending, short) is short


def test_loudness_goes_evenly() -> None:
    level = np.full(1000, 1000, np.int16)
    rising = stretch.ramped(level, 0.0, 1.0, 500)
    assert rising[0] == 0
    assert rising[250] == pytest.approx(500, abs=5)
    assert (rising[500:] == 1000).all()
    part = stretch.ramped(level[:100], 1.0, 0.0, 200)
    assert part[-1] == pytest.approx(500, abs=10)


@pytest.mark.parametrize("hz", [70.0, 440.0, 997.0])
def test_a_tone_goes_on_in_pieces_of_any_size(hz: float) -> None:
    heard = tone(0.1, hz)
    made = Continuation(heard)
    played = np.concatenate([heard, *(made.take(count) for count in (1, 7, 480, 960, 100, 2000))])
    assert steepest(played) < steepest(heard) * 1.25
    assert np.std(played[-960:]) == pytest.approx(np.std(heard), rel=0.2)


def test_a_voice_goes_on_without_a_click_and_silence_is_silent() -> None:
    sound = voice(1.0)
    for at in range(9600, 48_000, 4801):
        heard = sound[at - concealment.HISTORY : at]
        played = np.concatenate((heard, Continuation(heard).take(960)))
        assert steepest(played) < steepest(sound) * 1.2
    assert not Continuation(np.zeros(concealment.HISTORY, np.int16)).take(960).any()
