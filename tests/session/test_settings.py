"""gurukul_desktop.session.settings: what is set holds at once, and for the next run."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gurukul_desktop.media.choice import Choice
from gurukul_desktop.media.devices import Device
from gurukul_desktop.media.ringer import Ringer
from gurukul_desktop.media.studio import Studio
from gurukul_desktop.media.voice.chain import VoiceSwitches
from gurukul_desktop.preferences import Language, PreferenceFile, Preferences
from gurukul_desktop.protocol.messages import Matched, Partner, SessionId, UserId
from gurukul_desktop.session.controller import SessionController
from gurukul_desktop.session.desk import Desk
from gurukul_desktop.session.report_store import MemoryReports
from gurukul_desktop.session.settings import Settings, Typed
from gurukul_desktop.session.snapshot import Link, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.signaling.line import Destination
from tests.session.fakes import FakeCalls, FakeDevices, FakeServer, FakeStage, Watcher

HOME = ("ws://127.0.0.1:8765/ws",)
BUILT_IN = Device("speaker", "Built-in", "pulse:built-in", default=True)
DESK = Device("speaker", "On the desk", "pulse:desk")


class World:
    """The settings, and all that they are carried out by."""

    def __init__(self, path: Path | None, typed: Typed | None = None) -> None:
        self.preferences = PreferenceFile(path)
        self.studio = Studio("none", "none", "none")
        self.ringer = Ringer(self.studio.speaker)
        self.devices = FakeDevices()
        self.session = SessionController(self.devices, MemoryReports())
        chosen = dict((typed or Typed()).devices)
        self.desk = Desk(
            self.studio, self.session.equipment, self.preferences, chosen, play_test=lambda: None
        )
        self.rings = 0
        self.settings = Settings(
            self.preferences,
            typed or Typed(),
            home=HOME,
            studio=self.studio,
            ringer=self.ringer,
            session=self.session,
            desk=self.desk,
            play_ring=self._ring,
        )
        self.told = 0
        self.connected: list[Destination] = []
        self.spoken: list[Language] = []
        self.resets = 0
        self.settings.join(
            self, connect=self.connected.append, on_reset=self._reset, speak=self.spoken.append
        )
        self.seen = Watcher()
        self.server = FakeServer()
        self.session.join(
            server=self.server,
            calls=FakeCalls(),
            stage=FakeStage(),
            observers=[self.seen, self.desk, self.settings],
        )
        self.session.on_link(Link.ONLINE, 0.0)

    def on_settings(self) -> None:
        self.told += 1

    def _ring(self) -> None:
        self.rings += 1

    def _reset(self) -> None:
        self.resets += 1

    def match(self) -> None:
        self.session.on_message(
            Matched(
                SessionId("s"), Partner(UserId("p"), "Meera", False), "caller", "video", (), "all"
            )
        )

    async def aclose(self) -> None:
        await self.session.aclose()
        self.studio.close()
        assert await asyncio.to_thread(self.studio.join, 2)
        assert await asyncio.to_thread(self.ringer.join, 2)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = World(tmp_path / "preferences-1.json")
    yield world
    await world.aclose()


async def test_what_is_set_is_told_and_kept(world: World, tmp_path: Path) -> None:
    world.settings.change(scheme="dark", text_size=120)
    assert world.told == 1
    kept = PreferenceFile(tmp_path / "preferences-1.json").now
    assert (kept.scheme, kept.text_size) == ("dark", 120)


async def test_another_language_is_spoken_at_once(world: World) -> None:
    world.settings.change(language="hi")
    world.settings.change(text_size=90)
    assert world.spoken == ["hi"]


async def test_another_server_is_used_at_once_while_nothing_goes_on(world: World) -> None:
    assert world.settings.destination == Destination(HOME, "")
    world.settings.change(server="https://study.example.org", name="Asha")
    world.settings.change(server="")
    there = Destination(("wss://study.example.org/ws",), "Asha")
    assert world.connected == [there, Destination(HOME, "Asha")]
    assert not world.settings.waits


async def test_in_a_search_and_a_call_another_server_waits(world: World) -> None:
    world.session.find()
    world.settings.change(server="wss://study.example.org/ws")
    assert world.settings.waits
    told = world.told
    world.match()
    assert world.connected == []
    world.session.end()
    world.session.cancel()  # no longer on the ended page
    assert world.seen.now.state is State.IDLE
    assert [to.urls for to in world.connected] == [("wss://study.example.org/ws",)]
    assert not world.settings.waits
    assert world.told > told


async def test_a_change_that_is_taken_back_waits_for_nothing(world: World) -> None:
    world.session.find()
    world.settings.change(name="Asha")
    world.settings.change(name="")
    assert not world.settings.waits
    world.session.cancel()
    assert world.connected == []


async def test_an_address_that_nobody_can_read_leads_home(tmp_path: Path) -> None:
    path = tmp_path / "preferences-1.json"
    path.write_text('{"version": 2, "server": "gopher://old"}')
    world = World(path)
    assert world.settings.destination.urls == HOME
    await world.aclose()


async def test_what_was_typed_wins_and_is_not_kept() -> None:
    typed = Typed(("ws://typed/ws",), "Ravi", {"camera": Choice("test:x")})
    world = World(None, typed)
    world.settings.change(server="wss://study.example.org/ws", name="Asha")
    assert world.settings.destination == Destination(("ws://typed/ws",), "Ravi")
    assert world.connected == []
    assert world.settings.typed_devices == {"camera"}
    world.desk.listed("camera", [Device("camera", "Webcam", "/dev/video9")])
    world.desk.choose("camera", "/dev/video9")
    assert world.settings.typed_devices == set()
    await world.aclose()


async def test_the_camera_opens_with_the_match(world: World) -> None:
    world.settings.change(camera_after_match=True)
    assert world.seen.now.camera_waits
    world.desk.preview(True)
    assert (world.devices.camera_open, world.devices.microphone_open) == (False, True)
    world.desk.look()
    assert world.devices.camera_open, "one may look at oneself when one asks for it"
    world.desk.preview(False)
    world.desk.preview(True)
    assert not world.devices.camera_open, "and is asked anew the next time"
    world.desk.preview(False)
    world.session.find()
    assert not world.devices.camera_open
    world.match()
    assert world.devices.camera_open
    assert not world.seen.now.camera_waits
    world.session.end()
    assert not world.devices.camera_open


async def test_a_camera_that_was_open_in_a_search_closes_when_it_is_to_wait(world: World) -> None:
    world.session.find()
    assert world.devices.camera_open
    world.settings.change(camera_after_match=True)
    assert not world.devices.camera_open


async def test_the_ringer_follows_the_choice_and_the_devices(world: World) -> None:
    world.settings.choose_ringer("pulse:desk")
    assert world.settings.now.ringer == Choice(), "it is in no list"
    world.settings.listed("speaker", [BUILT_IN, DESK])
    world.settings.choose_ringer("pulse:desk")
    assert world.settings.now.ringer == Choice("pulse:desk", "On the desk")
    world.settings.listed("speaker", [BUILT_IN])
    assert world.settings.ringer_away
    world.settings.listed("speaker", [BUILT_IN, DESK])
    assert not world.settings.ringer_away
    world.settings.listed("speaker", [BUILT_IN])
    world.settings.choose_ringer("")
    assert not world.settings.ringer_away
    world.settings.test_ring()
    assert world.rings == 1


async def test_a_reset_leaves_nothing_set(world: World, tmp_path: Path) -> None:
    world.session.set_hide_address(False)
    world.session.set_mode("buddies_first")
    world.session.set_topics(("Algebra",))
    world.desk.set_switches(VoiceSwitches(echo=False))
    world.desk.listed("speaker", [BUILT_IN, DESK])
    world.desk.choose("speaker", "pulse:desk")
    world.settings.change(
        scheme="dark",
        language="hi",
        find_next=True,
        camera_after_match=True,
        server="wss://study.example.org/ws",
        welcomed=True,
        ring_volume=5,
    )
    aside = world.settings.reset()
    assert aside == tmp_path / "preferences-1.reset-1.json"
    assert world.settings.now == Preferences(version=world.settings.now.version, welcomed=True)
    assert PreferenceFile(tmp_path / "preferences-1.json").now == world.settings.now
    now = world.seen.now
    assert now == Snapshot(link=Link.ONLINE)
    assert world.desk.switches == VoiceSwitches()
    assert world.desk.choice("speaker") == Choice()
    assert world.connected[-1] == Destination(HOME, "")
    assert world.spoken == ["hi", "system"]
    assert world.resets == 1


async def test_a_reset_keeps_the_device_that_was_typed() -> None:
    world = World(None, Typed(devices={"microphone": Choice("test:440")}))
    world.settings.reset()
    assert world.desk.choice("microphone") == Choice("test:440")
    await world.aclose()
