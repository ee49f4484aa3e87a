"""What of a screen is worth sending, and a real X11 screen."""

import threading

import av
import numpy as np
import pytest

from gurukul_desktop.demo.display import VirtualDisplay
from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.media.screens import (
    LONGEST_SIDE,
    MOST_PIXELS,
    STILL,
    ScreenTarget,
    fitting,
    readable,
    same,
    x11_screen,
)


def grabbed(value: int, width: int = 320, height: int = 200) -> av.VideoFrame:
    pixels = np.full((height, width, 3), value, np.uint8)
    return av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="bgr0")


@pytest.mark.parametrize(
    "size",
    [(1920, 1080), (1366, 768), (3840, 2160), (3440, 1440), (1080, 1920), (8000, 400), (3, 3)],
)
def test_every_shape_is_kept_and_bounded(size: tuple[int, int]) -> None:
    width, height = fitting(*size)
    assert width % 2 == height % 2 == 0
    assert width * height <= MOST_PIXELS
    assert max(width, height) <= LONGEST_SIDE
    assert width <= size[0]
    assert height <= size[1]
    if min(size) > 100:
        assert width / height == pytest.approx(size[0] / size[1], rel=0.01)


def test_what_stands_still_is_passed_on_less_often() -> None:
    pictures = [grabbed(10) for _ in range(4 * STILL + 1)]
    assert len(list(readable(pictures))) == 5
    moving = [grabbed(value) for value in range(10)]
    passed = list(readable(moving))
    assert len(passed) == 10
    assert {(frame.format.name, frame.width, frame.height) for frame in passed} == {
        ("yuv420p", 320, 200)
    }


def test_one_changed_pixel_is_a_change() -> None:
    one, other = grabbed(10, 1920, 1080), grabbed(10, 1920, 1080)
    assert same(one, other)
    plane = other.planes[0]
    np.frombuffer(memoryview(plane), np.uint8)[1079 * plane.line_size + 4 * 1919] = 200
    assert not same(one, other)
    assert not same(one, grabbed(10))


@pytest.mark.display
def test_an_x11_screen_is_seen_and_one_that_vanishes_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = ScreenTarget("screen", "screen", "screen", 640, 480)
    seen, told = threading.Event(), threading.Event()
    sizes: list[tuple[int, int]] = []
    errors: list[MediaError] = []

    def failed(error: MediaError) -> None:
        errors.append(error)
        told.set()

    with VirtualDisplay(640, 480) as display:
        monkeypatch.setenv("DISPLAY", display.environment["DISPLAY"])
        screen = x11_screen(target, 0, 0, failed, seen.set)
        screen.subscribe(lambda frame: sizes.append((frame.width, frame.height)))
        screen.start()
        assert seen.wait(10), errors
    assert told.wait(10)
    assert screen.join(5)
    assert sizes[0] == (640, 480)
    assert errors[0].fault in (MediaFault.UNPLUGGED, MediaFault.BROKEN)
