"""The settings sheet on a real window: what is shown, and what each control sets."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gurukul_desktop import paths
from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.media.choice import Choice
from gurukul_desktop.media.devices import Device
from gurukul_desktop.preferences import Preferences, SetAside
from gurukul_desktop.session.settings import Typed
from gurukul_desktop.session.snapshot import Link, PartnerView, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui import words
from gurukul_desktop.ui.window import Window
from tests.ui.fakes import Commands, FakeDesk, FakeSettings, elements, names, press

IDLE = Snapshot(link=Link.ONLINE)
TALKING = Snapshot(State.CONNECTED, Link.ONLINE, partner=PartnerView("Asha"), connected_at=1000.0)
MODULE = paths.assets() / "ui" / "Gurukul"
CLOSE = "Close settings"
HOSTILE = "\u202e<b>" + "W" * 10_000 + "\x00\n"


def key(window: Window, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(window.window, one)


def element(window: Window, name: str) -> QAccessibleInterface:
    """What is called so; the title of a section is called as what leads to it."""
    return next(
        found
        for found in elements(window)
        if found.text(QAccessible.Text.Name) == name and found.role() != QAccessible.Role.Heading
    )


def act(window: Window, name: str, action: str = "Press") -> None:
    element(window, name).actionInterface().doAction(action)


def opened(window: Window, qtbot: QtBot, section: str = "", snapshot: Snapshot = IDLE) -> None:
    window.window.resize(1000, 680)
    window.on_snapshot(snapshot)
    window.window.requestActivate()
    qtbot.waitUntil(window.window.isActive)
    QTest.keyClick(window.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: CLOSE in names(window))
    if section:
        act(window, section)
        qtbot.waitUntil(lambda: element(window, section).state().checked)


def changed(settings: FakeSettings) -> list[object]:
    return [call[1] for call in settings.calls if call[0] == "change"]


def write(window: Window, label: str, text: str) -> None:
    field = element(window, label).object()
    assert isinstance(field, QObject)
    field.setProperty("text", text)
    field.forceActiveFocus()
    key(window, Qt.Key.Key_Return)


def test_the_header_of_the_lobby_leads_there(window: Window, qtbot: QtBot) -> None:
    window.on_snapshot(IDLE)
    press(window, "Settings")
    qtbot.waitUntil(lambda: CLOSE in names(window))


def test_by_keys_alone_from_section_to_section_and_out(window: Window, qtbot: QtBot) -> None:
    opened(window, qtbot)
    key(window, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: element(window, "Devices").state().checked)
    key(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: CLOSE not in names(window))


def test_a_name_is_taken_over_when_it_is_complete(
    window: Window, qtbot: QtBot, settings: FakeSettings
) -> None:
    opened(window, qtbot, "You")
    write(window, "Your name", "  Asha \u202e  Rao ")
    assert changed(settings) == [{"name": "Asha Rao"}]
    write(window, "Your name", "   ")
    assert changed(settings)[1:] == [{"name": ""}]


def test_ten_thousand_characters_are_a_short_name(
    window: Window, qtbot: QtBot, settings: FakeSettings
) -> None:
    opened(window, qtbot, "You")
    write(window, "Your name", HOSTILE)
    assert len(settings.now.name) <= window.settings.nameCharacters


def test_what_was_typed_is_shown_and_cannot_be_changed(
    window: Window, qtbot: QtBot, settings: FakeSettings
) -> None:
    settings.typed = Typed(("wss://typed.example.org/ws",), "Ravi")
    settings.typed_devices = frozenset({"microphone"})
    settings.tell()
    opened(window, qtbot, "You")
    assert "For this run the command line decides." in names(window)
    assert element(window, "Your name").state().disabled
    act(window, "Server and updates")
    field = "Address of the server"
    qtbot.waitUntil(lambda: field in names(window))
    assert element(window, field).state().disabled
    assert element(window, field).object().property("text") == "wss://typed.example.org/ws"
    act(window, "Devices")
    note = "Chosen on the command line for this run"
    qtbot.waitUntil(lambda: names(window).count(note) == 1)


def test_a_server_has_to_be_one(window: Window, qtbot: QtBot, settings: FakeSettings) -> None:
    opened(window, qtbot, "Server and updates")
    field = "Address of the server"
    for wrong in ("study", "ftp://study.example.org", "ws://", HOSTILE):
        write(window, field, wrong)
        assert any(name.startswith("That is no server address.") for name in names(window))
    assert changed(settings) == []
    write(window, field, " https://study.example.org ")
    assert changed(settings) == [{"server": "https://study.example.org"}]
    assert "It is used now, and from now on." in names(window)
    settings.waits = True
    settings.tell()
    assert "It is used when your search or call is over." in names(window)


def test_every_choice_and_switch(window: Window, qtbot: QtBot, settings: FakeSettings) -> None:
    opened(window, qtbot, "Calls")
    act(window, "Find the next partner by itself")
    act(window, "Notifications")
    act(window, "Save data: for who pays for every megabyte")
    act(window, "Focus time: more")
    act(window, "Break: less")
    act(window, "Privacy")
    qtbot.waitUntil(lambda: "Camera only after a match" in names(window))
    act(window, "Camera only after a match")
    act(window, "Appearance")
    qtbot.waitUntil(lambda: "Dark" in names(window))
    act(window, "Light")
    act(window, "Text size: more")
    act(window, "Reduce motion")
    act(window, "Language")
    qtbot.waitUntil(lambda: "हिन्दी" in names(window))
    act(window, "हिन्दी")
    assert changed(settings) == [
        {"find_next": True},
        {"notifications": False},
        {"quality": "saving"},
        {"focus_minutes": 30},
        {"break_minutes": 4},
        {"camera_after_match": True},
        {"scheme": "light"},
        {"text_size": 110},
        {"motion": "reduced"},
        {"language": "hi"},
    ]


def test_volumes_by_the_arrow_keys_and_the_tests(
    window: Window, qtbot: QtBot, settings: FakeSettings, desk: FakeDesk
) -> None:
    opened(window, qtbot, "Sounds")
    for label in ("Ring, chime and bell", "Your partner’s voice"):
        element(window, label).object().forceActiveFocus()
        key(window, Qt.Key.Key_Left)
    assert changed(settings) == [{"ring_volume": 35}, {"call_volume": 95}]
    assert element(window, "Ring, chime and bell").text(QAccessible.Text.Description) == "35 %"
    press(window, "Test the ring")
    press(window, "Test the call’s volume")
    assert ("test_ring",) in settings.calls
    assert ("test_sound",) in desk.calls


def test_the_ringer_and_why_it_is_not_used(
    window: Window, qtbot: QtBot, settings: FakeSettings
) -> None:
    settings.ringers = [Device("speaker", "On the desk", "pulse:desk")]
    settings.tell()
    opened(window, qtbot, "Sounds")
    assert "Ringer: Same as the speaker" in names(window)
    element(window, "Ringer: Same as the speaker").object().forceActiveFocus()
    key(window, Qt.Key.Key_Down)
    assert settings.calls[-1] == ("choose_ringer", "pulse:desk")
    settings.change(ringer=Choice("pulse:desk", "On the desk"))
    settings.ringer_error = MediaError("speaker", MediaFault.BUSY)
    settings.tell()
    assert "Ringer: On the desk" in names(window)
    told = " ".join(names(window))
    assert "The speaker is being used by another app." in told
    assert "Until then the speaker rings instead." in told
    settings.ringer_away = True
    settings.tell()
    assert "It is not connected. The speaker rings instead." in names(window)


def test_what_is_set_is_seen_at_once(window: Window, settings: FakeSettings) -> None:
    theme = window.theme
    settings.change(scheme="light", text_size=160)
    assert theme.property("dark") is False
    assert theme.property("fontBody") == 26
    settings.change(scheme="dark", text_size=80)
    assert theme.property("dark") is True
    assert theme.property("fontBody") == 13


@pytest.mark.parametrize("motion", ["0"])
def test_motion_is_reduced_where_the_student_or_the_system_says_so(
    window: Window, settings: FakeSettings
) -> None:
    assert window.theme.property("reducedMotion") is False
    settings.change(motion="reduced")
    assert window.theme.property("reducedMotion") is True
    settings.change(motion="system")
    window.window.setProperty("reducedMotion", True)
    assert window.theme.property("reducedMotion") is True


def test_a_reset_is_asked_for_twice(window: Window, qtbot: QtBot, settings: FakeSettings) -> None:
    settings.copy = Path("elsewhere/preferences-1.reset-1.json")
    opened(window, qtbot, "Reset and about")
    press(window, "Reset all settings…")
    press(window, "Keep them")
    assert ("reset",) not in settings.calls
    press(window, "Reset all settings…")
    press(window, "Reset now")
    assert settings.calls == [("reset",)]
    qtbot.waitUntil(lambda: any("preferences-1.reset-1.json" in name for name in names(window)))


def test_what_cannot_be_copied_is_not_reset(
    window: Window, qtbot: QtBot, settings: FakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> Path | None:
        raise OSError

    monkeypatch.setattr(settings, "reset", full)
    opened(window, qtbot, "Reset and about")
    press(window, "Reset all settings…")
    press(window, "Reset now")
    qtbot.waitUntil(lambda: any(name.startswith("Nothing was reset") for name in names(window)))


def test_every_key_is_in_the_list(window: Window, qtbot: QtBot) -> None:
    opened(window, qtbot, "Keyboard shortcuts")
    listed = {name.rsplit(": ", 1)[-1] for name in names(window) if ": " in name}
    text = (MODULE / "KeyTable.qml").read_text()
    assert set(re.findall(r'property string \w+: "(.+)"', text)) <= listed


def test_keys_are_named_in_the_table_alone() -> None:
    for path in MODULE.rglob("*.qml"):
        assert not re.search(r'sequences?: (\[\s*)?"', path.read_text()), path.name


def test_about_is_one_press_away(window: Window, qtbot: QtBot) -> None:
    opened(window, qtbot, "Reset and about")
    press(window, "About Gurukul")
    qtbot.waitUntil(lambda: "Close about" in names(window))
    assert CLOSE not in names(window)


def test_in_a_call_the_partner_can_still_be_left(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    opened(window, qtbot, snapshot=TALKING)
    act(window, "You")
    qtbot.waitUntil(lambda: "Your name" in names(window))
    press(window, "Skip")
    assert commands.calls == [("skip",)]
    element(window, "Your name").object().forceActiveFocus()
    for letter in "sem":
        QTest.keyClick(window.window, letter)
    assert commands.calls == [("skip",)], "letters that are typed are no commands"
    window.on_snapshot(IDLE)
    qtbot.waitUntil(lambda: CLOSE not in names(window))


def test_a_closed_camera_can_be_looked_at(window: Window, qtbot: QtBot, desk: FakeDesk) -> None:
    opened(window, qtbot, "Devices", Snapshot(link=Link.ONLINE, camera_after_match=True))
    qtbot.waitUntil(lambda: ("preview", True) in desk.calls)
    press(window, "Look at it now")
    assert ("look",) in desk.calls
    act(window, "You")
    qtbot.waitUntil(lambda: ("preview", False) in desk.calls)


def test_a_small_window_shows_the_list_or_a_section(window: Window, qtbot: QtBot) -> None:
    window.window.resize(640, 480)
    window.settings.setTextSize(160)
    window.on_snapshot(IDLE)
    press(window, "Settings")
    qtbot.waitUntil(lambda: "Sounds" in names(window))
    assert "Your name" not in names(window)
    act(window, "Sounds")
    qtbot.waitUntil(lambda: "Test the ring" in names(window))
    press(window, "Back")
    qtbot.waitUntil(lambda: "Privacy" in names(window))


@pytest.mark.parametrize("reason", ["damaged", "newer"])
def test_a_file_that_was_set_aside_is_told_until_that_was_read(
    window: Window, qtbot: QtBot, reason: str
) -> None:
    window.on_snapshot(IDLE)
    aside = SetAside(Path(f"elsewhere/preferences-1.{reason}-1.json"), reason)
    window.notices.keep(lambda: words.set_aside_sentence(aside))
    window.notices.keep(lambda: "And another one.")
    qtbot.waitUntil(lambda: any(f"preferences-1.{reason}-1.json" in n for n in names(window)))
    closers = [e for e in elements(window) if e.text(QAccessible.Text.Name) == "Close this notice"]
    assert len(closers) == 2
    window.notices.close(0)
    qtbot.waitUntil(lambda: not any("preferences-1" in name for name in names(window)))
    assert "And another one." in names(window)


def test_qml_cannot_set_what_makes_no_sense(window: Window, settings: FakeSettings) -> None:
    model = window.settings
    model.setScheme("pink")
    model.setQuality("")
    model.setMotion("fast")
    model.setLanguage("xx")
    assert settings.now == Preferences(version=settings.now.version)
    model.setTextSize(1000)
    model.setRingVolume(-5)
    model.setCallVolume(1000)
    model.setFocusMinutes(0)
    model.setBreakMinutes(10_000)
    now = settings.now
    assert (now.text_size, now.ring_volume, now.call_volume) == (160, 0, 100)
    assert (now.focus_minutes, now.break_minutes) == (1, 180)
