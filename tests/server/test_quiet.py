"""A log that a hostile client cannot make long."""

import logging

import pytest

from gurukul_desktop.server import quiet
from gurukul_desktop.server.quiet import quiet_logger


def test_one_line_a_minute_says_how_many_more(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(quiet.time, "monotonic", lambda: now)
    logger = quiet_logger("picows", "malformed traffic")
    for _ in range(5):
        try:
            raise ValueError("what a client sent")
        except ValueError:
            logger.exception("and %s", "more of it")
    now += quiet.WINDOW_SECONDS
    logger.error("again")
    assert caplog.messages == [
        "malformed traffic (0 more since the last such line)",
        "malformed traffic (4 more since the last such line)",
    ]
    assert not any(record.exc_info for record in caplog.records)
    assert caplog.records[0].name == "gurukul_desktop.server.picows"


def test_without_words_it_says_what_was_logged(caplog: pytest.LogCaptureFixture) -> None:
    logger = quiet_logger("errors")
    logger.error("broken: %s", "this")
    logger.info("of no interest")
    assert caplog.messages == ["broken: this (0 more since the last such line)"]


def test_each_server_has_a_logger_of_its_own() -> None:
    assert quiet_logger("picows").logger is not quiet_logger("picows").logger
    assert "gurukul_desktop.server.picows" not in logging.root.manager.loggerDict
