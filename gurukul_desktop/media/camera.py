"""Where pictures come from: a camera through FFmpeg, a test picture or a file."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Generator, Mapping
from functools import partial
from typing import Any, Final

from gurukul_desktop.errors import MediaFault
from gurukul_desktop.late import av
from gurukul_desktop.media import virtual
from gurukul_desktop.media.capture import Capture
from gurukul_desktop.media.faults import classify
from gurukul_desktop.media.naming import address_of
from gurukul_desktop.media.opening import OpenContainer, frames, open_container
from gurukul_desktop.media.permission import Permission, Permitted, allowed
from gurukul_desktop.media.pictures import Shaper
from gurukul_desktop.media.ports import ErrorSink, VideoSource
from gurukul_desktop.media.specs import CameraSpec, MediaFile, NamedDevice, NoDevice, TestPicture

MANY_CORES: Final = 8
"""With so many, a camera is asked for 1080 lines: decoding and encoding them takes a core or two.
What the call sends of them is for the call to say."""

_FULL_HD: Final = {"video_size": "1920x1080"}
_HD: Final = {"video_size": "1280x720", "framerate": "30"}
_ATTEMPTS: Final[Mapping[str, tuple[Mapping[str, str], ...]]] = {
    # A webcam gives 720p at full rate only as MJPEG; the others are for what cannot.
    "v4l2": ({"input_format": "mjpeg", **_HD}, _HD, {}),
    "avfoundation": ({"pixel_format": "nv12", **_HD}, {"framerate": "30"}, {}),
    "dshow": ({"vcodec": "mjpeg", **_HD}, _HD, {}),
}


def source(
    spec: CameraSpec,
    on_error: ErrorSink,
    on_ready: Callable[[], None] = lambda: None,
    *,
    permission: Permission = allowed,
    full_hd: Callable[[], bool] = lambda: False,
    open_container: OpenContainer = open_container,
) -> VideoSource | None:
    """The camera of a specification; None for ``none``.

    Args:
        spec: which one.
        on_error, on_ready: as :class:`gurukul_desktop.media.capture.Capture` has them.
        permission: asked before a device is opened; a picture or a film needs none.
        full_hd: asked at each opening, whether 1080 lines are wanted however few cores there are.
        open_container: opens a device by FFmpeg.
    """
    match spec:
        case NoDevice():
            return None
        case TestPicture(variant):
            return virtual.moving_picture(variant, on_error, on_ready=on_ready)
        case MediaFile(path):
            return virtual.picture_file(path, on_error, on_ready=on_ready)
        case _:
            camera = device(
                spec, on_error, on_ready, full_hd=full_hd, open_container=open_container
            )
            return Permitted(camera, "camera", spec.name, permission, on_error)


def device(
    spec: NamedDevice,
    on_error: ErrorSink,
    on_ready: Callable[[], None] = lambda: None,
    *,
    full_hd: Callable[[], bool] = lambda: False,
    open_container: OpenContainer = open_container,
) -> Capture[av.VideoFrame]:
    """A real camera."""
    produce = partial(_camera, spec.name, full_hd, open_container)
    return Capture("camera", spec.name, produce, on_error, on_ready=on_ready)


def address(spec: CameraSpec) -> str:
    """Where the camera of a specification is now, the same for all of its names; else empty."""
    if not isinstance(spec, NamedDevice):
        return ""
    try:
        kind, where = _address(spec.name)
    except FileNotFoundError:
        return ""
    return os.path.realpath(where) if kind == "v4l2" else where


def _camera(
    name: str, full_hd: Callable[[], bool], open_container: OpenContainer, stop: threading.Event
) -> Generator[av.VideoFrame, None, None]:
    container = _open(name, open_container, full_hd=full_hd())
    shaper = Shaper()
    try:
        for frame in frames(container, "video", stop):
            yield shaper.shape(frame)
    finally:
        container.close()


def _open(name: str, open_container: OpenContainer, *, full_hd: bool) -> Any:
    kind, address = _address(name)
    attempts = _ATTEMPTS[kind]
    if full_hd or (os.cpu_count() or 1) >= MANY_CORES:
        attempts = ({**attempts[0], **_FULL_HD}, *attempts)
    for options in attempts[:-1]:
        try:
            return open_container(address, kind, options)
        except (OSError, ValueError) as error:
            # BROKEN is what is left when the device only does not know this size or format.
            if classify(error, opening=True) is not MediaFault.BROKEN:
                raise
    return open_container(address, kind, attempts[-1])


def _address(name: str) -> tuple[str, str]:
    """FFmpeg's input device and its name for this camera, on this system."""
    if sys.platform == "darwin":
        return "avfoundation", f"{name or 'default'}:none"
    if sys.platform == "win32":
        return "dshow", f"video={address_of(name, 'dshow', 'video')}"
    return "v4l2", address_of(name, "v4l2", "video")
