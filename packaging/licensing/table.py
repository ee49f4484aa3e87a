"""The table of what wheels and systems do not say of their libraries: ``parts.toml``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any, Final

FOLDER: Final = Path(__file__).resolve().parent
TEXTS: Final = FOLDER / "texts"


@dataclass(frozen=True)
class Library:
    """A project whose compiled code may be in the app.

    Attributes:
        key: its name in the table.
        name: its name for people.
        licence: an SPDX expression.
        source: where its source is published.
        files: patterns of its files: of their names, or with a slash of their paths.
        texts: its licence's files in ``texts/``, where no system package brings its own.
        within: its licence's text is among those of the distribution that brings it.
        version: a pattern that finds its version in its file.
        report: a Python module that tells how it was built, run with ``--version``.
        note: what else there is to say of it.
    """

    key: str
    name: str
    licence: str
    source: str
    files: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    within: bool = False
    version: str = ""
    report: str = ""
    note: str = ""

    def holds(self, path: str) -> bool:
        """Whether the file at this path in the bundle is this project's."""
        name = PurePosixPath(path).name
        return any(fnmatchcase(path if "/" in each else name, each) for each in self.files)


@dataclass(frozen=True)
class Distribution:
    """What a Python distribution does not say of itself.

    Attributes:
        licence: an SPDX expression, where its metadata has none.
        own: patterns of the names of libraries that are its own work.
        contains: keys of libraries that are compiled into its modules.
        texts: further licence files in ``texts/``.
        bill: whether its bill of materials names what is compiled into it.
        note: what else there is to say of it.
    """

    licence: str = ""
    own: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    bill: bool = False
    note: str = ""


@dataclass(frozen=True)
class Table:
    """The whole table."""

    libraries: Mapping[str, Library]
    distributions: Mapping[str, Distribution]
    nothing: Distribution = field(default_factory=Distribution)

    def library(self, path: str) -> Library | None:
        """The project that the library at this path in the bundle belongs to."""
        return next((each for each in self.libraries.values() if each.holds(path)), None)

    def distribution(self, name: str) -> Distribution:
        """What the table adds on a distribution; nothing for most."""
        return self.distributions.get(normalised(name), self.nothing)


def normalised(name: str) -> str:
    """The name of a Python distribution as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read(path: Path = FOLDER / "parts.toml") -> Table:
    """Read the table."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return Table(
        {key: Library(key=key, **_tuples(row)) for key, row in found["library"].items()},
        {key: Distribution(**_tuples(row)) for key, row in found["distribution"].items()},
    )


def text(name: str) -> str:
    """One of the licence texts in ``texts/``."""
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
