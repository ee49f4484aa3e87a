"""gurukul_desktop.preferences: what was chosen is remembered, and no file is lost."""

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop import paths
from gurukul_desktop.media.choice import Choice
from gurukul_desktop.preferences import (
    LARGEST,
    VERSION,
    PreferenceFile,
    Preferences,
    SetAside,
    UpdateMemory,
    decode,
    file_for,
)

HEADSET = Choice("pulse:headset", "Headset")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "preferences-1.json"


def test_a_choice_is_there_in_the_next_run(path: Path) -> None:
    first = PreferenceFile(path)
    assert first.now == Preferences(version=VERSION)
    assert not path.exists(), "nothing was chosen"
    first.change(speaker=HEADSET, noise=False)
    first.change(hide_address=False)
    second = PreferenceFile(path)
    assert second.now == Preferences(
        version=VERSION, speaker=HEADSET, noise=False, hide_address=False
    )
    assert second.set_aside is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_as_it_was_is_not_written(path: Path) -> None:
    PreferenceFile(path).change(echo=True)
    assert not path.exists()


def test_two_windows_have_two_files_and_a_folder_of_its_own_has_its_own(tmp_path: Path) -> None:
    assert file_for(tmp_path, 1) == tmp_path / "preferences-1.json"
    assert file_for(tmp_path, 2) == tmp_path / "preferences-2.json"
    usual = file_for(paths.default_data_dir(), 1)
    assert usual == paths.default_config_dir() / "preferences-1.json"
    assert file_for(tmp_path, None) is None


def test_without_a_file_choices_last_as_long_as_the_run() -> None:
    preferences = PreferenceFile(None)
    preferences.change(camera=HEADSET)
    assert preferences.now.camera == HEADSET


WRONG = {
    "nothing": b"",
    "half": b'{"version": 1, "camera": {"sp',
    "no object": b"[]",
    "no version": b"{}",
    "version of another type": b'{"version": "1"}',
    "wrong type": b'{"version": 1, "echo": "yes"}',
    "wrong device": b'{"version": 1, "camera": {"spec": 7}}',
    "a file as a device": b'{"version": 1, "camera": {"spec": "file:x.mp4", "name": "x"}}',
    "no text": bytes(range(256)),
    "version 0": b'{"version": 0}',
    "too large": b'{"version": 1, "camera": {"spec": "' + b"x" * LARGEST + b'"}}',
    "deep": b"[" * 20_000,
    "deep in what is unknown": b'{"version": 1, "x": ' + b"[" * 20_000,
    "a time before all": b'{"version": 1, "updates": {"asked": -1}}',
    "a time after all": b'{"version": 1, "updates": {"asked": 1e30}}',
}


@pytest.mark.parametrize("data", WRONG.values(), ids=WRONG.keys())
def test_a_damaged_file_is_set_aside_and_the_defaults_hold(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    preferences = PreferenceFile(path)
    assert preferences.now == Preferences(version=VERSION)
    aside = path.with_name("preferences-1.damaged-1.json")
    assert preferences.set_aside == SetAside(aside, "damaged")
    assert aside.read_bytes() == data
    preferences.change(gain=False)
    assert aside.read_bytes() == data
    assert PreferenceFile(path).now.gain is False


def test_a_file_of_a_newer_version_is_set_aside_and_the_next_one_beside_it(path: Path) -> None:
    path.parent.mkdir()
    for number in (1, 2):
        path.write_text(
            json.dumps({"version": VERSION + 1, "camera": ["anything"], "number": number})
        )
        aside = PreferenceFile(path).set_aside
        assert aside == SetAside(path.with_name(f"preferences-1.newer-{number}.json"), "newer")
    first, second = (path.with_name(f"preferences-1.newer-{n}.json") for n in (1, 2))
    assert json.loads(first.read_text())["number"] == 1
    assert json.loads(second.read_text())["number"] == 2


def test_a_file_that_cannot_be_set_aside_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"broken")
    for number in range(1, 101):
        path.with_name(f"preferences-1.damaged-{number}.json").touch()
    preferences = PreferenceFile(path)
    assert preferences.set_aside == SetAside(None, "damaged")
    preferences.change(echo=False)
    assert preferences.now.echo is False
    assert path.read_bytes() == b"broken"


def test_a_folder_in_the_place_of_the_file_is_left_alone(path: Path) -> None:
    path.mkdir(parents=True)
    preferences = PreferenceFile(path)
    preferences.change(echo=False)
    assert preferences.now.echo is False
    assert path.is_dir()


def test_a_place_that_cannot_be_written_to_loses_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    preferences = PreferenceFile(tmp_path / "file" / "preferences-1.json")
    preferences.change(echo=False)
    assert preferences.now.echo is False
    assert not preferences.kept


def test_what_could_not_be_kept_is_kept_at_the_next_change(path: Path) -> None:
    preferences = PreferenceFile(path)
    path.parent.touch()
    preferences.change(echo=False)
    assert not preferences.kept
    path.parent.unlink()
    preferences.change(noise=False)
    assert preferences.kept
    assert PreferenceFile(path).now == preferences.now


def test_a_file_from_before_updates_is_read() -> None:
    assert decode(b'{"version": 1, "echo": false}').updates == UpdateMemory(on=True, asked=0)


def test_unknown_fields_are_passed_over() -> None:
    assert decode(b'{"version": 1, "echo": false, "colour": "blue"}').echo is False


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    try:
        decode(data)
    except ValueError:
        return
    assert json.loads(data)["version"] == VERSION


@given(st.text(max_size=1100), st.text(max_size=1100))
def test_any_name_is_kept_as_it_was(spec: str, name: str) -> None:
    try:
        text = json.dumps({"version": 1, "camera": {"spec": f"pulse:{spec}".strip(), "name": name}})
        choice = decode(text.encode("utf-8", "surrogatepass")).camera
    except ValueError:
        assert any("\ud800" <= c <= "\udfff" for c in spec + name)
    else:
        assert choice == Choice(f"pulse:{spec}".strip(), name)


def test_what_cannot_be_written_is_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    kept = PreferenceFile(folder / "preferences-1.json")
    folder.write_text("")
    told: list[str] = []
    kept.on_unkept = lambda: told.append("unkept")
    kept.change(echo=False)
    kept.change(gain=False)
    assert told == ["unkept"]
    assert (kept.now.echo, kept.now.gain) == (False, False)


def test_a_file_that_the_system_keeps_closed_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "preferences-1.json"
    path.mkdir()  # as unreadable to root as to anybody
    kept = PreferenceFile(path)
    assert kept.unreadable
    kept.change(echo=False)
    assert path.is_dir()


def test_a_file_of_the_version_before_is_taken_over() -> None:
    preferences = decode(b'{"version": 1, "noise": false, "camera": {"spec": "/dev/video1"}}')
    assert preferences == Preferences(version=VERSION, noise=False, camera=Choice("/dev/video1"))


def test_every_change_is_told_and_what_is_as_it_was_is_not(path: Path) -> None:
    kept = PreferenceFile(path)
    told: list[Preferences] = []
    kept.watch(told.append)
    kept.change(ring_volume=10)
    kept.change(ring_volume=10)
    assert told == [Preferences(version=VERSION, ring_volume=10)]


def test_a_reset_keeps_a_copy_and_what_is_no_setting(path: Path) -> None:
    kept = PreferenceFile(path)
    kept.change(welcomed=True, scheme="dark", known_topics=("Algebra",), speaker=HEADSET)
    before = path.read_bytes()
    told: list[Preferences] = []
    kept.watch(told.append)
    aside = kept.reset()
    assert aside == path.with_name("preferences-1.reset-1.json")
    assert aside.read_bytes() == before
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert kept.now == Preferences(version=VERSION, welcomed=True)
    assert told == [kept.now]
    assert PreferenceFile(path).now == kept.now
    kept.change(scheme="light")
    assert kept.reset() == path.with_name("preferences-1.reset-2.json")


def test_a_reset_without_a_file_needs_no_copy(path: Path) -> None:
    assert PreferenceFile(path).reset() is None
    kept = PreferenceFile(None)
    kept.change(scheme="dark")
    assert kept.reset() is None
    assert kept.now == Preferences(version=VERSION)


def test_no_copy_no_reset(path: Path) -> None:
    kept = PreferenceFile(path)
    kept.change(scheme="dark")
    for number in range(1, 101):
        path.with_name(f"preferences-1.reset-{number}.json").touch()
    with pytest.raises(FileExistsError):
        kept.reset()
    assert kept.now.scheme == "dark"
