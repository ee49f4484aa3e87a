"""The chat in the real window, against a partner who writes what they like."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gurukul_desktop.session.chat import Ability, Author, ChatLine, ChatView
from gurukul_desktop.session.snapshot import Link, PartnerView, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.window import Window
from tests.ui.fakes import Commands, FakeTogether, elements, names

CALL = Snapshot(
    State.CONNECTED,
    Link.ONLINE,
    partner=PartnerView("Ravi"),
    connected_at=1000.0,
    ability=Ability.YES,
)


def line(number: int, text: str, author: Author = Author.PARTNER) -> ChatLine:
    return ChatLine(number, author, text, 1000.0)


def saying(*texts: str, unread: int = 0) -> Snapshot:
    lines = tuple(line(number, text) for number, text in enumerate(texts, 1))
    return replace(CALL, chat=ChatView(lines, unread))


def key(window: Window, code: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(window.window, code, modifier or Qt.KeyboardModifier.NoModifier)


def press(window: Window, name: str) -> None:
    """Like a screen reader; links are not buttons."""
    (found,) = [e for e in elements(window) if e.text(QAccessible.Text.Name) == name]
    found.actionInterface().doAction("Press")


@pytest.fixture
def chat(window: Window, qtbot: QtBot) -> Window:
    """A window in a call, with the chat open and the cursor in its field."""
    window.on_snapshot(CALL)
    qtbot.waitUntil(lambda: "Connected with Ravi" in names(window))
    qtbot.waitUntil(window.window.isActive)
    key(window, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: "Message to Ravi" in names(window))
    return window


def test_letters_that_are_typed_are_no_commands(
    chat: Window, commands: Commands, together: FakeTogether
) -> None:
    for letter in "sefmvct":
        QTest.keyClick(chat.window, letter)
    key(chat, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(chat.window, "i")
    key(chat, Qt.Key.Key_Return)
    assert commands.calls == []
    assert together.calls == [("look", True), ("write", "sefmvct\ni")]


def test_what_is_not_taken_stays_in_the_field(chat: Window, together: FakeTogether) -> None:
    together.takes = False
    QTest.keyClick(chat.window, "a")
    key(chat, Qt.Key.Key_Return)
    together.takes = True
    QTest.keyClick(chat.window, "b")
    key(chat, Qt.Key.Key_Return)
    assert together.calls[1:] == [("write", "a"), ("write", "ab")]


def test_ten_thousand_characters_are_bounded_and_explained(
    chat: Window, together: FakeTogether, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("😀" * 5000 + "x" * 5000)
    key(chat, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    said = "A message holds 2,000 characters. The rest was left out."
    qtbot.waitUntil(lambda: said in names(chat) or said.replace(",", "") in names(chat))
    key(chat, Qt.Key.Key_Return)
    (_, text) = together.calls[-1]
    assert text == "😀" * 1000
    qtbot.waitUntil(lambda: not any("was left out" in name for name in names(chat)))


def test_a_draft_outlives_the_panel_but_not_the_call(
    chat: Window, together: FakeTogether, qtbot: QtBot
) -> None:
    QTest.keyClick(chat.window, "d")
    key(chat, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "Message to Ravi" not in names(chat))
    assert together.calls == [("look", True), ("look", False)]
    key(chat, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: "Message to Ravi" in names(chat))
    key(chat, Qt.Key.Key_Return)
    assert together.calls[-1] == ("write", "d")


def test_hostile_text_is_only_text(chat: Window, qtbot: QtBot) -> None:
    chat.on_snapshot(saying("x" * 2000, "\n" * 2000 + "y"))
    qtbot.waitUntil(lambda: any(name.endswith(": y") for name in names(chat)))
    chat.on_snapshot(saying("<img src='http://x'>\u202etxt\x07"))
    qtbot.waitUntil(lambda: any(name.endswith("<img src='http://x'>txt") for name in names(chat)))


def test_a_link_is_opened_only_after_a_yes(chat: Window, browsed: list[str], qtbot: QtBot) -> None:
    address = "https://xn--bcher-kva.example/%E0%A4%97"
    chat.on_snapshot(saying("see https://bücher.example/ग"))
    qtbot.waitUntil(lambda: f"Open link {address}" in names(chat))
    press(chat, f"Open link {address}")
    qtbot.waitUntil(lambda: address in names(chat))
    assert any("xn--bcher-kva.example" in n and "browser" in n for n in names(chat))
    assert any("other alphabets" in name for name in names(chat))
    key(chat, Qt.Key.Key_Return)  # the hasty answer is no
    qtbot.waitUntil(lambda: address not in names(chat))
    assert browsed == []
    press(chat, f"Open link {address}")
    qtbot.waitUntil(lambda: "Open link" in names(chat))
    press(chat, "Open link")
    qtbot.waitUntil(lambda: browsed == [address])


def test_a_message_that_comes_is_seen_and_counted_while_the_chat_is_closed(
    window: Window, together: FakeTogether, qtbot: QtBot
) -> None:
    window.on_snapshot(CALL)
    window.on_snapshot(saying("Hello", unread=1))
    qtbot.waitUntil(lambda: {"Chat, 1 unread", "Open chat"} <= set(names(window)))
    press(window, "Open chat")
    qtbot.waitUntil(lambda: any(name.endswith(": Hello") for name in names(window)))
    assert together.calls == [("look", True)]
    assert "Open chat" not in names(window)


def test_a_partner_without_a_chat_is_told_of(chat: Window, qtbot: QtBot) -> None:
    chat.on_snapshot(replace(CALL, ability=Ability.NO))
    told = "Ravi’s app has no chat. You can go on talking to each other."
    qtbot.waitUntil(lambda: told in names(chat))


def test_the_end_of_the_call_closes_the_chat(
    chat: Window, together: FakeTogether, qtbot: QtBot
) -> None:
    chat.on_snapshot(Snapshot(State.ENDED, Link.ONLINE))
    qtbot.waitUntil(lambda: "Message to Ravi" not in names(chat))
    assert together.calls[-1] == ("look", False)
    key(chat, Qt.Key.Key_C)
    assert together.calls[-1] == ("look", False)


def test_a_long_chat_shows_its_end_and_costs_little(chat: Window, qtbot: QtBot) -> None:
    lines = tuple(line(number, f"line {number}") for number in range(1, 501))
    chat.on_snapshot(replace(CALL, chat=ChatView(lines)))
    qtbot.waitUntil(lambda: any(name.endswith(": line 500") for name in names(chat)))
    # The oldest goes, a new one comes.
    for number in (501, 502):
        lines = (*lines[1:], line(number, f"line {number}"))
        chat.on_snapshot(replace(CALL, chat=ChatView(lines)))
        qtbot.wait(50)
    qtbot.waitUntil(lambda: any(name.endswith(": line 501") for name in names(chat)))
    assert not any(name.endswith(": line 2") for name in names(chat)), "only what is seen is made"
