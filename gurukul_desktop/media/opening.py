"""Opening a device by FFmpeg, with what FFmpeg logged on the way."""

from collections.abc import Callable, Mapping
from typing import Any

import av
import av.logging

OpenContainer = Callable[[str, str, Mapping[str, str]], Any]
"""Opens an address by an FFmpeg input device with options; tests put a fake here."""


def open_container(address: str, kind: str, options: Mapping[str, str]) -> Any:
    """Open ``address`` by the input device ``kind``.

    Raises:
        OSError: as FFmpeg has it, with its log in the attribute ``ffmpeg_log``:
            :func:`gurukul_desktop.media.faults.classify` needs it on macOS and Windows.
    """
    with av.logging.Capture() as logs:
        try:
            return av.open(address, format=kind, options=dict(options))
        except OSError as error:
            error.ffmpeg_log = "\n".join(text for _, _, text in logs)  # type: ignore[attr-defined]
            raise
