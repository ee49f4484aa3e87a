"""Tests for gurukul_desktop.ui.application."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from gurukul_desktop.errors import UsageError
from gurukul_desktop.ui import application

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")


def test_the_application_is_named_and_has_an_icon(qapp: QGuiApplication) -> None:
    assert qapp.applicationName() == "gurukul"
    assert qapp.applicationDisplayName() == "Gurukul"
    assert not qapp.windowIcon().isNull()
    assert not qapp.quitOnLastWindowClosed()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (
            "libEGL.so.1: cannot open shared object file: No such file or directory",
            "The system library libEGL.so.1 is missing; "
            "on Debian or Ubuntu: sudo apt install libegl1.",
        ),
        (
            "libxcb-cursor.so.0: cannot open shared object file: No such file or directory",
            "The system library libxcb-cursor.so.0 is missing; "
            "on Debian or Ubuntu: sudo apt install libxcb-cursor0.",
        ),
        (
            "libstrange-2.1.so.7: cannot open shared object file: No such file or directory",
            "The system library libstrange-2.1.so.7 is missing.",
        ),
        ("DLL load failed", "The window system Qt could not be loaded: DLL load failed"),
    ],
)
def test_a_missing_library_is_one_sentence(told: str, sentence: str) -> None:
    assert str(application.missing_library(ImportError(told))) == sentence


def test_a_missing_library_of_the_installed_app_is_named_too() -> None:
    error = OSError("Failed to load dynlib/dll 'libqxcb.so'.")
    error.__cause__ = OSError("libX11-xcb.so.1: cannot open shared object file: No such file")
    assert "sudo apt install libx11-xcb1." in str(application.missing_library(error))


@linux
@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:port=5900", "eglfs"])
def test_a_platform_without_a_display_needs_none(platform: str) -> None:
    application.check_display({"QT_QPA_PLATFORM": platform})


@linux
@pytest.mark.parametrize("platform", ["nonsense", "nonsense;rubbish:x=1", "../xcb"])
def test_a_window_system_that_is_not_there_is_one_sentence(platform: str) -> None:
    with pytest.raises(UsageError, match=r"^This app has no window system .*QT_QPA_PLATFORM"):
        application.check_display({"QT_QPA_PLATFORM": platform, "DISPLAY": ":65432"})


@linux
def test_the_next_window_system_of_a_list_is_tried() -> None:
    application.check_display({"QT_QPA_PLATFORM": "nonsense;wayland;offscreen"})
    with pytest.raises(UsageError, match=r"^The display :65432 cannot be opened"):
        application.check_display({"QT_QPA_PLATFORM": "wayland;xcb", "DISPLAY": ":65432"})


@linux
@pytest.mark.parametrize("platform", ["", "xcb", "wayland"])
def test_no_display_is_one_sentence(platform: str) -> None:
    with pytest.raises(UsageError, match=r"^There is no display to open a window on: set DISPLAY"):
        application.check_display({"QT_QPA_PLATFORM": platform})


@linux
@pytest.mark.parametrize(
    "environment",
    [
        {"DISPLAY": ":65432"},
        {"DISPLAY": "nonsense"},
        {"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": "/nonexistent"},
        {"WAYLAND_DISPLAY": "wayland-9", "QT_QPA_PLATFORM": "wayland-egl"},
    ],
)
def test_a_display_that_does_not_answer_is_one_sentence(environment: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=r"^The display \S+ cannot be opened"):
        application.check_display(environment)


@linux
def test_a_wayland_display_that_answers_is_enough(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        application.check_display(
            {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
        )


@linux
def test_qt_does_not_abort_where_there_is_no_display() -> None:
    """Qt itself would end the process with SIGABRT."""
    code = (
        "from gurukul_desktop.errors import UsageError\n"
        "from gurukul_desktop.ui.application import create_application\n"
        "try: create_application()\n"
        "except UsageError as error: print(error)"
    )
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("There is no display to open a window on")
    assert done.stderr == ""
