"""Which files a running program uses: all of its own bundle and of the system, none else's."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

SYSTEM_FOLDERS: Final = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64")
"""Where the libraries of a Linux are that nobody brings along."""
PYTHON_PARTS: Final = re.compile(r"^python\d|^(?:site|dist)-packages$")

# address, permissions, offset, device, inode, path (proc(5))
_LINE: Final = re.compile(r"^\S+ (?P<rights>\S{4}) \S+ \S+ \d+ +(?P<path>/.*?)(?: \(deleted\))?$")
_LIBRARY: Final = re.compile(r"\.so(?:\.[\w.]+)?$")
_NO_FILES: Final = ("/dev/", "/memfd:", "/SYSV", "/anon_hugepage")


def mapped(maps: str) -> dict[str, bool]:
    """The files in a ``/proc/PID/maps``, and whether each is a program or library."""
    found: dict[str, bool] = {}
    for line in maps.splitlines():
        match = _LINE.match(line)
        if match is None or match["path"].startswith(_NO_FILES):
            continue
        path = match["path"]
        code = "x" in match["rights"] or _LIBRARY.search(path) is not None
        found[path] = found.get(path, False) or code
    return found


def strangers(
    files: dict[str, bool], bundle: Path, elsewhere: Sequence[Path], system: Path = Path("/")
) -> list[str]:
    """The mapped files that an installed app has no business with.

    One is also a library of the system that the app brings along itself: where the system has
    none, the app would be without.

    Args:
        files: what :func:`mapped` found.
        bundle: the folder of the built app: all in it is its own.
        elsewhere: folders of which no file may be used at all, such as the checkout.
        system: the root of the system that the app runs in.
    """
    own = {path.name for path in bundle.rglob("*.so*")}
    libraries = [system / folder.lstrip("/") for folder in SYSTEM_FOLDERS]
    found = []
    for path, code in files.items():
        name = PurePosixPath(path)
        if name.is_relative_to(bundle):
            continue
        python = any(PYTHON_PARTS.match(part) for part in name.parts)
        foreign = python or _below(name, elsewhere)
        if foreign or (code and (name.name in own or not _below(name, libraries))):
            found.append(path)
    return sorted(found)


def of_bundle(files: dict[str, bool], bundle: Path) -> list[str]:
    """The mapped files of the bundle: none, in a program that is the system's."""
    return sorted(path for path in files if PurePosixPath(path).is_relative_to(bundle))


def _below(name: PurePosixPath, folders: Iterable[Path]) -> bool:
    return any(name.is_relative_to(folder) for folder in folders)
