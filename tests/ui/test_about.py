"""About, licences and updates in the real window: by screen reader, by mouse and by keyboard."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import gurukul_desktop.licences
import gurukul_desktop.ui.about_model
from gurukul_desktop import __version__
from gurukul_desktop.session.snapshot import Link, PartnerView, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.about_model import AboutModel
from gurukul_desktop.ui.update_words import looking_sentence
from gurukul_desktop.ui.window import Window
from gurukul_desktop.updates.release import Release
from gurukul_desktop.updates.watch import UpdateState
from tests.ui.fakes import Commands, FakeUpdates, control, elements, names, press, scrolled_away

IDLE = Snapshot(link=Link.ONLINE)
SEARCHING = Snapshot(State.SEARCHING, Link.ONLINE)
CALL = Snapshot(State.CONNECTED, Link.ONLINE, partner=PartnerView("Asha"), connected_at=1e3)
PAGES = (
    SEARCHING,
    Snapshot(State.CONNECTING, Link.ONLINE, partner=PartnerView("Asha")),
    CALL,
    Snapshot(State.ENDED, Link.ONLINE),
)

PAGE = "https://study.example.org/get"
NEWER = UpdateState("ready", True, 1_800_000_000, Release("1.2.3", PAGE))
OFFER = "Gurukul 1.2.3 is available"
TITLE = f"Gurukul {__version__}"
SWITCH = "Look for a newer version once a day"

NOTICE = """As a whole this is under the GPL.
==== Gurukul Desktop 0.1.0 (MIT)
Do what you like.
==== FFmpeg 8.1 (GPL-3.0-or-later)
<b>It is</b> built with x264.

""" + "\n\n".join(f"Paragraph {number} of the licence." for number in range(1, 400))


@pytest.fixture
def notice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The licences of a bundle."""
    path = tmp_path / "licences.txt"
    path.write_text(NOTICE)
    for module in (gurukul_desktop.licences, gurukul_desktop.ui.about_model):
        monkeypatch.setattr(module, "licence_notice", lambda: path)
    return path


@pytest.fixture(autouse=True)
def clipboard(qapp: QGuiApplication) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def show(window: Window, qtbot: QtBot, snapshot: Snapshot = IDLE) -> None:
    """Show a snapshot in the active window."""
    window.on_snapshot(snapshot)
    window.window.requestActivate()
    qtbot.waitUntil(window.window.isActive)


def says(window: Window, qtbot: QtBot, *wanted: str) -> None:
    qtbot.waitUntil(lambda: set(wanted) <= set(names(window)))


def silent(window: Window, qtbot: QtBot, *unwanted: str) -> None:
    qtbot.waitUntil(lambda: not set(unwanted) & set(names(window)))


def key(window: Window, key: Qt.Key) -> None:
    QTest.keyClick(window.window, key)


def focused(window: Window) -> str:
    element = QAccessible.queryAccessibleInterface(window.window.activeFocusItem())
    return element.text(QAccessible.Text.Name)


def open_about(window: Window, qtbot: QtBot) -> None:
    show(window, qtbot)
    key(window, Qt.Key.Key_F1)
    says(window, qtbot, TITLE, "Close about")
    qtbot.waitUntil(lambda: focused(window) == "Close about")


def open_licences(window: Window, qtbot: QtBot) -> None:
    open_about(window, qtbot)
    press(window, "Licences")
    says(window, qtbot, "The app as a whole")


def read_ffmpeg(window: Window, qtbot: QtBot) -> None:
    says(window, qtbot, "FFmpeg 8.1, GPL-3.0-or-later")
    press(window, "FFmpeg 8.1, GPL-3.0-or-later")
    says(window, qtbot, "FFmpeg 8.1", "GPL-3.0-or-later", "Copy all")


def look_for(window: Window, words: str) -> None:
    """Go on from Back to the field, and type."""
    key(window, Qt.Key.Key_Tab)
    key(window, Qt.Key.Key_Tab)
    assert focused(window) == "Search parts, licences and their texts"
    for character in words:
        QTest.keyClick(window.window, character)


# The sheet


def test_f1_opens_it_and_escape_closes_it(window: Window, qtbot: QtBot) -> None:
    open_about(window, qtbot)
    key(window, Qt.Key.Key_Escape)
    silent(window, qtbot, "Close about")


def test_its_button_opens_it_and_its_other_one_closes_it(window: Window, qtbot: QtBot) -> None:
    show(window, qtbot)
    press(window, "About")
    says(window, qtbot, TITLE)
    press(window, "Close about")
    silent(window, qtbot, TITLE)


def test_it_stays_out_of_a_call_and_makes_way_for_one(window: Window, qtbot: QtBot) -> None:
    show(window, qtbot, CALL)
    key(window, Qt.Key.Key_F1)
    says(window, qtbot, "Skip")
    assert "Close about" not in names(window)
    show(window, qtbot, SEARCHING)
    says(window, qtbot, "Cancel")
    key(window, Qt.Key.Key_F1)
    says(window, qtbot, "Close about")
    window.on_snapshot(CALL)
    silent(window, qtbot, "Close about")


def test_the_keys_of_the_page_rest_meanwhile(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    open_about(window, qtbot)
    key(window, Qt.Key.Key_F)
    key(window, Qt.Key.Key_F1)
    assert commands.calls == []


def test_tab_reaches_everything_in_it(window: Window, qtbot: QtBot, updates: FakeUpdates) -> None:
    updates.state = NEWER
    window.about.refresh()
    open_about(window, qtbot)
    seen = []
    for _ in range(5):
        seen.append(focused(window))
        key(window, Qt.Key.Key_Tab)
    assert seen == ["Close about", SWITCH, "Get Gurukul 1.2.3", "Licences", "Copy report"]
    assert focused(window) == "Close about", "and nothing behind it"


# Updates


def test_a_newer_version_is_offered_on_the_first_page_alone(
    window: Window, qtbot: QtBot, updates: FakeUpdates
) -> None:
    show(window, qtbot)
    assert OFFER not in names(window)
    updates.state = NEWER
    window.about.refresh()
    says(window, qtbot, OFFER, "Get Gurukul 1.2.3")
    (offer,) = (e for e in elements(window) if e.text(QAccessible.Text.Name) == OFFER)
    assert offer.role() == QAccessible.Role.AlertMessage
    for page in PAGES:
        show(window, qtbot, page)
        silent(window, qtbot, OFFER, "Get Gurukul 1.2.3")
    show(window, qtbot)
    says(window, qtbot, OFFER)


def test_its_page_is_opened_and_no_more_is_said(
    window: Window, qtbot: QtBot, updates: FakeUpdates, browsed: list[str]
) -> None:
    updates.state = NEWER
    window.about.refresh()
    show(window, qtbot)
    says(window, qtbot, OFFER)
    press(window, "Get Gurukul 1.2.3")
    assert (browsed, updates.calls) == ([PAGE], [("dismiss",)])


def test_it_can_be_put_off_and_is_still_there_to_be_looked_for(
    window: Window, qtbot: QtBot, updates: FakeUpdates, browsed: list[str]
) -> None:
    updates.state = NEWER
    window.about.refresh()
    show(window, qtbot)
    says(window, qtbot, OFFER)
    press(window, "Hear no more of Gurukul 1.2.3")
    assert (browsed, updates.calls) == ([], [("dismiss",)])
    updates.state = replace(NEWER, dismissed=True)
    window.about.refresh()
    silent(window, qtbot, OFFER)
    key(window, Qt.Key.Key_F1)
    says(window, qtbot, OFFER, "Get Gurukul 1.2.3")


def test_without_a_safe_page_there_is_nothing_to_press(
    window: Window, qtbot: QtBot, updates: FakeUpdates
) -> None:
    updates.state = replace(NEWER, release=Release("1.2.3", ""))
    window.about.refresh()
    open_about(window, qtbot)
    says(window, qtbot, OFFER)
    assert "Get Gurukul 1.2.3" not in names(window)


def test_a_page_that_does_not_open_is_offered_again(updates: FakeUpdates) -> None:
    updates.state = NEWER
    AboutModel(updates, lambda page: False).getNewer()
    assert updates.calls == []


def test_the_switch_tells_how_it_is_and_asks(
    window: Window, qtbot: QtBot, updates: FakeUpdates
) -> None:
    updates.state = UpdateState("ready", on=True)
    window.about.refresh()
    open_about(window, qtbot)
    box = next(e for e in elements(window) if e.text(QAccessible.Text.Name) == SWITCH)
    assert box.role() == QAccessible.Role.CheckBox
    assert box.state().checked
    assert "Not looked yet." in box.text(QAccessible.Text.Description)
    box.actionInterface().doAction("Press")
    assert updates.calls == [("set_on", False)]
    updates.state = UpdateState("ready", on=False)
    window.about.refresh()
    assert not box.state().checked
    box.actionInterface().doAction("Press")
    assert updates.calls[-1] == ("set_on", True)


@pytest.mark.parametrize("ability", ["nowhere", "elsewhere", "forgetful"])
def test_where_nothing_is_asked_there_is_a_reason_and_no_switch(
    window: Window, qtbot: QtBot, updates: FakeUpdates, ability: str
) -> None:
    updates.state = UpdateState(ability)
    window.about.refresh()
    open_about(window, qtbot)
    says(window, qtbot, looking_sentence(updates.state, 0))
    assert SWITCH not in names(window)


DAY = 86_400


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (0, "Not looked yet."),
        (12 * DAY + 1, "Last looked today."),
        (12 * DAY - 1, "Last looked yesterday."),
        (5 * DAY, "Last looked 7 days ago."),
        (14 * DAY, "Last looked today."),  # the clock was set back
    ],
)
def test_when_it_was_asked_is_told_in_days(asked: int, sentence: str) -> None:
    state = UpdateState("ready", asked=asked)
    assert looking_sentence(state, 12 * DAY + 43_200, UTC) == sentence
    assert looking_sentence(replace(state, on=False), 12 * DAY, UTC) == "Gurukul does not look."


# Licences


def test_from_source_there_is_our_own_alone(window: Window, qtbot: QtBot) -> None:
    open_licences(window, qtbot)
    says(window, qtbot, f"Gurukul Desktop {__version__}, MIT")
    assert not any("GPL" in name for name in names(window))


def test_nothing_is_read_before_it_is_wanted(window: Window, qtbot: QtBot, notice: Path) -> None:
    open_about(window, qtbot)
    notice.write_text("==== Late 1.0 (Zlib)\n")
    press(window, "Licences")
    says(window, qtbot, "Late 1.0, Zlib")


def test_a_part_is_found_by_a_word_of_its_licence_and_read(
    qtbot: QtBot, notice: Path, window: Window
) -> None:
    open_licences(window, qtbot)
    look_for(window, "BUILT  with X264")
    says(window, qtbot, "1 of 3", "FFmpeg 8.1, GPL-3.0-or-later")
    assert "Gurukul Desktop 0.1.0, MIT" not in names(window)
    read_ffmpeg(window, qtbot)
    qtbot.waitUntil(lambda: any("<b>It is</b> built" in name for name in names(window)))
    press(window, "Back")
    says(window, qtbot, "1 of 3")
    press(window, "Back")
    says(window, qtbot, TITLE)


def test_what_no_licence_says_is_told(window: Window, qtbot: QtBot, notice: Path) -> None:
    open_licences(window, qtbot)
    look_for(window, "quux")
    says(window, qtbot, "Nothing with these words")


def test_the_list_is_walked_by_the_arrows(window: Window, qtbot: QtBot, notice: Path) -> None:
    open_licences(window, qtbot)
    for _ in range(3):
        key(window, Qt.Key.Key_Tab)
    key(window, Qt.Key.Key_Down)
    key(window, Qt.Key.Key_Return)
    says(window, qtbot, "Gurukul Desktop 0.1.0", "MIT", "Copy all")


def test_a_long_text_is_scrolled_by_the_keys(window: Window, qtbot: QtBot, notice: Path) -> None:
    open_licences(window, qtbot)
    read_ffmpeg(window, qtbot)
    for _ in range(3):
        key(window, Qt.Key.Key_Tab)
    assert focused(window).startswith("<b>It is</b>"), "a screen reader begins to read it"

    def there(part: str) -> list[QAccessibleInterface]:
        return [e for e in elements(window) if part in e.text(QAccessible.Text.Name)]

    def read(part: str) -> bool:
        (text,) = there("Text of the licence")
        return any(text.rect().intersects(passage.rect()) for passage in there(part))

    qtbot.waitUntil(lambda: read("Paragraph 1 of"))
    assert not there("Paragraph 399 of"), "only what is in sight is laid out"
    key(window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: read("Paragraph 399 of") and not read("Paragraph 1 of"))
    key(window, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: read("Paragraph 1 of") and not read("Paragraph 399 of"))
    for pressed in (Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        key(window, pressed)
    qtbot.waitUntil(lambda: not read("Paragraph 1 of"))
    for _ in range(9):
        key(window, Qt.Key.Key_PageUp)
        key(window, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: read("Paragraph 1 of"))


def test_a_whole_text_is_copied(window: Window, qtbot: QtBot, notice: Path) -> None:
    open_licences(window, qtbot)
    read_ffmpeg(window, qtbot)
    press(window, "Copy all")
    says(window, qtbot, "Copied")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("FFmpeg 8.1\nGPL-3.0-or-later\n\n<b>It is</b> built")
    assert copied.endswith("Paragraph 399 of the licence.")


def test_licences_that_cannot_be_read_are_told(window: Window, qtbot: QtBot, notice: Path) -> None:
    notice.unlink()
    open_about(window, qtbot)
    press(window, "Licences")
    says(window, qtbot, "The app as a whole, The licences cannot be read.")


def test_rows_that_are_not_there_are_nothing(window: Window) -> None:
    licences = window.about.licences
    for row in (-1, 0, 7):
        assert (licences.nameOf(row), licences.licenceOf(row), licences.passagesOf(row)) == (
            "",
            "",
            [],
        )
        licences.copy(row)


# The looks


@pytest.mark.parametrize("size", [(640, 480), (900, 600), (1440, 900)])
def test_nothing_is_outside_or_covered(
    window: Window, qtbot: QtBot, notice: Path, updates: FakeUpdates, size: tuple[int, int]
) -> None:
    window.window.resize(*size)
    updates.state = NEWER
    window.about.refresh()
    show(window, qtbot)

    def tidy() -> bool:
        whole = window.window.geometry()
        roles = (QAccessible.Role.Button, QAccessible.Role.RadioButton, QAccessible.Role.CheckBox)
        buttons = [
            element.rect()
            for element in elements(window)
            if element.role() in roles and not scrolled_away(element)
        ]
        return all(whole.contains(rect) for rect in buttons) and not any(
            one.intersects(other) for one, other in itertools.combinations(buttons, 2)
        )

    says(window, qtbot, OFFER)
    qtbot.waitUntil(tidy)
    key(window, Qt.Key.Key_F1)
    says(window, qtbot, "Close about", "Licences")
    whole = window.window.geometry()
    qtbot.waitUntil(lambda: whole.contains(control(window, "Licences").rect()))
