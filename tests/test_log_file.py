"""Tests for gurukul_desktop.log_file."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gurukul_desktop import log_file
from gurukul_desktop.log_file import LogFile


@contextmanager
def logging_to(handler: LogFile) -> Iterator[logging.Logger]:
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        yield logger
    finally:
        handler.close()


def test_there_is_no_file_until_there_is_something_to_say(tmp_path: Path) -> None:
    folder = tmp_path / "अध्ययन फ़ोल्डर" / "log"
    with logging_to(LogFile(folder)) as logger:
        assert not folder.exists()
        logger.warning("कुछ हुआ")
    assert (folder / "gurukul.log").read_text("utf-8") == "कुछ हुआ\n"


def test_it_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "MOST_BYTES", 1000)
    with logging_to(LogFile(tmp_path)) as logger:
        for number in range(500):
            logger.warning("line %d", number)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gurukul.log", "gurukul.log.1"]
    assert all(path.stat().st_size <= 1000 for path in tmp_path.iterdir())
    assert "line 499" in (tmp_path / "gurukul.log").read_text()


def test_a_file_that_cannot_be_renamed_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where another window has it open."""

    def refuse(source: str, destination: str) -> None:
        raise PermissionError

    monkeypatch.setattr(log_file, "MOST_BYTES", 1000)
    monkeypatch.setattr(os, "replace", refuse)
    with logging_to(LogFile(tmp_path)) as logger:
        for number in range(200):
            logger.warning("line %d", number)
    assert [path.name for path in tmp_path.iterdir()] == ["gurukul.log"]
    assert (tmp_path / "gurukul.log").stat().st_size <= 1000


def test_two_windows_share_it(tmp_path: Path) -> None:
    with logging_to(LogFile(tmp_path)) as one, logging_to(LogFile(tmp_path)) as other:
        one.warning("first")
        other.warning("second")
        one.warning("third")
    assert (tmp_path / "gurukul.log").read_text().split() == ["first", "second", "third"]


def test_a_folder_that_cannot_be_made_loses_lines_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    with logging_to(LogFile(tmp_path / "file" / "log")) as logger:
        logger.warning("lost")
    assert "NotADirectoryError" in capsys.readouterr().err
