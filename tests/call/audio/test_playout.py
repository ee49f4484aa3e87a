"""gurukul_desktop.call.audio.playout: what is heard through networks of every kind.

The partner says a tone, each packet holds its sound itself, and time is simulated.
"""

import random

import numpy as np
import pytest

from gurukul_desktop.call.audio.opus import Library, OpusDecoder, OpusEncoder
from gurukul_desktop.call.audio.playout import MOST_PACKETS, Playout
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE
from tests.call.audio.network import (
    Network,
    PlainSound,
    listen,
    packed,
    pitch,
    steepest,
    tone,
)
from tests.call.audio.voice import voice

SAID = tone(10.0)
PACKETS = packed(SAID)
SMOOTH = steepest(SAID) * 1.05
START = SAMPLE_RATE // 2


def test_an_even_network_is_heard_as_it_was_said_and_soon() -> None:
    heard = listen(PACKETS, Network(delay=0.03))
    assert heard.gaps() == []
    assert steepest(heard.sound[START:]) < SMOOTH
    assert pitch(heard.sound[START:]) == pytest.approx(440, abs=0.1)
    assert heard.wait(5, 10) < 0.03 + 0.04, "the network's 30 ms and at most 40 ms here"
    assert heard.playout.waited == pytest.approx(0.025, abs=0.01)
    assert heard.playout.concealed == 0


@pytest.mark.parametrize("block", [64, 441, 960, 2048])
def test_a_speaker_may_ask_for_any_number(block: int) -> None:
    heard = listen(PACKETS[:200], Network(), block=block)
    assert heard.gaps() == []
    assert heard.playout.concealed == 0
    assert steepest(heard.sound[START:]) < SMOOTH


@pytest.mark.parametrize(("jitter", "most"), [(0.02, 0.045), (0.06, 0.085), (0.1, 0.125)])
def test_the_wait_follows_the_jitter(jitter: float, most: float) -> None:
    heard = listen(PACKETS, Network(delay=0.03, jitter=jitter))
    assert heard.gaps() == []
    assert steepest(heard.sound[START:]) < SMOOTH
    assert heard.playout.concealed < 0.02 * len(heard.sound)
    assert heard.wait(5, 10) < 0.03 + most
    assert pitch(heard.sound[START:]) == pytest.approx(440, abs=0.5)


def test_jitter_that_ends_is_forgotten() -> None:
    heard = listen(packed(tone(20.0)), Network(jitter=0.08, jitter_until=5.0))
    assert heard.wait(3, 5) > 0.1
    assert heard.wait(18, 20) < 0.075
    assert steepest(heard.sound[START:]) < SMOOTH


@pytest.mark.parametrize("loss", [0.05, 0.1])
@pytest.mark.parametrize("jitter", [0.0, 0.03])
def test_a_lost_packet_comes_out_of_the_next(loss: float, jitter: float) -> None:
    heard = listen(PACKETS, Network(loss=loss, jitter=jitter), decoder=PlainSound(correcting=True))
    lost = loss * len(SAID)
    assert heard.playout.corrected > lost * (1 - 2.5 * loss)
    assert heard.playout.concealed < lost * 2.5 * loss
    assert heard.gaps() == []
    assert steepest(heard.sound[START:]) < SMOOTH


@pytest.mark.parametrize("loss", [0.05, 0.1])
def test_where_no_copies_are_sent_lost_sound_is_made_up(loss: float) -> None:
    heard = listen(PACKETS, Network(loss=loss))
    assert heard.playout.corrected == 0
    assert heard.playout.concealed == pytest.approx(loss * len(SAID), rel=0.5)
    assert heard.gaps() == []
    assert steepest(heard.sound[START:]) < SMOOTH
    assert pitch(heard.sound[START:]) == pytest.approx(440, abs=0.5)


@pytest.mark.parametrize("skew", [500e-6, -500e-6, 3e-3, -3e-3])
def test_a_clock_that_runs_apart_is_followed_without_a_click(skew: float) -> None:
    heard = listen(packed(tone(30.0)), Network(), skew=skew)
    assert heard.gaps() == []
    assert heard.playout.concealed == 0
    assert steepest(heard.sound[START:]) < SMOOTH
    assert abs(heard.wait(25, 30) - heard.wait(5, 10)) < 0.02
    assert heard.playout.stretched > 0
    assert pitch(heard.sound[START:]) == pytest.approx(440, abs=0.3)


def test_after_a_second_of_nothing_the_delay_is_soon_what_it_was() -> None:
    heard = listen(PACKETS, Network(delay=0.03, stall=(4.0, 1.0)))
    (gap,) = heard.gaps()
    assert gap < 1.0
    assert heard.wait(7, 10) < 0.08
    over = [at for at, wait in heard.waits if wait > 0.15]
    assert max(over) < 5.03 + 2.0
    assert steepest(heard.sound[START:]) < SMOOTH * 1.1


def test_a_network_that_holds_its_breath_for_a_moment_costs_no_words() -> None:
    said = tone(6.0, 300) + tone(6.0, 301)  # a beat, so that a moment is known by its loudness
    heard = listen(packed(said), Network(delay=0.03, stall=(3.0, 0.3)))
    assert heard.playout.stretched > 0.2 * SAMPLE_RATE, "it was caught up with, not left out"
    assert heard.wait(5, 6) < 0.08


def test_packets_in_any_order_and_twice_are_played_once() -> None:
    heard = listen(PACKETS, Network(jitter=0.05, twice=0.3))
    assert heard.gaps() == []
    assert steepest(heard.sound[START:]) < SMOOTH
    assert pitch(heard.sound[START:]) == pytest.approx(440, abs=0.2)


def test_a_pause_in_sending_is_silence_and_no_delay_afterwards() -> None:
    silent = range(150, 250)
    heard = listen(PACKETS, Network(), spoil=lambda index, data: None if index in silent else data)
    (gap,) = heard.gaps()
    assert gap == pytest.approx(2.0 - 0.15, abs=0.1), "it fades, and is at once there again"
    assert heard.wait(6, 10) < 0.08
    assert heard.playout.concealed <= SAMPLE_RATE
    assert steepest(heard.sound[START:]) < SMOOTH


def test_nothing_is_heard_before_the_first_packet_and_after_the_last() -> None:
    playout = Playout(PlainSound())
    assert playout.place() is None
    assert not playout.read(4800, 0.0).any()
    heard = listen(PACKETS[:100], Network(), seconds=4.0)
    assert not heard.sound[: SAMPLE_RATE // 50].any()
    assert not heard.sound[round(2.6 * SAMPLE_RATE) :].any()
    assert heard.playout.place() is None
    assert steepest(heard.sound) < SMOOTH, "it comes and goes without a click"


def test_the_place_tells_which_sound_is_read_next() -> None:
    sound = np.arange(FRAME_SAMPLES * 30, dtype=np.int16)
    playout = Playout(PlainSound())
    now = 0.0
    for index, packet in enumerate(packed(sound)):
        now = index * 0.02
        playout.insert(index, (7000 + index * FRAME_SAMPLES) % (1 << 32), packet, now)
        place = playout.place()
        first = int(playout.read(FRAME_SAMPLES, now)[400])
        if place is not None and index > 10:
            assert abs((place - 7000 + 400) - first) < 5


def test_a_speaker_that_stopped_asking_for_seconds_hears_the_present() -> None:
    playout = Playout(PlainSound())
    for index in range(400):
        playout.insert(index, index * FRAME_SAMPLES, PACKETS[index], index * 0.02)
        if index < 50:
            playout.read(FRAME_SAMPLES, index * 0.02)
    now = 399 * 0.02
    playout.read(FRAME_SAMPLES, now)
    place = playout.place()
    assert place is not None
    assert now - place / SAMPLE_RATE < 0.6


def test_another_stream_begins_anew_without_a_click() -> None:
    playout = Playout(PlainSound())
    parts = []
    for index in range(300):
        at = index * 0.02
        if index == 150:
            playout.restart()
        jump = 0 if index < 150 else 3_000_000_000
        playout.insert(index, (jump + index * FRAME_SAMPLES) % (1 << 32), PACKETS[index], at)
        parts.append(playout.read(FRAME_SAMPLES, at))
    sound = np.concatenate(parts)
    assert steepest(sound) < SMOOTH
    assert np.std(sound[-9600:]) > 5000


def test_time_that_jumps_is_another_stream() -> None:
    jumps = {100: 500_000_000, 200: 4_000_000_000, 300: 0}
    playout, jump = Playout(PlainSound()), 0
    heard = 0
    for index in range(400):
        jump = jumps.get(index, jump)
        at = index * 0.02
        playout.insert(index, (jump + index * FRAME_SAMPLES) % (1 << 32), PACKETS[index], at)
        heard += bool(np.std(playout.read(FRAME_SAMPLES, at)) > 3000)
    assert heard > 380


def test_hostile_packets_cost_no_more_than_their_own_sound() -> None:
    """Random bytes, times and numbers between those of a partner, to the real decoder."""
    dice = random.Random(11)
    library = Library()
    encoder = OpusEncoder(library, bit_rate=32_000, complexity=0)
    playout = Playout(OpusDecoder(library))
    sound = voice(6.0)
    for index in range(300):
        at = index * 0.02
        packet = encoder.encode(sound[index * FRAME_SAMPLES :][:FRAME_SAMPLES])
        playout.insert(index, index * FRAME_SAMPLES, packet, at)
        for _ in range(8):
            data = dice.randbytes(dice.choice((0, 1, 2, 40, 200, 3000)))
            playout.insert(dice.randrange(1 << 16), dice.randrange(1 << 32), data, at)
            playout.insert(index, index * FRAME_SAMPLES + dice.randrange(-2000, 9600), data, at)
        assert len(playout.read(FRAME_SAMPLES, at)) == FRAME_SAMPLES
        assert len(playout._packets) <= MOST_PACKETS
        assert len(playout._ready) < SAMPLE_RATE
    assert np.isfinite(playout.waited)


def test_a_broken_packet_is_made_up_and_the_next_is_played() -> None:
    library = Library()
    encoder = OpusEncoder(library, bit_rate=32_000, complexity=5)
    sound = voice(3.0)
    packets = [encoder.encode(sound[at : at + 960]) for at in range(0, len(sound), 960)]
    broken = {50, 51, 80}
    padded_beyond_its_end = b"\xfb\x41" + b"\xff" * 5
    heard = listen(
        packets,
        Network(),
        decoder=OpusDecoder(library),
        spoil=lambda index, data: padded_beyond_its_end if index in broken else data,
    )
    assert heard.gaps(level=20) == []
    assert np.std(heard.sound[-9600:]) > 500
