"""Which part each file of the app comes from, told from where PyInstaller found it.

An entry is one of PyInstaller's: ``(name in the bundle, path of the file, kind)``. Python
modules and data belong to the distribution whose ``RECORD`` lists them; a library belongs to
the project that the table names for it, whoever brought it.
"""

import importlib.metadata
import os
import re
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Final

from licensing import system_packages
from licensing.system_packages import Package
from licensing.table import Library, Table, normalised

Entry = tuple[str, str, str]

_LIBRARY: Final = re.compile(r"\.(?:so(?:\.[0-9.]+)?|dylib|dll)$", re.IGNORECASE)
_EXTENSION: Final = re.compile(r"\.(?:cpython-[^/]*\.so|abi3\.so|pyd)$")
_WITHOUT_FILE: Final = {"SYMLINK", "OPTION"}
_MODULES: Final = {"EXTENSION", "PYMODULE", "PYSOURCE"}


@dataclass
class Inventory:
    """What the entries belong to.

    Attributes:
        own: of this project itself.
        python: of the interpreter and its library.
        distributions: by normalised name.
        libraries: by the key of their row and the system's package they are from, each with the
            name of the distribution that brings it.
        unknown: of nothing that is known.
    """

    own: list[Entry] = field(default_factory=list)
    python: list[Entry] = field(default_factory=list)
    distributions: dict[str, list[Entry]] = field(default_factory=dict)
    libraries: dict[tuple[str, Package | None], list[tuple[Entry, str]]] = field(
        default_factory=dict
    )
    unknown: list[Entry] = field(default_factory=list)


class Installed:
    """The files of the Python distributions of an environment.

    Args:
        distributions: those of the running Python's environment, unless told.
    """

    def __init__(self, distributions: Iterable[importlib.metadata.Distribution] | None = None):
        self._of_file: dict[str, str] = {}
        self._bases: set[Path] = set()
        self.distributions: dict[str, importlib.metadata.Distribution] = {}
        for each in importlib.metadata.distributions() if distributions is None else distributions:
            name = normalised(each.metadata["Name"])
            self.distributions[name] = each
            base = Path(str(each.locate_file("")))
            self._bases |= {base, base.resolve()}
            self._of_file |= {file.as_posix(): name for file in each.files or ()}

    def holds(self, path: Path) -> bool:
        """Whether a path is below where distributions are installed."""
        return any(path.is_relative_to(base) for base in self._bases)

    def owner(self, entry: Entry) -> str:
        """The normalised name of the distribution that an entry is from; empty for none."""
        name, place, _ = entry
        path = Path(place)
        for base in self._bases:
            if path.is_relative_to(base):
                return self._of_file.get(path.relative_to(base).as_posix(), "")
        # A copy that was changed for the bundle keeps the place it had.
        return self._of_file.get(_slashes(name), "")


def take(entries: Iterable[Entry], table: Table, installed: Installed, root: Path) -> Inventory:
    """Tell of every entry what it belongs to.

    Args:
        entries: all files and modules of the bundle.
        table: what is known of libraries.
        installed: the environment that the bundle was made from.
        root: this project's folder.
    """
    wanted = sorted({entry for entry in entries if entry[2] not in _WITHOUT_FILE})
    packages = system_packages.packages(
        path for _, path, _ in wanted if Path(path).is_file() and not installed.holds(Path(path))
    )
    standard_library = _standard_library()
    found = Inventory()
    for entry in wanted:
        owner = installed.owner(entry)
        library = _library(entry, owner, table) if _is_library(entry) else None
        if library is not None:
            package = None if owner else packages.get(entry[1])
            if library.key == "python":
                found.python.append(entry)
            else:
                found.libraries.setdefault((library.key, package), []).append((entry, owner))
        elif owner and (not _is_library(entry) or _own_work(entry, owner, table)):
            found.distributions.setdefault(owner, []).append(entry)
        elif not _is_library(entry) and _of_python(entry, installed, standard_library):
            found.python.append(entry)
        elif not _is_library(entry) and _of_project(entry, root, installed):
            found.own.append(entry)
        else:
            found.unknown.append(entry)
    return found


def _library(entry: Entry, owner: str, table: Table) -> Library | None:
    return None if _own_work(entry, owner, table) else table.library(_slashes(entry[0]))


def _own_work(entry: Entry, owner: str, table: Table) -> bool:
    name = PurePosixPath(_slashes(entry[0])).name
    return any(fnmatchcase(name, each) for each in table.distribution(owner).own)


def _is_library(entry: Entry) -> bool:
    name, _, kind = entry
    if kind in _MODULES or _EXTENSION.search(name):
        return False
    return kind == "BINARY" or _LIBRARY.search(name) is not None


def _of_python(entry: Entry, installed: Installed, library: Iterable[Path]) -> bool:
    name, place, _ = entry
    path = Path(place)
    if installed.holds(path):
        return False
    return name == "base_library.zip" or any(path.is_relative_to(each) for each in library)


def _standard_library() -> set[Path]:
    """The folders of Python's own modules, with and without links in their paths."""
    places = {Path(sysconfig.get_path(each)) for each in ("stdlib", "platstdlib")}
    # On Windows the compiled modules, on macOS the framework's description.
    places |= {Path(sys.base_prefix) / each for each in ("DLLs", "Resources")}
    return places | {each.resolve() for each in places}


def _of_project(entry: Entry, root: Path, installed: Installed) -> bool:
    name, place, kind = entry
    path = Path(place)
    if installed.holds(path):
        return False
    # A script of packaging/ runs before the app: PyInstaller's runtime hook.
    inside = [root / each for each in ("gurukul_desktop", "assets", "packaging", "LICENSE")]
    # What the recipe writes for the app's own package, such as the address of updates.
    made = kind == "DATA" and _slashes(name).startswith("gurukul_desktop/")
    return made or any(path.is_relative_to(each) for each in inside)


def _slashes(name: str) -> str:
    return name.replace(os.sep, "/").replace("\\", "/")
