"""Tests for gurukul_desktop.ui.session_model."""

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.session.snapshot import (
    Carrier,
    Link,
    Notice,
    PartnerView,
    Refusal,
    Snapshot,
    Standing,
)
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.session_model import SessionModel
from tests.ui.fakes import Clock, Commands

SIGNALS = (
    "pageChanged",
    "linkChanged",
    "queueChanged",
    "wishChanged",
    "partnerChanged",
    "callChanged",
    "devicesChanged",
    "durationChanged",
)


@pytest.fixture
def model(qapp: QGuiApplication, commands: Commands, clock: Clock) -> SessionModel:
    return SessionModel(commands, clock)


@pytest.fixture
def notified(model: SessionModel) -> Counter[str]:
    """How often each signal was emitted."""
    count: Counter[str] = Counter()
    for name in SIGNALS:
        getattr(model, name).connect(lambda name=name: count.update([name]))
    return count


CHANGES = [
    ({"state": State.SEARCHING}, "pageChanged"),
    ({"searching_again": True}, "pageChanged"),
    ({"link": Link.ONLINE}, "linkChanged"),
    ({"carrier": Carrier.HTTP}, "linkChanged"),
    ({"position": 1}, "queueChanged"),
    ({"waiting": 1}, "queueChanged"),
    ({"mode": "buddies_first"}, "wishChanged"),
    ({"media": "audio"}, "wishChanged"),
    ({"partner": PartnerView("Asha")}, "partnerChanged"),
    ({"standing": Standing.BUDDIES}, "partnerChanged"),
    ({"server_trouble": True}, "queueChanged"),
    ({"reconnecting": True}, "callChanged"),
    ({"microphone": False}, "devicesChanged"),
    ({"camera": False}, "devicesChanged"),
    ({"camera_error": MediaError("camera", MediaFault.BUSY)}, "devicesChanged"),
    ({"microphone_error": MediaError("microphone", MediaFault.BUSY)}, "devicesChanged"),
    ({"speaker_error": MediaError("speaker", MediaFault.BUSY)}, "devicesChanged"),
]


@pytest.mark.parametrize(("fields", "signal"), CHANGES)
def test_only_what_changed_notifies_and_only_once(
    model: SessionModel, notified: Counter[str], fields: dict[str, object], signal: str
) -> None:
    snapshot = replace(Snapshot(), **fields)
    model.show(snapshot)
    model.show(snapshot)
    model.show(replace(snapshot))
    assert notified == {signal: 1}


def test_statistics_alone_notify_nobody(model: SessionModel, notified: Counter[str]) -> None:
    model.show(Snapshot(statistics=Statistics(fps=30.0)))
    assert notified == {}


def test_an_equal_trouble_of_a_device_does_not_notify_again(
    model: SessionModel, notified: Counter[str]
) -> None:
    for _ in range(3):
        model.show(Snapshot(camera_error=MediaError("camera", MediaFault.BUSY)))
    assert notified == {"devicesChanged": 1}


def test_properties_are_those_of_the_snapshot(model: SessionModel) -> None:
    model.show(
        Snapshot(
            state=State.CONNECTED,
            link=Link.ONLINE,
            mode="buddies_first",
            media="audio",
            position=3,
            waiting=9,
            partner=PartnerView("Asha", camera=False, microphone=False),
            standing=Standing.BUDDIES,
            reconnecting=True,
            microphone=False,
            camera=False,
            camera_error=MediaError("camera", MediaFault.DENIED),
        )
    )
    assert (model.state, model.page, model.link) == ("connected", "connected", "online")
    assert (model.mode, model.media, model.position, model.waiting) == (
        "buddies_first",
        "audio",
        3,
        9,
    )
    assert (model.partnerName, model.partnerBuddy) == ("Asha", True)
    assert (model.partnerCamera, model.partnerMicrophone) == (False, False)
    assert (model.microphone, model.camera, model.reconnecting) == (False, False, True)
    assert str(model.cameraProblem).startswith("Gurukul is not allowed to use the camera.")
    assert (model.microphoneProblem, model.speakerProblem) == ("", "")


def test_nobody_there_is_nobody_named(model: SessionModel) -> None:
    assert (model.partnerName, model.partnerBuddy) == ("", False)


def test_a_skip_shows_searching_while_the_state_is_ended(model: SessionModel) -> None:
    model.show(Snapshot(State.ENDED, searching_again=True))
    assert (model.state, model.page) == ("ended", "searching")
    model.show(Snapshot(State.ENDED))
    assert model.page == "ended"


def test_the_duration_follows_the_clock(model: SessionModel, clock: Clock, qtbot: QtBot) -> None:
    model.show(Snapshot(State.CONNECTED, connected_at=clock.now - 5))
    assert model.duration == "0:05"
    clock.now += 60
    qtbot.waitUntil(lambda: model.duration == "1:05")
    model.show(Snapshot(State.ENDED))
    assert model.duration == "0:00"


def test_the_countdown_runs_from_when_it_was_told(
    model: SessionModel, clock: Clock, qtbot: QtBot
) -> None:
    offline = Snapshot(link=Link.OFFLINE, retry_in=8.0)
    model.show(offline)
    assert model.linkSentence.endswith("Trying again in 8 s.")
    clock.now += 5
    # Something else changes: the countdown goes on from where it is.
    model.show(replace(offline, mode="buddies_first"))
    assert model.linkSentence.endswith("Trying again in 3 s.")
    clock.now += 60
    qtbot.waitUntil(lambda: "Trying again" not in model.linkSentence)
    model.show(replace(offline, link=Link.ONLINE, retry_in=0.0))
    assert model.linkSentence == "Online"


def test_notices_become_words(model: SessionModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.noticed) as told:
        model.tell(Notice.PARTNER_LEFT, "")
    assert told.args == ["Partner left the call"]


def test_what_is_no_mode_or_medium_is_not_asked_for(
    model: SessionModel, commands: Commands
) -> None:
    model.setMode("everybody")
    model.setMedia("smell")
    assert commands.calls == []


def test_a_topic_can_be_taken_off(model: SessionModel, commands: Commands) -> None:
    model.show(Snapshot(topics=("algebra", "गणित", "music")))
    assert model.topics.stringList() == ["algebra", "गणित", "music"]
    model.removeTopic("गणित")
    model.removeTopic("nothing of the kind")
    assert commands.calls == [
        ("set_topics", ("algebra", "music")),
        ("set_topics", ("algebra", "गणित", "music")),
    ]


def test_what_stands_in_the_way_to_the_server_stays_on_the_screen(
    model: SessionModel, qtbot: QtBot
) -> None:
    model.show(Snapshot(link=Link.OFFLINE))
    with qtbot.waitSignal(model.linkChanged):
        model.show(Snapshot(link=Link.OFFLINE, refusal=Refusal.OCCUPIED))
    assert model.linkSentence == "Another program uses port 8765."
