"""The pages on stand-ins: every scene can be shown, and one can walk through."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gurukul_desktop.demo.command import demo
from gurukul_desktop.demo.pace import Pace
from gurukul_desktop.demo.scenes import SCENES, Call, Put, Scene, named
from gurukul_desktop.demo.showing import Showing
from gurukul_desktop.demo.walk import SceneKeys
from gurukul_desktop.errors import UsageError
from gurukul_desktop.session.snapshot import Standing
from gurukul_desktop.session.states import State
from tests.ui.fakes import names, press

AT_ONCE = Pace(search=0, connect=0, ended=0, pause=0, answer=0)


@pytest.fixture
def showing(qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Showing]:
    monkeypatch.setenv("GURUKUL_REDUCED_MOTION", "1")
    showing = Showing(moving=True, pace=AT_ONCE)
    showing.window.show()
    yield showing
    showing.close()
    assert showing.window.warnings == []


def test_every_scene_can_be_shown_and_has_a_name_of_its_own(showing: Showing) -> None:
    for one in SCENES:
        showing.enter(one)
        assert showing.world.session.snapshot.state is one.snapshot.state, one.name
        assert showing.window.local.hasPicture == (one.shows is not None), one.name
        assert showing.window.remote.hasPicture == (one.sees is not None), one.name
    assert len({one.name for one in SCENES}) == len(SCENES)
    assert {one.snapshot.state for one in SCENES} == set(State)


def test_what_one_scene_opened_and_said_is_gone_in_the_next(showing: Showing) -> None:
    showing.enter(named("devices-away"))
    assert "Camera and sound" in names(showing.window)
    showing.enter(named("idle-after-call"))
    assert "Partner left the call" in names(showing.window)
    showing.enter(named("idle"))
    assert not {"Camera and sound", "Partner left the call"} & set(names(showing.window))
    assert not showing.world.desk.gone


def test_a_scene_that_names_what_is_not_there_is_told(showing: Showing) -> None:
    idle = named("idle")
    for step in (Call("NoSheet", "open"), Call("AboutSheet", "jump"), Put("AboutSheet", "hue", 1)):
        wrong = Scene("wrong", "", idle.snapshot, steps=(step,))
        with pytest.raises(LookupError):
            showing.enter(wrong)


def test_one_can_walk_from_find_to_a_moving_picture_and_back(
    showing: Showing, qtbot: QtBot
) -> None:
    session = showing.world.session
    showing.begin()
    press(showing.window, "Find Partner")
    qtbot.waitUntil(lambda: session.snapshot.state is State.CONNECTED)
    before = showing.window.remote.presented
    qtbot.waitUntil(lambda: showing.window.remote.presented > before + 2)
    press(showing.window, "Add as buddy")
    qtbot.waitUntil(lambda: session.snapshot.standing is Standing.BUDDIES)
    press(showing.window, "Skip")
    qtbot.waitUntil(lambda: session.snapshot.state is State.CONNECTED)
    session.end()
    assert session.snapshot.state is State.ENDED
    qtbot.waitUntil(lambda: "Done" in names(showing.window))
    press(showing.window, "Done")
    assert session.snapshot.state is State.IDLE
    qtbot.waitUntil(lambda: not showing.window.remote.hasPicture)


def test_the_partner_says_yes_also_to_a_student_who_writes(showing: Showing, qtbot: QtBot) -> None:
    session = showing.world.session
    session.put(named("connected").snapshot)
    session.add_buddy()
    assert showing.world.services.chat.write("hello")
    qtbot.waitUntil(lambda: session.snapshot.standing is Standing.BUDDIES)


def test_keys_go_from_scene_to_scene(showing: Showing, qtbot: QtBot) -> None:
    keys = SceneKeys(showing)
    window = showing.window.window
    window.requestActivate()
    qtbot.waitUntil(lambda: window.isActive())
    for key, reached in (
        (Qt.Key.Key_Right, SCENES[0]),
        (Qt.Key.Key_Left, SCENES[-1]),
        (Qt.Key.Key_Right, SCENES[0]),
        (Qt.Key.Key_Home, None),
    ):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert showing.scene is reached
        assert window.title() == (f"{reached.name}: {reached.what}" if reached else "Gurukul")
    assert len(keys.shortcuts) == 3


def test_the_command_lists_the_scenes() -> None:
    listed = CliRunner().invoke(demo, ["--list-scenes"])
    assert listed.exit_code == 0
    assert [line.split()[0] for line in listed.output.splitlines()] == [one.name for one in SCENES]


def test_a_wrong_name_is_told() -> None:
    with pytest.raises(UsageError, match="--list-scenes"):
        named("nowhere")
