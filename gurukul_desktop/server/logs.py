"""What the server writes to its standard error output, as text or as JSON.

A line has an event, in words that do not change, and fields::

    _log.info("report filed", extra=fields(session=session.id, reason=reason))

As text ``2026-11-22T08:00:00.123Z INFO gurukul_desktop.server.service: report filed
session=… reason=spam``; as JSON one object a line with ``time`` (UTC, RFC 3339),
``level``, ``logger``, ``event``, ``fields`` and, of an error, ``exception``. The field
``address`` is a person's, and is left out unless it was asked for.
"""

import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal, TextIO

import msgspec

from gurukul_desktop.server.redact import without_secrets

LogFormat = Literal["text", "json"]

EVENT_CHARACTERS: Final = 2000
EXCEPTION_CHARACTERS: Final = 8000
"""The end of a longer one is kept: it says what happened."""

_ADDRESS: Final = "address"
_ATTRIBUTE: Final = "fields"
_encoder: Final = msgspec.json.Encoder(enc_hook=str)


def fields(**values: Any) -> dict[str, Any]:
    """What a line says beside its event, for ``extra`` of a logger's methods."""
    return {_ATTRIBUTE: values}


class _Line:
    """The parts of one line."""

    def __init__(self, record: logging.LogRecord, formatter: logging.Formatter, addresses: bool):
        self.time = _rfc3339(record.created)
        self.level = record.levelname.lower()
        self.logger = record.name
        self.event = _safe(record.getMessage())
        given: Mapping[str, Any] = getattr(record, _ATTRIBUTE, {})
        self.fields = {
            name: _safe(value) if isinstance(value, str) else value
            for name, value in given.items()
            if addresses or name != _ADDRESS
        }
        self.exception = ""
        if record.exc_info:
            words = formatter.formatException(record.exc_info)
            self.exception = without_secrets(words[-2 * EXCEPTION_CHARACTERS :])
            self.exception = self.exception[-EXCEPTION_CHARACTERS:]


class _EventFormatter(logging.Formatter):
    """What both formats share.

    Args:
        addresses: whether the addresses of clients are written.
    """

    def __init__(self, addresses: bool = False) -> None:
        super().__init__()
        self._addresses = addresses


class TextFormatter(_EventFormatter):
    """One line an event; an exception follows it, indented."""

    def format(self, record: logging.LogRecord) -> str:
        line = _Line(record, self, self._addresses)
        told = "".join(f" {name}={_printable(value)}" for name, value in line.fields.items())
        words = f"{line.time} {record.levelname} {line.logger}: {_printable(line.event)}{told}"
        if line.exception:
            words += "".join(f"\n    {_printable(row)}" for row in line.exception.splitlines())
        return words


class JsonFormatter(_EventFormatter):
    """One JSON object an event."""

    def format(self, record: logging.LogRecord) -> str:
        line = _Line(record, self, self._addresses)
        told: dict[str, Any] = {
            "time": line.time,
            "level": line.level,
            "logger": line.logger,
            "event": line.event,
        }
        if line.fields:
            told["fields"] = line.fields
        if line.exception:
            told["exception"] = line.exception
        return _encoder.encode(told).decode()


class LogCount(logging.Handler):
    """Counts lines by level, for the metrics.

    Attributes:
        lines: how many there were of each level.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines = {"warning": 0, "error": 0, "critical": 0}

    def emit(self, record: logging.LogRecord) -> None:
        level = record.levelname.lower()
        if level in self.lines:
            self.lines[level] += 1


def set_up_logs(
    level: str, format_: LogFormat, addresses: bool, stream: TextIO | None = None
) -> None:
    """Write the logs of this process, in place of whatever was set up before.

    Args:
        level: from which on: ``debug``, ``info``, ``warning``, ``error``.
        stream: standard error if None.
    """
    writer = logging.StreamHandler(stream or sys.stderr)
    formatter = JsonFormatter if format_ == "json" else TextFormatter
    writer.setFormatter(formatter(addresses))
    logging.basicConfig(level=level.upper(), handlers=[writer], force=True)


def _safe(text: str) -> str:
    """``text`` without secrets, and not too long; bounded first, so that it costs little."""
    return without_secrets(text[: 2 * EVENT_CHARACTERS])[:EVENT_CHARACTERS]


def _rfc3339(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _printable(value: object) -> str:
    """One line, whatever is in it: a client must not be able to write lines of its own."""
    text = str(value)
    return text if text.isprintable() else repr(text)[1:-1]
