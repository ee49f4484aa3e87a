"""Tests for gurukul_desktop.ui.people_model."""

from collections import Counter
from dataclasses import replace
from typing import get_args

import pytest
from PySide6.QtGui import QGuiApplication

from gurukul_desktop.protocol.messages import Buddy, ReportReason, SessionId, UserId
from gurukul_desktop.session.snapshot import Link, Reportable, Snapshot, Standing
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.people_model import PeopleModel
from tests.ui.fakes import Commands

BUDDIES = (Buddy(UserId("a"), "Asha", True), Buddy(UserId("r"), "Ravi", False))
MEERA = Reportable(SessionId("s"), "Meera")


@pytest.fixture
def model(qapp: QGuiApplication, commands: Commands) -> PeopleModel:
    return PeopleModel(commands)


@pytest.mark.parametrize(
    ("fields", "signal"),
    [
        ({"buddies": BUDDIES}, "buddiesChanged"),
        ({"link": Link.ONLINE}, "buddiesChanged"),
        ({"standing": Standing.ASKS}, "standingChanged"),
        ({"reportable": MEERA}, "reportableChanged"),
        ({"state": State.CONNECTED}, "reportableChanged"),
        ({"position": 3}, None),
    ],
)
def test_only_what_changed_notifies_and_only_once(
    model: PeopleModel, fields: dict[str, object], signal: str | None
) -> None:
    notified: Counter[str] = Counter()
    for name in ("buddiesChanged", "standingChanged", "reportableChanged"):
        getattr(model, name).connect(lambda name=name: notified.update([name]))
    snapshot = replace(Snapshot(), **fields)
    model.show(snapshot)
    model.show(replace(snapshot))
    assert notified == ({signal: 1} if signal else {})


def test_buddies_are_counted_and_listed(model: PeopleModel) -> None:
    model.show(Snapshot(link=Link.ONLINE, buddies=BUDDIES))
    assert (model.count, model.onlineCount, model.known) == (2, 1, True)
    assert model.buddies.rowCount() == 2  # a Property to mypy


@pytest.mark.parametrize("link", [Link.OFFLINE, Link.CONNECTING])
def test_without_a_link_the_list_stays_but_nobody_is_known_to_be_online(
    model: PeopleModel, link: Link
) -> None:
    model.show(Snapshot(link=link, buddies=BUDDIES))
    assert (model.count, model.onlineCount, model.known) == (2, 0, False)


def test_whom_a_report_is_about(model: PeopleModel) -> None:
    assert (model.reportSession, model.reportName, model.reportEndsCall) == ("", "", False)
    model.show(Snapshot(State.CONNECTED, reportable=Reportable(SessionId("s"), "Me\u202eera")))
    assert (model.reportSession, model.reportName, model.reportEndsCall) == ("s", "Meera", True)
    model.show(Snapshot(State.ENDED, reportable=MEERA))
    assert (model.reportSession, model.reportEndsCall) == ("s", False)


def test_what_can_be_reported_has_words(model: PeopleModel, commands: Commands) -> None:
    reasons = model.reportReasons
    assert reasons.rowCount() == 5
    value, words = reasons.roleNames()
    for row in map(reasons.index, range(5)):
        assert reasons.data(row, words)[0].isupper()
        model.report("s", reasons.data(row, value), "note")
    assert [call[2] for call in commands.calls] == list(get_args(ReportReason))


def test_what_is_no_reason_or_no_session_is_not_reported(
    model: PeopleModel, commands: Commands
) -> None:
    model.report("s", "boredom", "")
    model.report("", "spam", "")
    assert commands.calls == []
