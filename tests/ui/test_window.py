"""Tests for gurukul_desktop.ui.window and the QML module, on a real window without a display."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.session.snapshot import Link, Notice, PartnerView, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.services import Services
from gurukul_desktop.ui.window import Window
from gurukul_desktop.ui.words import notice_sentence
from tests.ui.fakes import (
    Clock,
    Commands,
    control,
    elements,
    names,
    plain_picture,
    press,
    scrolled_away,
)

ASHA = PartnerView("Asha")
BUSY = MediaError("camera", MediaFault.BUSY)

IDLE = Snapshot(link=Link.ONLINE)
SEARCHING = Snapshot(State.SEARCHING, Link.ONLINE, position=2, waiting=5)
CONNECTING = Snapshot(State.CONNECTING, Link.ONLINE, partner=ASHA)
CONNECTED = Snapshot(State.CONNECTED, Link.ONLINE, partner=ASHA, connected_at=1000.0)
ENDED = Snapshot(State.ENDED, Link.ONLINE)
SKIPPED = Snapshot(State.ENDED, Link.ONLINE, searching_again=True)

TITLES = {
    "Ready to Study?": IDLE,
    "Finding a Partner…": SEARCHING,
    "Waiting for partner…": CONNECTING,
    "Connected with Asha": CONNECTED,
    "Call ended": ENDED,
}


def change(snapshot: Snapshot, **fields: object) -> Snapshot:
    """The snapshot with other fields."""
    values = {name: getattr(snapshot, name) for name in Snapshot.__slots__}
    return Snapshot(**(values | fields))


def show(window: Window, qtbot: QtBot, snapshot: Snapshot) -> None:
    """Show a snapshot and wait until no page but its own is left."""
    window.on_snapshot(snapshot)
    title = next(
        title
        for title, page in TITLES.items()
        if page.state is (State.SEARCHING if snapshot.searching_again else snapshot.state)
    )
    if snapshot.partner is not None:
        title = title.replace("Asha", snapshot.partner.name)

    def settled() -> bool:
        told = names(window)
        others = [other for other in TITLES if other in told and other != title]
        return title in told and not others

    qtbot.waitUntil(settled)


@pytest.mark.parametrize("title", TITLES)
def test_each_state_has_its_page(window: Window, qtbot: QtBot, title: str) -> None:
    show(window, qtbot, TITLES[title])
    (page,) = (e for e in elements(window) if e.text(QAccessible.Text.Name) == title)
    assert page.role() == QAccessible.Role.StaticText


BUTTONS = [
    (IDLE, "Find Partner", ("find",)),
    (IDLE, "Buddies first", ("set_mode", "buddies_first")),
    (IDLE, "Anyone", ("set_mode", "global")),
    (IDLE, "Video", ("set_media", "video")),
    (IDLE, "Audio only", ("set_media", "audio")),
    (SEARCHING, "Cancel", ("cancel",)),
    (change(SEARCHING, camera_error=BUSY), "Try again", ("retry_devices",)),
    (change(SEARCHING, camera_error=BUSY), "Continue with audio only", ("set_media", "audio")),
    (CONNECTING, "Skip", ("skip",)),
    (CONNECTING, "End", ("end",)),
    (CONNECTED, "Skip", ("skip",)),
    (CONNECTED, "End", ("end",)),
    (CONNECTED, "Mute", ("set_microphone", False)),
    (change(CONNECTED, microphone=False), "Unmute", ("set_microphone", True)),
    (CONNECTED, "Turn camera off", ("set_camera", False)),
    (change(CONNECTED, camera=False), "Turn camera on", ("set_camera", True)),
    (change(CONNECTED, camera_error=BUSY), "Try again", ("retry_devices",)),
]


@pytest.mark.parametrize(("snapshot", "name", "call"), BUTTONS)
def test_a_button_asks_once(
    window: Window,
    qtbot: QtBot,
    commands: Commands,
    snapshot: Snapshot,
    name: str,
    call: tuple[object, ...],
) -> None:
    show(window, qtbot, snapshot)
    press(window, name)
    assert commands.calls == [call]


@pytest.mark.parametrize(("snapshot", "name", "call"), BUTTONS)
def test_a_click_of_the_mouse_does_the_same(
    window: Window,
    qtbot: QtBot,
    commands: Commands,
    snapshot: Snapshot,
    name: str,
    call: tuple[object, ...],
) -> None:
    show(window, qtbot, snapshot)
    where = window.window.mapFromGlobal(control(window, name).rect().center())
    QTest.mouseClick(
        window.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where
    )
    qtbot.waitUntil(lambda: commands.calls == [call])


@pytest.mark.parametrize(
    ("key", "snapshot", "call"),
    [
        (Qt.Key.Key_F, IDLE, ("find",)),
        (Qt.Key.Key_Escape, SEARCHING, ("cancel",)),
        (Qt.Key.Key_S, CONNECTING, ("skip",)),
        (Qt.Key.Key_S, CONNECTED, ("skip",)),
        (Qt.Key.Key_E, CONNECTED, ("end",)),
        (Qt.Key.Key_M, CONNECTED, ("set_microphone", False)),
        (Qt.Key.Key_M, change(CONNECTED, microphone=False), ("set_microphone", True)),
        (Qt.Key.Key_V, CONNECTED, ("set_camera", False)),
        (Qt.Key.Key_Return, IDLE, ("find",)),
        (Qt.Key.Key_Space, IDLE, ("find",)),
    ],
)
def test_a_key_asks(
    window: Window,
    qtbot: QtBot,
    commands: Commands,
    key: Qt.Key,
    snapshot: Snapshot,
    call: tuple[object, ...],
) -> None:
    show(window, qtbot, snapshot)
    window.window.requestActivate()
    qtbot.waitUntil(window.window.isActive)
    QTest.keyClick(window.window, key)
    assert commands.calls == [call]


READING = [
    "Find Partner",
    "Buddies",
    "History",
    "About",
    "Settings",
    "What I study today",
    "Anyone",
    "Buddies first",
    "Video",
    "Audio only",
    "Start preview",
    "Check camera and sound",
]


def test_tab_reaches_every_control_in_the_order_of_reading(window: Window, qtbot: QtBot) -> None:
    show(window, qtbot, IDLE)
    window.window.requestActivate()
    qtbot.waitUntil(window.window.isActive)
    seen = []
    for _ in range(len(READING)):
        focused = QAccessible.queryAccessibleInterface(window.window.activeFocusItem())
        seen.append(focused.text(QAccessible.Text.Name))
        QTest.keyClick(window.window, Qt.Key.Key_Tab)
    assert seen == READING


@pytest.mark.parametrize("snapshot", [SEARCHING, CONNECTING, CONNECTED])
def test_a_second_press_of_return_undoes_nothing(
    window: Window, qtbot: QtBot, commands: Commands, snapshot: Snapshot
) -> None:
    show(window, qtbot, snapshot)
    window.window.requestActivate()
    qtbot.waitUntil(window.window.isActive)
    QTest.keyClick(window.window, Qt.Key.Key_Return)
    QTest.keyClick(window.window, Qt.Key.Key_Space)
    assert commands.calls == []
    QTest.keyClick(window.window, Qt.Key.Key_Tab)
    QTest.keyClick(window.window, Qt.Key.Key_Return)
    assert len(commands.calls) == 1


def test_idle_marks_the_wish(window: Window, qtbot: QtBot) -> None:
    show(window, qtbot, change(IDLE, mode="buddies_first", media="audio"))
    options = ("Anyone", "Buddies first", "Video", "Audio only")
    assert [name for name in options if control(window, name).state().checked] == [
        "Buddies first",
        "Audio only",
    ]


def test_offline_is_told_with_a_countdown_and_can_be_waited_out(
    window: Window, qtbot: QtBot, clock: Clock
) -> None:
    show(window, qtbot, change(IDLE, link=Link.OFFLINE, retry_in=7.0))
    start = "No connection to the server. Please check your network."
    assert f"{start} Trying again in 7 s." in names(window)
    clock.now += 3
    qtbot.waitUntil(lambda: f"{start} Trying again in 4 s." in names(window))
    show(window, qtbot, IDLE)
    assert "Online" in names(window)


def test_searching_tells_the_place_in_the_queue(window: Window, qtbot: QtBot) -> None:
    show(window, qtbot, SEARCHING)
    assert "You are number 2 of 5" in names(window)
    show(window, qtbot, change(SEARCHING, position=1))
    assert "You are number 1 of 5" in names(window)
    show(window, qtbot, change(SEARCHING, position=0))
    assert "Looking around…" in names(window)


def test_a_skip_looks_like_searching_at_once(window: Window, qtbot: QtBot) -> None:
    show(window, qtbot, SKIPPED)
    assert "Call ended" not in names(window)
    assert "Cancel" in names(window)


@pytest.mark.parametrize("snapshot", [SEARCHING, CONNECTING, CONNECTED])
def test_trouble_with_a_camera_is_told_and_can_be_walked_around(
    window: Window, qtbot: QtBot, snapshot: Snapshot
) -> None:
    show(window, qtbot, change(snapshot, camera_error=BUSY))
    told = names(window)
    assert (
        "Camera is being used by another app. Please close other video apps and try again." in told
    )
    assert "Try again" in told
    assert "Continue with audio only" in told
    show(window, qtbot, snapshot)
    assert "Try again" not in names(window)


def test_trouble_with_a_microphone_offers_no_audio_only(window: Window, qtbot: QtBot) -> None:
    trouble = MediaError("microphone", MediaFault.UNPLUGGED)
    show(window, qtbot, change(SEARCHING, microphone_error=trouble))
    told = names(window)
    assert any(name.startswith("The microphone was unplugged.") for name in told)
    assert "Continue with audio only" not in told


def test_the_call_tells_what_the_partner_has_switched_off(window: Window, qtbot: QtBot) -> None:
    away = PartnerView("Ravi", camera=False, microphone=False)
    show(window, qtbot, change(CONNECTED, partner=away))
    told = names(window)
    assert {"Connected with Ravi", "Partner is muted", "Camera is off"} <= set(told)


def test_an_audio_call_has_no_camera_button(window: Window, qtbot: QtBot) -> None:
    show(window, qtbot, change(CONNECTED, media="audio"))
    told = names(window)
    assert "Audio call" in told
    assert "Turn camera off" not in told


def test_the_call_counts_its_minutes(window: Window, qtbot: QtBot, clock: Clock) -> None:
    show(window, qtbot, CONNECTED)
    clock.now += 754
    qtbot.waitUntil(lambda: "Duration 12:34" in names(window))


def test_reconnecting_is_told_and_leaves_skip_and_end(window: Window, qtbot: QtBot) -> None:
    show(window, qtbot, CONNECTED)
    assert "Reconnecting…" not in names(window)
    show(window, qtbot, change(CONNECTED, reconnecting=True))
    qtbot.waitUntil(lambda: {"Reconnecting…", "Skip", "End"} <= set(names(window)))
    show(window, qtbot, CONNECTED)
    qtbot.waitUntil(lambda: "Reconnecting…" not in names(window))


def test_a_notice_is_a_toast(window: Window, qtbot: QtBot) -> None:
    window.on_notice(Notice.PARTNER_LEFT, "")
    qtbot.waitUntil(lambda: "Partner left the call" in names(window))


def test_at_most_three_toasts_are_shown(window: Window, qtbot: QtBot) -> None:
    sentences = [notice_sentence(notice) for notice in Notice]
    for notice in Notice:
        window.on_notice(notice, "")

    def toasts() -> set[str]:
        return set(names(window)) & set(sentences)

    qtbot.waitUntil(lambda: toasts() == set(sentences[-3:]))


def test_names_from_outside_are_plain_text(window: Window, qtbot: QtBot) -> None:
    hostile = "<img src='file:///etc/passwd'><b>x</b>" + "A" * 60
    for snapshot in (CONNECTING, CONNECTED):
        show(window, qtbot, change(snapshot, partner=PartnerView(hostile)))
    assert f"Connected with {hostile}" in names(window)


@pytest.mark.parametrize("size", [(640, 480), (900, 600), (1440, 900)])
@pytest.mark.parametrize(
    "snapshot",
    [
        IDLE,
        change(IDLE, link=Link.OFFLINE, retry_in=30.0),
        SEARCHING,
        change(SEARCHING, camera_error=BUSY),
        change(CONNECTING, camera_error=BUSY, partner=PartnerView("W" * 60)),
        CONNECTED,
        change(CONNECTED, camera_error=BUSY, partner=PartnerView("W" * 60)),
        ENDED,
    ],
)
def test_everything_is_inside_the_window(
    window: Window, qtbot: QtBot, size: tuple[int, int], snapshot: Snapshot
) -> None:
    window.window.resize(*size)
    show(window, qtbot, snapshot)

    def outside() -> list[object]:
        whole = window.window.geometry()
        assert (whole.width(), whole.height()) == size
        return [
            (element.text(QAccessible.Text.Name), element.rect())
            for element in elements(window)
            if element.role() != QAccessible.Role.Window
            and not whole.contains(element.rect())
            and not scrolled_away(element)
        ]

    qtbot.waitUntil(lambda: outside() == [])


@pytest.mark.parametrize("size", [(640, 480), (1000, 680)])
@pytest.mark.parametrize(
    "snapshot",
    [
        IDLE,
        change(SEARCHING, camera_error=BUSY),
        change(CONNECTING, camera_error=BUSY),
        change(CONNECTED, camera_error=BUSY, partner=PartnerView("W" * 60)),
    ],
)
def test_no_control_covers_another(
    window: Window, qtbot: QtBot, size: tuple[int, int], snapshot: Snapshot
) -> None:
    window.window.resize(*size)
    show(window, qtbot, snapshot)
    roles = (QAccessible.Role.Button, QAccessible.Role.RadioButton, QAccessible.Role.Graphic)

    def overlaps() -> list[object]:
        areas = [e.rect() for e in elements(window) if e.role() in roles]
        return [
            (area, other)
            for index, area in enumerate(areas)
            for other in areas[:index]
            if area.intersects(other)
        ]

    qtbot.waitUntil(lambda: overlaps() == [])


@pytest.mark.parametrize("motion", ["0"])
@pytest.mark.parametrize("title", TITLES)
def test_pages_fade_into_each_other(window: Window, qtbot: QtBot, title: str) -> None:
    for snapshot in TITLES.values():
        show(window, qtbot, snapshot)
        show(window, qtbot, TITLES[title])


@pytest.mark.parametrize("motion", ["0", "1"])
def test_a_storm_of_states_ends_on_the_last_page(window: Window, qtbot: QtBot) -> None:
    for _ in range(20):
        for snapshot in (IDLE, SEARCHING, CONNECTING, CONNECTED, SKIPPED, SEARCHING):
            window.on_snapshot(snapshot)
    show(window, qtbot, CONNECTED)
    assert "Skip" in names(window)


def test_pictures_reach_the_call_page(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    show(window, qtbot, CONNECTED)
    window.remote.present(plain_picture((200, 40, 40)))
    window.local.present(plain_picture((40, 40, 200)))
    qtbot.waitUntil(lambda: "Your camera" in names(window))
    path = tmp_path / "call.png"

    def painted() -> bool:
        assert window.grab(path)
        image = QImage(str(path))
        partner, self_view = image.pixelColor(500, 300), image.pixelColor(870, 530)
        return partner.red() > 150 and self_view.blue() > 150

    qtbot.waitUntil(painted)
    window.remote.clear()
    qtbot.waitUntil(lambda: "The picture is on its way…" in names(window))


def test_grab_saves_the_window(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    show(window, qtbot, IDLE)
    assert window.grab(tmp_path / "idle.png")
    image = QImage(str(tmp_path / "idle.png"))
    assert (image.width(), image.height()) == (1000, 680)
    assert not window.grab(tmp_path / "no such folder" / "idle.png")


def test_closing_by_the_student_is_told_once(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed):
        window.window.close()


def test_who_hears_of_the_closing_may_take_the_window_down(window: Window, qtbot: QtBot) -> None:
    window.closed.connect(window.close)
    with qtbot.waitSignal(window.closed):
        window.window.close()


def test_closing_by_the_app_is_silent_and_may_be_repeated(window: Window, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(window.closed):
        window.close()
        window.close()
    window.on_snapshot(CONNECTED)
    window.remote.present(plain_picture((1, 2, 3)))


def test_windows_come_and_go(services: Services, qtbot: QtBot) -> None:
    """View models outlive their engine: otherwise bindings read what is gone."""
    for _ in range(3):
        window = Window(services)
        window.show()
        show(window, qtbot, CONNECTED)
        window.close()
        assert window.warnings == []


def test_topics_are_shown_as_they_are_and_can_be_taken_off(
    window: Window, commands: Commands, qtbot: QtBot
) -> None:
    show(window, qtbot, Snapshot(topics=("<b>गणित</b>", "x" * 40)))
    qtbot.waitUntil(lambda: "Remove topic <b>गणित</b>" in names(window))
    press(window, "Remove topic <b>गणित</b>")
    qtbot.waitUntil(lambda: commands.calls == [("set_topics", ("x" * 40,))])
    show(window, qtbot, Snapshot())
    qtbot.waitUntil(lambda: not any("topic" in name for name in names(window)))
