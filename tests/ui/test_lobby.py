"""The lobby, the search and the first start in the real window."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.preferences import VERSION, Preferences
from gurukul_desktop.protocol.limits import NAME_CHARACTERS, TOPIC_CHARACTERS
from gurukul_desktop.protocol.messages import Buddy, UserId
from gurukul_desktop.session.snapshot import Link, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.services import Services
from gurukul_desktop.ui.window import Window
from tests.ui.fakes import Clock, Commands, FakeDesk, FakeSettings, control, elements, names, press

IDLE = Snapshot(link=Link.ONLINE)
SEARCHING = Snapshot(State.SEARCHING, Link.ONLINE, position=2, waiting=5, searching_since=1000.0)
OFFLINE = replace(SEARCHING, link=Link.OFFLINE, retry_in=7.0, position=0)
TOPICS = "What I study today"
NAME = "Your name"


def show(window: Window, qtbot: QtBot, snapshot: Snapshot = IDLE) -> None:
    window.on_snapshot(snapshot)
    window.window.requestActivate()
    qtbot.waitUntil(window.window.isActive)


def says(window: Window, qtbot: QtBot, *wanted: str) -> None:
    qtbot.waitUntil(lambda: set(wanted) <= set(names(window)))


def silent(window: Window, qtbot: QtBot, *unwanted: str) -> None:
    qtbot.waitUntil(lambda: not set(unwanted) & set(names(window)))


def field(window: Window, name: str) -> QAccessibleInterface:
    (found,) = (
        element
        for element in elements(window)
        if element.role() == QAccessible.Role.EditableText
        and element.text(QAccessible.Text.Name) == name
    )
    return found


def click(window: Window, element: QAccessibleInterface) -> None:
    where: QPoint = window.window.mapFromGlobal(element.rect().center())
    QTest.mouseClick(
        window.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where
    )


def type_into(window: Window, name: str, text: str) -> None:
    click(window, field(window, name))
    for letter in text:
        key = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
        QTest.keyClick(window.window, letter if letter.isascii() else key)


def press_key(window: Window, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(window.window, key)


def paste(window: Window, name: str, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    click(window, field(window, name))
    for key in (Qt.Key.Key_A, Qt.Key.Key_V):
        QTest.keyClick(window.window, key, Qt.KeyboardModifier.ControlModifier)


def words_in(window: Window, name: str) -> str:
    return field(window, name).text(QAccessible.Text.Value)


# Topics


def test_a_topic_is_typed_and_the_letters_are_no_shortcuts(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    show(window, qtbot)
    type_into(window, TOPICS, "fsemv")
    assert commands.calls == []
    press_key(window, Qt.Key.Key_Return)
    assert commands.calls == [("set_topics", ("fsemv",))]
    assert words_in(window, TOPICS) == ""


def test_what_was_studied_is_suggested_before_what_is_common(
    window: Window, qtbot: QtBot, commands: Commands, settings: FakeSettings
) -> None:
    settings.change(known_topics=("Gene drives",))
    show(window, qtbot)
    type_into(window, TOPICS, "ge")
    says(window, qtbot, "Add topic Gene drives", "Add topic Geometry", "Add topic Geography")
    press_key(window, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert commands.calls == [("set_topics", ("Gene drives",))]
    silent(window, qtbot, "Add topic Geometry")
    type_into(window, TOPICS, "ge")
    says(window, qtbot, "Add topic Geometry")
    click(window, control(window, "Add topic Geometry"))
    assert commands.calls[-1] == ("set_topics", ("Geometry",))


def test_suggestions_are_passed_over_and_left_by_keys(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    show(window, qtbot)
    type_into(window, TOPICS, "geo")
    says(window, qtbot, "Add topic Geometry")
    press_key(window, Qt.Key.Key_Escape)
    silent(window, qtbot, "Add topic Geometry")
    press_key(window, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert commands.calls == [("set_topics", ("geo",))]


@pytest.mark.parametrize(
    ("topics", "typed", "sentence", "rest"),
    [
        (("Algebra",), " algebra", "That topic is there already.", ""),
        (tuple("12345"), "6", "At most 5 topics: take one off to add another.", "6"),
        (
            (),
            "x" * (TOPIC_CHARACTERS + 1),
            "A topic has at most 40 characters. Please shorten it.",
            "x" * (TOPIC_CHARACTERS + 1),
        ),
    ],
)
def test_what_is_not_added_is_explained(
    window: Window,
    qtbot: QtBot,
    commands: Commands,
    topics: tuple[str, ...],
    typed: str,
    sentence: str,
    rest: str,
) -> None:
    show(window, qtbot, replace(IDLE, topics=topics))
    paste(window, TOPICS, typed)
    press_key(window, Qt.Key.Key_Return)
    says(window, qtbot, sentence)
    assert commands.calls == []
    assert words_in(window, TOPICS) == rest
    press_key(window, Qt.Key.Key_A)
    silent(window, qtbot, sentence)


def test_a_list_full_of_duplicates_is_pasted(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    show(window, qtbot)
    paste(window, TOPICS, "algebra, ALGEBRA,\u202e algebra ,, <b>biology</b>," + "algebra," * 2000)
    press_key(window, Qt.Key.Key_Return)
    assert commands.calls == [("set_topics", ("algebra", "<b>biology</b>"))]
    says(window, qtbot, "That topic is there already.")


# The preview


def test_nothing_is_open_until_the_student_wants_to_look(
    window: Window, qtbot: QtBot, desk: FakeDesk
) -> None:
    show(window, qtbot)
    says(window, qtbot, "Nobody sees you yet. Your camera is off.")
    assert desk.calls == []
    press(window, "Start preview")
    assert desk.calls == [("preview", True)]
    says(window, qtbot, "Microphone level", "Stop preview")
    press(window, "Stop preview")
    assert desk.calls == [("preview", True), ("preview", False)]


def test_a_hidden_window_looks_at_nobody(window: Window, qtbot: QtBot, desk: FakeDesk) -> None:
    show(window, qtbot)
    press(window, "Start preview")
    window.window.showMinimized()
    qtbot.waitUntil(lambda: desk.calls[-1] == ("preview", False))
    window.window.showNormal()
    qtbot.waitUntil(lambda: desk.calls[-1] == ("preview", True))
    window.window.hide()
    qtbot.waitUntil(lambda: desk.calls[-1] == ("preview", False))


def test_the_panel_and_the_lobby_share_one_preview(
    window: Window, qtbot: QtBot, desk: FakeDesk
) -> None:
    show(window, qtbot)
    press(window, "Start preview")
    press(window, "Check camera and sound")
    says(window, qtbot, "Close camera and sound")
    press(window, "Close camera and sound")
    silent(window, qtbot, "Close camera and sound")
    assert desk.calls[-1] == ("preview", True)
    window.on_snapshot(SEARCHING)
    qtbot.waitUntil(lambda: desk.calls[-1] == ("preview", False))


def test_a_camera_that_waits_for_a_match_has_no_preview(window: Window, qtbot: QtBot) -> None:
    show(window, qtbot, replace(IDLE, camera_after_match=True))
    says(window, qtbot, "Your camera stays closed until somebody was found.", "Test microphone")
    assert "Start preview" not in names(window)
    show(window, qtbot, replace(IDLE, media="audio"))
    says(window, qtbot, "Audio only: your camera stays off.", "Check sound")


def test_a_busy_camera_is_told_with_the_way_around_it(
    window: Window, qtbot: QtBot, commands: Commands
) -> None:
    show(window, qtbot, replace(IDLE, camera_error=MediaError("camera", MediaFault.BUSY)))
    says(
        window,
        qtbot,
        "Camera is being used by another app. Please close other video apps and try again.",
    )
    press(window, "Continue with audio only")
    assert commands.calls == [("set_media", "audio")]


@pytest.mark.parametrize("panel", [False, True])
def test_it_comes_to_rest_at_every_height(
    window: Window, qtbot: QtBot, desk: FakeDesk, panel: bool
) -> None:
    trouble = replace(IDLE, camera_error=MediaError("camera", MediaFault.BUSY))
    show(window, qtbot, replace(trouble, topics=("algebra", "linear algebra", "गणित")))
    press(window, "Check camera and sound" if panel else "Start preview")
    qtbot.waitUntil(lambda: desk.calls == [("preview", True)])
    for height in range(480, 900, 7):
        window.window.resize(900, height)
        QGuiApplication.processEvents()
        # What never came to rest would not come back from this.
        window.window.grabWindow()


# Buddies


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        (["Meera"], "Meera is online"),
        (["meera", "Ravi"], "meera and Ravi are online"),
        (["Ravi", "Kabir", "{count}"], "Kabir and 2 more are online"),
        (["{other}", "ravi"], "ravi and {other} are online"),
    ],
)
def test_buddies_who_are_there_can_be_called_first(
    window: Window, qtbot: QtBot, commands: Commands, people: list[str], sentence: str
) -> None:
    here = tuple(Buddy(UserId(name), name, True) for name in people)
    show(window, qtbot, replace(IDLE, buddies=(*here, Buddy(UserId("x"), "Aaron", False))))
    says(window, qtbot, sentence)
    press(window, "Call first")
    assert commands.calls == [("set_mode", "buddies_first")]
    show(window, qtbot, replace(IDLE, buddies=here, mode="buddies_first"))
    says(window, qtbot, "Called first")
    show(window, qtbot, replace(IDLE, buddies=here, link=Link.CONNECTING))
    silent(window, qtbot, sentence)


# The search


@pytest.mark.parametrize(
    ("topics", "before", "after"),
    [
        (
            ("algebra",),
            "First we look for somebody who studies algebra too; after 10 seconds for anybody.",
            "Nobody who studies algebra is free now, so we look for anybody.",
        ),
        (
            ("algebra", "{seconds}"),
            "First we look for somebody who shares one of your 2 topics; "
            "after 10 seconds for anybody.",
            "Nobody who shares one of your topics is free now, so we look for anybody.",
        ),
    ],
)
def test_it_is_said_before_and_when_the_search_is_widened(
    window: Window, qtbot: QtBot, topics: tuple[str, ...], before: str, after: str
) -> None:
    show(window, qtbot, replace(SEARCHING, topics=topics))
    says(window, qtbot, "You are number 2 of 5", before)
    show(window, qtbot, replace(SEARCHING, topics=topics, widened=True))
    says(window, qtbot, after)
    assert before not in names(window)


def test_the_time_goes_on(window: Window, qtbot: QtBot, clock: Clock) -> None:
    show(window, qtbot, SEARCHING)
    says(window, qtbot, "Searching for 0:00")
    clock.now += 75
    says(window, qtbot, "Searching for 1:15")


def test_a_server_that_is_away_is_told_with_a_countdown_and_no_spinner(
    window: Window, qtbot: QtBot, commands: Commands, clock: Clock
) -> None:
    def moving(item: QQuickItem) -> list[str]:
        kind = item.metaObject().className()
        found = [kind] if kind.startswith(("Spinner", "Radar")) and item.isVisible() else []
        return found + [name for child in item.childItems() for name in moving(child)]

    stage = window.window.contentItem()
    show(window, qtbot, SEARCHING)
    assert "Retry now" not in names(window)
    assert moving(stage)
    show(window, qtbot, OFFLINE)
    start = "No connection to the server. Please check your network. Trying again in"
    says(window, qtbot, f"{start} 7 s.")
    clock.now += 3
    says(window, qtbot, f"{start} 4 s.")
    assert moving(stage) == []
    press(window, "Retry now")
    press_key(window, Qt.Key.Key_Escape)
    assert commands.calls == [("retry_link",), ("cancel",)]
    show(window, qtbot, replace(OFFLINE, link=Link.CONNECTING))
    # An attempt that may fail like the last: the notice stays, and so does the focus on its button.
    says(window, qtbot, "Connecting to the server…", "Retry now")
    assert moving(stage) == []
    show(window, qtbot, SEARCHING)
    assert moving(stage)
    assert "Retry now" not in names(window)


# The first start


@pytest.fixture
def welcome(
    qapp: QGuiApplication,
    services: Services,
    settings: FakeSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[], Window]]:
    """Makes the window of a first start."""
    monkeypatch.setenv("GURUKUL_REDUCED_MOTION", "1")
    windows: list[Window] = []

    def make() -> Window:
        windows.append(Window(replace(services, newcomer=True)))
        settings.tell = windows[-1].settings.on_settings
        windows[-1].show()
        return windows[-1]

    yield make
    for window in windows:
        window.close()
        assert window.warnings == []


def test_three_steps_are_gone_through(
    welcome: Callable[[], Window], qtbot: QtBot, settings: FakeSettings, desk: FakeDesk
) -> None:
    window = welcome()
    show(window, qtbot)
    says(window, qtbot, "Step 1 of 3", "Welcome to Gurukul")
    type_into(window, NAME, " asha ")
    press_key(window, Qt.Key.Key_Return)
    says(window, qtbot, "Step 2 of 3", "Your camera and sound", "Microphone level")
    assert settings.now.name == "asha"
    assert desk.calls == [("preview", True)]
    press(window, "Test sound")
    press(window, "Next")
    says(window, qtbot, "Step 3 of 3", "Good to know", "Be kind", "Your privacy")
    assert ("test_sound",) in desk.calls
    assert desk.calls[-1] == ("preview", False)
    press(window, "Back")
    says(window, qtbot, "Step 2 of 3")
    press(window, "Next")
    press(window, "Start studying")
    silent(window, qtbot, "Good to know")
    assert settings.now.welcomed


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_it_can_be_skipped_at_any_step(
    welcome: Callable[[], Window], qtbot: QtBot, settings: FakeSettings, steps: int
) -> None:
    window = welcome()
    show(window, qtbot)
    for step in range(steps):
        says(window, qtbot, f"Step {step + 1} of 3")
        press(window, "Skip")
    says(window, qtbot, f"Step {steps + 1} of 3")
    if steps == 1:
        press_key(window, Qt.Key.Key_Escape)
    else:
        press(window, "Skip all")
    silent(window, qtbot, f"Step {steps + 1} of 3")
    assert settings.now.welcomed
    assert settings.now.name == ""


@pytest.mark.parametrize("nothing", ["   ", "\u200b\u202e"])
def test_a_name_of_spaces_is_refused_with_a_sentence(
    welcome: Callable[[], Window], qtbot: QtBot, settings: FakeSettings, nothing: str
) -> None:
    window = welcome()
    show(window, qtbot)
    says(window, qtbot, "Step 1 of 3")
    paste(window, NAME, nothing)
    press(window, "Next")
    says(window, qtbot, "Please type a name that can be seen, or skip this step.", "Step 1 of 3")
    paste(window, NAME, "आशा" + "x" * 100)
    press(window, "Next")
    says(window, qtbot, "Step 2 of 3")
    assert settings.now.name == ("आशा" + "x" * 100)[:NAME_CHARACTERS]


def test_who_was_welcomed_is_not_welcomed_again(
    welcome: Callable[[], Window], qtbot: QtBot, settings: FakeSettings
) -> None:
    settings.now = Preferences(version=VERSION, welcomed=True)
    window = welcome()
    show(window, qtbot)
    says(window, qtbot, "Ready to Study?")
    assert "Step 1 of 3" not in names(window)
