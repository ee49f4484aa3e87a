"""The lines of the log, as text and as JSON."""

import json
import logging
import sys
from datetime import datetime
from io import StringIO

import pytest

from gurukul_desktop.server.logs import JsonFormatter, LogCount, TextFormatter, fields, set_up_logs
from gurukul_desktop.server.quiet import quiet_logger


def record(words: str, *arguments: object, **extra: object) -> logging.LogRecord:
    logger = logging.Logger("gurukul_desktop.server.test")
    return logger.makeRecord(
        logger.name, logging.INFO, "x.py", 1, words, arguments, None, None, fields(**extra)
    )


def test_a_line_as_json() -> None:
    line = record("report filed", session="s1", count=2, address="192.0.2.7")
    told = json.loads(JsonFormatter().format(line))
    moment = datetime.fromisoformat(told.pop("time"))
    assert moment.utcoffset() is not None
    assert abs(moment.timestamp() - line.created) < 0.01
    assert told == {
        "level": "info",
        "logger": "gurukul_desktop.server.test",
        "event": "report filed",
        "fields": {"session": "s1", "count": 2},
    }


def test_a_line_as_text() -> None:
    words = TextFormatter().format(record("%s filed", "report", session="s1", address="192.0.2.7"))
    assert words.endswith("Z INFO gurukul_desktop.server.test: report filed session=s1")


@pytest.mark.parametrize("formatter", [TextFormatter, JsonFormatter])
def test_addresses_only_when_asked(
    formatter: type[TextFormatter] | type[JsonFormatter],
) -> None:
    line = record("connected", address="192.0.2.7")
    assert "192.0.2.7" not in formatter().format(line)
    assert "192.0.2.7" in formatter(addresses=True).format(line)


@pytest.mark.parametrize("formatter", [TextFormatter, JsonFormatter])
def test_a_client_cannot_write_lines_of_its_own(
    formatter: type[TextFormatter] | type[JsonFormatter],
) -> None:
    forged = "Mira\n2026-01-01T00:00:00Z ERROR server: all is lost\x1b[2J\u2028"
    words = formatter().format(record("%s came", forged, name=forged))
    assert "\n" not in words
    assert "\x1b" not in words


@pytest.mark.parametrize("formatter", [TextFormatter, JsonFormatter])
def test_a_line_is_bounded_and_holds_no_secret(
    formatter: type[TextFormatter] | type[JsonFormatter],
) -> None:
    url = "postgresql://gurukul:hunter2@db/gurukul"
    line = record("%s", "x" * 1_000_000, url=url, more="y" * 1_000_000)
    try:
        raise OSError(f"cannot reach {url} " + "z" * 1_000_000)
    except OSError:
        line.exc_info = sys.exc_info()
    words = formatter().format(line)
    assert len(words) < 20_000
    assert "hunter2" not in words


def test_an_exception_is_told() -> None:
    line = record("failed")
    try:
        raise ValueError("of no use")
    except ValueError:
        line.exc_info = sys.exc_info()
    assert "ValueError: of no use" in json.loads(JsonFormatter().format(line))["exception"]
    assert "\n    ValueError: of no use" in TextFormatter().format(line)


def test_what_is_set_up_replaces_what_was(monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.Logger("root")
    monkeypatch.setattr(logging, "root", root)
    set_up_logs("error", "text", False, StringIO())
    stream = StringIO()
    set_up_logs("warning", "json", False, stream)
    count = LogCount()
    root.addHandler(count)
    for level in (logging.INFO, logging.WARNING, logging.ERROR, logging.ERROR):
        root.log(level, "once")
    levels = [json.loads(line)["level"] for line in stream.getvalue().splitlines()]
    assert levels == ["warning", "error", "error"]
    assert count.lines == {"warning": 1, "error": 2, "critical": 0}


def test_a_quiet_logger_writes_one_such_line(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    parent = logging.getLogger("gurukul_desktop.server")
    monkeypatch.setattr(parent, "handlers", [handler])
    monkeypatch.setattr(parent, "propagate", False)
    quiet = quiet_logger("test", "malformed traffic")
    for number in range(1000):
        quiet.error("frame %d of a hostile client", number)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 1
    assert json.loads(lines[0])["event"].startswith("malformed traffic (")
