"""A device layer without devices: containers that raise what PyAV raises."""

import errno
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import av
import numpy as np

HD = (1280, 720)


def av_error(number: int, log: str = "") -> av.FFmpegError:
    """The very exception that PyAV makes of an errno, with what FFmpeg logged before it."""
    try:
        av.error.err_check(-number)
    except av.FFmpegError as error:
        error.add_note(log)
        return error
    raise AssertionError(f"{os.strerror(number)} is no error to PyAV")


def picture(size: tuple[int, int] = HD, pixel_format: str = "yuvj422p") -> av.VideoFrame:
    """A grey picture, by default as a webcam's MJPEG decodes."""
    return av.VideoFrame(*size, pixel_format)


def sound(samples: int = 128, rate: int = 44_100) -> av.AudioFrame:
    """Stereo silence, as ALSA brings it."""
    frame = av.AudioFrame.from_ndarray(np.zeros((1, samples * 2), np.int16), "s16", "stereo")
    frame.rate = rate
    return frame


class Container:
    """An open device that plays a script: frames, errors that are raised, events to wait for."""

    def __init__(self, script: Sequence[Any], *, endless: bool = False) -> None:
        self._script = list(script)
        self._endless = endless
        self.closed = threading.Event()

    def decode(self, **streams: int) -> Iterator[Any]:
        while self._script:
            step = self._script[0] if self._endless and len(self._script) == 1 else None
            step = self._script.pop(0) if step is None else step
            if isinstance(step, BaseException):
                raise step
            if isinstance(step, threading.Event):
                step.wait(30)
            else:
                yield step

    def close(self) -> None:
        self.closed.set()


class DeviceLayer:
    """Stands for ``open_container``: each opening takes the next answer; the last one stays."""

    def __init__(self, *answers: Any) -> None:
        self._answers = list(answers)
        self.options: list[Mapping[str, str]] = []

    def __call__(self, address: str, kind: str, options: Mapping[str, str]) -> Any:
        self.options.append(dict(options))
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, BaseException):
            raise answer
        if isinstance(answer, threading.Event):
            answer.wait(30)
            raise av_error(errno.EIO)
        return answer
