"""gurukul_desktop.media.specs: what may be typed, and one sentence for what may not."""

import wave
from pathlib import Path

import pytest

from gurukul_desktop.errors import UsageError
from gurukul_desktop.media import specs
from gurukul_desktop.media.specs import MediaFile, NamedDevice, NoDevice, TestPicture, TestTone


@pytest.fixture
def silence(tmp_path: Path) -> Path:
    path = tmp_path / "silence.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(1600))
    return path


@pytest.mark.parametrize("text", ["", "default", "  "])
def test_the_default_device(text: str) -> None:
    for parse in (specs.camera, specs.microphone, specs.speaker):
        assert parse(text) == NamedDevice("")


def test_names_paths_and_none() -> None:
    assert specs.camera("/dev/video2") == NamedDevice("/dev/video2")
    assert specs.microphone("USB: Audio (hw:1,0)") == NamedDevice("USB: Audio (hw:1,0)")
    assert specs.speaker(" none ") == NoDevice()
    assert specs.camera("testing") == NamedDevice("testing")


def test_test_devices() -> None:
    assert specs.camera("test") == TestPicture("")
    assert specs.camera("test:b") == TestPicture("b")
    assert specs.microphone("test") == TestTone(440.0)
    assert specs.microphone("test:523.25") == TestTone(523.25)


def test_a_sound_file(silence: Path) -> None:
    assert specs.microphone(f"file:{silence}") == MediaFile(silence)


@pytest.mark.parametrize("text", ["test:a", "test:0", "test:nan", "test:-440", "test:48000"])
def test_a_tone_that_is_no_frequency(text: str) -> None:
    with pytest.raises(UsageError, match="frequency"):
        specs.microphone(text)


@pytest.mark.parametrize("text", ["test", "test:a", "file:x.wav"])
def test_a_speaker_that_cannot_be_one(text: str) -> None:
    with pytest.raises(UsageError, match="speaker"):
        specs.speaker(text)


def test_files_that_cannot_be_played(silence: Path, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no film")
    wrong = [
        (specs.camera, "file:/nowhere/film.mp4", "There is no file"),
        (specs.camera, "file:", "There is no file"),
        (specs.camera, f"file:{tmp_path}", "There is no file"),
        (specs.camera, f"file:{text}", "cannot be read"),
        (specs.camera, f"file:{silence}", "holds no picture"),
    ]
    for parse, spec, words in wrong:
        with pytest.raises(UsageError, match=words) as caught:
            parse(spec)
        assert str(caught.value).count(". ") == 0, "one sentence"
        assert "\n" not in str(caught.value)
