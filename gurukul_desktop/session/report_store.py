"""Reports that the server has not answered yet, kept over a restart of the app."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Protocol

import msgspec
from msgspec import Meta, Struct

from gurukul_desktop import foreign_json
from gurukul_desktop.private_file import write_private
from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.messages import ReportReason, SessionId, UserId

log = logging.getLogger(__name__)

MOST_REPORTS: Final = 20
"""How many are kept; beyond it the oldest go."""
MOST_BYTES: Final = 1024 * 1024
"""More than the reports can ever be: twelve bytes a character of a note at most."""


class UnansweredReport(Struct, frozen=True):
    """One report.

    Attributes:
        reporter: who wrote it; only this user may send it.
        at: when, in seconds since the epoch.
    """

    reporter: Annotated[UserId, Meta(max_length=limits.ID_CHARACTERS)]
    session: Annotated[SessionId, Meta(min_length=1, max_length=limits.ID_CHARACTERS)]
    reason: ReportReason
    note: Annotated[str, Meta(max_length=limits.NOTE_CHARACTERS)]
    at: float


class ReportStore(Protocol):
    """Where unanswered reports are kept."""

    def load(self) -> list[UnansweredReport]:
        """The reports, oldest first."""

    def save(self, reports: Sequence[UnansweredReport]) -> None:
        """Keep these and no others."""


class MemoryReports:
    """Reports for as long as the app runs."""

    def __init__(self) -> None:
        self._reports: list[UnansweredReport] = []

    def load(self) -> list[UnansweredReport]:
        return list(self._reports)

    def save(self, reports: Sequence[UnansweredReport]) -> None:
        self._reports = list(reports)


class FileReports:
    """Reports in a file that only this user can read.

    A file that is broken, or that cannot be read, is set aside, beside it; where it cannot be
    moved it is not written over. One that cannot be written is logged.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writable = True

    def load(self) -> list[UnansweredReport]:
        try:
            with self._path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return []
        except OSError as error:
            log.warning("the unanswered reports cannot be read: %s", error.strerror)
            self._set_aside()
            return []
        try:
            if len(content) > MOST_BYTES:
                raise ValueError("too large")
            return foreign_json.decode(content, list[UnansweredReport])[-MOST_REPORTS:]
        except ValueError:
            # Not the error's words: they may quote what a student wrote in confidence.
            log.warning("the file of unanswered reports is broken, and set aside")
            self._set_aside()
            return []

    def save(self, reports: Sequence[UnansweredReport]) -> None:
        if not self._writable:
            return
        try:
            if reports:
                write_private(self._path, msgspec.json.encode(list(reports)).decode())
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("the unanswered reports could not be kept: %s", error.strerror)

    def _set_aside(self) -> None:
        try:
            self._path.replace(self._path.with_suffix(".broken"))
        except OSError as error:
            self._writable = False
            log.warning("it could not be set aside, and is left as it is: %s", error.strerror)
