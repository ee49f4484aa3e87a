"""The log of an app whose error output nobody reads: a small file that replaces itself.

It holds what would have been on the terminal, and so no more of a student than that.
"""

import logging
import os
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from gurukul_desktop import paths

MOST_BYTES: Final = 512 * 1024
"""Of the file, and of the one before it that is kept beside it."""


class LogFile(RotatingFileHandler):
    """Appends to ``gurukul.log`` in ``folder``, made with the first line that there is to log.

    Several windows share the file, a line at a time. A disk that is full or a folder that
    cannot be written loses lines and nothing else: logging itself puts that on the error output.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder or paths.default_log_dir()) / "gurukul.log"
        super().__init__(
            self.path, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
        self.rotator = _replace

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
