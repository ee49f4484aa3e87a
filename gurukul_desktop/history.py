"""The sessions that one student had, on this computer only.

One line of JSON a session, in a file that only this user can read. A session is written when
its call ends, by adding a line; the rest is read when somebody looks. A line that cannot be
read is moved to a file beside it, so that nothing is lost without a word. The session that goes
on has a file of its own: where the app comes to a bad end, the next run adds it.
"""

import errno
import itertools
import logging
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final, Literal, Protocol

import msgspec
from msgspec import Meta, Struct

from gurukul_desktop import foreign_json
from gurukul_desktop.private_file import write_private
from gurukul_desktop.protocol.limits import NAME_CHARACTERS, TOPIC_CHARACTERS, TOPICS

log = logging.getLogger(__name__)

MOST_SESSIONS: Final = 5000
"""How many are kept; beyond it the oldest go."""
MOST_BYTES: Final = 16 * 1024 * 1024
"""More than that many sessions can ever be; a larger file is none of ours."""
COMPACT_BYTES: Final = 15 * 1024 * 1024
"""A file of this size is read, and shortened, before something is added to it."""
MOST_GOING: Final = 64 * 1024
"""A session that goes on is smaller than that."""
MOST_SET_ASIDE: Final = 4 * 1024 * 1024
GOAL_CHARACTERS: Final = 200
"""No goal is kept at greater length, whatever a call carries."""
MOST_ROUNDS: Final = 1000
"""Nor more rounds: a partner may begin and end them as fast as it likes."""

Ending = Literal["you", "partner", "moved_on", "partner_lost", "lost", "time_limit"]
"""Why a call was over: the student or the partner hung up or went on to somebody else, one of
the two was lost, or it reached its longest length."""

_WELL: Final = frozenset({"you", "partner", "moved_on", "time_limit"})

_Topic = Annotated[str, Meta(max_length=TOPIC_CHARACTERS)]
_Goal = Annotated[str, Meta(max_length=GOAL_CHARACTERS)]


class PastSession(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One call that was connected.

    Attributes:
        at: when it began, in seconds since 1970.
        offset: by how many minutes the student's clock was ahead of UTC then, so that a
            session stays on the day and at the hour at which it was held.
        seconds: how long it lasted.
        partner: the name that was shown.
        topics: what the student had asked to study.
        own_goal, partner_goal: what each of the two had set out to do.
        rounds: how many rounds of focus were finished.
    """

    at: Annotated[int, Meta(ge=0, le=foreign_json.LAST_SECOND)]
    offset: Annotated[int, Meta(gt=-24 * 60, lt=24 * 60)]
    seconds: Annotated[int, Meta(ge=0, le=366 * 24 * 3600)]
    ending: Ending
    partner: Annotated[str, Meta(max_length=NAME_CHARACTERS)] = ""
    topics: Annotated[tuple[_Topic, ...], Meta(max_length=TOPICS)] = ()
    own_goal: _Goal = ""
    partner_goal: _Goal = ""
    rounds: Annotated[int, Meta(ge=0, le=MOST_ROUNDS)] = 0

    @property
    def well(self) -> bool:
        """Whether it ended as calls should, and was not lost."""
        return self.ending in _WELL


def fitted(text: str, most: int) -> str:
    """What a person wrote, as it can be kept: a text field that cuts may leave half a character."""
    return text.encode(errors="ignore").decode()[:most]


class History(Protocol):
    """Where the sessions are kept."""

    def begin(self, session: PastSession) -> None:
        """Keep one that goes on, as far as it is known, until it is added."""

    def add(self, session: PastSession) -> None:
        """Keep one more; none goes on then."""

    def sessions(self) -> Sequence[PastSession]:
        """All of them, in the order in which they were added."""

    def remove(self, session: PastSession) -> None:
        """Forget one."""

    def clear(self) -> None:
        """Forget all."""

    @property
    def kept(self) -> bool:
        """Whether the next run will find them, as far as is known."""

    @property
    def damaged(self) -> int:
        """How many lines could not be read and were set aside, in this run."""


class MemoryHistory:
    """Sessions for as long as the app runs."""

    damaged = 0

    def __init__(self, sessions: Sequence[PastSession] = (), *, kept: bool = False) -> None:
        self._sessions = list(sessions)
        self.kept = kept

    def begin(self, session: PastSession) -> None:
        """Nothing of it outlasts the app."""

    def add(self, session: PastSession) -> None:
        self._sessions = [*self._sessions, session][-MOST_SESSIONS:]

    def sessions(self) -> Sequence[PastSession]:
        return tuple(self._sessions)

    def remove(self, session: PastSession) -> None:
        if session in self._sessions:
            self._sessions.remove(session)

    def clear(self) -> None:
        self._sessions = []


class FileHistory:
    """Sessions in a file, which is read when they are looked at for the first time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._going = path.with_suffix(".going.json")
        self._sessions: list[PastSession] | None = None
        self._unwritten: list[PastSession] = []
        self._readable = True
        self._behind = False
        self.damaged = 0
        self._recover()

    @property
    def kept(self) -> bool:
        return self._readable and not self._behind

    def begin(self, session: PastSession) -> None:
        try:
            write_private(self._going, _line(session).decode())
        except OSError as error:
            log.warning("a bad end of this call would not be known: %s", error.strerror)

    def add(self, session: PastSession) -> None:
        with suppress(OSError):
            self._going.unlink(missing_ok=True)
        if self._sessions is None and self._size() > COMPACT_BYTES:
            self.sessions()
        self._unwritten.append(session)
        if self._sessions is not None:
            self._sessions = [*self._sessions, session][-MOST_SESSIONS:]
            if self._behind or self._size() > COMPACT_BYTES:
                self._rewrite()
                return
        self._attempt(self._append)

    def sessions(self) -> Sequence[PastSession]:
        if self._sessions is None:
            self._sessions = list(self._unwritten)
            self._attempt(self._read)
        return tuple(self._sessions)

    def remove(self, session: PastSession) -> None:
        sessions = list(self.sessions())
        if session in sessions:
            sessions.remove(session)
            self._sessions = sessions
            self._rewrite()

    def clear(self) -> None:
        self._sessions = []
        self.damaged = 0
        self._attempt(self._delete)

    # The file

    def _recover(self) -> None:
        """Add the session of which the last run did not see the end."""
        try:
            with self._going.open("rb") as file:
                line = file.read(MOST_GOING)
        except OSError:  # there is none
            return
        try:
            self.add(foreign_json.decode(line, PastSession))
        except ValueError:
            log.warning("what was going on in the last run cannot be read")

    def _attempt(self, step: Callable[[], None]) -> None:
        try:
            step()
        except OSError as error:
            self._behind = True
            log.warning("the history could not be read or written: %s", error.strerror)

    def _size(self) -> int:
        try:
            return self._path.stat().st_size
        except OSError:
            return 0

    def _append(self) -> None:
        if not self._readable:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lines = b"".join(_line(session) for session in self._unwritten)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with open(descriptor, "r+b", buffering=0) as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":  # a line that was not finished
                    lines = b"\n" + lines
            if file.write(lines) != len(lines):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._all_written()

    def _rewrite(self) -> None:
        """Have just what is known in the file."""
        if self._readable:
            self._attempt(self._write)

    def _write(self) -> None:
        lines = b"".join(_line(session) for session in self._sessions or ())
        write_private(self._path, lines.decode())
        self._all_written()

    def _delete(self) -> None:
        # What was set aside is of the same people, and goes as well.
        for path in (self._path, *self._path.parent.glob(f"{self._path.stem}.*")):
            path.unlink(missing_ok=True)
        self._readable = True
        self._all_written()

    def _all_written(self) -> None:
        self._unwritten = []
        self._behind = False

    def _read(self) -> None:
        self._readable = False  # what is neither read nor set aside is not to be written over
        try:
            with self._path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except (FileNotFoundError, NotADirectoryError):
            data = b""
        if len(data) > MOST_BYTES:
            self._set_all_aside()
            data = b""
        good: list[PastSession] = []
        bad: list[bytes] = []
        for line in data.split(b"\n"):
            if line.strip():
                try:
                    good.append(foreign_json.decode(line, PastSession))
                except ValueError:
                    bad.append(line)
        self._sessions = [*good, *self._unwritten][-MOST_SESSIONS:]
        if bad:
            self.damaged = len(bad)
            log.warning("%d lines of the history are damaged, and set aside", len(bad))
            self._set_aside(bad)
        self._readable = True
        if bad:
            self._write()

    def _set_aside(self, lines: Sequence[bytes]) -> None:
        aside = self._path.with_suffix(f".damaged{self._path.suffix}")
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(descriptor, "ab") as file:
            room = max(0, MOST_SET_ASIDE - file.seek(0, os.SEEK_END))
            file.write(b"".join(line + b"\n" for line in lines)[:room])

    def _set_all_aside(self) -> None:
        self.damaged = 1
        log.warning("the history is larger than it can be, and set aside")
        for number in itertools.count(1):
            aside = self._path.with_suffix(f".large-{number}{self._path.suffix}")
            if not aside.exists():
                self._path.rename(aside)
                return


def _line(session: PastSession) -> bytes:
    return msgspec.json.encode(session) + b"\n"
