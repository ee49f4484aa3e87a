"""Tests for gurukul_desktop.ui.identity."""

from pathlib import Path

import pytest

from gurukul_desktop.protocol.messages import SessionId, UserId
from gurukul_desktop.session.report_store import UnansweredReport
from gurukul_desktop.ui.identity import Identity

REPORT = UnansweredReport(UserId("me"), SessionId("s"), "spam", "", 1.0)


def test_each_window_is_a_user_of_its_own_and_the_same_the_next_time(tmp_path: Path) -> None:
    first, second = Identity(tmp_path), Identity(tmp_path)
    first.tokens.save("ws://a", "one")
    first.reports.save([REPORT])
    assert (second.tokens.load("ws://a"), second.reports.load()) == ("", [])
    second.release()
    first.release()
    first.release()
    again = Identity(tmp_path)
    assert (again.tokens.load("ws://a"), again.reports.load()) == ("one", [REPORT])
    again.release()


def test_without_a_folder_everything_lasts_as_long_as_the_window(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    identity = Identity(tmp_path / "file" / "data")
    identity.tokens.save("ws://a", "one")
    identity.reports.save([REPORT])
    assert (identity.tokens.load("ws://a"), identity.reports.load()) == ("one", [REPORT])
    assert len(caplog.records) == 1
    identity.release()
