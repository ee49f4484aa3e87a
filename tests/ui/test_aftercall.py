"""Tests for the page after a call and the history sheet, on the real window."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gurukul_desktop.history import Ending, MemoryHistory, PastSession
from gurukul_desktop.protocol.messages import SessionId
from gurukul_desktop.session.snapshot import Link, Reportable, Snapshot, Standing, Summary
from gurukul_desktop.session.states import State
from gurukul_desktop.ui import aftercall_words, history_words
from gurukul_desktop.ui.history_model import HistoryModel
from gurukul_desktop.ui.summary_model import SummaryModel
from gurukul_desktop.ui.window import Window
from tests.ui.fakes import Clock, Commands, FakeAftercall, elements, names, press

SESSION = SessionId("s")
CALL = Summary(
    SESSION, "Meera", 25 * 60 + 7, "partner", ("algebra",), "Chapter 4", "The lab report", 2
)
ENDED = Snapshot(
    State.ENDED, Link.ONLINE, summary=CALL, addable=True, reportable=Reportable(SESSION, "Meera")
)
SUNDAY = date(2026, 11, 22)


def past(day: int, hour: int, minutes: int, name: str = "Meera", **fields: str) -> PastSession:
    at = int(datetime(2026, 11, day, hour, tzinfo=UTC).timestamp())
    ending: Ending = "lost" if fields.get("ending") == "lost" else "you"
    goal = fields.get("goal", "")
    return PastSession(
        at=at, offset=0, seconds=minutes * 60, ending=ending, partner=name, own_goal=goal
    )


@pytest.fixture
def history() -> MemoryHistory:
    """As the window of these tests has it."""
    now = datetime.now().astimezone()
    offset = int((now.utcoffset() or timedelta()).total_seconds()) // 60
    session = PastSession(
        at=int(now.timestamp()), offset=offset, seconds=2700, ending="you", partner="Meera"
    )
    return MemoryHistory([session], kept=True)


def said(window: Window, qtbot: QtBot, *wanted: str) -> None:
    qtbot.waitUntil(lambda: set(wanted) <= set(names(window)))


# The page


def test_it_tells_what_the_call_was(window: Window, qtbot: QtBot) -> None:
    window.on_snapshot(ENDED)
    said(window, qtbot, "Call ended", "25 minutes with Meera", "Meera ended the call")
    said(window, qtbot, "Your goal: Chapter 4", "Meera’s goal: The lab report")
    said(window, qtbot, "2 rounds of focus finished", "Report Meera", "Add as buddy")


def test_what_can_be_done_then(
    window: Window, qtbot: QtBot, commands: Commands, aftercall: FakeAftercall
) -> None:
    window.on_snapshot(ENDED)
    said(window, qtbot, "Find the next")
    for name in ("Find the next", "Done", "Add as buddy"):
        press(window, name)
    box = next(e for e in elements(window) if e.role() == QAccessible.Role.CheckBox)
    assert box.text(QAccessible.Text.Name) == "Find the next by itself"
    box.actionInterface().doAction("Toggle")
    assert commands.calls == [("find",), ("cancel",), ("add_buddy",)]
    assert aftercall.calls == [("set_find_next", True)]


@pytest.mark.parametrize(
    ("key", "call"), [(Qt.Key.Key_Return, ("find",)), (Qt.Key.Key_Escape, ("cancel",))]
)
def test_by_one_key(
    window: Window, qtbot: QtBot, commands: Commands, key: Qt.Key, call: tuple[str]
) -> None:
    window.on_snapshot(ENDED)
    said(window, qtbot, "Find the next")
    window.window.requestActivate()
    qtbot.waitUntil(lambda: window.window.isActive())
    QTest.keyClick(window.window, key)
    qtbot.waitUntil(lambda: commands.calls == [call])


def test_a_call_that_never_was_one_offers_nothing(window: Window, qtbot: QtBot) -> None:
    window.on_snapshot(replace(ENDED, summary=None, addable=False))
    said(window, qtbot, "Call ended", "The next partner is one press away.")
    assert not {"Find the next", "Done", "Add as buddy"} & set(names(window))


def test_the_next_search_counts_down_and_can_be_stopped(
    window: Window, qtbot: QtBot, clock: Clock, aftercall: FakeAftercall
) -> None:
    window.on_snapshot(replace(ENDED, find_next=True, next_at=clock.now + 5))
    said(window, qtbot, "Next search in 5 s…")
    clock.now += 3.5
    said(window, qtbot, "Next search in 2 s…")
    press(window, "Stay here")
    assert aftercall.calls == [("stay",)]
    window.on_snapshot(replace(ENDED, find_next=True))
    qtbot.waitUntil(lambda: "Stay here" not in names(window))


def test_where_the_two_stand_is_shown(window: Window, qtbot: QtBot) -> None:
    window.on_snapshot(replace(ENDED, standing=Standing.ASKED))
    said(window, qtbot, "You asked Meera to be your buddy")
    window.on_snapshot(replace(ENDED, standing=Standing.ASKS))
    said(window, qtbot, "Accept as buddy")
    window.on_snapshot(replace(ENDED, addable=False, reportable=None))
    qtbot.waitUntil(lambda: not {"Accept as buddy", "Report Meera"} & set(names(window)))


def test_who_asks_when_the_student_has_gone_on_is_answered(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    lobby = Snapshot(link=Link.ONLINE, summary=CALL, addable=True, standing=Standing.ASKS)
    window.on_snapshot(lobby)
    said(window, qtbot, "Meera wants to be your buddy")
    press(window, "Accept")
    assert commands.calls == [("add_buddy",)]
    window.on_snapshot(replace(lobby, standing=Standing.BUDDIES))
    qtbot.waitUntil(lambda: "Accept" not in names(window))


def test_hostile_names_stay_names(clock: Clock, qapp: object) -> None:
    model = SummaryModel(FakeAftercall(), clock)
    model.show(
        replace(ENDED, summary=replace(CALL, partner="<b>x</b>\u202e\n", own_goal="a\u202eb"))
    )
    assert model.property("headline") == "25 minutes with <b>x</b>"
    assert model.property("ownGoal") == "ab"
    model.show(replace(ENDED, summary=replace(CALL, partner="")))
    assert model.property("headline") == "25 minutes with Your partner"


@pytest.mark.parametrize(
    ("seconds", "words", "short"),
    [
        (-3, "less than a minute", "< 1 min"),
        (59.9, "less than a minute", "< 1 min"),
        (60, "1 minute", "1 min"),
        (45 * 60, "45 minutes", "45 min"),
        (3600, "1 hour", "1 h"),
        (2 * 3600 + 61, "2 hours 1 minute", "2 h 1 min"),
    ],
)
def test_lengths(seconds: float, words: str, short: str) -> None:
    assert aftercall_words.length(seconds) == words
    assert aftercall_words.short_length(seconds) == short


def test_each_ending_has_its_words() -> None:
    endings: tuple[Ending, ...] = (
        "you",
        "partner",
        "moved_on",
        "partner_lost",
        "lost",
        "time_limit",
    )
    said = {aftercall_words.ending_sentence(ending, "Meera") for ending in endings}
    assert len(said) == len(endings)


# The history


def model(*sessions: PastSession) -> HistoryModel:
    QLocale.setDefault(QLocale.c())
    model = HistoryModel(MemoryHistory(sessions, kept=True), today=lambda: SUNDAY)
    model.load()
    return model


def column(model: HistoryModel, of: str, name: str) -> list[object]:
    rows = {"bars": model.bars, "entries": model.entries}[of]
    (role,) = (role for role, told in rows.roleNames().items() if told.data().decode() == name)
    return [rows.data(rows.index(number), role) for number in range(rows.rowCount())]


def test_the_week_in_bars_and_in_words(qapp: object) -> None:
    shown = model(past(16, 9, 45), past(17, 23, 120), past(22, 8, 30), past(22, 9, 10))
    assert column(shown, "bars", "spoken") == [
        "Monday, 45 minutes",
        "Tuesday, 2 hours",
        "Wednesday, no study",
        "Thursday, no study",
        "Friday, no study",
        "Saturday, no study",
        "Sunday, today, 40 minutes",
    ]
    assert column(shown, "bars", "share") == [45 / 120, 1.0, 0, 0, 0, 0, 40 / 120]
    assert shown.property("weekTitle") == "This week"
    assert shown.property("weekTotal") == "3 hours 25 minutes in all"
    assert not shown.property("hasEarlier")


def test_the_weeks_before_can_be_paged_through(qapp: object) -> None:
    shown = model(past(1, 9, 45), past(22, 9, 10), past(21, 9, 10))
    assert shown.property("streak") == "2 days in a row"
    titles = []
    while True:
        titles.append(shown.property("weekTitle"))
        if not shown.property("hasEarlier"):
            break
        shown.earlier()
    assert titles[:2] == ["This week", "Last week"]
    assert titles[-1] == "26 Oct 2026 to 1 Nov 2026"
    assert shown.property("weekTotal") == "45 minutes in all"
    shown.earlier()
    assert shown.property("weekTitle") == titles[-1]
    for _ in titles:
        shown.later()
    assert (shown.property("weekTitle"), shown.property("hasLater")) == ("This week", False)


def test_the_list_is_by_day_the_newest_first(qapp: object) -> None:
    shown = model(
        past(21, 20, 61, "Ravi"), past(22, 8, 5, ending="lost"), past(22, 9, 30, goal="4")
    )
    assert column(shown, "entries", "day") == ["Today · 35 min"] * 2 + ["Yesterday · 1 h 1 min"]
    assert column(shown, "entries", "name") == ["Meera", "Meera", "Ravi"]
    assert column(shown, "entries", "about") == ["4", "The connection to Meera was lost", ""]
    assert column(shown, "entries", "lost") == [False, True, False]
    shown.remove(0)
    assert column(shown, "entries", "name") == ["Meera", "Ravi"]
    assert shown.property("count") == 2
    shown.remove(7)
    shown.clear()
    assert shown.property("count") == 0


def test_what_is_wrong_with_the_file_is_said() -> None:
    assert history_words.file_sentence(kept=True, damaged=0) == ""
    assert "cannot write" in history_words.file_sentence(kept=False, damaged=0)
    assert "set aside" in history_words.file_sentence(kept=True, damaged=2)


def test_five_thousand_sessions_are_shown_at_once(qapp: object, qtbot: QtBot) -> None:
    shown = model(*(past(1 + n % 22, n % 24, n % 60) for n in range(5000)))
    assert shown.property("count") == 5000


def test_one_is_forgotten_and_then_all(
    window: Window, qtbot: QtBot, history: MemoryHistory
) -> None:
    history.add(msgspec.structs.replace(history.sessions()[0], partner="Ravi"))
    window.on_snapshot(Snapshot(link=Link.ONLINE))
    said(window, qtbot, "History")
    press(window, "History")
    said(window, qtbot, "2 sessions", "Kept on this computer only")

    def offers() -> list[str]:
        return [name for name in names(window) if name.startswith("Remove session with Ravi")]

    qtbot.waitUntil(lambda: len(offers()) == 1)
    (remove,) = offers()
    press(window, remove)
    press(window, f"Yes, {remove[0].lower()}{remove[1:]}")
    said(window, qtbot, "1 session")
    assert [one.partner for one in history.sessions()] == ["Meera"]
    press(window, "Clear history")
    press(window, "Keep the history")
    press(window, "Clear history")
    press(window, "Yes, clear the history")
    said(window, qtbot, "No sessions yet")
    assert not history.sessions()


def test_the_history_by_its_key_and_away_in_a_call(window: Window, qtbot: QtBot) -> None:
    window.on_snapshot(ENDED)
    said(window, qtbot, "Find the next")
    window.window.requestActivate()
    qtbot.waitUntil(lambda: window.window.isActive())
    QTest.keyClick(window.window, Qt.Key.Key_H)
    said(window, qtbot, "Close history", "1 session")
    window.on_snapshot(Snapshot(State.CONNECTING, Link.ONLINE))
    qtbot.waitUntil(lambda: "Close history" not in names(window))
