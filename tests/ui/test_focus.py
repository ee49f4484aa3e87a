"""The focus timer and the goals in the real window."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gurukul_desktop.session.chat import Ability
from gurukul_desktop.session.focus import By, FocusTimer, Phase
from gurukul_desktop.session.snapshot import Link, PartnerView, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.window import Window
from tests.ui.fakes import Clock, Commands, FakeTogether, names, press

CALL = Snapshot(
    State.CONNECTED,
    Link.ONLINE,
    partner=PartnerView("Ravi"),
    connected_at=1000.0,
    ability=Ability.YES,
)
ON = FocusTimer(Phase.FOCUS, True, 1500.0, 1000.0, number=1)


def test_the_timer_is_started_with_its_own_lengths(
    window: Window, together: FakeTogether, qtbot: QtBot
) -> None:
    window.on_snapshot(replace(CALL, focus=FocusTimer(focus_minutes=50, break_minutes=10)))
    QTest.keyClick(window.window, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: "Start timer" in names(window))
    press(window, "Start timer")
    press(window, "25 minutes of focus, 5 of break")
    press(window, "Start timer")
    assert together.calls == [("start_focus", 50, 10), ("start_focus", 25, 5)]


def test_lengths_are_typed_and_letters_are_no_commands(
    window: Window, together: FakeTogether, commands: Commands, qtbot: QtBot
) -> None:
    window.on_snapshot(CALL)
    QTest.keyClick(window.window, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: "Start timer" in names(window))
    QTest.keyClick(window.window, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(window.window, Qt.Key.Key_Up)
    QTest.keyClick(window.window, Qt.Key.Key_Up)
    press(window, "Start timer")
    assert together.calls == [("start_focus", 25, 7)]
    assert commands.calls == []


def test_a_running_timer_counts_down_and_either_can_pause_it(
    window: Window, together: FakeTogether, clock: Clock, qtbot: QtBot
) -> None:
    window.on_snapshot(replace(CALL, focus=ON))
    qtbot.waitUntil(lambda: "Focus, 25:00 left" in names(window))
    clock.now += 61
    qtbot.waitUntil(lambda: "Focus, 23:59 left" in names(window))
    press(window, "Focus, 23:59 left")
    qtbot.waitUntil(lambda: "Pause timer" in names(window))
    press(window, "Pause timer")
    paused = replace(ON, running=False, left=1439.0, number=2, by=By.PARTNER)
    window.on_snapshot(replace(CALL, focus=paused))
    qtbot.waitUntil(
        lambda: (
            {
                "Focus paused, 23:59 left",
                "Resume timer",
                "Ravi paused the focus timer",
            }
            <= set(names(window))
        )
    )
    press(window, "Resume timer")
    press(window, "End timer")
    assert together.calls == [("pause_focus",), ("resume_focus",), ("end_focus",)]
    QTest.keyClick(window.window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "End timer" not in names(window))


def test_a_break_is_announced(window: Window, qtbot: QtBot) -> None:
    window.on_snapshot(replace(CALL, focus=ON))
    rest = replace(ON, phase=Phase.BREAK, left=300.0, by=By.CLOCK, rounds=1)
    window.on_snapshot(replace(CALL, focus=rest))
    told = "Well done! Time for a break of 5 minutes."
    qtbot.waitUntil(lambda: {told, "Break, 5:00 left"} <= set(names(window)))


def test_a_goal_is_written_and_the_partners_shown(
    window: Window, together: FakeTogether, commands: Commands, qtbot: QtBot
) -> None:
    window.on_snapshot(replace(CALL, partner_goal="<b>गणित</b>\u202e"))
    qtbot.waitUntil(lambda: "Ravi’s goal: <b>गणित</b>" in names(window))
    press(window, "Set a goal for this call")
    qtbot.waitUntil(lambda: "Your goal for this call" in names(window))
    for letter in "sem":
        QTest.keyClick(window.window, letter)
    QTest.keyClick(window.window, Qt.Key.Key_Return)
    assert together.calls == [("set_goal", "sem")]
    assert commands.calls == []
    window.on_snapshot(replace(CALL, own_goal="sem"))
    qtbot.waitUntil(lambda: "Your goal: sem" in names(window))
    press(window, "Your goal: sem")
    qtbot.waitUntil(lambda: "Your goal for this call" in names(window))
    QTest.keyClick(window.window, "x")
    QTest.keyClick(window.window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "Your goal: sem" in names(window))
    assert together.calls == [("set_goal", "sem")]
    window.on_snapshot(replace(CALL, partner=PartnerView("%2"), partner_goal="%1 %2"))
    qtbot.waitUntil(lambda: "%2’s goal: %1 %2" in names(window))
