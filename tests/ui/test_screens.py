"""The real screens of a real (virtual) display, in a program of its own: this one has none."""

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtGui import QGuiApplication

from gurukul_desktop.demo.display import VirtualDisplay
from gurukul_desktop.paths import assets
from gurukul_desktop.ui.screens import Screens, asks_by_itself
from tests.ui import screens_script


@pytest.mark.display
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is Linux's")
def test_a_screen_is_seen_through_x11_and_through_qt_until_it_is_gone() -> None:
    with VirtualDisplay(640, 480) as display:
        root = str(assets().parent)
        ran = subprocess.run(
            [sys.executable, "-m", screens_script.__name__],
            env={**os.environ, **display.environment, "PYTHONPATH": root},
            capture_output=True,
            check=True,
            timeout=30,
            text=True,
        )
    told = json.loads(ran.stdout.splitlines()[-1])
    assert len(told["targets"]) == 1
    for way in ("x11", "qt"):
        width, height, red, green, blue = told[way]
        assert (width, height) == (640, 480)
        assert (red < 60, green > 200, blue < 60) == (True, True, True), way
    assert told["fault"] == "unplugged"


def test_where_nothing_can_be_shown_nothing_is_offered(qapp: QGuiApplication) -> None:
    assert list(Screens().targets()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="portals are Linux's")
def test_a_desktop_with_a_portal_asks_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("XDG_SESSION_TYPE", "x11")
    assert not asks_by_itself()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert asks_by_itself()
