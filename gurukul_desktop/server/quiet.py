"""Logging that a hostile client cannot make long."""

import logging
import time
import traceback
from typing import Any, Final

WINDOW_SECONDS: Final = 60.0


class _OneAMinute(logging.Filter):
    """Lets one record a minute through, as one line that says how many more there were."""

    def __init__(self, words: str | None) -> None:
        super().__init__()
        self._words = words
        self._ends = 0.0
        self._dropped = 0

    def filter(self, record: logging.LogRecord) -> bool:
        now = time.monotonic()
        if now < self._ends:
            self._dropped += 1
            return False
        self._ends = now + WINDOW_SECONDS
        words = record.getMessage() if self._words is None else self._words
        record.msg = "%s (%d more since the last such line)"
        record.args = (words, self._dropped)
        record.exc_info = record.exc_text = record.stack_info = None
        self._dropped = 0
        return True


def quiet_logger(name: str, words: str | None = None) -> "logging.LoggerAdapter[Any]":
    """A logger for what a client can cause, one line a minute.

    An adapter, because picows makes a child of a plain logger for each connection.

    Args:
        words: said instead of what is logged: a library may quote what a client sent.
    """
    # Not from logging.getLogger: each server has its own, and none outlives its server.
    logger = logging.Logger(f"gurukul_desktop.server.{name}", logging.WARNING)
    logger.parent = logging.getLogger("gurukul_desktop.server")
    logger.addFilter(_OneAMinute(words))
    return logging.LoggerAdapter(logger, {})


def summary(error: Exception) -> str:
    """One line on an error of ours, without what a client sent."""
    frames = traceback.extract_tb(error.__traceback__, -1)
    where = f"{frames[0].name}:{frames[0].lineno}" if frames else "?"
    return f"{type(error).__name__} in {where}"
