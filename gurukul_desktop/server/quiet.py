"""Logging that a hostile client cannot make long."""

import logging
import time
from typing import Any, Final

WINDOW_SECONDS: Final = 60.0


class _OneAMinute(logging.Filter):
    """Lets one record a minute through, as one line that says how many there were."""

    def __init__(self) -> None:
        super().__init__()
        self._ends = 0.0
        self._dropped = 0

    def filter(self, record: logging.LogRecord) -> bool:
        now = time.monotonic()
        if now < self._ends:
            self._dropped += 1
            return False
        self._ends = now + WINDOW_SECONDS
        # The library's own words may quote what the client sent.
        record.msg = "malformed traffic (%d more since the last such line)"
        record.args = (self._dropped,)
        record.exc_info = record.exc_text = record.stack_info = None
        self._dropped = 0
        return True


def quiet_logger(name: str) -> "logging.LoggerAdapter[Any]":
    """A logger for a library that logs once for each malformed frame.

    An adapter, because picows makes a child of a plain logger for each connection.
    """
    # Not from logging.getLogger: each server has its own, and none outlives its server.
    logger = logging.Logger(f"gurukul_desktop.server.{name}", logging.WARNING)
    logger.parent = logging.getLogger("gurukul_desktop.server")
    logger.addFilter(_OneAMinute())
    return logging.LoggerAdapter(logger, {})
