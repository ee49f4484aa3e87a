"""Buddies and reports in the real window: by screen reader, by mouse and by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gurukul_desktop.protocol.messages import Buddy, SessionId, UserId
from gurukul_desktop.session.snapshot import (
    BlockedPerson,
    Link,
    Notice,
    PartnerView,
    Reportable,
    Snapshot,
    Standing,
)
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.window import Window
from gurukul_desktop.ui.words import REPORT_REASONS, SERVER_TROUBLE
from tests.ui.fakes import Commands, click, control, elements, names, press, scrolled_away

BUDDIES = (
    Buddy(UserId("m"), "Meera", False),
    Buddy(UserId("r"), "Ravi", True),
    Buddy(UserId("w"), "W" * 60, False),
)
MEERA = Reportable(SessionId("s"), "Meera")
ASHA = Reportable(SessionId("t"), "Asha")

IDLE = Snapshot(link=Link.ONLINE, buddies=BUDDIES)
CALL = Snapshot(
    State.CONNECTED, Link.ONLINE, partner=PartnerView("Meera"), reportable=MEERA, connected_at=1e3
)
CONNECTING = replace(CALL, state=State.CONNECTING, connected_at=None)
ENDED = Snapshot(State.ENDED, Link.ONLINE, reportable=MEERA)
SEARCHING = Snapshot(State.SEARCHING, Link.ONLINE, reportable=MEERA)

CALL_ENDS = "The call ends, you will not be paired again, and the admin reads it."
NOT_AGAIN = "You will not be paired again, and the admin reads it."
SEND = "Report and block"
NOTE = "What should the admin know? (optional)"


def show(window: Window, qtbot: QtBot, snapshot: Snapshot) -> None:
    """Show a snapshot in the active window."""
    window.on_snapshot(snapshot)
    window.window.requestActivate()
    qtbot.waitUntil(window.window.isActive)


def says(window: Window, qtbot: QtBot, *wanted: str) -> None:
    qtbot.waitUntil(lambda: set(wanted) <= set(names(window)))


def silent(window: Window, qtbot: QtBot, *unwanted: str) -> None:
    qtbot.waitUntil(lambda: not set(unwanted) & set(names(window)))


def key(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(window.window, key, modifier or Qt.KeyboardModifier.NoModifier)


def focused(window: Window) -> str:
    element = QAccessible.queryAccessibleInterface(window.window.activeFocusItem())
    return element.text(QAccessible.Text.Name)


def confirm(window: Window, qtbot: QtBot, name: str = SEND) -> None:
    """Press what cannot be undone, as soon as it can be pressed."""
    qtbot.waitUntil(lambda: not control(window, name).state().disabled)
    press(window, name)


def open_buddies(window: Window, qtbot: QtBot, snapshot: Snapshot) -> None:
    show(window, qtbot, snapshot)
    key(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    first = "Ravi, Online" if snapshot.buddies else "No buddies yet"
    says(window, qtbot, "Close buddies", first)


# The buddies


def test_the_list_tells_who_is_online_first(window: Window, qtbot: QtBot) -> None:
    open_buddies(window, qtbot, IDLE)
    says(window, qtbot, "1 of 3 online", "Ravi, Online", "Meera, Offline")
    told = names(window)
    rows = [e for e in elements(window) if e.role() == QAccessible.Role.ListItem]
    assert len(rows) == 3
    tops = {e.text(QAccessible.Text.Name): e.rect().top() for e in rows}
    assert tops["Ravi, Online"] < tops["Meera, Offline"]
    assert "No buddies yet" not in told


def test_it_opens_by_its_button_and_closes_by_escape(window: Window, qtbot: QtBot) -> None:
    show(window, qtbot, IDLE)
    says(window, qtbot, "Buddies · 1 online")
    press(window, "Buddies · 1 online")
    says(window, qtbot, "Ravi, Online")
    key(window, Qt.Key.Key_Escape)
    silent(window, qtbot, "Ravi, Online")


def test_no_buddies_is_told_with_the_way_to_some(window: Window, qtbot: QtBot) -> None:
    open_buddies(window, qtbot, replace(IDLE, buddies=()))
    says(window, qtbot, "No buddies yet")
    assert any("“Add as buddy”" in name for name in names(window))


def test_offline_keeps_the_list_without_telling_who_is_there(window: Window, qtbot: QtBot) -> None:
    open_buddies(window, qtbot, IDLE)
    window.on_snapshot(replace(IDLE, link=Link.OFFLINE, retry_in=3.0))
    says(window, qtbot, "You are offline", "Ravi", "Meera")
    silent(window, qtbot, "Ravi, Online", "Remove Ravi")


def test_a_buddy_is_removed_only_when_asked_twice(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    open_buddies(window, qtbot, IDLE)
    press(window, "Remove Ravi")
    says(window, qtbot, "Remove Ravi?")
    assert focused(window) == "Keep Ravi"
    press(window, "Keep Ravi")
    silent(window, qtbot, "Yes, remove Ravi")
    assert commands.calls == []
    press(window, "Remove Ravi")
    press(window, "Yes, remove Ravi")
    assert commands.calls == [("remove_buddy", "r")]
    window.on_snapshot(replace(IDLE, buddies=BUDDIES[:1]))
    says(window, qtbot, "0 of 1 online")
    silent(window, qtbot, "Ravi, Online")


def test_a_buddy_who_comes_moves_up_while_one_looks(window: Window, qtbot: QtBot) -> None:
    open_buddies(window, qtbot, IDLE)
    press(window, "Remove Meera")
    here = (Buddy(UserId("m"), "Meera", True), *BUDDIES[1:])
    window.on_snapshot(replace(IDLE, buddies=here))
    says(window, qtbot, "2 of 3 online", "Yes, remove Meera")


def test_the_panel_makes_way_for_a_call(window: Window, qtbot: QtBot) -> None:
    open_buddies(window, qtbot, replace(SEARCHING, buddies=BUDDIES))
    window.on_snapshot(CONNECTING)
    silent(window, qtbot, "Ravi, Online")
    key(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    says(window, qtbot, "Add as buddy")
    assert "Close buddies" not in names(window)


# Who is blocked

BLOCKED = (
    BlockedPerson(UserId("r"), "Ravi", 1_760_000_000.0),
    BlockedPerson(UserId("w"), "<b>%1%2" + "W" * 53, 1e300),
)


def test_the_blocked_are_listed_and_let_go_when_asked_twice(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    open_buddies(window, qtbot, replace(IDLE, blocked=BLOCKED))
    press(window, "Blocked people (2)")
    says(window, qtbot, "Close blocked people", "Unblock Ravi")
    rows = [e for e in elements(window) if e.role() == QAccessible.Role.ListItem]
    rows.sort(key=lambda row: row.rect().top())
    told = [row.text(QAccessible.Text.Name) for row in rows]
    assert told[0] == f"{BLOCKED[1].name}, Blocked"
    assert told[1].startswith("Ravi, Blocked on ")
    assert "2025" in told[1]
    press(window, "Unblock Ravi")
    says(window, qtbot, "Ravi, Allow to meet again?")
    assert focused(window) == "Keep Ravi blocked"
    press(window, "Keep Ravi blocked")
    assert commands.calls == []
    press(window, "Unblock Ravi")
    press(window, "Yes, unblock Ravi")
    assert commands.calls == [("unblock", "r")]
    window.on_snapshot(replace(IDLE, blocked=()))
    says(window, qtbot, "Nobody is blocked. You can block a partner in a call or right after it.")
    key(window, Qt.Key.Key_Escape)
    silent(window, qtbot, "Close blocked people")


def test_nobody_blocked_is_no_button(window: Window, qtbot: QtBot) -> None:
    open_buddies(window, qtbot, IDLE)
    assert not any("Blocked" in name for name in names(window))


# The partner


@pytest.mark.parametrize("snapshot", [CALL, CONNECTING])
@pytest.mark.parametrize(
    ("standing", "name"),
    [
        (Standing.ASKED, "You asked Meera to be your buddy"),
        (Standing.BUDDIES, "You and Meera are buddies"),
    ],
)
def test_how_one_stands_is_told_and_not_pressed(
    window: Window, qtbot: QtBot, snapshot: Snapshot, standing: Standing, name: str
) -> None:
    show(window, qtbot, replace(snapshot, standing=standing))
    says(window, qtbot, name)
    (element,) = (e for e in elements(window) if e.text(QAccessible.Text.Name) == name)
    assert element.role() == QAccessible.Role.StaticText
    assert not {"Add as buddy", "Accept", "Accept as buddy"} & set(names(window))


@pytest.mark.parametrize(
    ("snapshot", "name", "call"),
    [
        (CALL, "Add as buddy", "add_buddy"),
        (CONNECTING, "Add as buddy", "add_buddy"),
        (replace(CALL, standing=Standing.ASKS), "Accept", "add_buddy"),
        (replace(CALL, standing=Standing.ASKS), "Not now", "decline_buddy"),
        (replace(CONNECTING, standing=Standing.ASKS), "Accept as buddy", "add_buddy"),
    ],
)
def test_the_next_step_is_a_press(
    window: Window, qtbot: QtBot, commands: Commands, snapshot: Snapshot, name: str, call: str
) -> None:
    show(window, qtbot, snapshot)
    says(window, qtbot, name)
    press(window, name)
    assert commands.calls == [(call,)]


def test_adding_by_keyboard_keeps_the_place(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    show(window, qtbot, CALL)
    says(window, qtbot, "Add as buddy")
    key(window, Qt.Key.Key_Tab)
    assert focused(window) == "Add as buddy"
    key(window, Qt.Key.Key_Return)
    window.on_snapshot(replace(CALL, standing=Standing.ASKED))
    assert focused(window) == "You asked Meera to be your buddy"
    key(window, Qt.Key.Key_Return)
    assert commands.calls == [("add_buddy",)]


def test_a_toast_names_the_buddy_in_plain_text(window: Window, qtbot: QtBot) -> None:
    window.on_notice(Notice.BUDDY_ASKS, "<b>Ravi</b>")
    window.on_notice(Notice.NOW_BUDDIES, "محمد")
    says(
        window,
        qtbot,
        "<b>Ravi</b> wants to be your buddy",
        "You and \u2068محمد\u2069 are buddies now",
    )


# Reports


@pytest.mark.parametrize(
    ("snapshot", "button", "sentence"),
    [
        (CALL, "Report", CALL_ENDS),
        (CONNECTING, "Report Meera", CALL_ENDS),
        (ENDED, "Report Meera", NOT_AGAIN),
        (SEARCHING, "Report Meera", NOT_AGAIN),
        (replace(IDLE, reportable=MEERA), "Report Meera", NOT_AGAIN),
    ],
)
def test_a_report_by_screen_reader(
    window: Window,
    qtbot: QtBot,
    commands: Commands,
    snapshot: Snapshot,
    button: str,
    sentence: str,
) -> None:
    show(window, qtbot, snapshot)
    says(window, qtbot, button)
    press(window, button)
    says(window, qtbot, "Report and block Meera", sentence, *REPORT_REASONS.values())
    assert control(window, "Something else").state().checked
    press(window, "Too young to be here")
    assert control(window, "Too young to be here").state().checked
    assert not control(window, "Something else").state().checked
    confirm(window, qtbot)
    assert commands.calls == [("report", "s", "underage", "")]
    silent(window, qtbot, SEND)


def test_a_report_by_keyboard_alone(window: Window, qtbot: QtBot, commands: Commands) -> None:
    """What is typed is a note, not a command: S, E and F would skip, end and find."""
    show(window, qtbot, CALL)
    press(window, "Report")
    qtbot.waitUntil(lambda: focused(window) == REPORT_REASONS["nudity"])
    for letter in "sefmv":
        QTest.keyClick(window.window, letter)
    key(window, Qt.Key.Key_Tab)
    key(window, Qt.Key.Key_Space)
    seen = []
    for _ in range(4):
        key(window, Qt.Key.Key_Tab)
        seen.append(focused(window))
    assert seen == [*list(REPORT_REASONS.values())[2:], NOTE]
    for letter in "sef":
        QTest.keyClick(window.window, letter)
    key(window, Qt.Key.Key_Return)
    QTest.keyClick(window.window, "m")
    says(window, qtbot, "5 of 1000 characters")
    key(window, Qt.Key.Key_Tab)
    assert focused(window) == "Cancel report"
    key(window, Qt.Key.Key_Tab)
    assert focused(window) == "Only block"
    key(window, Qt.Key.Key_Tab)
    assert focused(window) == SEND
    key(window, Qt.Key.Key_Return)
    assert commands.calls == [("report", "s", "harassment", "sef\nm")]


def test_a_report_and_block_takes_two_clicks(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    show(window, qtbot, CALL)
    click(window, "Report")
    says(window, qtbot, SEND)
    qtbot.waitUntil(lambda: not control(window, SEND).state().disabled)
    click(window, SEND)
    qtbot.waitUntil(lambda: commands.calls == [("report", "s", "other", "")])


def test_a_double_click_reports_nobody(window: Window, qtbot: QtBot, commands: Commands) -> None:
    window.theme.setProperty("settle", 60_000)
    show(window, qtbot, CALL)
    press(window, "Report")
    says(window, qtbot, SEND)
    for name in (SEND, "Only block"):
        assert control(window, name).state().disabled
        click(window, name)
    assert commands.calls == []


def test_a_block_needs_no_report(window: Window, qtbot: QtBot, commands: Commands) -> None:
    show(window, qtbot, ENDED)
    says(window, qtbot, "Report Meera")
    press(window, "Report Meera")
    says(window, qtbot, "Only block")
    confirm(window, qtbot, "Only block")
    assert commands.calls == [("block", "s")]
    silent(window, qtbot, "Only block")


def test_escape_reports_nothing_and_gives_the_keys_back(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    show(window, qtbot, CALL)
    press(window, "Report")
    says(window, qtbot, SEND)
    press(window, "Advertising or a scam")
    key(window, Qt.Key.Key_Escape)
    silent(window, qtbot, SEND)
    assert commands.calls == []
    key(window, Qt.Key.Key_M)
    assert commands.calls == [("set_microphone", False)]
    # The next report begins anew.
    press(window, "Report")
    says(window, qtbot, SEND)
    assert control(window, "Something else").state().checked


def test_the_report_stays_about_whom_it_was_begun(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    show(window, qtbot, CALL)
    press(window, "Report")
    says(window, qtbot, CALL_ENDS)
    window.on_snapshot(SEARCHING)
    says(window, qtbot, NOT_AGAIN)
    window.on_snapshot(replace(CALL, partner=PartnerView("Asha"), reportable=ASHA))
    says(window, qtbot, "Report and block Meera", NOT_AGAIN)
    press(window, REPORT_REASONS["spam"])
    confirm(window, qtbot)
    assert commands.calls == [("report", "s", "spam", "")]


def test_a_note_is_counted_and_bounded(window: Window, qtbot: QtBot, commands: Commands) -> None:
    show(window, qtbot, ENDED)
    says(window, qtbot, "Report Meera")
    press(window, "Report Meera")
    says(window, qtbot, NOTE)
    (field,) = (e for e in elements(window) if e.text(QAccessible.Text.Name) == NOTE)
    field.object().setProperty("text", "ä" * 1001)
    says(window, qtbot, "1000 of 1000 characters")
    confirm(window, qtbot)
    assert commands.calls == [("report", "s", "other", "ä" * 1000)]


def test_nobody_to_report_is_no_offer(window: Window, qtbot: QtBot) -> None:
    show(window, qtbot, IDLE)
    says(window, qtbot, "Find Partner")
    assert not any("Report" in name for name in names(window))


def test_a_server_in_trouble_is_told_in_a_plain_sentence(window: Window, qtbot: QtBot) -> None:
    show(window, qtbot, replace(SEARCHING, server_trouble=True))
    says(window, qtbot, "Finding a Partner…", SERVER_TROUBLE, "Cancel")
    window.on_snapshot(replace(SEARCHING, position=1, waiting=1))
    silent(window, qtbot, SERVER_TROUBLE)


# The room for it

LONG = Reportable(SessionId("s"), "W" * 60)
CROWDED = replace(CALL, partner=PartnerView("W" * 60), reportable=LONG)


@pytest.mark.parametrize("size", [(640, 480), (900, 600), (1440, 900)])
@pytest.mark.parametrize(
    ("snapshot", "button"),
    [
        (replace(IDLE, reportable=LONG), None),
        (replace(IDLE, reportable=LONG), "Buddies · 1 online"),
        (replace(IDLE, buddies=(), reportable=LONG), "Buddies"),
        (replace(SEARCHING, reportable=LONG, server_trouble=True), None),
        (replace(CROWDED, state=State.CONNECTING, standing=Standing.ASKS), None),
        (CROWDED, None),
        (replace(CROWDED, standing=Standing.ASKS), None),
        (CROWDED, "Report"),
    ],
)
def test_everything_has_its_place(
    window: Window, qtbot: QtBot, size: tuple[int, int], snapshot: Snapshot, button: str | None
) -> None:
    window.window.resize(*size)
    show(window, qtbot, snapshot)
    if button is not None:
        says(window, qtbot, button)
        press(window, button)
    roles = (QAccessible.Role.Button, QAccessible.Role.Graphic, QAccessible.Role.StaticText)

    def wrong() -> list[object]:
        whole = window.window.geometry()
        areas = [
            (e.text(QAccessible.Text.Name), e.rect())
            for e in elements(window)
            # What lies beneath an open panel is disabled, and may be covered.
            if e.role() in roles
            and (button is None or not e.state().disabled)
            and not scrolled_away(e)
        ]
        assert areas
        faults: list[object] = [area for area in areas if not whole.contains(area[1])]
        if button is None:
            faults += [
                (one, other)
                for index, one in enumerate(areas)
                for other in areas[:index]
                if one[1].intersects(other[1])
                # A word inside its frame.
                and not (one[1].contains(other[1]) or other[1].contains(one[1]))
            ]
        return faults

    def settled() -> None:
        assert wrong() == []

    qtbot.waitUntil(settled)
