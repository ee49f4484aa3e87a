"""gurukul_desktop.media.voice.chain: switched in the middle of a word, heard without a click."""

import numpy as np
import pytest

from gurukul_desktop.media.ports import FRAME_SAMPLES, Samples
from gurukul_desktop.media.virtual import tone
from gurukul_desktop.media.voice.chain import OFF, ON, WARM_UP, Chain, Processor, VoiceSwitches
from gurukul_desktop.media.voice.processing import library
from tests.media.voice.voices import samples, speech

NOISE = VoiceSwitches(echo=False, noise=True, gain=False)
GAIN = VoiceSwitches(echo=False, noise=False, gain=True)
FAR: Samples = np.zeros(FRAME_SAMPLES, np.int16)
LOUD = np.full(FRAME_SAMPLES, 1000, np.int16)


class Half:
    """Makes sound half as loud, or a quarter with the automatic gain; counts."""

    gain_db = -12.0

    def __init__(self, switches: VoiceSwitches) -> None:
        self.switches = switches
        self.processed = 0

    def process(self, near: Samples, far: Samples, /) -> Samples:
        self.processed += 1
        return near // (4 if self.switches.gain else 2)


@pytest.fixture
def built() -> list[Half]:
    return []


@pytest.fixture
def chain(built: list[Half]) -> Chain:
    def build(switches: VoiceSwitches) -> Processor:
        built.append(Half(switches))
        return built[-1]

    return Chain(build)


def test_off_is_what_came_in(chain: Chain, built: list[Half]) -> None:
    assert chain.idle
    assert chain.process(LOUD, FAR) is LOUD
    assert not built


def test_the_first_chain_takes_over_within_one_frame(chain: Chain) -> None:
    chain.change(NOISE)
    assert not chain.idle
    first = chain.process(LOUD, FAR)
    assert first[0] == 1000
    assert first[-1] == 500
    assert np.abs(np.diff(first)).max() <= 1
    assert (chain.process(LOUD, FAR) == 500).all()


def test_another_chain_learns_for_a_second_and_then_takes_over(
    chain: Chain, built: list[Half]
) -> None:
    chain.change(NOISE)
    chain.process(LOUD, FAR)
    chain.change(GAIN)
    for _ in range(WARM_UP - 1):
        assert (chain.process(LOUD, FAR) == 500).all()
    assert built[1].processed == WARM_UP - 1
    assert chain.gain_db == 0
    change = chain.process(LOUD, FAR)
    assert np.abs(np.diff(change)).max() <= 1
    assert (chain.process(LOUD, FAR) == 250).all()
    assert chain.gain_db == -12
    assert built[0].processed == WARM_UP + 1, "and the old one is let go"


def test_whoever_changes_his_mind_hears_nothing_of_it(chain: Chain, built: list[Half]) -> None:
    chain.change(NOISE)
    chain.process(LOUD, FAR)
    for switches in (GAIN, ON, GAIN, NOISE, NOISE):
        chain.change(switches)
        assert (chain.process(LOUD, FAR) == 500).all()
    for _ in range(2 * WARM_UP):
        assert (chain.process(LOUD, FAR) == 500).all()
    chain.change(OFF)
    for _ in range(WARM_UP):
        chain.process(LOUD, FAR)
    assert chain.idle
    assert chain.process(LOUD, FAR) is LOUD
    assert len(built) == 4


def test_the_library_is_switched_without_a_click() -> None:
    build = library()
    assert build is not None
    chain = Chain(build)
    out = []
    for number in range(500):
        if number % 125 == 60:
            chain.change((NOISE, ON, GAIN, OFF)[number // 125])
        out.append(chain.process(tone(300, number * FRAME_SAMPLES, FRAME_SAMPLES), FAR))
    heard = np.concatenate(out).astype(np.float64)
    steepest = np.abs(heard).max() * 2 * np.pi * 300 / 48_000
    assert np.abs(np.diff(heard)).max() < 1.3 * steepest


def test_voices_and_silence_cost_the_library_alike() -> None:
    """Digital silence after speech leaves numbers so small that processors stumble on them."""
    given: list[Samples] = []

    class Listening(Half):
        def process(self, near: Samples, far: Samples, /) -> Samples:
            given.extend((near, far))
            return near

    chain = Chain(Listening)
    chain.change(ON)
    chain.process(FAR, FAR)
    voice = samples(speech(6.0, 110, 1))[9600:10560]
    chain.process(voice, voice)
    assert all(block.any() for block in given)
    assert all(np.abs(block).max() == 1 for block in given[:2])
    assert given[2] is voice
