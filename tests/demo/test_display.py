"""The virtual display, on the real Xvfb."""

import os
import sys
from pathlib import Path

import pytest

from gurukul_desktop.demo.display import VirtualDisplay, needs_display
from gurukul_desktop.errors import MissingLibraryError

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is for Linux")


@linux
@pytest.mark.parametrize(
    ("environment", "needed"),
    [
        ({}, True),
        ({"DISPLAY": ""}, True),
        ({"DISPLAY": ":0"}, False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, False),
    ],
)
def test_a_display_is_needed_where_there_is_neither_x_nor_wayland(
    environment: dict[str, str], needed: bool
) -> None:
    assert needs_display(environment) is needed


@linux
@pytest.mark.display
def test_two_displays_get_numbers_of_their_own_and_leave_nothing_behind() -> None:
    with VirtualDisplay(640, 480) as one, VirtualDisplay(640, 480) as other:
        assert one.environment["DISPLAY"] != other.environment["DISPLAY"]
        numbers = [d.environment["DISPLAY"].removeprefix(":") for d in (one, other)]
        sockets = [Path("/tmp/.X11-unix") / f"X{number}" for number in numbers]
        assert all(socket.exists() for socket in sockets)
        framebuffer = one.framebuffer
        assert framebuffer is not None
        assert framebuffer.stat().st_size >= 640 * 480 * 4
        one.stop()
        one.stop()
        assert one.environment == {}
    assert not any(socket.exists() for socket in sockets)
    assert not framebuffer.parent.exists()


@linux
def test_without_xvfb_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingLibraryError, match="apt-get install xvfb"):
        VirtualDisplay().start()


@linux
def test_an_xvfb_that_fails_is_quoted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "Xvfb"
    broken.write_text("#!/bin/sh\necho 'no memory for a screen' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    display = VirtualDisplay()
    with pytest.raises(MissingLibraryError, match="Xvfb did not start: no memory for a screen"):
        display.start()
    display.stop()
