"""Opening a device by FFmpeg, with what FFmpeg logged on the way, and reading from it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, Literal

from gurukul_desktop.late import av

OpenContainer = Callable[[str, str, Mapping[str, str]], Any]
"""Opens an address by an FFmpeg input device with options; tests put a fake here."""

_NEXT_TRY_SECONDS: Final = 0.005


class _FFmpegLog:
    """Has FFmpeg tell its errors while somebody listens.

    PyAV keeps FFmpeg silent, because a codec's own threads that log would wait for Python. The
    level is one for the whole process, and camera and microphone open at the same time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners = 0

    @contextmanager
    def listen(self) -> Iterator[list[tuple[int, str, str]]]:
        """What is logged on this thread meanwhile."""
        self._count(1)
        try:
            with av.logging.Capture() as logs:
                yield logs
        finally:
            self._count(-1)

    def _count(self, change: int) -> None:
        with self._lock:
            self._listeners += change
            av.logging.set_level(av.logging.ERROR if self._listeners else None)


_FFMPEG_LOG: Final = _FFmpegLog()


def open_container(address: str, kind: str, options: Mapping[str, str]) -> Any:
    """Open ``address`` by the input device ``kind``.

    Raises:
        OSError, ValueError: as FFmpeg has it, with its log as a note:
            :func:`gurukul_desktop.media.faults.classify` reads it.
    """
    with _FFMPEG_LOG.listen() as logs:
        try:
            return av.open(address, format=kind, options=dict(options))
        except (OSError, ValueError) as error:
            error.add_note("".join(words for _, _, words in logs))
            raise


def frames(
    container: Any, medium: Literal["video", "audio"], stop: threading.Event
) -> Iterator[Any]:
    """Every frame of the first stream of a kind, until ``stop`` or the end.

    avfoundation answers EAGAIN until a frame is there, and the first pictures of a webcam are
    often cut off: both only mean that the next try may do. A device that never gives anything
    is the watchdog's matter.
    """
    while not stop.is_set():
        try:
            yield from container.decode(**{medium: 0})
        except BlockingIOError:
            stop.wait(_NEXT_TRY_SECONDS)
        except av.error.InvalidDataError:
            continue
        else:
            return
