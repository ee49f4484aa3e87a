"""Pictures of a screen or a window, for a partner to read.

A screen that stands still costs little: a picture that is as the one before is passed on only
five times a second, so that it becomes sharp, and is there for a partner who has lost it.

X11 is asked through FFmpeg, which copies the screen just as often as asked, in memory that it
shares with the server: 0.4 % of a core for 1920x1080 ten times a second, where Qt, which always
copies it 60 times, takes 35 %. Everywhere else Qt knows the way
(:mod:`gurukul_desktop.ui.screens`), and under Wayland the student's own desktop asks what to show.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from gurukul_desktop.late import av, np
from gurukul_desktop.media.capture import Capture
from gurukul_desktop.media.opening import OpenContainer, frames, open_container
from gurukul_desktop.media.pictures import Shaper
from gurukul_desktop.media.ports import ErrorSink

RATE: Final = 15
"""Looks at the screen a second."""
STILL: Final = 3
"""Of so many looks at a screen that stands still, one is passed on. Pauses longer than three
times the usual would count as freezes (:mod:`gurukul_desktop.call.video.freezes`)."""
MOST_PIXELS: Final = 1920 * 1080
PIECE: Final = 1 << 18
"""Bytes that are compared at once: they fit into the processor's cache, and what moves is seen
before all is compared."""
LONGEST_SIDE: Final = 4096
"""What H.264 of level 4 and VP8 can both carry."""


@dataclass(frozen=True, slots=True)
class ScreenTarget:
    """What can be shown.

    Attributes:
        key: names it until the next look.
        kind: a whole screen, a window, or whatever the student's desktop asks for.
        name: as the system calls it; empty where it does not.
        width, height: in pixels; 0 where they are not known.
    """

    key: str
    kind: Literal["screen", "window", "asked"]
    name: str
    width: int = 0
    height: int = 0


def x11_screen(
    target: ScreenTarget,
    left: int,
    top: int,
    on_error: ErrorSink,
    on_ready: Callable[[], None],
    *,
    open_container: OpenContainer = open_container,
) -> Capture[av.VideoFrame]:
    """A screen of the X server that ``DISPLAY`` names.

    A screen stands in the camera's place, so that its faults are told as a camera's.

    Args:
        left, top: where it begins among all screens, in pixels.
    """
    produce = partial(_x11, target, left, top, open_container)
    name = f"screen {target.name}"
    return Capture("camera", name, produce, on_error, on_ready=on_ready)


def _x11(
    target: ScreenTarget,
    left: int,
    top: int,
    open_container: OpenContainer,
    stop: threading.Event,
) -> Generator[av.VideoFrame, None, None]:
    options = {
        "framerate": str(RATE),
        "video_size": f"{target.width}x{target.height}",
        "grab_x": str(left),
        "grab_y": str(top),
        "draw_mouse": "1",
    }
    container = open_container(os.environ.get("DISPLAY", ""), "x11grab", options)
    try:
        yield from readable(frames(container, "video", stop))
    finally:
        container.close()


def readable(pictures: Iterable[av.VideoFrame]) -> Generator[av.VideoFrame, None, None]:
    """What of a screen's pictures is worth sending, in the shape that is sent."""
    shaper = Shaper(fitting)
    before: av.VideoFrame | None = None
    shown: av.VideoFrame | None = None
    passed_over = 0
    for picture in pictures:
        if shown is None or before is None or not same(before, picture):
            shown = shaper.shape(picture)
        elif passed_over + 1 < STILL:
            passed_over += 1
            continue
        passed_over = 0
        before = picture
        yield shown


def fitting(width: int, height: int) -> tuple[int, int]:
    """Both sides even, and at most as many pixels as 1920x1080; the shape is kept."""
    scale = min(1.0, math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / max(width, height))
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


def same(one: av.VideoFrame, other: av.VideoFrame) -> bool:
    """Whether two pictures of one plane show the same, by each of their bytes."""
    if (one.width, one.height, one.format.name) != (other.width, other.height, other.format.name):
        return False
    first, second = (np.frombuffer(memoryview(frame.planes[0]), np.uint8) for frame in (one, other))
    pieces = range(0, first.size, PIECE)
    return all(np.array_equal(first[at : at + PIECE], second[at : at + PIECE]) for at in pieces)
