"""The window and the desktop around it: tray, notifications, the notice of a crash, the report."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gurukul_desktop.desktop.tray import TrayView
from gurukul_desktop.preferences import PreferenceFile
from gurukul_desktop.session.chat import Author, ChatLine, ChatView
from gurukul_desktop.session.snapshot import Link, Notice, PartnerView, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui import desktop as desktop_module
from gurukul_desktop.ui.desktop import Desktop
from gurukul_desktop.ui.desktop_words import tray_view
from gurukul_desktop.ui.native_tray import NativeTray
from gurukul_desktop.ui.services import Services
from gurukul_desktop.ui.tray_icons import SIZES, pixmaps
from gurukul_desktop.ui.window import Window
from tests.ui.fakes import Commands, names, press

IDLE = Snapshot(link=Link.ONLINE)
SEARCHING = Snapshot(State.SEARCHING, Link.ONLINE)
MATCHED = Snapshot(State.CONNECTING, Link.ONLINE, partner=PartnerView("Asha\u202e"))
CALL = Snapshot(State.CONNECTED, Link.ONLINE, partner=PartnerView("Asha"), connected_at=1e3)
SKIPPED = Snapshot(State.ENDED, Link.ONLINE, searching_again=True)

CRASHED = "Gurukul did not close properly last time."
COPIED = "The report is copied."
MATCH = ("Your study partner is here", "Your call with Asha begins now.")


@dataclass
class FakeRun:
    """A run after one that crashed."""

    crashed: bool = True

    def dismiss(self) -> None:
        self.crashed = False

    def report(self) -> str:
        return "== Gurukul report"


@dataclass
class FakeTray:
    """A tray that writes down what it is to show."""

    views: list[TrayView] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)

    def show(self, view: TrayView) -> None:
        self.views.append(view)

    def notify(self, title: str, text: str) -> None:
        self.told.append((title, text))

    async def aclose(self) -> None:
        """Nothing is there."""


class FakeForeground:
    """Whether the student looks, as a test says."""

    def __init__(self, window: QObject) -> None:
        self.taken = False
        self.calls: list[str] = []

    def call(self) -> None:
        self.calls.append("call")

    def come(self, token: str = "") -> None:
        self.calls.append("come")


@pytest.fixture
def services(services: Services) -> Services:
    return replace(services, desktop=FakeRun())


# The tray


@pytest.mark.parametrize(
    ("snapshot", "mark", "tooltip", "main", "can_mute"),
    [
        (IDLE, "idle", "Ready to study", "Find Partner", False),
        (SEARCHING, "searching", "Looking for a study partner", "Cancel search", False),
        (SKIPPED, "searching", "Looking for a study partner", "Cancel search", False),
        (MATCHED, "call", "In a study call with Asha", "End call", True),
        (CALL, "call", "In a study call with Asha", "End call", True),
        (replace(CALL, partner=None), "call", "In a study call", "End call", True),
        (Snapshot(State.ENDED), "idle", "Ready to study", "Find Partner", False),
    ],
)
def test_the_tray_shows_the_state(
    snapshot: Snapshot, mark: str, tooltip: str, main: str, can_mute: bool
) -> None:
    view = tray_view(snapshot)
    assert (view.mark, view.tooltip) == (mark, tooltip)
    assert [entry.text for entry in view.menu] == [
        *("Show Gurukul", main, "Mute microphone", "Quit")
    ]
    assert view.menu[2].enabled == can_mute
    assert tray_view(replace(snapshot, microphone=False)).menu[2].text == "Unmute microphone"


def test_each_state_has_its_own_icon(qapp: QGuiApplication) -> None:
    seen = [pixmaps("idle"), pixmaps("searching"), pixmaps("call")]
    assert len(set(seen)) == 3
    for icons in seen:
        assert [size for size, _, _ in icons] == list(SIZES)
        assert all(len(argb) == size * size * 4 for size, _, argb in icons)
    size, _, argb = seen[0][-1]
    middle = argb[(size // 2 * size + 3) * 4 :][:4]
    drawn = QImage("assets/ui/Gurukul/icons/app.svg")
    assert not drawn.isNull()
    colour = QColor.fromRgba(int.from_bytes(middle, "big"))
    assert colour.alpha() == 255
    assert colour.blue() > colour.red()  # the indigo ground: the bytes are in this order
    assert argb[:4] == bytes(4)  # outside of the rounded corner


async def test_qt_draws_it_elsewhere(window: Window) -> None:
    """As on macOS and Windows; here there is no tray, but the same file."""
    tray = NativeTray(window.engine, window.desktop)
    icon = tray.icon
    assert icon is not None
    assert icon.property("tooltip") == "Gurukul: Ready to study"
    window.on_snapshot(SEARCHING)
    assert icon.property("tooltip") == "Gurukul: Looking for a study partner"
    tray.notify("title", "text")
    await tray.aclose()
    await tray.aclose()


# What happens while the student looks elsewhere


@pytest.fixture
def tray() -> FakeTray:
    return FakeTray()


@pytest.fixture
def preferences() -> PreferenceFile:
    return PreferenceFile(None)


@pytest.fixture
def desktop(
    window: Window,
    commands: Commands,
    tray: FakeTray,
    preferences: PreferenceFile,
    monkeypatch: pytest.MonkeyPatch,
) -> Desktop:
    monkeypatch.setattr(desktop_module, "Foreground", FakeForeground)
    desktop = Desktop(window, commands, preferences, lambda link: None)
    desktop.tray = tray
    return desktop


def front(desktop: Desktop) -> FakeForeground:
    assert isinstance(desktop.front, FakeForeground)
    return desktop.front


def show(window: Window, desktop: Desktop, *snapshots: Snapshot) -> None:
    for snapshot in snapshots:
        window.on_snapshot(snapshot)
        desktop.on_snapshot(snapshot)


def test_a_match_is_told_on_the_desktop(window: Window, desktop: Desktop, tray: FakeTray) -> None:
    show(window, desktop, IDLE, SEARCHING, MATCHED, CALL)
    assert tray.told == [MATCH]
    assert front(desktop).calls == ["call"]
    assert [view.mark for view in tray.views] == ["idle", "searching", "call", "call"]


def test_not_to_a_student_who_looks(window: Window, desktop: Desktop, tray: FakeTray) -> None:
    front(desktop).taken = True
    show(window, desktop, SEARCHING, MATCHED)
    assert (tray.told, front(desktop).calls) == ([], [])


def test_nor_to_one_who_does_not_want_it(
    window: Window, desktop: Desktop, tray: FakeTray, preferences: PreferenceFile
) -> None:
    preferences.change(notifications=False)
    show(window, desktop, SEARCHING, MATCHED)
    assert (tray.told, front(desktop).calls) == ([], ["call"])


def test_a_partner_who_writes_is_told_once_until_the_student_looks(
    window: Window, desktop: Desktop, tray: FakeTray
) -> None:
    def written(count: int, author: Author = Author.PARTNER) -> Snapshot:
        lines = tuple(ChatLine(number, author, "secret", 0.0) for number in range(count))
        return replace(CALL, chat=ChatView(lines))

    wrote = ("Your study partner wrote to you", "Open Gurukul to read what Asha wrote.")
    show(window, desktop, written(3, Author.OWN))
    assert tray.told == []
    show(window, desktop, *(written(count) for count in range(50)))
    assert tray.told == [wrote]
    front(desktop).taken = True
    show(window, desktop, written(51))
    front(desktop).taken = False
    show(window, desktop, written(52), written(53))
    assert tray.told == [wrote, wrote]


def test_who_asks_to_be_a_buddy_is_told(window: Window, desktop: Desktop, tray: FakeTray) -> None:
    desktop.on_notice(Notice.PARTNER_LEFT, "")
    desktop.on_notice(Notice.BUDDY_ASKS, "Asha")
    assert tray.told == [("A buddy for your studies", "Asha wants to be your buddy")]


def test_the_menu_does_what_it_says(
    window: Window, desktop: Desktop, commands: Commands, qtbot: QtBot
) -> None:
    for snapshot in (IDLE, SEARCHING, CALL):
        show(window, desktop, snapshot)
        window.desktop.choose("main")
        window.desktop.choose("mute")
    show(window, desktop, replace(CALL, microphone=False))
    window.desktop.choose("mute")
    assert commands.calls == [
        *(("find",), ("set_microphone", False), ("cancel",), ("set_microphone", False)),
        *(("end",), ("set_microphone", False), ("set_microphone", True)),
    ]
    window.desktop.choose("show")
    window.desktop.bringForward()
    assert front(desktop).calls == ["come", "come"]
    with qtbot.waitSignal(window.closed):
        window.desktop.choose("quit")


def test_ctrl_q_quits_whatever_is_open(window: Window, qtbot: QtBot) -> None:
    window.on_snapshot(IDLE)
    QTest.keyClick(window.window, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: "Close about" in names(window))
    with qtbot.waitSignal(window.closed):
        QTest.keyClick(window.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def test_after_a_link_one_key_begins(window: Window, commands: Commands, qtbot: QtBot) -> None:
    window.on_snapshot(IDLE)
    window.window.requestActivate()
    qtbot.waitUntil(lambda: window.window.activeFocusItem() is not None)
    window.window.contentItem().forceActiveFocus()
    window.desktop.linked.emit()
    QTest.keyClick(window.window, Qt.Key.Key_Return)
    assert commands.calls == [("find",)]


# The notice of a crash, and the report


def test_a_crash_is_told_once_and_a_report_offered(window: Window, qtbot: QtBot) -> None:
    window.on_snapshot(IDLE)
    qtbot.waitUntil(lambda: CRASHED in names(window))
    press(window, "Copy report")
    assert QGuiApplication.clipboard().text() == "== Gurukul report"
    qtbot.waitUntil(lambda: any(COPIED in name for name in names(window)))
    assert CRASHED not in names(window)


def test_the_notice_can_be_dismissed_and_waits_for_the_idle_page(
    window: Window, qtbot: QtBot
) -> None:
    window.on_snapshot(CALL)
    qtbot.waitUntil(lambda: CRASHED not in names(window))
    window.on_snapshot(IDLE)
    qtbot.waitUntil(lambda: CRASHED in names(window))
    press(window, "Dismiss the notice of the last run")
    assert CRASHED not in names(window)


def test_about_offers_the_report_as_well(window: Window, qtbot: QtBot) -> None:
    window.on_snapshot(IDLE)
    qtbot.waitUntil(lambda: CRASHED in names(window))
    press(window, "Dismiss the notice of the last run")
    QTest.keyClick(window.window, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: "Copy report" in names(window))
    press(window, "Copy report")
    assert QGuiApplication.clipboard().text() == "== Gurukul report"
    qtbot.waitUntil(lambda: any(COPIED in name for name in names(window)))


@pytest.mark.parametrize("size", [(640, 480), (900, 600), (1440, 900)])
def test_the_notice_is_inside_the_window(
    window: Window, qtbot: QtBot, size: tuple[int, int], tmp_path: Path
) -> None:
    window.window.resize(*size)
    window.on_snapshot(IDLE)
    qtbot.waitUntil(lambda: CRASHED in names(window))
    assert window.grab(tmp_path / "page.png")
