"""The call in the real window: what hides, what moves, full screen and the small window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QWindow
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gurukul_desktop.protocol.messages import SessionId
from gurukul_desktop.session.snapshot import Link, PartnerView, Reportable, Snapshot, Standing
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.window import Window
from tests.ui.fakes import Commands, FakeSettings, control, elements, names, plain_picture, press

CALL = Snapshot(
    State.CONNECTED,
    Link.ONLINE,
    partner=PartnerView("Meera"),
    reportable=Reportable(SessionId("s"), "Meera"),
    connected_at=1e3,
)
AUDIO = replace(CALL, call_media="audio")
SEARCHING = Snapshot(State.SEARCHING, Link.ONLINE)
LARGE = QPoint(500, 300)
NONE = Qt.KeyboardModifier.NoModifier


def shows(window: Window, qtbot: QtBot, snapshot: Snapshot = CALL, *, picture: bool = True) -> None:
    """A call with a picture, in the active window."""
    window.on_snapshot(snapshot)
    window.window.requestActivate()
    qtbot.waitUntil(window.window.isActive)
    if picture:
        window.remote.present(plain_picture((90, 90, 90)))
        window.local.present(plain_picture((40, 40, 200)))
        qtbot.waitUntil(lambda: "Your camera" in names(window))
    qtbot.waitUntil(lambda: "Connected with Meera" in names(window))


def key(window: Window, key: Qt.Key) -> None:
    QTest.keyClick(window.window, key)


def move(window: Window, to: QPoint) -> None:
    QTest.mouseMove(window.window, to)


def gone(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not {"End", "Connected with Meera"} & set(names(window)))


def back(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: {"End", "Connected with Meera"} <= set(names(window)))


def self_view(window: Window) -> QQuickItem:
    (view,) = (e for e in elements(window) if e.text(QAccessible.Text.Name) == "Your camera")
    item = view.object()
    assert isinstance(item, QQuickItem)
    return item


# The controls hide


@pytest.fixture
def quick(window: Window) -> Window:
    """A window whose controls leave almost at once."""
    window.theme.setProperty("idle", 20)
    return window


@pytest.fixture
def read_aloud() -> bool:
    return False


def test_the_controls_leave_and_come_back_on_motion(quick: Window, qtbot: QtBot) -> None:
    shows(quick, qtbot)
    gone(quick, qtbot)
    assert "Your camera" in names(quick)
    quick.theme.setProperty("idle", 60_000)
    move(quick, LARGE)
    move(quick, LARGE + QPoint(40, 0))
    back(quick, qtbot)


@pytest.mark.parametrize("pressed", [Qt.Key.Key_M, Qt.Key.Key_Shift, Qt.Key.Key_Tab])
def test_a_key_brings_the_controls_back(quick: Window, qtbot: QtBot, pressed: Qt.Key) -> None:
    shows(quick, qtbot)
    gone(quick, qtbot)
    quick.theme.setProperty("idle", 60_000)
    key(quick, pressed)
    back(quick, qtbot)


def test_a_touch_brings_the_controls_back(quick: Window, qtbot: QtBot) -> None:
    screen = QTest.createTouchDevice()
    shows(quick, qtbot)
    gone(quick, qtbot)
    quick.theme.setProperty("idle", 60_000)
    QTest.touchEvent(quick.window, screen).press(0, LARGE).commit()
    back(quick, qtbot)
    QTest.touchEvent(quick.window, screen).release(0, LARGE).commit()


def stays(window: Window, qtbot: QtBot) -> None:
    """The clock of the controls has run out several times since, and they are there."""
    QTest.qWait(120)  # what does not happen cannot be waited for
    assert "End" in names(window)


@pytest.mark.parametrize(
    "snapshot",
    [
        AUDIO,
        replace(CALL, partner=PartnerView("Meera", camera=False)),
        replace(CALL, reconnecting=True),
    ],
    ids=["audio", "camera off", "reconnecting"],
)
def test_the_controls_stay_where_there_is_no_picture(
    quick: Window, qtbot: QtBot, snapshot: Snapshot
) -> None:
    shows(quick, qtbot, snapshot, picture=snapshot is not AUDIO)
    stays(quick, qtbot)


def test_the_controls_stay_while_the_keyboard_is_in_them(quick: Window, qtbot: QtBot) -> None:
    quick.theme.setProperty("idle", 60_000)
    shows(quick, qtbot)
    key(quick, Qt.Key.Key_Tab)
    quick.theme.setProperty("idle", 20)
    stays(quick, qtbot)


@pytest.mark.parametrize("name", ["Camera and sound", "Report", "More"])
def test_the_controls_stay_beside_an_open_panel(quick: Window, qtbot: QtBot, name: str) -> None:
    quick.theme.setProperty("idle", 60_000)
    shows(quick, qtbot)
    press(quick, name)
    quick.theme.setProperty("idle", 20)
    stays(quick, qtbot)


def test_the_controls_stay_under_the_pointer_and_leave_after_a_click(
    quick: Window, qtbot: QtBot, commands: Commands
) -> None:
    quick.theme.setProperty("idle", 60_000)
    shows(quick, qtbot)
    where = quick.window.mapFromGlobal(control(quick, "Mute").rect().center())
    move(quick, where)
    QTest.mouseClick(quick.window, Qt.MouseButton.LeftButton, NONE, where)
    assert commands.calls == [("set_microphone", False)]
    quick.theme.setProperty("idle", 20)
    stays(quick, qtbot)
    move(quick, LARGE)
    gone(quick, qtbot)
    key(quick, Qt.Key.Key_V)  # the keys are the page's again
    assert commands.calls[1:] == [("set_camera", False)]


class TestReadAloud:
    @pytest.fixture
    def read_aloud(self) -> bool:
        return True

    def test_the_controls_stay_for_who_hears_the_window(self, quick: Window, qtbot: QtBot) -> None:
        shows(quick, qtbot)
        stays(quick, qtbot)


# One's own picture moves


def corner(window: Window) -> str:
    item = self_view(window)
    centre = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    across = "right" if centre.x() > window.window.width() / 2 else "left"
    return f"{'bottom' if centre.y() > window.window.height() / 2 else 'top'} {across}"


def test_the_arrow_keys_send_ones_picture_to_a_corner(window: Window, qtbot: QtBot) -> None:
    shows(window, qtbot)
    self_view(window).forceActiveFocus(Qt.FocusReason.TabFocusReason)
    seen = [corner(window)]
    for pressed in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Down):
        key(window, pressed)
        seen.append(corner(window))
    assert seen == ["bottom right", "top right", "top left", "top left", "bottom left"]
    element = QAccessible.queryAccessibleInterface(self_view(window))
    told = element.text(QAccessible.Text.Description)
    assert told == "Your picture is at the bottom left. The arrow keys move it."
    window.on_snapshot(replace(CALL, reconnecting=True))
    assert corner(window) == "bottom left"


@pytest.mark.parametrize(
    ("to", "lands"),
    [
        (QPoint(120, 150), "top left"),
        (QPoint(400, 520), "bottom left"),
        (QPoint(900, 100), "top right"),
        (QPoint(-300, 2000), "bottom left"),
        (QPoint(860, 480), "bottom right"),
    ],
)
def test_the_mouse_pulls_ones_picture_to_the_nearest_corner(
    window: Window, qtbot: QtBot, to: QPoint, lands: str
) -> None:
    shows(window, qtbot)
    item = self_view(window)
    start = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
    QTest.mousePress(window.window, Qt.MouseButton.LeftButton, NONE, start)
    for step in range(1, 11):
        move(window, start + (to - start) * step / 10)
    whole = window.window.contentItem().boundingRect()
    assert whole.contains(item.mapRectToScene(item.boundingRect()))
    QTest.mouseRelease(window.window, Qt.MouseButton.LeftButton, NONE, to)
    qtbot.waitUntil(lambda: corner(window) == lands)


@pytest.mark.parametrize("size", [(640, 480), (900, 600), (1440, 900)])
@pytest.mark.parametrize("keys", ["", "U", "UL", "L"])
def test_nothing_lies_on_anything_wherever_ones_picture_is(
    window: Window, qtbot: QtBot, size: tuple[int, int], keys: str
) -> None:
    window.window.resize(*size)
    shows(window, qtbot, replace(CALL, standing=Standing.ASKS))
    if size != (640, 480):  # there the figures scroll
        press(window, "Good connection. Figures of the call")
    self_view(window).forceActiveFocus()
    for letter in keys:
        key(window, Qt.Key.Key_Up if letter == "U" else Qt.Key.Key_Left)

    roles = (QAccessible.Role.Button, QAccessible.Role.StaticText, QAccessible.Role.Graphic)

    def overlaps() -> list[object]:
        areas = [
            (e.text(QAccessible.Text.Name), e.rect())
            for e in elements(window)
            if e.role() in roles and e.rect().width() > 0
        ]
        return [
            (one, other)
            for index, one in enumerate(areas)
            for other in areas[:index]
            if one[1].intersects(other[1])
            # A word inside its frame.
            and not (one[1].contains(other[1]) or other[1].contains(one[1]))
        ]

    qtbot.waitUntil(lambda: overlaps() == [])


# Full screen


def full(window: Window) -> bool:
    return window.window.visibility() == QWindow.Visibility.FullScreen


@pytest.mark.parametrize("pressed", [Qt.Key.Key_F, Qt.Key.Key_F11])
def test_full_screen_by_a_key_and_back(
    window: Window, qtbot: QtBot, commands: Commands, pressed: Qt.Key
) -> None:
    shows(window, qtbot)
    key(window, pressed)
    qtbot.waitUntil(lambda: full(window))
    key(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not full(window))
    assert commands.calls == []


def test_full_screen_by_the_menu_and_by_two_clicks(window: Window, qtbot: QtBot) -> None:
    shows(window, qtbot)
    press(window, "More")
    qtbot.waitUntil(lambda: "Full screen" in names(window))
    pick(window, "Full screen")
    qtbot.waitUntil(lambda: full(window))
    QTest.mouseDClick(window.window, Qt.MouseButton.LeftButton, NONE, LARGE)
    qtbot.waitUntil(lambda: not full(window))


def test_full_screen_lasts_over_a_skip_and_ends_with_the_call(window: Window, qtbot: QtBot) -> None:
    shows(window, qtbot)
    window.window.showMaximized()
    key(window, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: full(window))
    window.on_snapshot(SEARCHING)
    assert full(window)
    window.on_snapshot(Snapshot(State.ENDED, Link.ONLINE))
    qtbot.waitUntil(lambda: window.window.visibility() == QWindow.Visibility.Maximized)


def test_no_full_screen_without_a_call(window: Window, qtbot: QtBot, commands: Commands) -> None:
    window.on_snapshot(Snapshot(link=Link.ONLINE))
    window.window.requestActivate()
    qtbot.waitUntil(window.window.isActive)
    key(window, Qt.Key.Key_F11)
    key(window, Qt.Key.Key_F)
    assert not full(window)
    assert commands.calls == [("find",)]


def pick(window: Window, name: str) -> None:
    """Press a line of the menu."""
    (line,) = (e for e in elements(window) if e.text(QAccessible.Text.Name) == name)
    line.actionInterface().doAction("Press")


# The small window


def smalls(window: Window) -> list[QQuickWindow]:
    others = (w for w in QGuiApplication.topLevelWindows() if w is not window.window)
    return [w for w in others if isinstance(w, QQuickWindow) and w.isVisible()]


def activated(window: QQuickWindow, qtbot: QtBot) -> QQuickWindow:
    window.requestActivate()
    qtbot.waitUntil(window.isActive)
    return window


@pytest.fixture
def small(window: Window, qtbot: QtBot) -> QQuickWindow:
    shows(window, qtbot)
    key(window, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: len(smalls(window)) == 1)
    return activated(smalls(window)[0], qtbot)


def heard(small: QQuickWindow) -> dict[str, object]:
    """What a screen reader finds in the small window."""
    found, waiting = {}, [QAccessible.queryAccessibleInterface(small)]
    while waiting:
        element = waiting.pop()
        if not element.state().invisible:
            found[element.text(QAccessible.Text.Name)] = element
            waiting += [element.child(index) for index in range(element.childCount())]
    return found


def test_the_small_window_stays_above_and_shows_the_partner(
    window: Window, small: QQuickWindow, qtbot: QtBot
) -> None:
    assert small.flags() & Qt.WindowType.WindowStaysOnTopHint
    assert small.transientParent() is None
    assert small.title() == "Call with Meera"
    window.remote.present(plain_picture((200, 40, 40)))

    def painted() -> bool:
        both = [w.grabWindow().pixelColor(150, 90) for w in (small, window.window)]
        return all(color.red() > 150 and color.green() < 90 for color in both)

    qtbot.waitUntil(painted)
    assert {"Mute", "End", "Back to the large window"} <= set(heard(small))


@pytest.mark.parametrize(
    ("pressed", "call"), [(Qt.Key.Key_M, ("set_microphone", False)), (Qt.Key.Key_E, ("end",))]
)
def test_its_keys_ask(
    small: QQuickWindow, commands: Commands, pressed: Qt.Key, call: tuple[object, ...]
) -> None:
    QTest.keyClick(small, pressed)
    assert commands.calls == [call]


@pytest.mark.parametrize("way", ["P", "Esc", "double click", "closed", "P again"])
def test_back_to_the_large_window(
    window: Window, small: QQuickWindow, qtbot: QtBot, way: str
) -> None:
    if way == "double click":
        QTest.mouseDClick(small, Qt.MouseButton.LeftButton, NONE, QPoint(100, 60))
    elif way == "closed":
        small.close()
    elif way == "P again":
        key(window, Qt.Key.Key_P)
    else:
        QTest.keyClick(small, Qt.Key.Key_P if way == "P" else Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: smalls(window) == [])
    if way != "closed":
        qtbot.waitUntil(window.window.isActive)


def test_it_goes_with_the_call(window: Window, small: QQuickWindow, qtbot: QtBot) -> None:
    window.on_snapshot(SEARCHING)
    qtbot.waitUntil(lambda: smalls(window) == [])
    window.on_snapshot(CALL)
    qtbot.waitUntil(lambda: "Connected with Meera" in names(window))
    assert smalls(window) == []


def test_it_goes_with_the_app(window: Window, small: QQuickWindow) -> None:
    window.close()
    assert smalls(window) == []


def test_it_opens_by_itself_while_the_window_is_minimised_if_that_is_wanted(
    window: Window, settings: FakeSettings, qtbot: QtBot
) -> None:
    shows(window, qtbot)
    window.window.showMinimized()
    qtbot.waitUntil(lambda: len(smalls(window)) == 1)
    QTest.keyClick(activated(smalls(window)[0], qtbot), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: smalls(window) == [])
    assert window.window.visibility() == QWindow.Visibility.Windowed
    press(window, "More")
    qtbot.waitUntil(lambda: "Small window when minimised" in names(window))
    pick(window, "Small window when minimised")
    assert settings.calls == [("change", {"small_window": False})]
    window.window.showMinimized()
    QTest.qWait(50)  # what does not happen cannot be waited for
    assert smalls(window) == []


# The bar


def test_the_bar_keeps_its_words_while_they_fit(window: Window, qtbot: QtBot) -> None:
    window.window.resize(640, 480)
    shows(window, qtbot)
    assert control(window, "End").rect().width() > 90


def test_a_narrow_bar_folds_tools_into_the_menu_and_then_drops_words(
    window: Window, qtbot: QtBot
) -> None:
    shows(window, qtbot)
    window.window.setMinimumSize(window.window.minimumSize() / 3)
    window.window.resize(640, 480)
    qtbot.waitUntil(lambda: "Camera and sound" not in names(window))
    assert control(window, "End").rect().width() > 90
    press(window, "More")
    qtbot.waitUntil(lambda: "Camera and sound" in names(window))
    key(window, Qt.Key.Key_Escape)
    window.window.resize(560, 480)
    qtbot.waitUntil(lambda: control(window, "End").rect().width() < 70)
    whole = window.window.geometry()
    assert all(whole.contains(control(window, n).rect()) for n in ("Mute", "Skip", "End", "More"))


def test_the_picture_moves_over_for_a_panel(window: Window, qtbot: QtBot) -> None:
    window.window.resize(1200, 700)
    shows(window, qtbot)
    press(window, "Camera and sound")
    qtbot.waitUntil(lambda: "Close camera and sound" in names(window))
    panel = control(window, "Close camera and sound").rect()
    for name in ("Skip", "End", "More", "Add as buddy"):
        assert control(window, name).rect().right() < panel.left()
