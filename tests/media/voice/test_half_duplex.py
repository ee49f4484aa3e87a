"""gurukul_desktop.media.voice.half_duplex: up for an echo that stays, and only for that."""

import numpy as np
import pytest

from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, Samples
from gurukul_desktop.media.voice.half_duplex import ATTENUATION, HalfDuplex
from gurukul_desktop.media.voice.spectrum import levels
from tests.media.voice.room import response, sounding
from tests.media.voice.voices import Sound, noise, samples, speech

SECONDS = 12
FAR = speech(SECONDS, 110, 1)
NEAR = speech(SECONDS, 210, 2, -23.0)
HISS = noise(SECONDS, -65)
TIME = np.arange(SECONDS * SAMPLE_RATE) / SAMPLE_RATE


def blocks(sound: Sound) -> Samples:
    return samples(sound).reshape(-1, FRAME_SAMPLES)


def heard(
    far: Sound, microphone: Sound, left: Sound | None = None
) -> tuple[list[float], HalfDuplex]:
    """What may be heard of each frame, where a canceller leaves ``left`` of the microphone."""
    guard = HalfDuplex()
    near = blocks(microphone + HISS)
    out = near if left is None else blocks(left + HISS)
    return [guard.hear(*frame) for frame in zip(blocks(far), near, out, strict=True)], guard


def second(gains: list[float], start: float, end: float | None = None) -> float:
    """The mean from one second to the next."""
    return float(np.mean(gains[int(start * 50) : int((end or start + 1) * 50)]))


@pytest.mark.parametrize("direct", [0.02, 0.3, 0.7])
def test_who_listens_is_not_heard_where_the_echo_stays(direct: float) -> None:
    gains, guard = heard(FAR, sounding(response(direct=direct), FAR))
    assert guard.engaged
    assert second(gains, 0, 2) == 1.0, "it waits whether the canceller gets it"
    assert second(gains, 6, 12) < 0.1


@pytest.mark.parametrize(
    ("far", "microphone"),
    [
        (FAR, NEAR),
        (FAR * (TIME % 4 < 2), NEAR * (TIME % 4 >= 2)),
        (FAR * (TIME % 2 < 1), np.roll(NEAR * (TIME % 2 < 1), SAMPLE_RATE // 2)),
        (FAR, np.zeros_like(FAR)),
        (np.zeros_like(FAR), NEAR),
        (np.zeros_like(FAR), np.zeros_like(FAR)),
    ],
    ids=["headphones", "turns", "quick turns", "listens", "talks", "silence"],
)
def test_without_an_echo_nothing_is_held_back(far: Sound, microphone: Sound) -> None:
    gains, guard = heard(far, microphone)
    assert not guard.engaged
    assert set(gains) == {1.0}


def test_an_echo_that_the_canceller_removes_is_none() -> None:
    echo = sounding(response(), FAR)
    gains, _ = heard(FAR, echo + NEAR, left=0.01 * echo + NEAR)
    assert set(gains) == {1.0}


def test_the_student_interrupts_and_is_heard_at_once() -> None:
    talking = (TIME >= 8) & (TIME < 10)
    gains, guard = heard(FAR, sounding(response(direct=0.6), FAR) + NEAR * talking)
    assert guard.engaged
    assert second(gains, 6, 8) < 0.1
    spoken = [
        number for number in range(400, 500) if np.abs(NEAR[number * 960 :][:960]).max() > 0.02
    ]
    assert float(np.mean([gains[number] for number in spoken])) > 0.7
    opened = next(number for number in spoken if gains[number] == 1.0)
    assert opened - spoken[0] <= 8, "within 160 ms"
    assert second(gains, 10.7, 12) < 0.2


def test_while_the_partner_is_silent_the_student_is_heard() -> None:
    far = FAR * (TIME < 8)
    gains, guard = heard(far, sounding(response(direct=0.6), far) + NEAR * (TIME >= 9))
    assert guard.engaged
    assert second(gains, 6, 8) < 0.1
    assert second(gains, 9, 12) == 1.0


def test_it_is_over_when_the_canceller_gets_it() -> None:
    echo = sounding(response(), FAR)
    gains, guard = heard(FAR, echo, left=echo * np.where(TIME < 6, 1.0, 0.01))
    assert second(gains, 5) < 0.1
    assert not guard.engaged
    assert second(gains, 11) == 1.0


def test_what_is_left_is_30_db_less() -> None:
    assert 20 * np.log10(ATTENUATION) == pytest.approx(-30, abs=0.5)


def test_a_level_is_in_db_of_full_scale_and_in_its_band() -> None:
    sine = 0.1 * np.sin(2 * np.pi * 1100 * TIME[:FRAME_SAMPLES])
    found = levels(samples(sine))
    assert int(np.argmax(found)) == 3
    assert found[3] == pytest.approx(-23, abs=0.5)
    assert found[7] < -60
    assert levels(np.zeros(FRAME_SAMPLES, np.int16)) == pytest.approx(np.full(8, -90))
    full = np.full(FRAME_SAMPLES, -32768, np.int16)
    assert np.isfinite(levels(full)).all()
