"""Tests for gurukul_desktop.session.report_store."""

import stat
import sys
from pathlib import Path

import pytest

from gurukul_desktop.protocol.messages import SessionId, UserId
from gurukul_desktop.session.report_store import (
    MOST_BYTES,
    MOST_REPORTS,
    FileReports,
    UnansweredReport,
)


def report(number: int = 0, note: str = "n") -> UnansweredReport:
    return UnansweredReport(UserId("me"), SessionId(f"s{number}"), "spam", note, 1000.0 + number)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "reports-1.json"


def test_reports_are_there_for_the_next_run(path: Path) -> None:
    FileReports(path).save([report(1, "ünï 😀 \"'"), report(2)])
    assert FileReports(path).load() == [report(1, "ünï 😀 \"'"), report(2)]


def test_no_file_is_no_reports(path: Path) -> None:
    assert FileReports(path).load() == []


def test_the_last_answer_takes_the_file_away(path: Path) -> None:
    FileReports(path).save([report()])
    FileReports(path).save([])
    FileReports(path).save([])
    assert not path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="file modes of POSIX")
def test_only_this_user_can_read_it(path: Path) -> None:
    FileReports(path).save([report()])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_largest_reports_fit(path: Path) -> None:
    reports = [report(number, "\x01" * 1000) for number in range(MOST_REPORTS)]
    FileReports(path).save(reports)
    assert path.stat().st_size < MOST_BYTES
    assert FileReports(path).load() == reports


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"{}",
        b'[{"reporter":"me"}]',
        b'[{"reporter":"me","session":"s","reason":"boredom","note":"","at":1}]',
        b'[{"reporter":"me","session":"","reason":"spam","note":"","at":1}]',
        b'[{"reporter":"me","session":"s","reason":"spam","note":"","at":"now"}]',
        b"[" + b" " * MOST_BYTES + b"]",
        b'[{"x":' + b"[" * 5000,
    ],
)
def test_a_broken_file_is_set_aside(
    path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    reports = FileReports(path)
    assert reports.load() == []
    assert path.with_suffix(".broken").read_bytes() == content
    assert [record.exc_info for record in caplog.records] == [None]
    reports.save([report()])
    assert reports.load() == [report()]


def test_what_cannot_be_read_is_set_aside(path: Path) -> None:
    path.mkdir(parents=True)  # opening it fails
    reports = FileReports(path)
    assert reports.load() == []
    assert path.with_suffix(".broken").is_dir()
    reports.save([report()])
    assert reports.load() == [report()]


def test_what_cannot_be_set_aside_is_not_written_over(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"{")
    path.with_suffix(".broken").mkdir()
    reports = FileReports(path)
    assert reports.load() == []
    reports.save([report()])
    reports.save([])
    assert path.read_bytes() == b"{"


def test_a_folder_that_cannot_be_used_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    reports = FileReports(tmp_path / "file" / "reports.json")
    reports.save([report()])
    assert reports.load() == []
