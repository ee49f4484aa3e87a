"""gurukul_desktop.media.devices: what there is, and what is wrong with it."""

import errno
from pathlib import Path

import av

from gurukul_desktop.errors import MediaFault
from gurukul_desktop.media.devices import Device, check, ffmpeg_inputs, linux_cameras
from tests.media.fakes import av_error


def node(system: Path, nodes: Path, number: int, name: str, index: int) -> None:
    entry = system / f"video{number}"
    entry.mkdir(parents=True)
    (entry / "name").write_text(f"{name}\n")
    (entry / "index").write_text(f"{index}\n")
    nodes.mkdir(exist_ok=True)
    (nodes / entry.name).touch()


def test_linux_cameras_in_order_without_their_metadata(tmp_path: Path) -> None:
    system, nodes = tmp_path / "sys", tmp_path / "dev"
    node(system, nodes, 10, "Capture Card", 0)
    node(system, nodes, 0, "Webcam: HD", 0)
    node(system, nodes, 1, "Webcam: HD", 1)
    node(system, nodes, 4, "Unplugged", 0)
    (nodes / "video4").unlink()
    assert linux_cameras(system, nodes) == [
        Device("camera", "Webcam: HD", str(nodes / "video0"), default=True),
        Device("camera", "Capture Card", str(nodes / "video10")),
    ]


def test_a_camera_is_named_by_what_stays_when_it_is_plugged_in_again(tmp_path: Path) -> None:
    system, nodes = tmp_path / "sys", tmp_path / "dev"
    for number in (0, 2):
        node(system, nodes, number, "Webcam", 0)
    (nodes / "v4l/by-id").mkdir(parents=True)
    lasting = nodes / "v4l/by-id/usb-Webcam_1234-video-index0"
    lasting.symlink_to("../../video2")
    assert [device.spec for device in linux_cameras(system, nodes)] == [
        str(nodes / "video0"),
        str(lasting),
    ]


def test_a_machine_without_cameras(tmp_path: Path) -> None:
    assert linux_cameras(tmp_path / "nothing", tmp_path) == []


def test_devices_as_ffmpeg_lists_them() -> None:
    listed = [
        av.DeviceInfo("@device_1", "Integrated Camera", True, ["video"]),
        av.DeviceInfo("@device_2", "Microphone Array", True, ["audio"]),
    ]
    asked = []

    def list_inputs(name: str) -> list[av.DeviceInfo]:
        asked.append(name)
        return listed

    assert ffmpeg_inputs("dshow", "camera", list_inputs) == [
        Device("camera", "Integrated Camera", "Integrated Camera")
    ]
    assert ffmpeg_inputs("dshow", "microphone", list_inputs) == [
        Device("microphone", "Microphone Array", "Microphone Array")
    ]
    assert asked == ["dshow", "dshow"]


def test_a_system_that_cannot_list() -> None:
    def list_inputs(_: str) -> list[av.DeviceInfo]:
        raise av_error(errno.EIO)

    assert ffmpeg_inputs("avfoundation", "camera", list_inputs) == []


def test_a_camera_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    error = check(Device("camera", "Gone", str(tmp_path / "video0")))
    assert error is not None
    assert error.fault is MediaFault.ABSENT
