"""gurukul_desktop.media.faults: every way a device fails, as the libraries tell it."""

import errno

import av
import pytest

from gurukul_desktop.errors import MediaFault
from gurukul_desktop.media.faults import classify
from tests.media.fakes import av_error


@pytest.mark.parametrize(
    ("number", "opening", "fault"),
    [
        (errno.ENOENT, True, MediaFault.ABSENT),
        (errno.ENODEV, True, MediaFault.ABSENT),
        (errno.ENXIO, True, MediaFault.ABSENT),
        (errno.EBUSY, True, MediaFault.BUSY),
        (errno.EBUSY, False, MediaFault.BUSY),
        (errno.EACCES, True, MediaFault.DENIED),
        (errno.EPERM, True, MediaFault.DENIED),
        (errno.ENODEV, False, MediaFault.UNPLUGGED),
        (errno.ENOENT, False, MediaFault.UNPLUGGED),
        (errno.EIO, False, MediaFault.UNPLUGGED),
        (errno.EIO, True, MediaFault.BROKEN),
        (errno.EINVAL, True, MediaFault.BROKEN),
        (errno.ETIMEDOUT, True, MediaFault.HANGING),
    ],
)
def test_an_errno_as_pyav_raises_it(number: int, opening: bool, fault: MediaFault) -> None:
    assert classify(av_error(number), opening=opening) is fault


@pytest.mark.parametrize(
    ("log", "fault"),
    [
        # macOS
        ("Video device not found\n", MediaFault.ABSENT),
        ("Invalid audio device index\n", MediaFault.ABSENT),
        (
            "Failed to create AV capture input device: Cannot use FaceTime HD Camera\n",
            MediaFault.DENIED,
        ),
        ("This app is not authorized to use FaceTime HD Camera", MediaFault.DENIED),
        (
            "Cannot use Camera because it is already in use by another application",
            MediaFault.BUSY,
        ),
        # Windows
        (
            "Could not find video device with name [x] among source devices of type video.",
            MediaFault.ABSENT,
        ),
        ("Could not enumerate video devices (or none found).", MediaFault.ABSENT),
        (
            "Could not run graph (sometimes caused by a device already in use by other "
            "application)",
            MediaFault.BUSY,
        ),
        # Linux, ALSA
        ("cannot open audio device hw:1 (Device or resource busy)", MediaFault.BUSY),
        ("cannot open audio device nosuch (No such file or directory)", MediaFault.ABSENT),
        ("cannot open audio device default (Connection refused)", MediaFault.ABSENT),
        ("cannot open audio device hw:0 (Permission denied)", MediaFault.DENIED),
        ("something that nobody has seen before", MediaFault.BROKEN),
    ],
)
def test_a_bare_eio_is_told_by_what_ffmpeg_logged(log: str, fault: MediaFault) -> None:
    assert classify(av_error(errno.EIO, log), opening=True) is fault


def test_a_device_that_ffmpeg_no_longer_finds_was_unplugged() -> None:
    log = "Video device not found"
    assert classify(av_error(errno.EIO, log), opening=False) is MediaFault.UNPLUGGED


def test_the_end_of_a_live_device_is_its_unplugging() -> None:
    end = av.error.EOFError(av.error.tag_to_code(b"EOF "), "End of file")
    assert classify(end, opening=False) is MediaFault.UNPLUGGED


def test_an_error_that_is_no_device_error_is_broken() -> None:
    assert classify(RuntimeError("bug"), opening=True) is MediaFault.BROKEN
