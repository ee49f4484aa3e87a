"""What can go wrong, as one tree.

::

    GurukulError
    ├── UsageError            a wrong option, address or file: one sentence, exit status 2
    ├── MissingLibraryError   a system library that is not installed: one sentence, exit status 2
    ├── MediaError            a camera, microphone or speaker that cannot be used
    └── CallError             a call that could not be set up or was lost

An error carries a stable ``code``. The words that a student reads live in
:mod:`gurukul_desktop.ui.words`, where they can be translated; ``str(error)`` is for logs.
"""

from enum import Enum
from typing import Literal

DeviceKind = Literal["camera", "microphone", "speaker"]


class GurukulError(Exception):
    """The root of what this package raises on purpose."""

    code: str = "error"


class UsageError(GurukulError):
    """Something the caller typed is wrong. ``str()`` is the sentence to show."""

    code = "usage"


class MissingLibraryError(GurukulError):
    """A system library is missing. ``str()`` says which, and what to install."""

    code = "missing_library"


class MediaFault(Enum):
    """Why a device cannot be used; the value is the stable code."""

    BUSY = "busy"
    DENIED = "denied"
    ABSENT = "absent"
    UNPLUGGED = "unplugged"
    HANGING = "hanging"
    BROKEN = "broken"


class MediaError(GurukulError):
    """A device cannot be used.

    Attributes:
        device: which kind of device it is.
        fault: why.
        name: the device's name, for the log and ``gurukul devices``.
    """

    def __init__(
        self, device: DeviceKind, fault: MediaFault, name: str = "", detail: str = ""
    ) -> None:
        super().__init__(f"{device} {name!r}: {fault.value}" + (f" ({detail})" if detail else ""))
        self.device: DeviceKind = device
        self.fault = fault
        self.name = name
        self.code = f"{device}_{fault.value}"


class CallFault(Enum):
    """Why a call ended by itself; the value is the stable code."""

    TIMEOUT = "connect_timeout"
    UNREACHABLE = "unreachable"
    LOST = "connection_lost"
    BAD_OFFER = "bad_offer"
    NO_RELAY = "no_relay"
    ASLEEP = "asleep"
    """This computer slept, and the partner could not wait for it."""


class CallError(GurukulError):
    """A call could not be set up, or was lost."""

    def __init__(self, fault: CallFault, detail: str = "") -> None:
        super().__init__(fault.value + (f": {detail}" if detail else ""))
        self.fault = fault
        self.code = fault.value
