"""What stands for a camera or a microphone: a moving picture, a tone, a file.

Each is paced in real time on one thread, as a device would be.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Generator, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final

from gurukul_desktop.errors import DeviceKind, MediaError, MediaFault
from gurukul_desktop.late import av, np
from gurukul_desktop.media.capture import Capture
from gurukul_desktop.media.pacing import turns
from gurukul_desktop.media.pattern import FRAME_RATE, Pattern
from gurukul_desktop.media.pictures import Shaper
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, ErrorSink, Samples
from gurukul_desktop.media.resampling import Resampler

TONE_LEVEL: Final = 0.1
"""Root mean square of the tone, of full scale: -20 dBFS."""

_FRAME_SECONDS: Final = FRAME_SAMPLES / SAMPLE_RATE
_LONGEST_PICTURE: Final = 1.0
_QUICKEST_PICTURE: Final = 1 / 60


def _nothing() -> None:
    pass


def moving_picture(
    variant: str, on_error: ErrorSink, *, on_ready: Callable[[], None]
) -> Capture[av.VideoFrame]:
    """A camera that films a moving picture with a running clock, 1280x720, 30 a second."""

    def produce(stop: threading.Event) -> Generator[av.VideoFrame, None, None]:
        pattern = Pattern(variant)
        for turn in turns(1 / FRAME_RATE, stop):
            yield pattern.draw(turn)

    name = f"test:{variant}"
    return Capture("camera", name, produce, on_error, on_ready=on_ready, patience=None)


def steady_tone(
    frequency: float, on_error: ErrorSink, *, on_ready: Callable[[], None]
) -> Capture[Samples]:
    """A microphone that hears a sine of ``frequency`` Hz at -20 dBFS."""

    def produce(stop: threading.Event) -> Generator[Samples, None, None]:
        for turn in turns(_FRAME_SECONDS, stop):
            yield tone(frequency, turn * FRAME_SAMPLES, FRAME_SAMPLES)

    name = f"test:{frequency:g}"
    return Capture("microphone", name, produce, on_error, on_ready=on_ready, patience=None)


def tone(frequency: float, first: int, count: int) -> Samples:
    """``count`` samples of a sine of ``frequency`` Hz at -20 dBFS, from sample ``first`` on."""
    turns_made = np.arange(first, first + count, dtype=np.float64) * (frequency / SAMPLE_RATE)
    wave = np.sin(2 * np.pi * (turns_made % 1.0))
    samples: Samples = np.rint(TONE_LEVEL * np.sqrt(2) * 32767 * wave).astype(np.int16)
    return samples


def picture_file(
    path: Path, on_error: ErrorSink, *, on_ready: Callable[[], None]
) -> Capture[av.VideoFrame]:
    """A camera that shows a film, or one picture, over and over."""

    def produce(stop: threading.Event) -> Generator[av.VideoFrame, None, None]:
        shaper = Shaper()
        due = time.monotonic()
        for frame, seconds in _films(path):
            if stop.wait(max(0.0, due - time.monotonic())):
                return
            yield shaper.shape(frame)
            due = max(due + seconds, time.monotonic() - _LONGEST_PICTURE)

    return Capture("camera", f"file:{path}", produce, on_error, on_ready=on_ready, patience=None)


def sound_file(
    path: Path, on_error: ErrorSink, *, on_ready: Callable[[], None]
) -> Capture[Samples]:
    """A microphone that hears a sound over and over."""

    def produce(stop: threading.Event) -> Generator[Samples, None, None]:
        blocks = _sounds(path)
        for _ in turns(_FRAME_SECONDS, stop):
            yield next(blocks)

    name = f"file:{path}"
    return Capture("microphone", name, produce, on_error, on_ready=on_ready, patience=None)


def _films(path: Path) -> Iterator[tuple[av.VideoFrame, float]]:
    """Every picture of the file, and for how many seconds it is shown, again and again."""
    while True:
        shown = 0
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            usual = _usual_seconds(stream.average_rate)
            last: av.VideoFrame | None = None
            for frame in container.decode(stream):
                if last is not None:
                    yield last, _shown_for(last, frame, usual)
                last = frame
                shown += 1
        if last is None:
            raise _unplayable("camera", path)
        if shown == 1:  # a still picture: there is no need to decode it again
            yield from itertools.repeat((last, 1 / FRAME_RATE))
        yield last, usual


def _usual_seconds(rate: Fraction | None) -> float:
    return 1 / float(rate) if rate else 1 / FRAME_RATE


def _shown_for(frame: av.VideoFrame, following: av.VideoFrame, usual: float) -> float:
    if frame.pts is None or following.pts is None:
        return usual
    return min(max(following.time - frame.time, _QUICKEST_PICTURE), _LONGEST_PICTURE)


def _sounds(path: Path) -> Iterator[Samples]:
    """The sound of the file in blocks of 960 samples, again and again."""
    while True:
        empty = True
        resampler = Resampler()
        with av.open(str(path)) as container:
            for frame in container.decode(audio=0):
                for samples in resampler.push(frame):
                    empty = False
                    yield samples
        if empty:
            raise _unplayable("microphone", path)


def _unplayable(device: DeviceKind, path: Path) -> MediaError:
    return MediaError(device, MediaFault.BROKEN, f"file:{path}", "it holds nothing to play")
