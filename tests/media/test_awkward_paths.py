"""Files of any name, in folders of any name: spaces, Devanagari, and longer than 260 characters."""

import shutil
from pathlib import Path

import pytest

from gurukul_desktop.media import specs
from gurukul_desktop.paths import assets
from gurukul_desktop.preferences import PreferenceFile
from gurukul_desktop.private_file import write_private
from gurukul_desktop.ui.identity import Identity


@pytest.fixture(params=["short", "long"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "दीक्षा शर्मा" / "पढ़ाई का कमरा"
    while request.param == "long" and len(str(folder)) < 300:
        folder /= "लंबा" * 8
    folder.mkdir(parents=True)
    return folder


def test_a_sound_is_opened(folder: Path) -> None:
    sound = folder / "घंटी #1 %20.wav"
    shutil.copy(assets() / "sounds" / "ring.wav", sound)
    assert specs.microphone(f"file:{sound}") == specs.MediaFile(sound)


def test_what_is_kept_is_read_again(folder: Path) -> None:
    path = folder / "preferences-1.json"
    PreferenceFile(path).change(echo=False)
    assert PreferenceFile(path).now.echo is False
    write_private(path, "दी")
    assert path.read_text("utf-8") == "दी"
    assert [found.name for found in folder.iterdir()] == [path.name]


def test_two_windows_are_two_people(folder: Path) -> None:
    first, second = Identity(folder), Identity(folder)
    assert (first.number, second.number) == (1, 2)
    first.release()
    third = Identity(folder)
    assert third.number == 1
    third.release()
    second.release()
