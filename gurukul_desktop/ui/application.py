"""The Qt application, or one sentence that says why there is none.

Qt aborts the whole process when it finds no display or when a library of its display plugin
is missing. So both are looked at first, and Qt is imported here and not at the top.
"""

import ctypes
import importlib
import importlib.util
import os
import re
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gurukul_desktop import paths
from gurukul_desktop.errors import MissingLibraryError, UsageError

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

_PACKAGES: Final = {
    "libEGL.so": "libegl1",
    "libGL.so": "libgl1",
    "libOpenGL.so": "libopengl0",
    "libGLX.so": "libglx0",
    "libxkbcommon.so": "libxkbcommon0",
    "libxkbcommon-x11.so": "libxkbcommon-x11-0",
    "libdbus-1.so": "libdbus-1-3",
    "libfontconfig.so": "libfontconfig1",
    "libfreetype.so": "libfreetype6",
    "libglib-2.0.so": "libglib2.0-0",
    "libX11-xcb.so": "libx11-xcb1",
    "libxcb.so": "libxcb1",
    "libxcb-cursor.so": "libxcb-cursor0",
    "libxcb-icccm.so": "libxcb-icccm4",
    "libxcb-image.so": "libxcb-image0",
    "libxcb-keysyms.so": "libxcb-keysyms1",
    "libxcb-render-util.so": "libxcb-render-util0",
    "libxcb-shape.so": "libxcb-shape0",
    "libxcb-util.so": "libxcb-util1",
    "libxcb-xkb.so": "libxcb-xkb1",
    "libpulse.so": "libpulse0",
}
"""The Debian packages of the libraries that Qt's wheels leave to the system."""

_LIBRARY: Final = re.compile(
    r"(?P<name>[\w.+-]+\.so)(?P<version>[.\d]*): cannot open shared object"
)
_FAMILIES: Final = ("Inter", "Noto Sans", "Cantarell", "Ubuntu")


def create_application(arguments: Sequence[str] = ()) -> "QGuiApplication":
    """The one Qt application of this process.

    Raises:
        UsageError: there is no display to open a window on.
        MissingLibraryError: a system library that Qt needs is not installed.
    """
    if sys.platform.startswith("linux"):
        check_display(os.environ)
    try:
        from PySide6.QtCore import QLoggingCategory

        # Optional screen-capture support; without the rule its absence is told on the terminal.
        QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver=false")
        from PySide6.QtGui import QFont, QGuiApplication, QIcon
        from PySide6.QtQuickControls2 import QQuickStyle

        for needed_later in ("PySide6.QtMultimedia", "PySide6.QtQuick"):
            importlib.import_module(needed_later)  # their system libraries may be missing too
    except ImportError as error:
        raise missing_library(error) from None
    QQuickStyle.setStyle("Basic")
    application = QGuiApplication([sys.argv[0], *arguments])
    application.setApplicationName("gurukul")
    application.setApplicationDisplayName("Gurukul")
    application.setOrganizationName("Gurukul")
    application.setDesktopFileName("org.gurukul.Desktop")
    application.setWindowIcon(QIcon(str(paths.assets() / "ui/Gurukul/icons/app.svg")))
    # Closing the window starts an orderly shutdown; the loop ends when that is done.
    application.setQuitOnLastWindowClosed(False)
    if sys.platform.startswith("linux"):
        font = QFont(application.font())
        font.setFamilies([*_FAMILIES, font.family()])
        application.setFont(font)
    return application


def missing_library(error: Exception) -> MissingLibraryError:
    """The sentence for a library that the loader did not find."""
    # In the installed app PyInstaller puts words of its own before the loader's.
    found = _LIBRARY.search(f"{error}\n{error.__cause__}")
    if found is None:
        return MissingLibraryError(f"The window system Qt could not be loaded: {error}")
    package = _PACKAGES.get(found["name"])
    install = f"; on Debian or Ubuntu: sudo apt install {package}" if package else ""
    return MissingLibraryError(
        f"The system library {found['name']}{found['version']} is missing{install}."
    )


def check_display(environment: Mapping[str, str]) -> None:
    """See that a window can be opened, on Linux.

    Raises:
        UsageError: no display is named, or the one that is named does not answer.
        MissingLibraryError: a library of Qt's X11 plugin is not installed.
    """
    asked = environment.get("QT_QPA_PLATFORM", "")
    platforms = [part.split(":")[0] for part in asked.split(";") if part] or ["wayland", "xcb"]
    display, wayland = environment.get("DISPLAY", ""), environment.get("WAYLAND_DISPLAY", "")
    there = [platform for platform in platforms if _has_plugin(platform)]
    if not there:
        raise UsageError(
            f"This app has no window system {asked!r}, which QT_QPA_PLATFORM asks for: "
            "please start it without that setting."
        )
    named = ""
    for platform in there:
        if platform.startswith("wayland"):
            named = named or wayland
            if wayland and _wayland_answers(wayland, environment):
                return
        elif platform == "xcb":
            named = display or named
            if display:
                _load_x11_plugin()
                if _x11_answers(display):
                    return
        else:
            return
    if named:
        raise UsageError(f"The display {named} cannot be opened: is it running, and is it yours?")
    raise UsageError(
        "There is no display to open a window on: "
        "set DISPLAY or WAYLAND_DISPLAY, or start the app from a desktop."
    )


def _has_plugin(platform: str) -> bool:
    folder = _plugins()
    if not folder.is_dir():  # a Linux distribution's own Qt lives elsewhere, with its libraries
        return True
    names = {path.name for path in folder.iterdir()}
    if platform.startswith("wayland"):  # one plugin or several, from one Qt to another
        return any(name.startswith("libqwayland") for name in names)
    return f"libq{platform}.so" in names


def _wayland_answers(name: str, environment: Mapping[str, str]) -> bool:
    path = Path(environment.get("XDG_RUNTIME_DIR", "/"), name)
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(path))
        except OSError:
            return False
    return True


def _plugins() -> Path:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        raise MissingLibraryError("PySide6 is not installed: pip install gurukul-desktop.")
    return Path(spec.submodule_search_locations[0], "Qt/plugins/platforms")


def _load_x11_plugin() -> None:
    plugin = _plugins() / "libqxcb.so"
    if plugin.exists():
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            raise missing_library(error) from None


def _x11_answers(display: str) -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        raise missing_library(error) from None
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)
    try:
        return bool(xcb.xcb_connection_has_error(connection) == 0)
    finally:
        xcb.xcb_disconnect(connection)
