"""Tests for gurukul_desktop.ui.sounds and the sounds themselves."""

import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from gurukul_desktop import paths
from gurukul_desktop.media.ports import SAMPLE_RATE
from gurukul_desktop.session.focus import FocusTimer, Phase
from gurukul_desktop.session.snapshot import Snapshot
from gurukul_desktop.session.states import TABLE, Event, State, after
from gurukul_desktop.ui.sounds import RING_GAIN, SoundPlayer, StateSounds
from tests.ui.fakes import Clock, Output

SOUNDS = paths.assets() / "sounds"


@pytest.fixture
def output() -> Output:
    return Output()


@pytest.fixture
def player(output: Output) -> SoundPlayer:
    return SoundPlayer(output, SOUNDS)


def read(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert file.getframerate() == SAMPLE_RATE
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")


def test_searching_rings_quietly_over_and_over(player: SoundPlayer, output: Output) -> None:
    player.enter(State.SEARCHING, searching_again=False)
    (ring,) = output.voices
    assert ring.loop
    assert ring.gain == RING_GAIN == 0.4
    assert np.array_equal(ring.samples, read(SOUNDS / "ring.wav"))


def test_a_found_partner_stops_the_ring_and_chimes_once(
    player: SoundPlayer, output: Output
) -> None:
    player.enter(State.SEARCHING, searching_again=False)
    player.enter(State.CONNECTING, searching_again=False)
    ring, chime = output.voices
    assert ring.stopped
    assert not chime.loop
    player.enter(State.CONNECTED, searching_again=False)
    assert not chime.stopped
    assert len(output.voices) == 2


def test_the_end_hangs_up_once_and_idle_is_quiet(player: SoundPlayer, output: Output) -> None:
    player.enter(State.CONNECTED, searching_again=False)
    player.enter(State.ENDED, searching_again=False)
    player.enter(State.ENDED, searching_again=False)
    player.enter(State.IDLE, searching_again=False)
    (hangup,) = output.voices
    assert hangup.gain == 1.0
    assert not hangup.loop


def test_a_skip_hangs_up_softly(player: SoundPlayer, output: Output) -> None:
    player.enter(State.CONNECTED, searching_again=False)
    player.enter(State.ENDED, searching_again=True)
    assert output.voices[0].gain < 1.0


def test_the_same_state_again_starts_nothing(player: SoundPlayer, output: Output) -> None:
    for _ in range(3):
        player.enter(State.SEARCHING, searching_again=False)
    assert len(output.voices) == 1


def test_no_path_through_the_table_leaves_a_ring_ringing() -> None:
    """The old system leaked its ring into the call."""
    paths_seen = 0

    def walk(path: list[Event]) -> None:
        nonlocal paths_seen
        paths_seen += 1
        output = Output()
        player = SoundPlayer(output, SOUNDS)
        state = State.IDLE
        for event in path:
            state = after(state, event)
            player.enter(state, searching_again=event is Event.SKIP)
            ringing = [voice for voice in output.voices if voice.loop and not voice.stopped]
            assert len(ringing) == (state is State.SEARCHING), path
        if len(path) < 6:
            for event in TABLE[state]:
                walk([*path, event])

    walk([])
    assert paths_seen > 100


def test_stop_silences_the_ring_at_any_time(player: SoundPlayer, output: Output) -> None:
    player.stop()
    player.enter(State.SEARCHING, searching_again=False)
    player.stop()
    player.stop()
    assert output.voices[0].stopped


@pytest.mark.parametrize("content", [None, b"", b"not a sound", b"RIFF\x00\x00\x00\x00WAVE"])
def test_a_missing_or_broken_file_is_silent_with_one_line_in_the_log(
    tmp_path: Path, output: Output, caplog: pytest.LogCaptureFixture, content: bytes | None
) -> None:
    for name in ("bell.wav", "chime.wav", "hangup.wav"):
        (tmp_path / name).write_bytes((SOUNDS / name).read_bytes())
    if content is not None:
        (tmp_path / "ring.wav").write_bytes(content)
    player = SoundPlayer(output, tmp_path)
    player.enter(State.SEARCHING, searching_again=False)
    player.enter(State.CONNECTING, searching_again=False)
    assert len(output.voices) == 1
    assert [record.getMessage().split(":")[0] for record in caplog.records] == [
        "the sound ring.wav stays silent"
    ]


def test_a_file_of_another_rate_is_silent(tmp_path: Path, output: Output) -> None:
    with wave.open(str(tmp_path / "ring.wav"), "wb") as file:
        file.setparams((2, 2, 44_100, 0, "NONE", "not compressed"))
        file.writeframes(b"\0" * 400)
    SoundPlayer(output, tmp_path).enter(State.SEARCHING, searching_again=False)
    assert output.voices == []


def test_the_committed_sounds_are_what_the_script_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, SOUNDS / "make_sounds.py", tmp_path], check=True)
    made = sorted(tmp_path.glob("*.wav"))
    assert [path.name for path in made] == ["bell.wav", "chime.wav", "hangup.wav", "ring.wav"]
    for path in made:
        ours, committed = read(path).astype(int), read(SOUNDS / path.name).astype(int)
        assert ours.size == committed.size
        # Sines of different processors may differ in the last bit.
        assert np.abs(ours - committed).max() <= 1


@pytest.mark.parametrize("name", ["bell.wav", "chime.wav", "hangup.wav", "ring.wav"])
def test_a_sound_is_not_too_loud_and_does_not_click(name: str) -> None:
    samples = read(SOUNDS / name).astype(float) / 32768
    assert 0.3 < np.abs(samples).max() <= 10 ** (-3 / 20)
    assert np.abs(samples[:24]).max() < 0.02
    assert np.abs(samples[-24:]).max() < 0.02
    assert np.abs(np.diff(samples)).max() < 0.15


def test_the_sounds_are_small() -> None:
    assert sum(path.stat().st_size for path in SOUNDS.glob("*.wav")) < 520_000


def test_the_chime_is_short_and_the_hang_up_falls() -> None:
    assert read(SOUNDS / "chime.wav").size < SAMPLE_RATE
    hangup = read(SOUNDS / "hangup.wav").astype(float)
    first, last = hangup[2400:7200], hangup[-7200:-2400]
    crossings = [int(np.sum(np.diff(np.sign(part)) != 0)) for part in (first, last)]
    assert crossings[0] > crossings[1]


def test_the_sound_that_is_tried_is_the_chime_once() -> None:
    output = Output()
    player = SoundPlayer(output, SOUNDS)
    player.test()
    player.test()
    first, second = output.voices
    assert first.stopped
    assert not second.stopped
    assert not second.loop
    assert 0 < len(second.samples) < 3 * 48_000


def phase(phase: Phase, number: int = 1) -> Snapshot:
    return Snapshot(State.CONNECTED, focus=FocusTimer(phase, number=number))


def test_the_bell_is_struck_softly_at_each_phase(player: SoundPlayer, output: Output) -> None:
    clock = Clock()
    sounds = StateSounds(player, clock)
    for shown in (Phase.OFF, Phase.FOCUS, Phase.FOCUS, Phase.BREAK, Phase.FOCUS, Phase.OFF):
        sounds.on_snapshot(phase(shown))
        clock.now += 60
    assert len(output.voices) == 3
    assert all(voice.gain < 1 and not voice.loop for voice in output.voices)
    assert [voice.stopped for voice in output.voices] == [True, True, False]


def test_a_partner_who_plays_with_the_timer_is_not_a_carillon(
    player: SoundPlayer, output: Output
) -> None:
    clock = Clock()
    sounds = StateSounds(player, clock)
    for number in range(100):
        sounds.on_snapshot(phase(Phase.FOCUS if number % 2 else Phase.BREAK, number))
        clock.now += 0.1
    assert len(output.voices) <= 5
