"""gurukul_desktop.demo.sound: a sound server of our own, gone without a trace."""

import os
import subprocess
from pathlib import Path

import pytest

from gurukul_desktop.demo.sound import VirtualSound, microphone_of, needs_sound, speaker_of
from gurukul_desktop.errors import MissingLibraryError


def sinks(sound: VirtualSound) -> set[str]:
    listed = subprocess.run(
        ["pactl", "list", "short", "sinks"],
        env=dict(os.environ) | sound.environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=10,
    )
    return {line.split("\t")[1] for line in listed.stdout.splitlines()}


def test_two_servers_beside_each_other_and_nothing_is_left() -> None:
    with VirtualSound(sinks=2) as one, VirtualSound(sinks=1) as two:
        assert sinks(one) == {f(seat) for seat in (0, 1) for f in (speaker_of, microphone_of)}
        assert sinks(two) == {speaker_of(0), microphone_of(0)}
        assert one.environment_for(1)["PULSE_SINK"] == speaker_of(1)
        folders = [
            Path(sound.environment["PULSE_SERVER"].removeprefix("unix:")).parent
            for sound in (one, two)
        ]
        one.start()  # it runs already
        assert sinks(two)
        two.stop()
        two.stop()
        assert sinks(one)
    assert not any(folder.exists() for folder in folders)
    assert one.environment == {}


def test_no_pulseaudio_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingLibraryError, match="not installed") as caught:
        VirtualSound().start()
    assert "\n" not in str(caught.value)


def test_a_pulseaudio_that_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pulseaudio"
    program.write_text("#!/bin/sh\necho it cannot be >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingLibraryError, match="it cannot be"):
        VirtualSound().start()


def test_when_a_machine_needs_it(tmp_path: Path) -> None:
    assert needs_sound({}, tmp_path)
    assert not needs_sound({"PULSE_SERVER": "unix:/x"}, tmp_path)
    runtime = {"XDG_RUNTIME_DIR": str(tmp_path / "run")}
    assert needs_sound(runtime, tmp_path)
    (tmp_path / "run" / "pulse").mkdir(parents=True)
    (tmp_path / "run" / "pulse" / "native").touch()
    assert not needs_sound(runtime, tmp_path)
    (tmp_path / "dev" / "snd").mkdir(parents=True)
    (tmp_path / "dev" / "snd" / "pcmC0D0p").touch()
    assert not needs_sound({}, tmp_path)
