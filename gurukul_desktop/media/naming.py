"""From a device's name, as a person types it, to its address, as FFmpeg wants it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from gurukul_desktop.late import av

ListInputs: TypeAlias = "Callable[[str], Sequence[av.DeviceInfo]]"


def address_of(
    name: str,
    kind: str,
    medium: Literal["video", "audio"],
    list_inputs: ListInputs | None = None,
) -> str:
    """The address of the input device that is called ``name``, or of the default one.

    A name that no device has is taken as an address: the driver knows best.

    Args:
        kind: FFmpeg's input device, such as ``v4l2``.
        list_inputs: in place of FFmpeg's own list.

    Raises:
        FileNotFoundError: the default is asked for and there is no device at all.
    """
    list_inputs = list_inputs or av.enumerate_input_devices
    found = [device for device in _listed(kind, list_inputs) if _gives(device, medium)]
    if name:
        for device in found:
            if name.casefold() == device.description.casefold():
                return device.name
        return name
    for device in sorted(found, key=lambda device: not device.is_default):
        return device.name
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))


def _listed(kind: str, list_inputs: ListInputs) -> Sequence[av.DeviceInfo]:
    try:
        return list_inputs(kind)
    except OSError:  # there is nothing to list
        return ()


def _gives(device: av.DeviceInfo, medium: str) -> bool:
    # Some drivers do not tell what a device gives.
    return not device.media_types or medium in device.media_types
