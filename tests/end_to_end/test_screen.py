"""A student shares the screen: the partner sees what is on it, and the camera afterwards."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests.end_to_end import stripes
from tests.end_to_end.conftest import Ground
from tests.end_to_end.programs import Student, until
from tests.end_to_end.screen import screenshot

pytestmark = [pytest.mark.display, pytest.mark.timeout(120)]


@contextmanager
def stripes_on(student: Student, ground: Ground) -> Iterator[None]:
    """Something that moves beside the student's window, as a lecture would."""
    environment = {**os.environ, **ground.environment, **student.seat.display.environment}
    shown = subprocess.Popen([sys.executable, stripes.__file__], env=environment)
    try:
        yield
    finally:
        shown.terminate()
        shown.wait(10)


def striped(student: Student) -> float:
    """The part of what the student sees that has the stripes' colour."""
    framebuffer = student.seat.display.framebuffer
    assert isinstance(framebuffer, Path)
    pixels = screenshot(framebuffer).astype(np.int16)
    blue, green, red = (pixels[..., channel] for channel in range(3))
    return float(((blue > 180) & (red > 180) & (green < 90)).mean())


def seen(student: Student, much: bool) -> Callable[[], bool]:
    return lambda: striped(student) > 0.02 if much else striped(student) < 0.001


def test_a_screen_is_shared_and_the_camera_comes_back(ground: Ground) -> None:
    server = ground.server()
    asha = ground.student("Asha", 0, server, 440, "--find")
    ravi = ground.student("Ravi", 1, server, 660, "--find")
    with stripes_on(asha, ground):
        asha.wait_connected("Ravi")
        ravi.wait_connected("Asha")
        ravi.wait_moving_picture()
        assert seen(ravi, much=False)()

        asha.window.press("Share screen")
        asha.window.press("The whole screen, 1280 × 800")
        asha.window.wait_for("You share your screen")
        ravi.window.wait_for("Asha shares the screen")
        until(seen(ravi, much=True), "Ravi sees what is on Asha's screen", 10)

        asha.window.press("Stop sharing the screen")
        ravi.window.wait_gone("Asha shares the screen")
        until(seen(ravi, much=False), "Ravi sees Asha's camera again", 10)
        ravi.wait_moving_picture()

        # The line is used as the student wants, without a new call.
        ravi.window.press("More")
        ravi.window.press("Figures of the call")
        ravi.window.press("Save data")
        ravi.window.wait_for("Small pictures both ways, for who pays for every megabyte.")
        ravi.wait_moving_picture()

        # What is shared ends with the call.
        asha.window.press("Share screen")
        asha.window.press("The whole screen, 1280 × 800")
        ravi.window.wait_for("Asha shares the screen")
        ravi.window.press("End")
        asha.wait_idle()
        assert "the screen is shared no more" in asha.log
