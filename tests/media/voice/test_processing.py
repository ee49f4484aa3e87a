"""gurukul_desktop.media.voice.processing: echo, noise and level of a room that is simulated."""

import logging
import sys

import numpy as np
import pytest

from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, PlayedSink, Samples, Unsubscribe
from gurukul_desktop.media.virtual import tone
from gurukul_desktop.media.voice.chain import OFF, VoiceSwitches
from gurukul_desktop.media.voice.processing import VoiceProcessing
from tests.media.voice.room import NO_GAIN, Stage, between, likeness, removed, response, sounding
from tests.media.voice.voices import loudness, noise, speech

SECONDS = 7
FAR = speech(SECONDS, 110, 1)
NEAR = speech(SECONDS, 210, 2, -23.0)
HISS = noise(SECONDS, -65)
TIME = np.arange(SECONDS * SAMPLE_RATE) / SAMPLE_RATE


def untapped(sink: PlayedSink) -> Unsubscribe:
    return lambda: None


@pytest.mark.parametrize("faster", [0.0, 200e-6, -200e-6])
def test_the_echo_is_gone_after_two_seconds_whatever_the_clocks_do(faster: float) -> None:
    stage = Stage(SECONDS)
    stage.play(FAR, faster=faster)
    microphone = sounding(response(), stage.audible) + HISS
    out = stage.hear(microphone, jitter=0.01)
    assert loudness(microphone) > -30
    for start in range(2, SECONDS):
        assert removed(microphone, out, start, start + 1) > 30


def test_a_far_end_at_full_scale() -> None:
    stage = Stage(SECONDS)
    stage.play(np.clip(4 * FAR, -1, 1))
    microphone = np.clip(sounding(response(gain=0), stage.audible) + HISS, -1, 1)
    out = stage.hear(microphone)
    assert np.abs(microphone).max() == 1.0
    assert removed(microphone, out, 2, SECONDS) > 30


def test_both_talk_and_the_near_voice_is_kept() -> None:
    stage = Stage(SECONDS)
    stage.play(FAR)
    near = NEAR * (TIME >= 3)
    out = stage.hear(sounding(response(), stage.audible) + near + HISS)
    _, correlation = likeness(NEAR, between(out, 3, 7))
    assert correlation > 0.7
    assert loudness(between(out, 3, 7)) - loudness(between(near, 3, 7)) == pytest.approx(-2, abs=2)
    assert not stage.voice.half_duplex


def test_without_a_far_end_the_near_voice_is_as_it_was() -> None:
    stage = Stage(SECONDS)
    out = stage.hear(NEAR + HISS)
    level, correlation = likeness(NEAR, between(out, 2, 6))
    assert level == pytest.approx(0, abs=1)
    assert correlation > 0.95


def test_with_headphones_the_near_voice_is_kept_while_the_partner_talks() -> None:
    stage = Stage(SECONDS)
    stage.play(FAR)
    out = stage.hear(NEAR + HISS)
    assert loudness(between(out, 3, 7)) - loudness(between(NEAR, 3, 7)) == pytest.approx(0, abs=3)
    assert likeness(NEAR, between(out, 3, 7))[1] > 0.7
    assert not stage.voice.half_duplex


def test_the_speaker_starts_anew_in_the_middle_with_another_delay() -> None:
    stage = Stage(SECONDS)
    stage.play(FAR[: 3 * SAMPLE_RATE])
    stage.play(FAR[3 * SAMPLE_RATE :], start=3.413, latency=0.03)
    microphone = sounding(response(), stage.audible) + HISS
    out = stage.hear(microphone)
    assert removed(microphone, out, 2, 3) > 30
    assert removed(microphone, out, 3.5, 4.5) > 20, "the room is known already"
    assert removed(microphone, out, 4.5, 7) > 30


@pytest.mark.parametrize("directs", [(0.01, 0.11), (0.11, 0.01)])
def test_a_device_that_is_exchanged_is_learnt_again(directs: tuple[float, float]) -> None:
    stage = Stage(SECONDS)
    stage.play(FAR)
    one, other = (
        sounding(response(direct=direct, seed=number), stage.audible)
        for number, direct in enumerate(directs)
    )
    microphone = np.where(TIME < 3, one, other) + HISS
    out = stage.hear(microphone)
    assert removed(microphone, out, 2, 3) > 30
    assert removed(microphone, out, 5.2, 7) > 30


def test_a_microphone_that_was_muted_is_back_without_an_echo() -> None:
    stage = Stage(SECONDS)
    stage.play(FAR)
    microphone = sounding(response(), stage.audible) + HISS
    process = stage.voice.process
    skipped = range(150, 210)
    count = [0]

    def muted(block: Samples) -> Samples:
        count[0] += 1
        return np.zeros_like(block) if count[0] - 1 in skipped else process(block)

    stage.process = muted
    out = stage.hear(microphone)
    assert removed(microphone, out, 4.3, 7) > 30


def test_in_silence_nothing_pumps() -> None:
    stage = Stage(SECONDS)
    stage.play(np.zeros_like(FAR))
    out = stage.hear(noise(SECONDS, -60))
    tenths = between(out, 2, 7).reshape(-1, SAMPLE_RATE // 10)
    loud = [loudness(tenth) for tenth in tenths]
    assert np.std(loud) < 1.5
    assert np.mean(loud) < -64, "the noise is less"


def test_the_gain_brings_a_soft_voice_up_and_no_louder_than_full_scale() -> None:
    stage = Stage(SECONDS, VoiceSwitches(echo=False, noise=False, gain=True))
    soft = NEAR * 0.1
    out = stage.hear(soft + HISS)
    assert loudness(between(out, 3, 6)) - loudness(between(soft, 3, 6)) > 10
    assert np.abs(out.astype(np.int32)).max() < 32_767


def test_an_echo_that_is_too_late_for_the_canceller_makes_it_half_duplex() -> None:
    seconds = 14
    far, near = speech(seconds, 110, 1), speech(seconds, 210, 2, -23.0)
    time = np.arange(seconds * SAMPLE_RATE) / SAMPLE_RATE
    stage = Stage(seconds)
    stage.play(far)
    # A wireless loudspeaker that overdrives besides.
    echo = sounding(response(direct=0.62), np.tanh(4 * stage.audible) / 4)
    interrupting = near * (time >= 12)
    microphone = echo + interrupting + noise(seconds, -65)
    out = stage.hear(microphone)
    assert stage.voice.half_duplex
    assert removed(microphone, out, 10, 12) > 25
    level, _ = likeness(near, between(out, 12, 14))
    assert level > -6


def test_switched_off_it_is_what_came_in() -> None:
    voice = VoiceProcessing(untapped)
    voice.set(OFF)
    block = tone(440, 0, FRAME_SAMPLES)
    assert voice.process(block) is block
    assert not voice.half_duplex


def test_everything_is_done_until_something_else_is_asked_for() -> None:
    voice = VoiceProcessing(untapped)
    assert voice.available
    assert voice.switches == VoiceSwitches(echo=True, noise=True, gain=True)


def test_switches_are_changed_while_it_runs() -> None:
    stage = Stage(SECONDS, VoiceSwitches(echo=False, noise=False, gain=False))
    stage.play(FAR)
    microphone = sounding(response(), stage.audible) + HISS

    def switch(frame: int) -> None:
        if frame == 100:
            stage.voice.set(NO_GAIN)
        if frame == 250:
            stage.voice.set(OFF)

    out = stage.hear(microphone, before=switch)
    assert removed(microphone, out, 0, 2) == pytest.approx(0, abs=0.01)
    assert removed(microphone, out, 4, 5) > 30
    assert removed(microphone, out, 6.2, 7) == pytest.approx(0, abs=0.01)


def test_without_the_library_the_sound_comes_as_it_is_and_it_is_said_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "pywebrtc_audio", None)
    with caplog.at_level(logging.WARNING):
        voice = VoiceProcessing(untapped)
        voice.set(VoiceSwitches())
        block = tone(440, 0, FRAME_SAMPLES)
        assert voice.process(block) is block
    assert not voice.available
    assert not voice.half_duplex
    assert len(caplog.records) == 1


def test_a_block_of_another_length_is_left_alone() -> None:
    block: Samples = np.ones(100, np.int16)
    assert VoiceProcessing(untapped).process(block) is block
