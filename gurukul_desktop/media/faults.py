"""Tell from what a device library raises why a device cannot be used.

v4l2 says it by ``errno``. FFmpeg's alsa, avfoundation and dshow answer nearly everything with
a bare EIO, so there the text that FFmpeg logged before it decides.
"""

import errno
from typing import Final

from gurukul_desktop.errors import MediaFault

_ABSENT_OR_UNPLUGGED: Final = frozenset({errno.ENODEV, errno.ENXIO, errno.ENOENT})
_DENIED: Final = frozenset({errno.EACCES, errno.EPERM})

# In this order: the first that is found in the log (in lower case) decides.
_LOG_TEXTS: Final[tuple[tuple[str, MediaFault], ...]] = (
    # Windows: libavdevice/dshow.c says this when the graph does not run
    ("already in use", MediaFault.BUSY),
    ("in use by another", MediaFault.BUSY),
    # macOS: AVFoundation's description; a camera there can be shared, so "Cannot use FaceTime HD
    # Camera" with no more words is what a missing permission looks like
    ("not authorized", MediaFault.DENIED),
    ("cannot use", MediaFault.DENIED),
    ("access is denied", MediaFault.DENIED),
    ("could not find video device", MediaFault.ABSENT),
    ("could not find audio device", MediaFault.ABSENT),
    ("or none found", MediaFault.ABSENT),
    ("device not found", MediaFault.ABSENT),
    ("invalid device index", MediaFault.ABSENT),
    ("invalid audio device index", MediaFault.ABSENT),
    ("no av capture device found", MediaFault.ABSENT),
    # Linux: libavdevice/alsa.c turns every errno into EIO and logs its words
    ("device or resource busy", MediaFault.BUSY),
    ("permission denied", MediaFault.DENIED),
    ("operation not permitted", MediaFault.DENIED),
    ("no such file or directory", MediaFault.ABSENT),
    ("no such device", MediaFault.ABSENT),
    ("connection refused", MediaFault.ABSENT),  # the sound server does not run
)


def classify(error: BaseException, *, opening: bool) -> MediaFault:
    """Why a device cannot be used.

    Args:
        error: what the library raised; its notes (PEP 678) are what FFmpeg logged about it.
        opening: nothing has come from the device yet. (A busy camera may open, and fail only
            at its first read.)
    """
    number = error.errno if isinstance(error, OSError) else None
    if number in _DENIED or isinstance(error, PermissionError):
        return MediaFault.DENIED
    if number == errno.EBUSY:
        return MediaFault.BUSY
    if number in _ABSENT_OR_UNPLUGGED or isinstance(error, FileNotFoundError):
        return MediaFault.ABSENT if opening else MediaFault.UNPLUGGED
    if isinstance(error, TimeoutError):
        return MediaFault.HANGING
    text = "\n".join(getattr(error, "__notes__", ())).lower()
    for part, fault in _LOG_TEXTS:
        if part in text:
            absent = fault is MediaFault.ABSENT and not opening
            return MediaFault.UNPLUGGED if absent else fault
    # A live device has no end, and one that worked a moment ago does not break by itself.
    if not opening and (number == errno.EIO or isinstance(error, EOFError)):
        return MediaFault.UNPLUGGED
    return MediaFault.BROKEN
