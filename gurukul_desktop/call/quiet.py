"""What aiortc and aioice may write to the log.

Below warnings they write addresses and SDP; above, a hostile partner could fill the log
with tracebacks. So: warnings, without their tracebacks, a few lines a minute.
"""

import logging
import time
from typing import Final

LIBRARIES: Final = ("aiortc", "aioice")
LINES_PER_MINUTE: Final = 10


def quieten() -> None:
    """Bound what the libraries log, now and in modules imported later. Idempotent."""
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
        if not any(isinstance(handler, _Bounded) for handler in logger.handlers):
            logger.addHandler(_Bounded(name))


class _Bounded(logging.Handler):
    """Hands the last line of a record on to this package's own logger."""

    def __init__(self, library: str) -> None:
        super().__init__(logging.WARNING)
        self._library = library
        self._log = logging.getLogger(__name__)
        self._minute = 0
        self._lines = 0

    def emit(self, record: logging.LogRecord) -> None:
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            self._minute, self._lines = minute, 0
        self._lines += 1
        if self._lines <= LINES_PER_MINUTE:
            said = record.getMessage().strip().splitlines() or [""]
            self._log.log(record.levelno, "%s: %s", self._library, said[-1][:200])
