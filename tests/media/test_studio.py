"""gurukul_desktop.media.studio: the devices of one app, and what is wrong with them."""

import threading
from pathlib import Path

import pytest

from gurukul_desktop.errors import MediaFault, UsageError
from gurukul_desktop.media.studio import Studio
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
    assert studio.camera is not None
    assert studio.microphone is not None
    pictures, sounds = subscribed(studio.camera), subscribed(studio.microphone)
    studio.open(camera=False)
    studio.open(camera=False)
    sounds.wait_for(3)
    assert pictures.items == []
    studio.open(camera=True)
    pictures.wait_for(3)
    studio.close()
    studio.close()
    assert studio.join(2)
    assert studio.errors == {}


def test_none_is_nothing() -> None:
    studio = Studio("none", "none", "none")
    assert studio.camera is None
    assert studio.microphone is None
    studio.open(camera=True)
    studio.retry()
    studio.close()
    assert studio.join(2)


def test_a_camera_that_fails_is_kept_until_it_works(tmp_path: Path) -> None:
    changes = Changes()
    film = tmp_path / "video0"
    studio = Studio(str(film), "test", "none", on_change=changes)
    studio.open(camera=True)
    changes.wait()
    assert studio.errors["camera"].fault is MediaFault.ABSENT
    assert set(studio.errors) == {"camera"}, "the call goes on with the microphone"
    studio.retry()
    studio.open(camera=False)
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
