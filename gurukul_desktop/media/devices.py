"""Which cameras, microphones and speakers there are, and what is wrong with each."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from gurukul_desktop.errors import DeviceKind, MediaError, MediaFault
from gurukul_desktop.late import av
from gurukul_desktop.media import camera, microphone
from gurukul_desktop.media.portaudio import portaudio
from gurukul_desktop.media.ports import AudioSource, ErrorSink, VideoSource
from gurukul_desktop.media.speaker import Speaker
from gurukul_desktop.media.specs import NamedDevice

CHECK_SECONDS: Final = 8.0
"""Longer than the watchdog's patience: a device that hangs is told as one."""

_FFMPEG_INPUT: Final = {"darwin": "avfoundation", "win32": "dshow"}


@dataclass(frozen=True, slots=True)
class Device:
    """One device.

    Attributes:
        kind: what it is.
        name: what a person calls it.
        spec: what to type to use it; the same when it is plugged in again.
        default: whether it is the one that the system uses when none is named.
    """

    kind: DeviceKind
    name: str
    spec: str
    default: bool = False


def list_devices(kind: DeviceKind) -> list[Device]:
    """Every device of a kind.

    Raises:
        MediaError: PortAudio, which knows the sound devices, is not installed.
    """
    if kind != "speaker" and sys.platform in _FFMPEG_INPUT:
        return ffmpeg_inputs(_FFMPEG_INPUT[sys.platform], kind)
    return linux_cameras() if kind == "camera" else _portaudio_devices(kind)


def linux_cameras(
    system: Path = Path("/sys/class/video4linux"), nodes: Path = Path("/dev")
) -> list[Device]:
    """The cameras of Linux. A webcam has further nodes, for metadata; they have an index.

    A node's number may be another one the next time; udev's name for the device stays.
    """
    lasting = {link.resolve(): link for link in sorted(nodes.glob("v4l/by-id/*"))}
    found: list[tuple[int, Device]] = []
    for entry in system.glob("video*"):
        number = entry.name.removeprefix("video")
        node = nodes / entry.name
        if number.isdecimal() and node.exists() and _read(entry / "index") in ("0", ""):
            name = _read(entry / "name") or entry.name
            spec = str(lasting.get(node.resolve(), node))
            found.append((int(number), Device("camera", name, spec)))
    found.sort(key=lambda pair: pair[0])
    return [replace(device, default=index == 0) for index, (_, device) in enumerate(found)]


def ffmpeg_inputs(
    input_device: str,
    kind: DeviceKind,
    list_inputs: Callable[[str], list[av.DeviceInfo]] | None = None,
) -> list[Device]:
    """Cameras or microphones as FFmpeg's ``input_device`` lists them."""
    try:
        listed = (list_inputs or av.enumerate_input_devices)(input_device)
    except (OSError, ValueError):  # there is nothing to list
        return []
    names = [info.description or info.name for info in listed if _gives(info, kind)]
    return [Device(kind, name, name) for name in names]


def check(device: Device, seconds: float = CHECK_SECONDS) -> MediaError | None:
    """Use the device for a moment; None if it works.

    A camera must give a picture, a microphone sound, and a speaker must open.
    """
    done = threading.Event()
    errors: list[MediaError] = []

    def failed(error: MediaError) -> None:
        errors.append(error)
        done.set()

    used = _using(device, failed, done.set)
    used.start()
    answered = done.wait(seconds)
    used.stop()
    used.join(1.0)
    if not answered:
        return MediaError(device.kind, MediaFault.HANGING, device.name)
    return errors[0] if errors else None


def _using(
    device: Device, on_error: ErrorSink, on_ready: Callable[[], None]
) -> VideoSource | AudioSource | Speaker:
    spec = NamedDevice(device.spec)
    if device.kind == "camera":
        return camera.device(spec, on_error, on_ready)
    if device.kind == "microphone":
        return microphone.device(spec, on_error, on_ready)
    return Speaker(spec, on_error, on_ready=on_ready)


def _gives(info: av.DeviceInfo, kind: DeviceKind) -> bool:
    return ("video" if kind == "camera" else "audio") in info.media_types


def _portaudio_devices(kind: DeviceKind) -> list[Device]:
    channels = "max_input_channels" if kind == "microphone" else "max_output_channels"
    return [
        Device(kind, entry["name"], entry["name"])
        for entry in portaudio().query_devices()
        if entry[channels] > 0
    ]


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""
