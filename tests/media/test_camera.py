"""gurukul_desktop.media.camera: a camera as PyAV shows it, on a device layer without devices."""

import errno
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from gurukul_desktop.errors import MediaFault
from gurukul_desktop.media import camera
from gurukul_desktop.media.specs import NamedDevice, NoDevice, TestPicture
from tests.media.collecting import Collector, subscribed
from tests.media.fakes import Container, DeviceLayer, av_error, picture

DEVICE = NamedDevice("/dev/video7")


@pytest.fixture(autouse=True)
def few_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def open_camera(*answers: Any) -> tuple[Any, Collector[Any], DeviceLayer]:
    errors: Collector[Any] = Collector()
    layer = DeviceLayer(*answers)
    return camera.device(DEVICE, errors, open_container=layer), errors, layer


def test_a_webcams_pictures_come_as_yuv420p_and_the_device_is_released() -> None:
    container = Container([picture()], endless=True)
    source, errors, layer = open_camera(container)
    pictures = subscribed(source)
    source.start()
    for frame in pictures.wait_for(3):
        assert (frame.width, frame.height, frame.format.name) == (1280, 720, "yuv420p")
    source.stop()
    assert source.join(2)
    assert container.closed.is_set()
    assert errors.items == []
    assert layer.options == [{"input_format": "mjpeg", "video_size": "1280x720", "framerate": "30"}]


def test_a_computer_with_many_cores_asks_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: camera.MANY_CORES)
    container = Container([picture((1280, 720), "yuvj422p")], endless=True)
    source, _, layer = open_camera(av_error(errno.EINVAL), container)
    pictures = subscribed(source)
    source.start()
    pictures.wait_for(1)
    source.stop()
    assert source.join(2)
    assert [options["video_size"] for options in layer.options] == ["1920x1080", "1280x720"]


def test_a_camera_without_mjpeg_or_720p_gives_what_it_has() -> None:
    refused = av_error(errno.EINVAL)
    container = Container([picture((640, 480), "yuyv422")], endless=True)
    source, errors, layer = open_camera(refused, refused, container)
    pictures = subscribed(source)
    source.start()
    (frame,) = pictures.wait_for(1)[:1]
    source.stop()
    assert source.join(2)
    assert (frame.width, frame.height, frame.format.name) == (640, 480, "yuv420p")
    assert layer.options[-1] == {}
    assert errors.items == []


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (av_error(errno.ENOENT), MediaFault.ABSENT),
        (av_error(errno.EBUSY), MediaFault.BUSY),
        (av_error(errno.EACCES), MediaFault.DENIED),
        (av_error(errno.EIO, "Video device not found"), MediaFault.ABSENT),
        (av_error(errno.EIO), MediaFault.BROKEN),
        (av_error(errno.EINVAL), MediaFault.BROKEN),
    ],
)
def test_a_camera_that_cannot_be_opened(error: Exception, fault: MediaFault) -> None:
    source, errors, _ = open_camera(error)
    source.start()
    (told,) = errors.wait_for(1)
    assert source.join(2)
    assert (told.device, told.fault, told.name) == ("camera", fault, "/dev/video7")


def test_a_camera_that_is_busy_only_at_its_first_picture_can_be_tried_again() -> None:
    first = Container([av_error(errno.EBUSY)])
    source, errors, _ = open_camera(first, Container([picture()], endless=True))
    pictures = subscribed(source)
    source.start()
    (told,) = errors.wait_for(1)
    assert told.fault is MediaFault.BUSY
    assert source.join(2)
    assert first.closed.is_set()
    source.start()
    pictures.wait_for(1)
    source.stop()
    assert source.join(2)


def test_a_camera_that_is_unplugged_in_a_call() -> None:
    container = Container([picture(), picture(), av_error(errno.ENODEV)])
    source, errors, _ = open_camera(container)
    source.start()
    (told,) = errors.wait_for(1)
    assert told.fault is MediaFault.UNPLUGGED
    assert source.join(2)
    assert container.closed.is_set()


def test_a_camera_that_has_no_picture_yet_and_then_half_a_one_works_on() -> None:
    bad = camera.av.error.InvalidDataError(camera.av.error.tag_to_code(b"INDA"), "Invalid data")
    container = Container(
        [av_error(errno.EAGAIN), bad, picture(), av_error(errno.EAGAIN), picture()]
    )
    source, errors, _ = open_camera(container)
    pictures = subscribed(source)
    source.start()
    pictures.wait_for(2)
    errors.wait_for(1)  # the script is over, as if the device were gone
    assert source.join(2)
    assert len(pictures.items) == 2


@pytest.mark.parametrize("where", ["open", "read"])
def test_a_driver_that_hangs(where: str) -> None:
    hanging = threading.Event()
    answer = hanging if where == "open" else Container([picture(), hanging])
    source, errors, _ = open_camera(answer)
    source.start()
    (told,) = errors.wait_for(1, seconds=10)  # the watchdog waits for five
    assert told.fault is MediaFault.HANGING
    assert not source.join(0)
    hanging.set()
    assert source.join(2)
    assert len(errors.items) == 1


def test_a_real_camera_that_is_not_there(tmp_path: Path) -> None:
    errors: Collector[Any] = Collector()
    source = camera.device(NamedDevice(str(tmp_path / "video0")), errors)
    source.start()
    (told,) = errors.wait_for(1)
    assert told.fault is MediaFault.ABSENT
    assert source.join(2)


@pytest.mark.skipif(not Path("/dev/video0").exists(), reason="this machine has no camera")
def test_a_real_camera_that_somebody_else_uses() -> None:
    errors: Collector[Any] = Collector()
    first = camera.device(NamedDevice("/dev/video0"), errors)
    pictures = subscribed(first)
    second = camera.device(NamedDevice("/dev/video0"), errors)
    first.start()
    try:
        pictures.wait_for(1)
        second.start()
        (told,) = errors.wait_for(1)
        assert told.fault is MediaFault.BUSY
    finally:
        for source in (first, second):
            source.stop()
            assert source.join(5)


def test_none_is_no_camera_and_test_is_one() -> None:
    assert camera.source(NoDevice(), print) is None
    assert camera.source(TestPicture("a"), print) is not None
