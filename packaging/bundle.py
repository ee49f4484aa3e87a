"""What goes into the installed app, and what stays out: the reasoning of ``gurukul.spec``.

PyInstaller's hooks take all of Qt's QML modules with everything that they link to, some
430 MB. This app shows a handful of them, so the lists that PyInstaller made are filtered:

1. QML modules: those that our QML files import, as Qt's own ``qmlimportscanner`` sees it.
2. Qt plugins: those named in :data:`PLUGINS`.
3. Qt libraries: those that 1, 2, Python's Qt modules and each other link to.

An entry here is one of PyInstaller's: ``(name in the bundle, path of the file, kind)``.
"""

import json
import posixpath
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
UI: Final = ROOT / "assets" / "ui"

Entry = tuple[str, str, str]

PLUGINS: Final = {
    # The window, on each system; offscreen for the tests of the built app.
    "platforms": {"qxcb", "qwayland", "qoffscreen", "qcocoa", "qwindows"},
    "xcbglintegrations": {"qxcb-glx-integration", "qxcb-egl-integration"},
    "wayland-shell-integration": {"xdg-shell"},
    "wayland-decoration-client": {"bradient", "adwaita"},
    "wayland-graphics-integration-client": {"qt-plugin-wayland-egl"},
    # Names in Indian scripts are typed through an input method.
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    # Light or dark as the desktop has it.
    "platformthemes": {"qxdgdesktopportal"},
    # Icons.
    "imageformats": {"qsvg", "qico", "qicns"},
    "iconengines": {"qsvgicon"},
    # Cameras and sound devices come and go: QMediaDevices asks this one.
    "multimedia": {"ffmpegmediaplugin"},
}
"""The plugins that are kept: folder below Qt's plugins, and the names without lib and ending.

Those that ask macOS for camera and microphone are no files: PySide6 has them in its QtCore.
"""

MODULES_OUT: Final = [
    "tkinter",
    "_tkinter",
    "idlelib",
    "lib2to3",
    "pydoc_data",
    "ensurepip",
    "distutils",
    "setuptools",
    "pip",
    "pkg_resources",
    "numpy.f2py",
    "numpy.testing",
    "numpy.distutils",
    "PIL",
    "pytest",
    "PyQt5",
    "PyQt6",
    "PySide2",
    # Random numbers: Python has them too.
    "numpy.random",
    # The line editor of an interactive Python.
    "readline",
    # Shiboken and qasync name them, and nothing here draws a widget (ui/event_loop.py).
    "PySide6.QtWidgets",
    "PySide6.QtMultimediaWidgets",
    "PySide6.QtConcurrent",
    "PySide6.QtDBus",
    # QtQuick wants it to be there, and uses nothing of it here (runtime_hook.py).
    "PySide6.QtOpenGL",
    # The server of the app is the one in memory; a deployed one is installed by packaging/server.
    "gurukul_desktop.server.stores.postgresql",
    "gurukul_desktop.server.stores.redis",
    "asyncpg",
    "redis",
    "uvloop",
    "sentry_sdk",
    "prometheus_client",
]
"""Python modules that nothing here needs but that some library would import if it found them."""

QML_OUT_ON_LINUX: Final = {"Qt/labs/platform"}
"""The tray icon of macOS and Windows (ui/native_tray.py): it would bring Qt's widgets along."""

LOADED_BY_NAME: Final = ("portaudio", "pulse", "python3", "Python")
"""Libraries that nothing links to: the app or the bootloader opens them by their name."""

LEFT_TO_SYSTEM: Final = {
    # A part of glibc, and so only good for the glibc that it came with.
    "libmvec.so.1",
    # The system's graphics driver is loaded into the app and needs its own, newer, C++ library.
    "libstdc++.so.6",
    "libgcc_s.so.1",
    # The same driver shares its connection to X11.
    "libX11.so.6",
    "libX11-xcb.so.1",
    # They read the system's configuration (fonts, sound cards) and load the system's plugins.
    "libfontconfig.so.1",
    "libfreetype.so.6",
    "libexpat.so.1",
    "libasound.so.2",
}
"""Libraries of Linux that PyInstaller would take along and that have to be the system's own.

Every system with a desktop has them. Those of the building system would also raise the oldest
glibc on which the app starts (``elf.glibc_floor``) from 2.35 to its own.
"""

_PLUGIN: Final = re.compile(r"PySide6/(?:Qt/)?plugins/(?P<folder>[^/]+)/(?:lib)?(?P<name>[^/.]+)\.")
_QML: Final = re.compile(r"PySide6/(?:Qt/)?qml/(?P<folder>.+)/[^/]+$")
_QT_DATA: Final = re.compile(r"PySide6/(?:Qt/)?(?:translations|resources|metatypes|phrasebooks)/")
_TOOLING: Final = (".qmltypes", ".pyi", ".prl")
# PortAudio compiled with Steinberg's ASIO kit, which may not be passed on with the GPL's x264;
# nothing opens it unless SD_ENABLE_ASIO is set.
_ASIO: Final = re.compile(r"portaudio[^/]*-asio\.")
_FRAMEWORK: Final = re.compile(r"^(.*?\.framework)/")


def qml_modules(scanner: Path, qml: Path) -> set[str]:
    """The folders below Qt's ``qml`` that our pages need, such as ``QtQuick/Layouts``.

    Args:
        scanner: Qt's ``qmlimportscanner``.
        qml: Qt's folder of QML modules.
    """
    command = [str(scanner), "-rootPath", str(UI), "-importPath", str(qml)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return {
        entry["relativePath"]
        for entry in json.loads(answer.stdout)
        if entry.get("plugin") and Path(entry["path"]).is_relative_to(qml)
    } - (QML_OUT_ON_LINUX if sys.platform == "linux" else set())


class Wanted:
    """Tells which of PyInstaller's entries are wanted for their own sake.

    Args:
        modules: what :func:`qml_modules` found.
    """

    def __init__(self, modules: Iterable[str]) -> None:
        self._modules = frozenset(modules)

    def data(self, entry: Entry) -> bool:
        """Whether a file that is no program is wanted."""
        name = _slashes(entry[0])
        if name.endswith(_TOOLING) or _QT_DATA.match(name) or _ASIO.search(name):
            return False
        found = _QML.match(name)
        return found is None or found["folder"] in self._modules

    def binary(self, entry: Entry) -> bool:
        """Whether a library is wanted even if no other links to it."""
        name, _, kind = entry
        name = _slashes(name)
        if plugin := _PLUGIN.match(name):
            return plugin["name"] in PLUGINS.get(plugin["folder"], ())
        if module := _QML.match(name):
            return module["folder"] in self._modules
        if _ASIO.search(name):
            return False
        plain = PurePath(name).name.removeprefix("lib")
        return kind == "EXTENSION" or plain.startswith(LOADED_BY_NAME)


def follows(entry: Entry) -> bool:
    """Whether an entry stays or goes with a library: a link, or any file of a framework.

    A framework of macOS without its library cannot be signed, and neither can the app around it.
    """
    return entry[2] == "SYMLINK" or _FRAMEWORK.match(_slashes(entry[0])) is not None


def linked(
    entries: Iterable[Entry],
    wanted: Callable[[Entry], bool],
    imports: Callable[[str], Iterable[str]],
) -> list[Entry]:
    """The entries that are wanted, and all that they link to.

    Args:
        entries: libraries, extension modules and what :func:`follows` them; those that are
            :data:`LEFT_TO_SYSTEM` are passed over.
        wanted: which of them are wanted for their own sake.
        imports: the paths of the libraries that the library at a path links to.
    """
    entries = [entry for entry in entries if entry[0] not in LEFT_TO_SYSTEM]
    of_file: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry[2] != "SYMLINK":
            of_file.setdefault(_file(entry[1]), []).append(entry)
    reached: set[str] = set()
    ahead = [entry[1] for entry in entries if entry[2] != "SYMLINK" and wanted(entry)]
    while ahead:
        path = ahead.pop()
        if _file(path) in reached:
            continue
        reached.add(_file(path))
        ahead += [needed for needed in imports(path) if _file(needed) in of_file]
    names = {_unit(entry[0]) for file in reached for entry in of_file.get(file, ())}
    return [entry for entry in entries if _unit(_end_of(entry)) in names]


def same_named(
    entries: Iterable[Entry], imports: Callable[[str], Iterable[str]]
) -> Callable[[str], list[str]]:
    """What a library of Windows links to: every library here that has one of the names.

    A DLL names what it needs without a folder, and its package tells the loader at run time
    where to look: in ``av.libs``, or in ``PySide6`` for a plugin three folders below.

    Args:
        entries: libraries and extension modules.
        imports: the names of the libraries that the library at a path links to.
    """
    paths: dict[str, list[str]] = {}
    for name, path, kind in entries:
        if kind != "SYMLINK":
            paths.setdefault(PurePath(_slashes(name)).name.casefold(), []).append(path)
    return lambda path: [
        found for name in imports(path) for found in paths.get(name.casefold(), ())
    ]


def _file(path: str) -> str:
    return _unit(str(Path(path).resolve()))


def _unit(name: str) -> str:
    """What stays or goes together: a framework of macOS, else one file."""
    name = _slashes(name)
    found = _FRAMEWORK.match(name)
    return found[1] if found else name


def _end_of(entry: Entry) -> str:
    """The name in the bundle that a link leads to; of everything else its own."""
    name, target, kind = entry
    if kind != "SYMLINK":
        return name
    return posixpath.normpath(posixpath.join(posixpath.dirname(_slashes(name)), _slashes(target)))


def _slashes(name: str) -> str:
    return name.replace("\\", "/")
