"""The devices panel on a real window: what is shown of the devices, and what is asked for."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.media.choice import Choice, Reason, Turn
from gurukul_desktop.media.devices import Device
from gurukul_desktop.media.voice.chain import VoiceSwitches
from gurukul_desktop.session.snapshot import Link, PartnerView, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.window import Window
from tests.ui.fakes import Commands, FakeDesk, elements, names, press

IDLE = Snapshot(link=Link.ONLINE)
TALKING = Snapshot(State.CONNECTED, Link.ONLINE, partner=PartnerView("Asha"), connected_at=1000.0)
TITLE = "Camera and sound"
HOSTILE = "\u202egnp.exe\x00\n<b>" + "W" * 1000 + "\u2067"


@pytest.fixture
def desk(desk: FakeDesk) -> FakeDesk:
    desk.lists = {
        "camera": [Device("camera", "Webcam", "/dev/video0", default=True)],
        "microphone": [
            Device("microphone", "Built-in", "pulse:built-in", default=True),
            Device("microphone", "Headset", "pulse:headset"),
        ],
        "speaker": [Device("speaker", "Built-in", "pulse:out", default=True)],
    }
    return desk


def opened(window: Window, qtbot: QtBot, snapshot: Snapshot = IDLE) -> None:
    window.on_snapshot(snapshot)
    window.devices.on_devices()
    window.window.requestActivate()
    qtbot.waitUntil(window.window.isActive)
    QTest.keyClick(window.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: f"Close {TITLE.lower()}" in names(window))


def focused(window: Window) -> str:
    item = window.window.activeFocusItem()
    return QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name)


def choosers(window: Window) -> list[str]:
    """What they are and what is chosen, in the order of the alphabet."""
    return sorted(
        element.text(QAccessible.Text.Name)
        for element in elements(window)
        if element.role() == QAccessible.Role.ComboBox
    )


def test_the_preview_lasts_as_long_as_the_panel_is_open(
    window: Window, qtbot: QtBot, desk: FakeDesk
) -> None:
    window.on_snapshot(IDLE)
    press(window, "Check camera and sound")
    qtbot.waitUntil(lambda: ("preview", True) in desk.calls)
    window.window.requestActivate()
    qtbot.waitUntil(window.window.isActive)
    QTest.keyClick(window.window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: ("preview", False) in desk.calls)


def test_the_chosen_devices_are_shown_and_another_can_be_chosen_by_keys(
    window: Window, qtbot: QtBot, desk: FakeDesk
) -> None:
    opened(window, qtbot)
    assert choosers(window) == [
        "Camera: System default (Webcam)",
        "Microphone: System default (Built-in)",
        "Speaker: System default (Built-in)",
    ]
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return):
        QTest.keyClick(window.window, key)
    qtbot.waitUntil(lambda: "Headset" in names(window))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(window.window, key)
    qtbot.waitUntil(lambda: ("choose", "microphone", "pulse:headset") in desk.calls)


def test_what_was_not_taken_up_is_not_shown_as_chosen(
    window: Window, qtbot: QtBot, desk: FakeDesk
) -> None:
    opened(window, qtbot)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Down):
        QTest.keyClick(window.window, key)
    qtbot.waitUntil(lambda: ("choose", "microphone", "pulse:built-in") in desk.calls)
    desk.refusals = {"microphone": MediaError("microphone", MediaFault.BUSY)}
    window.devices.on_devices()
    assert "Microphone: System default (Built-in)" in choosers(window)
    told = names(window)
    assert any(name.startswith("Microphone is being used by another app.") for name in told)


def test_lists_change_while_they_are_shown(window: Window, qtbot: QtBot, desk: FakeDesk) -> None:
    opened(window, qtbot)
    desk.chosen = {"microphone": Choice("pulse:headset", "Headset")}
    window.devices.on_devices()
    assert "Microphone: Headset" in choosers(window)
    desk.lists["microphone"] = desk.lists["microphone"][:1]
    desk.gone = {"microphone"}
    window.devices.on_devices()
    assert "Microphone: Headset (not connected)" in choosers(window)
    window.devices.on_turn("microphone", desk.choice("microphone"), Turn("", Reason.LOST))
    said = "Headset is not connected any more. The system’s default is used instead."
    qtbot.waitUntil(lambda: said in names(window))
    window.devices.on_turn("microphone", desk.choice("microphone"), Turn("", Reason.DEFAULT, False))


def test_audio_only_asks_nothing_of_a_camera(window: Window, qtbot: QtBot) -> None:
    opened(window, qtbot, Snapshot(link=Link.ONLINE, media="audio"))
    assert [name.split(":")[0] for name in choosers(window)] == ["Microphone", "Speaker"]
    assert "Your camera is off" not in names(window)


def test_tab_reaches_everything_in_the_order_of_reading(window: Window, qtbot: QtBot) -> None:
    opened(window, qtbot, Snapshot(link=Link.ONLINE, can_hide=True))
    seen = []
    for _ in range(9):
        seen.append(focused(window))
        QTest.keyClick(window.window, Qt.Key.Key_Tab)
    assert seen == [
        "Close camera and sound",
        "Camera: System default (Webcam)",
        "Microphone: System default (Built-in)",
        "Speaker: System default (Built-in)",
        "Test sound",
        "Cancel echo",
        "Suppress noise",
        "Even out my volume",
        "Hide my network address from strangers",
    ]


def test_switches_ask_and_show_what_holds(
    window: Window, qtbot: QtBot, desk: FakeDesk, commands: Commands
) -> None:
    opened(window, qtbot, Snapshot(link=Link.ONLINE, can_hide=True))

    def checked(name: str) -> bool:
        (box,) = (
            element
            for element in elements(window)
            if element.role() == QAccessible.Role.CheckBox
            and element.text(QAccessible.Text.Name) == name
        )
        return bool(box.state().checked)

    for _ in range(6):
        QTest.keyClick(window.window, Qt.Key.Key_Tab)
    QTest.keyClick(window.window, Qt.Key.Key_Space)
    assert ("set_switches", VoiceSwitches(noise=False)) in desk.calls
    desk.switches = VoiceSwitches(noise=False)
    window.devices.on_devices()
    assert (checked("Cancel echo"), checked("Suppress noise")) == (True, False)
    QTest.keyClick(window.window, Qt.Key.Key_Tab)
    QTest.keyClick(window.window, Qt.Key.Key_Tab)
    QTest.keyClick(window.window, Qt.Key.Key_Return)
    assert ("set_hide_address", False) in commands.calls


def test_hiding_the_address_is_offered_only_where_it_can_be_done(
    window: Window, qtbot: QtBot
) -> None:
    opened(window, qtbot)
    assert "Hide my network address from strangers" not in names(window)


def test_a_voice_is_told_in_words_that_stay_while_it_pauses(
    window: Window, qtbot: QtBot, desk: FakeDesk
) -> None:
    opened(window, qtbot)
    assert "Say something: nothing is heard yet" in names(window)
    desk.loudness = 0.7
    qtbot.waitUntil(lambda: "You are heard well" in names(window))
    desk.loudness = 0.0
    qtbot.waitUntil(lambda: window.devices.property("level") == 0)
    assert "You are heard well" in names(window)


def test_a_muted_microphone_and_a_camera_that_is_off_can_be_switched_on(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    opened(window, qtbot, Snapshot(link=Link.ONLINE, microphone=False, camera=False))
    assert {"You are muted", "Your camera is off"} <= set(names(window))
    press(window, "Turn camera on")
    press(window, "Unmute")
    assert commands.calls == [("set_camera", True), ("set_microphone", True)]


def test_trouble_is_told_where_another_device_can_be_chosen(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    trouble = MediaError("camera", MediaFault.BUSY)
    opened(window, qtbot, Snapshot(link=Link.ONLINE, camera_error=trouble))
    assert any(name.startswith("Camera is being used") for name in names(window))
    press(window, "Try again")
    assert commands.calls == [("retry_devices",)]


def test_the_sound_is_tried(window: Window, qtbot: QtBot, desk: FakeDesk) -> None:
    opened(window, qtbot)
    press(window, "Test sound")
    assert ("test_sound",) in desk.calls


@pytest.mark.parametrize("size", [(640, 480), (900, 600)])
def test_in_a_call_one_can_still_hang_up(
    window: Window, qtbot: QtBot, commands: Commands, size: tuple[int, int]
) -> None:
    window.window.resize(*size)
    opened(window, qtbot, TALKING)
    (end,) = (e for e in elements(window) if e.text(QAccessible.Text.Name) == "End")
    middle = end.rect().center() - window.window.position()
    QTest.keyClick(window.window, Qt.Key.Key_S)
    assert commands.calls == [("skip",)]
    QTest.mouseClick(window.window, Qt.MouseButton.LeftButton, pos=QPoint(middle))
    assert commands.calls[1:] == [("end",)]
    QTest.keyClick(window.window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: f"Close {TITLE.lower()}" not in names(window))


def test_the_panel_makes_way_for_a_call(window: Window, qtbot: QtBot, desk: FakeDesk) -> None:
    opened(window, qtbot)
    window.on_snapshot(Snapshot(State.CONNECTING, Link.ONLINE, partner=PartnerView("Asha")))
    qtbot.waitUntil(lambda: ("preview", False) in desk.calls)


def test_names_of_devices_are_plain_short_text(
    window: Window, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.lists["camera"] = [Device("camera", HOSTILE, "/dev/video1", default=True)]
    desk.chosen = {"camera": Choice("/dev/video1", HOSTILE)}
    opened(window, qtbot)
    (camera, *_) = choosers(window)
    assert camera.startswith("Camera: gnp.exe<b>WWW")
    assert camera.endswith("…")
    assert len(camera) < 100
    assert not set(camera) & set("\u202e\u2067\x00\n")


@pytest.mark.parametrize("size", [(640, 480), (900, 600)])
@pytest.mark.parametrize("snapshot", [IDLE, TALKING], ids=["idle", "call"])
def test_the_panel_is_inside_the_window(
    window: Window, qtbot: QtBot, size: tuple[int, int], snapshot: Snapshot
) -> None:
    window.window.resize(*size)
    opened(window, qtbot, snapshot)
    whole = window.window.geometry()
    panel = [e for e in elements(window) if e.text(QAccessible.Text.Name) == TITLE]
    assert panel
    assert all(whole.contains(element.rect()) for element in panel)
