"""The licences of everything that this app consists of, as sections that can be looked through."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gurukul_desktop import __version__
from gurukul_desktop.paths import LICENCE_HEADING, licence_notice

PASSAGE_LINES: Final = 30
MOST_LINES: Final = 90

_TITLE: Final = re.compile(r"(?P<name>.+?) \((?P<licence>.+)\)")
_FROM_SOURCE: Final = (
    "Gurukul runs from its source here. Each part that it uses was installed by itself, "
    "with its own licence beside it."
)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the app.

    Attributes:
        name: what it is called, with its version.
        licence: what it is under, as an SPDX expression; may be empty.
        text: the licence, in plain text.
    """

    name: str
    licence: str
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What the whole is under, and each of its parts."""

    statement: str
    sections: tuple[Section, ...]


def read_notice(path: Path | None = None) -> Notice:
    """The notice in ``path``, else in this app's own; a run from source has only our own licence.

    It reads some hundred kilobytes: not before somebody wants to see them.

    Raises:
        OSError: the file is there and cannot be read.
    """
    path = path or licence_notice()
    if path is None:
        return Notice(_FROM_SOURCE, (Section(f"Gurukul Desktop {__version__}", "MIT", _own()),))
    return parse_notice(path.read_text("utf-8", "replace"))


def parse_notice(text: str) -> Notice:
    """The sections of a notice (:data:`~gurukul_desktop.paths.LICENCE_HEADING`)."""
    statement, *parts = re.split(rf"^{re.escape(LICENCE_HEADING)}", text, flags=re.MULTILINE)
    return Notice(statement.strip(), tuple(_section(part) for part in parts))


def passages(text: str) -> list[str]:
    """The text in pieces that end with an empty line; one line each, they make the text again."""
    pieces: list[str] = []
    piece: list[str] = []
    for line in text.split("\n"):
        piece.append(line)
        if (len(piece) >= PASSAGE_LINES and not line.strip()) or len(piece) >= MOST_LINES:
            pieces.append("\n".join(piece))
            piece = []
    return [*pieces, "\n".join(piece)] if piece else pieces


def _section(part: str) -> Section:
    title, _, text = part.partition("\n")
    title = title.strip().rstrip("=").rstrip()
    found = _TITLE.fullmatch(title)
    name, licence = (found["name"], found["licence"]) if found else (title, "")
    return Section(name, licence, text.strip("\n"))


def _own() -> str:
    import importlib.metadata  # slow, and the installed app never asks it

    try:
        found = importlib.metadata.distribution("gurukul-desktop")
    except importlib.metadata.PackageNotFoundError:  # nobody installed it: its licence is beside it
        return ""
    return found.read_text("licenses/LICENSE") or ""
