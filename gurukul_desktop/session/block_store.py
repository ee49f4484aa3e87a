"""Whom the student has blocked, kept over a restart of the app.

A list that protects somebody must not vanish: of a damaged file what can be read is kept,
and the file is set aside; one that cannot be read or moved is never written over.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Protocol

import msgspec
from msgspec import Meta, Struct

from gurukul_desktop import foreign_json
from gurukul_desktop.private_file import write_private
from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.messages import UserId

log = logging.getLogger(__name__)

VERSION: Final = 1
MOST_BLOCKED: Final = 2000
"""How many are kept; beyond it the oldest go."""
MOST_BYTES: Final = 4 * 1024 * 1024
"""More than the people can ever be: twelve bytes a character at most."""
MOST_SET_ASIDE: Final = 100


class BlockedPerson(Struct, frozen=True):
    """Somebody whom the student does not want to meet again.

    Attributes:
        user: the id, which a server never gives to anybody else.
        name: what they called themselves then.
        at: when they were blocked, in seconds since the epoch.
    """

    user: Annotated[UserId, Meta(min_length=1, max_length=limits.ID_CHARACTERS)]
    name: Annotated[str, Meta(max_length=limits.NAME_CHARACTERS)]
    at: float


class BlockStore(Protocol):
    """Where the blocked are kept.

    Attributes:
        set_aside: the name of a file that was damaged and is kept beside the new one; empty
            when there was none.
    """

    set_aside: str

    def load(self) -> list[BlockedPerson]:
        """The blocked, oldest first."""

    def save(self, people: Sequence[BlockedPerson]) -> bool:
        """Keep these and no others; False if the next run will not find them."""


class MemoryBlocks:
    """The blocked for as long as the app runs."""

    def __init__(self) -> None:
        self.set_aside = ""
        self._people: list[BlockedPerson] = []

    def load(self) -> list[BlockedPerson]:
        return list(self._people)

    def save(self, people: Sequence[BlockedPerson]) -> bool:
        self._people = list(people)
        return True


class _File(Struct):
    version: int
    people: list[msgspec.Raw]


class FileBlocks:
    """The blocked in a file that only this user can read."""

    def __init__(self, path: Path) -> None:
        self.set_aside = ""
        self._path: Path | None = path

    def load(self) -> list[BlockedPerson]:
        assert self._path is not None
        try:
            with self._path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return []
        except OSError as error:
            log.warning("the list of the blocked cannot be read: %s", error.strerror)
            self._path = None
            return []
        people, whole = _decode(content)
        if not whole:
            self._put_aside(self._path)
            if people:
                self.save(people)
        return people

    def save(self, people: Sequence[BlockedPerson]) -> bool:
        if self._path is None:
            return False
        content = {"version": VERSION, "people": list(people)}
        try:
            write_private(self._path, msgspec.json.encode(content).decode())
        except OSError as error:
            log.warning("the list of the blocked could not be kept: %s", error.strerror)
            return False
        return True

    def _put_aside(self, path: Path) -> None:
        log.warning("the list of the blocked is damaged, and set aside")
        names = (f"{path.stem}.damaged-{number}{path.suffix}" for number in range(MOST_SET_ASIDE))
        aside = next((path.with_name(n) for n in names if not path.with_name(n).exists()), None)
        try:
            if aside is None:
                raise FileExistsError(0, "too many of them")
            path.rename(aside)
        except OSError as error:
            log.warning("it could not be set aside: %s", error.strerror)
            self._path = None
        else:
            self.set_aside = aside.name


def _decode(content: bytes) -> tuple[list[BlockedPerson], bool]:
    """Whom a file names, and whether it holds nothing else."""
    try:
        if len(content) > MOST_BYTES:
            raise ValueError("too large")
        file = foreign_json.decode(content, _File)
    except ValueError:
        return [], False
    people: dict[UserId, BlockedPerson] = {}
    whole = file.version == VERSION
    for raw in file.people:
        try:
            person = foreign_json.decode(raw, BlockedPerson)
        except ValueError:
            whole = False
        else:
            people[person.user] = person
    return list(people.values())[-MOST_BLOCKED:], whole
