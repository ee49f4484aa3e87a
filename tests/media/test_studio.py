"""gurukul_desktop.media.studio: the devices of one app, and what is wrong with them."""

import threading
from pathlib import Path

import pytest

from gurukul_desktop.errors import MediaFault, UsageError
from gurukul_desktop.media.studio import Studio
from gurukul_desktop.media.virtual import tone
from tests.media.collecting import subscribed


class Changes:
    """Counts the calls of ``on_change`` and waits for them."""

    def __init__(self) -> None:
        self._calls = threading.Semaphore(0)

    def __call__(self) -> None:
        self._calls.release()

    def wait(self) -> None:
        assert self._calls.acquire(timeout=5)


def test_virtual_devices_start_and_stop_together() -> None:
    studio = Studio("test:a", "test:440", "none")
    pictures, sounds = subscribed(studio.camera), subscribed(studio.microphone)
    studio.open(camera=False, microphone=True, speaker=True)
    studio.open(camera=False, microphone=True, speaker=True)
    sounds.wait_for(3)
    assert pictures.items == []
    studio.open(camera=True, microphone=True, speaker=True)
    pictures.wait_for(3)
    studio.close()
    studio.close()
    assert studio.join(2)
    assert studio.errors == {}


def test_none_is_nothing() -> None:
    studio = Studio("none", "none", "none")
    pictures, sounds = subscribed(studio.camera), subscribed(studio.microphone)
    studio.open(camera=True, microphone=True, speaker=True)
    studio.retry()
    studio.close()
    assert studio.join(2)
    assert pictures.items == sounds.items == []


def test_a_muted_microphone_is_released_and_comes_back() -> None:
    studio = Studio("none", "test:440", "none")
    sounds = subscribed(studio.microphone)
    for _ in range(3):
        studio.open(camera=False, microphone=True, speaker=True)
        sounds.wait_for(len(sounds.items) + 3)
        studio.open(camera=False, microphone=False, speaker=True)
        assert studio.microphone.join(2)
    studio.close()
    assert studio.join(2)


def test_camera_and_microphone_are_replaced_while_they_are_in_use() -> None:
    studio = Studio("none", "test:440", "none")
    pictures, sounds = subscribed(studio.camera), subscribed(studio.microphone)
    studio.open(camera=True, microphone=True, speaker=True)
    sounds.wait_for(2)
    studio.use_camera("test:a")
    studio.use_microphone("test:660")
    pictures.wait_for(2)
    old = bytes(sounds.items[0])
    new = bytes(tone(660, 0, 960))
    assert old != new
    sounds.wait_until(lambda items: any(bytes(item) == new for item in items))
    studio.close()
    assert studio.join(2)
    assert studio.errors == studio.refusals == {}


def test_a_device_that_cannot_be_used_is_refused_and_the_refusal_forgotten(tmp_path: Path) -> None:
    changes = Changes()
    studio = Studio("test:a", "none", "none", on_change=changes)
    pictures = subscribed(studio.camera)
    studio.open(camera=True, microphone=True, speaker=True)
    pictures.wait_for(2)
    studio.use_camera(str(tmp_path / "video0"))
    changes.wait()
    assert studio.refusals["camera"].fault is MediaFault.ABSENT
    assert studio.errors == {}
    pictures.wait_for(len(pictures.items) + 2)
    studio.use_camera("test:b")
    assert studio.refusals == {}
    studio.close()
    assert studio.join(2)


@pytest.mark.parametrize("spec", ["file:/nowhere", "file:"])
def test_a_choice_that_makes_no_sense_changes_nothing(spec: str) -> None:
    studio = Studio("test:a", "test", "none")
    with pytest.raises(UsageError):
        studio.use_camera(spec)
    with pytest.raises(UsageError):
        studio.use_microphone(spec)
    with pytest.raises(UsageError):
        studio.use_speaker("test")
    studio.open(camera=True, microphone=True, speaker=True)
    subscribed(studio.camera).wait_for(1)
    studio.close()
    assert studio.join(2)


def test_a_camera_that_fails_is_kept_until_it_works(tmp_path: Path) -> None:
    changes = Changes()
    film = tmp_path / "video0"
    studio = Studio(str(film), "test", "none", on_change=changes)
    studio.open(camera=True, microphone=True, speaker=True)
    changes.wait()
    assert studio.errors["camera"].fault is MediaFault.ABSENT
    assert set(studio.errors) == {"camera"}, "the call goes on with the microphone"
    studio.retry()
    studio.open(camera=False, microphone=True, speaker=True)
    changes.wait()
    assert studio.errors == {}, "audio only asks nothing of the camera"
    studio.close()
    assert studio.join(2)


@pytest.mark.parametrize(
    "specs",
    [("file:/nowhere", "", ""), ("", "test:x", ""), ("", "", "test")],
)
def test_a_specification_that_makes_no_sense(specs: tuple[str, str, str]) -> None:
    with pytest.raises(UsageError):
        Studio(*specs)
