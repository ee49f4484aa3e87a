"""A mark in the data folder while the app runs: who finds one at its start knows of a bad end.

Each window of a user has its own, by the number of its identity, which it holds alone. The
faults that kill Python itself are written beside it by :mod:`faulthandler`.
"""

import faulthandler
import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Annotated, Final

import msgspec

from gurukul_desktop import foreign_json
from gurukul_desktop.private_file import write_private

MOST_BYTES: Final = 16 * 1024

_log = logging.getLogger(__name__)


class Run(msgspec.Struct, frozen=True):
    """A run of the app: its process, and when it began, in seconds since 1970."""

    pid: int
    began: Annotated[float, msgspec.Meta(ge=0, le=foreign_json.LAST_SECOND)]


class RunMark:
    """The mark of this run, and what the last one left.

    Args:
        folder: where the marks are.
        number: of this window's identity; None leaves no mark, as nothing can be kept.
        now: the wall clock, in seconds since 1970.

    Attributes:
        crashed: the last run that did not end in order; None if it did.
        trace: what Python wrote when it was killed by a fault; empty if it did not.
    """

    def __init__(
        self, folder: Path, number: int | None, now: Callable[[], float] = time.time
    ) -> None:
        self.crashed: Run | None = None
        self.trace = ""
        self._output: IO[bytes] | None = None
        self._enabled = False
        self._mark = folder / f"running-{number}.json" if number is not None else None
        self._trace = folder / f"fault-{number}.txt"
        if self._mark is None:
            return
        self.crashed = _read(self._mark)
        if self.crashed is not None:
            self.trace = _text(self._trace)
        try:
            run = Run(os.getpid(), now())
            write_private(self._mark, msgspec.json.encode(run).decode())
            self._output = self._trace.open("wb")
        except OSError as error:
            _log.warning("a crash of this run would not be noticed: %s", error.strerror)
            return
        if not faulthandler.is_enabled():  # as `python -X faulthandler` asks for
            faulthandler.enable(self._output)
            self._enabled = True

    def close(self) -> None:
        """The app ended in order. Idempotent."""
        output, self._output = self._output, None
        if output is not None:
            if self._enabled:
                faulthandler.disable()
            output.close()
        if self._mark is not None:
            for path in (self._mark, self._trace):
                try:
                    path.unlink(missing_ok=True)
                except OSError as error:
                    _log.warning("%s could not be taken away: %s", path.name, error.strerror)


def _read(path: Path) -> Run | None:
    """The run that left a mark; one that cannot be read is a mark, too: the power went."""
    try:
        with path.open("rb") as file:
            return foreign_json.decode(file.read(MOST_BYTES), Run)
    except OSError:  # there is none
        return None
    except ValueError:
        return Run(0, 0.0)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
