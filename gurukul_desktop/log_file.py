"""The log of the app: a small file that replaces itself.

It says what the app did, and nothing of who did it where: each line goes through
:mod:`gurukul_desktop.desktop.scrub`.
"""

import logging
import os
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from gurukul_desktop import paths
from gurukul_desktop.desktop.scrub import scrub

MOST_BYTES: Final = 1000 * 1000
"""Of the file, and of the one before it that is kept beside it."""


def file_in(folder: Path) -> Path:
    """The newest lines that were logged to ``folder``."""
    return folder / "gurukul.log"


class LogFile(RotatingFileHandler):
    """Appends to ``gurukul.log`` in ``folder``, made with the first line that there is to log.

    Several windows share the file, a line at a time. A disk that is full or a folder that
    cannot be written loses lines and nothing else: logging itself puts that on the error output.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.path = file_in(folder or paths.default_log_dir())
        super().__init__(
            self.path, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
        self.rotator = _replace

    def format(self, record: logging.LogRecord) -> str:
        """The line, and what is below it, as they may be kept."""
        return scrub(super().format(record))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        if self.stream is None:
            with suppress(OSError):
                self.path.parent.mkdir(parents=True, exist_ok=True)
        super().emit(record)


def _replace(source: str, destination: str) -> None:
    try:
        os.replace(source, destination)
    except OSError:
        # Another window has it open, where a file in use cannot be renamed (Windows).
        with suppress(OSError):
            os.truncate(source, 0)
