"""The controller, on fakes of everything that it drives."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import av
import msgspec
import pytest

from gurukul_desktop.errors import CallError, CallFault, MediaError, MediaFault
from gurukul_desktop.history import MemoryHistory
from gurukul_desktop.link import LinkedWish
from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.channel import MediaState
from gurukul_desktop.protocol.messages import Partner, SessionId, SessionInfo, User, UserId
from gurukul_desktop.protocol.peer import (
    ByeSignal,
    CandidateSignal,
    DescriptionSignal,
    SessionDescription,
    encode_peer,
)
from gurukul_desktop.session import aftercall, search
from gurukul_desktop.session.controller import SessionController
from gurukul_desktop.session.report_store import MemoryReports
from gurukul_desktop.session.snapshot import Link, Notice, Reportable, Standing
from gurukul_desktop.session.states import State
from gurukul_desktop.signaling.link import Carrier, Refusal
from tests.session.fakes import FakeCall, FakeCalls, FakeDevices, FakeServer, FakeStage, Watcher

ONE = SessionId("one")
TWO = SessionId("two")
PARTNER = Partner(UserId("p"), "Meera", False)
OFFER = DescriptionSignal(SessionDescription("offer", "v=0"))


def matched(session: SessionId = ONE, media: messages.Media = "video") -> messages.Matched:
    return messages.Matched(session, PARTNER, "caller", media)


def info(session: SessionId = ONE) -> SessionInfo:
    return SessionInfo(session, PARTNER, "caller", "video")


def welcome(session: SessionInfo | None = None) -> messages.Welcome:
    return messages.Welcome(1, User(UserId("me"), "Me"), "token", session=session)


@dataclass
class World:
    """One student and the surroundings."""

    server: FakeServer
    devices: FakeDevices
    calls: FakeCalls
    stage: FakeStage
    seen: Watcher
    history: MemoryHistory
    session: SessionController

    @property
    def call(self) -> FakeCall:
        return self.calls.placed[-1]

    def search(self) -> None:
        self.session.on_link(Link.ONLINE, 0.0)
        self.session.on_message(welcome())
        self.session.find()
        self.server.taken()

    def meet(self, session: SessionId = ONE) -> None:
        self.search()
        self.session.on_message(matched(session))

    def talk(self) -> None:
        self.meet()
        self.call.listener.on_connected()
        self.server.taken()

    def done(self) -> None:
        """The page of a call that was one stays until it is put away."""
        assert self.seen.now.state is State.ENDED
        self.session.cancel()
        assert self.seen.now.state is State.IDLE

    async def until(self, state: State) -> None:
        """Wait for a move that a timer makes."""
        async with asyncio.timeout(5):
            while self.seen.now.state is not state:
                self.seen.changed.clear()
                await self.seen.changed.wait()

    async def until_sent(self) -> None:
        """Wait for what a timer sends."""
        async with asyncio.timeout(5):
            while not self.server.sent:
                self.server.changed.clear()
                await self.server.changed.wait()


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    # The pauses are design, not behaviour: as short as can be where a test waits for one.
    monkeypatch.setattr(aftercall, "SKIP_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(aftercall, "REST_SECONDS", 0.01)
    devices, server, calls, stage, seen = (
        FakeDevices(),
        FakeServer(),
        FakeCalls(),
        FakeStage(),
        Watcher(),
    )
    history = MemoryHistory()
    session = SessionController(devices, MemoryReports(), history=history)
    session.join(server=server, calls=calls, stage=stage, observers=[seen])
    world = World(server, devices, calls, stage, seen, history, session)
    yield world
    await session.aclose()
    assert not devices.is_open
    assert all(call.closed_with for call in calls.placed)


async def test_a_search_shows_at_once_and_opens_the_devices(world: World) -> None:
    world.session.find()
    assert world.seen.now.state is State.SEARCHING
    assert world.devices.camera_open
    assert world.server.taken() == [messages.Find("global", "video")]


async def test_the_place_in_the_queue_is_shown(world: World) -> None:
    world.search()
    world.session.on_message(messages.Queued(3, 7, "global"))
    assert (world.seen.now.position, world.seen.now.waiting) == (3, 7)


async def test_cancel_leaves_the_queue_and_releases_the_devices(world: World) -> None:
    world.search()
    world.session.cancel()
    assert world.server.taken() == [messages.Cancel()]
    assert world.seen.now.state is State.IDLE
    assert not world.devices.is_open


async def test_a_match_that_crosses_a_cancel_is_ended(world: World) -> None:
    world.search()
    world.session.cancel()
    world.server.taken()
    world.session.on_message(matched())
    assert world.server.taken() == [messages.End(ONE)]
    assert world.seen.now.state is State.IDLE
    assert not world.calls.placed


async def test_a_match_becomes_a_call(world: World) -> None:
    world.meet()
    assert world.seen.now.state is State.CONNECTING
    assert world.seen.now.partner is not None
    assert world.seen.now.partner.name == "Meera"
    assert world.call.plan.role == "caller"
    world.call.listener.on_signal(OFFER)
    world.call.listener.on_connected()
    assert world.seen.now.state is State.CONNECTED
    signal, connected = world.server.taken()
    assert isinstance(signal, messages.Signal)
    assert bytes(signal.data) == bytes(encode_peer(OFFER))
    assert connected == messages.Connected(ONE)


async def test_signals_reach_the_call_and_junk_does_not(world: World) -> None:
    world.meet()
    world.session.on_message(messages.Signal(ONE, encode_peer(CandidateSignal(None))))
    world.session.on_message(messages.Signal(TWO, encode_peer(OFFER)))
    world.session.on_message(messages.Signal(ONE, msgspec.Raw(b'{"description":7}')))
    world.session.on_message(messages.Signal(ONE, msgspec.Raw(b'{"later":1}')))
    assert world.call.received == [CandidateSignal(None)]
    assert world.seen.now.state is State.CONNECTING


async def test_end_hangs_up_and_comes_back_to_idle(world: World) -> None:
    world.talk()
    world.session.end()
    assert world.seen.now.state is State.ENDED
    assert not world.devices.is_open
    assert world.server.taken() == [messages.End(ONE)]
    world.done()
    await world.session.aclose()
    assert world.call.closed_with == ["ended"]
    assert world.stage.cleared == 2, "before the call and after it"
    assert world.seen.notices == []


async def test_skip_searches_again_by_itself_and_keeps_the_devices(world: World) -> None:
    """Fault of the old system: there was no skip."""
    world.talk()
    world.session.skip()
    assert world.seen.now.state is State.ENDED
    assert world.seen.now.searching_again
    assert world.devices.camera_open
    await world.until(State.SEARCHING)
    assert world.server.taken() == [messages.Skip(ONE), messages.Find("global", "video")]
    assert world.call.closed_with == ["skipped"]
    assert not world.seen.now.searching_again


@pytest.mark.parametrize("command", ["cancel", "end"])
async def test_the_pause_after_a_skip_can_be_left(world: World, command: str) -> None:
    world.talk()
    world.session.skip()
    getattr(world.session, command)()
    assert world.seen.now.state is State.IDLE
    assert not world.devices.is_open


@pytest.mark.parametrize(
    ("reason", "notice"),
    [
        ("skipped", Notice.PARTNER_SKIPPED),
        ("ended", Notice.PARTNER_LEFT),
        ("reported", Notice.PARTNER_LEFT),
        ("timeout", Notice.SESSION_TIMEOUT),
    ],
)
async def test_a_partner_who_leaves_is_told(
    world: World, reason: messages.LeaveReason, notice: Notice
) -> None:
    world.talk()
    world.session.on_message(messages.PartnerLeft(ONE, reason))
    assert world.seen.notices == [notice]
    world.done()
    assert world.server.taken() == []


async def test_news_of_an_older_session_changes_nothing(world: World) -> None:
    world.meet(TWO)
    world.session.on_message(messages.PartnerLeft(ONE, "ended"))
    world.session.on_message(messages.Ended(ONE, "ended"))
    assert world.seen.now.state is State.CONNECTING


async def test_goodbye_from_app_to_app_ends_the_call_without_the_server(world: World) -> None:
    world.talk()
    world.server.online = False
    world.call.listener.on_bye("ended")
    assert world.seen.now.state is State.ENDED
    assert world.seen.notices == [Notice.PARTNER_LEFT]


async def test_goodbye_as_a_signal_ends_the_call(world: World) -> None:
    world.meet()
    world.session.on_message(messages.Signal(ONE, encode_peer(ByeSignal("ended"))))
    assert world.seen.now.state is State.ENDED


@pytest.mark.parametrize(
    ("fault", "notice"),
    [
        (CallFault.TIMEOUT, Notice.CONNECT_TIMEOUT),
        (CallFault.UNREACHABLE, Notice.UNREACHABLE),
        (CallFault.LOST, Notice.CONNECTION_LOST),
        (CallFault.BAD_OFFER, Notice.BAD_OFFER),
    ],
)
async def test_a_call_that_fails_ends_with_a_plain_message(
    world: World, fault: CallFault, notice: Notice
) -> None:
    """Fault of the old system: stuck loaders."""
    world.meet()
    world.call.listener.on_failed(CallError(fault))
    assert world.seen.notices == [notice]
    await world.until(State.IDLE)
    assert world.server.taken() == [messages.End(ONE)]


async def test_a_call_goes_on_while_the_link_is_down(world: World) -> None:
    world.talk()
    world.session.on_link(Link.OFFLINE, 3.0)
    assert world.seen.now.state is State.CONNECTED
    assert (world.seen.now.link, world.seen.now.retry_in) == (Link.OFFLINE, 3.0)
    world.session.on_link(Link.ONLINE, 0.0)
    world.session.on_message(welcome(info(ONE)))
    assert world.seen.now.state is State.CONNECTED


async def test_what_could_not_be_sent_is_sent_when_the_link_is_back(world: World) -> None:
    world.meet()
    world.server.online = False
    world.call.listener.on_signal(OFFER)
    world.call.listener.on_signal(CandidateSignal(None))
    world.call.listener.on_connected()
    world.server.online = True
    world.session.on_message(welcome(info(ONE)))
    kinds = [type(message) for message in world.server.taken()]
    assert kinds == [messages.Signal, messages.Signal, messages.Connected]


async def test_a_server_that_forgot_the_call_does_not_end_it(world: World) -> None:
    """The server was killed and started again in the middle of a call."""
    world.talk()
    world.session.on_message(welcome(None))
    assert world.seen.now.state is State.CONNECTED
    world.session.skip()
    await world.until(State.SEARCHING)
    # The new server knows no session to skip.
    assert world.server.taken() == [messages.Find("global", "video")]
    assert world.call.closed_with == ["skipped"]


async def test_a_server_that_forgot_an_unfinished_call_ends_it(world: World) -> None:
    world.meet()
    world.session.on_message(welcome(None))
    assert world.seen.notices == [Notice.CONNECTION_LOST]
    await world.until(State.IDLE)


async def test_a_partner_who_lost_only_the_server_stays(world: World) -> None:
    world.talk()
    world.session.on_message(messages.PartnerLeft(ONE, "disconnected"))
    assert world.seen.now.state is State.CONNECTED
    world.call.listener.on_bye("ended")
    assert world.server.taken() == []


async def test_a_partner_who_vanished_is_told(world: World) -> None:
    """Fault of the old system: sessions did not end when a peer vanished."""
    world.talk()
    world.call.listener.on_alive(False)
    assert world.seen.now.reconnecting
    world.session.on_message(messages.PartnerLeft(ONE, "disconnected"))
    assert world.seen.notices == [Notice.PARTNER_LOST]
    assert world.seen.now.state is State.ENDED


async def test_nothing_of_a_partner_who_was_left_is_shown_or_played(world: World) -> None:
    """The call closes a little after we leave it; what still comes in goes nowhere."""
    world.talk()
    frame = av.VideoFrame(16, 16, "yuv420p")
    world.call.remote.picture(frame)
    world.call.remote.sound(None)
    world.session.skip()
    world.call.remote.picture(frame)
    world.call.remote.sound(None)
    assert world.stage.pictures == [frame]
    assert len(world.stage.feeds) == 1


async def test_an_unsuitable_server_is_said_once(world: World) -> None:
    for _ in range(3):
        world.session.on_refusal(Refusal.UNSUITABLE)
    assert world.seen.notices == [Notice.SERVER_UNSUITABLE]


async def test_a_session_that_is_closed_does_not_search(world: World) -> None:
    await world.session.aclose()
    world.session.find()
    assert world.seen.now.state is State.IDLE


async def test_the_search_begins_again_after_a_drop(world: World) -> None:
    world.search()
    world.session.on_link(Link.OFFLINE, 1.0)
    assert world.seen.now.state is State.SEARCHING
    world.session.on_link(Link.ONLINE, 0.0)
    world.session.on_message(welcome())
    assert world.server.taken() == [messages.Find("global", "video")]


async def test_a_match_that_was_lost_with_the_link_is_taken_up(world: World) -> None:
    world.search()
    world.session.on_message(welcome(info(TWO)))
    assert world.seen.now.state is State.CONNECTING


async def test_a_session_left_while_the_link_was_down_is_not_taken_up(world: World) -> None:
    world.talk()
    world.server.online = False
    world.session.skip()
    await world.until(State.SEARCHING)
    world.server.online = True
    world.session.on_message(welcome(info(ONE)))
    assert world.seen.now.state is State.SEARCHING
    # In the words of then: a skip, so that the two are not paired again at once.
    assert world.server.taken() == [messages.Skip(ONE), messages.Find("global", "video")]


async def test_a_session_of_before_a_crash_is_ended(world: World) -> None:
    world.session.on_message(welcome(info(TWO)))
    assert world.seen.now.state is State.IDLE
    assert world.server.taken() == [messages.End(TWO)]


async def test_a_swept_entry_is_asked_for_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "ASK_AGAIN_SECONDS", 0.01)
    world.search()
    world.session.on_message(messages.Cancelled())
    await world.until_sent()
    assert world.server.taken() == [messages.Find("global", "video")]


async def test_a_rate_limit_is_said_and_waited_for(world: World) -> None:
    """Fault of the old system: there was no rate limit."""
    world.search()
    world.session.on_message(messages.Error("rate_limited", "slow down", retry_after=0.01))
    assert world.seen.notices == [Notice.RATE_LIMITED]
    await world.until_sent()
    assert world.seen.now.state is State.SEARCHING


async def test_a_server_in_trouble_is_told_and_waited_for(world: World) -> None:
    world.search()
    world.session.on_message(messages.Queued(1, 1, "global"))
    world.session.on_message(messages.Error("unavailable", "no store", retry_after=0.01))
    assert world.seen.now.server_trouble
    assert world.seen.now.position == 0
    await world.until_sent()
    assert world.server.taken() == [messages.Find("global", "video")]
    assert (world.seen.now.state, world.seen.notices) == (State.SEARCHING, [])
    world.session.on_message(messages.Queued(1, 1, "global"))
    assert not world.seen.now.server_trouble


@pytest.mark.parametrize("event", ["cancel", "matched", "offline"])
async def test_trouble_is_not_shown_longer_than_it_lasts(world: World, event: str) -> None:
    world.search()
    world.session.on_message(messages.Error("unavailable", "no store"))
    if event == "cancel":
        world.session.cancel()
    elif event == "matched":
        world.session.on_message(matched())
    else:
        world.session.on_link(Link.OFFLINE, 1.0)
    assert not world.seen.now.server_trouble


async def test_a_report_ends_the_call(world: World) -> None:
    world.talk()
    world.session.report(ONE, "harassment", "words")
    assert world.server.taken() == [messages.Report(ONE, "harassment", "words")]
    assert world.seen.now.state is State.ENDED
    assert not world.seen.now.searching_again
    assert world.seen.now.reportable is None
    world.session.on_message(messages.Ended(ONE, "reported"))
    assert world.seen.notices == [Notice.REPORT_SENT]
    world.done()
    await world.session.aclose()
    assert world.call.closed_with == ["ended"]


async def test_a_report_about_the_one_before_leaves_the_present_call(world: World) -> None:
    world.talk()
    world.session.skip()
    await world.until(State.SEARCHING)
    assert world.seen.now.reportable == Reportable(ONE, "Meera")
    world.session.on_message(matched(TWO))
    world.call.listener.on_connected()
    world.server.taken()
    world.session.report(ONE, "spam", "")
    assert world.server.taken() == [messages.Report(ONE, "spam", "")]
    assert world.seen.now.state is State.CONNECTED
    assert world.seen.now.reportable == Reportable(TWO, "Meera")


async def test_a_report_without_a_link_ends_the_call_and_goes_first_later(world: World) -> None:
    world.talk()
    world.server.online = False
    world.session.on_link(Link.OFFLINE, 1.0)
    world.session.report(ONE, "spam", "")
    assert world.seen.now.state is State.ENDED
    world.done()
    world.server.online = True
    world.session.on_message(welcome(info(ONE)))
    assert world.server.taken()[0] == messages.Report(ONE, "spam", "")
    assert world.seen.now.state is State.IDLE


async def test_who_is_reported_is_a_buddy_no_longer(world: World) -> None:
    world.talk()
    world.session.on_message(messages.BuddyChanged(User(UserId("p"), "Meera"), "accepted"))
    assert world.seen.now.standing is Standing.BUDDIES
    world.session.report(ONE, "spam", "")
    remove = messages.ChangeBuddy("remove", partner=UserId("p"))
    assert world.server.taken() == [messages.Report(ONE, "spam", ""), remove]


async def test_buddies_are_asked_for_answered_and_listed(world: World) -> None:
    world.talk()
    world.session.add_buddy()
    assert world.seen.now.standing is Standing.ASKED
    world.session.on_message(messages.Error("unavailable", "full"))
    assert world.seen.now.standing is Standing.STRANGER
    world.session.on_message(messages.BuddyChanged(User(UserId("p"), "Meera"), "requested"))
    assert world.seen.now.standing is Standing.ASKS
    world.session.decline_buddy()
    buddies = (messages.Buddy(UserId("b"), "Bala", False),)
    world.session.on_message(messages.Buddies(buddies))
    world.session.remove_buddy(UserId("b"))
    assert world.server.taken() == [
        messages.ChangeBuddy("add", session=ONE),
        messages.ChangeBuddy("remove", partner=UserId("p")),
        messages.ChangeBuddy("remove", partner=UserId("b")),
    ]
    world.session.on_link(Link.OFFLINE, 1.0)
    assert world.seen.now.buddies == buddies, "they stay to be seen"


async def test_draining_costs_no_call(world: World) -> None:
    world.talk()
    world.session.on_message(messages.Draining(2.0))
    world.session.on_link(Link.OFFLINE, 2.0)
    world.session.on_link(Link.ONLINE, 0.0)
    world.session.on_message(welcome(info(ONE)))
    assert (world.seen.now.state, world.seen.notices) == (State.CONNECTED, [])


async def test_a_banned_student_stops_searching(world: World) -> None:
    world.search()
    world.session.on_message(messages.Error("banned", "no"))
    assert world.seen.notices == [Notice.BANNED]
    assert world.seen.now.state is State.IDLE


async def test_refusals_of_the_link_are_said(world: World) -> None:
    world.search()
    world.session.on_refusal(Refusal.UNSUITABLE)
    assert world.seen.now.state is State.SEARCHING
    world.session.on_refusal(Refusal.REPLACED)
    assert world.seen.now.state is State.IDLE
    assert world.seen.notices == [Notice.SERVER_UNSUITABLE, Notice.REPLACED]


async def test_a_sign_in_that_is_not_accepted_is_said_once_and_at_each_search(
    world: World,
) -> None:
    for _ in range(3):
        world.session.on_refusal(Refusal.UNAUTHORIZED)
    assert world.seen.notices == [Notice.UNAUTHORIZED]
    world.session.find()
    world.session.on_refusal(Refusal.UNAUTHORIZED)
    assert world.seen.notices == [Notice.UNAUTHORIZED] * 2
    assert world.seen.now.state is State.IDLE


async def test_what_carries_the_messages_is_shown(world: World) -> None:
    assert world.seen.now.carrier is Carrier.WEBSOCKET
    world.session.on_carrier(Carrier.HTTP)
    assert world.seen.now.carrier is Carrier.HTTP


async def test_audio_only_can_be_chosen_in_the_middle_of_a_search(world: World) -> None:
    world.search()
    world.session.set_media("audio")
    assert not world.devices.camera_open
    assert world.devices.is_open
    assert world.server.taken() == [messages.Find("global", "audio")]


async def test_a_preview_opens_what_is_switched_on_and_releases_it(world: World) -> None:
    equipment = world.session.equipment
    equipment.preview(True)
    assert world.devices.camera_open
    assert world.devices.microphone_open
    world.session.set_media("audio")
    assert not world.devices.camera_open
    world.session.set_media("video")
    world.session.set_microphone(False)
    assert (world.devices.camera_open, world.devices.microphone_open) == (True, False)
    equipment.preview(False)
    assert not world.devices.is_open


async def test_a_preview_outlasts_a_call_and_a_call_a_preview(world: World) -> None:
    world.talk()
    world.session.equipment.preview(True)
    world.session.end()
    assert world.devices.camera_open
    world.session.equipment.preview(False)
    assert not world.devices.is_open
    world.session.equipment.preview(True)
    world.session.find()
    world.session.equipment.preview(False)
    assert world.devices.camera_open


async def test_a_partner_who_asked_for_audio_gets_no_picture(world: World) -> None:
    world.search()
    world.session.on_message(matched(media="audio"))
    assert not world.devices.camera_open
    assert world.call.plan.media == "audio"
    assert world.call.media == (True, False)


async def test_switches_reach_the_call_and_the_camera_is_released(world: World) -> None:
    world.talk()
    world.session.set_microphone(False)
    assert world.call.media == (False, True)
    assert not world.devices.microphone_open
    world.session.set_microphone(True)
    assert world.devices.microphone_open
    world.session.set_microphone(False)
    world.session.set_camera(False)
    assert world.call.media == (False, False)
    assert not world.devices.camera_open
    assert world.devices.is_open


async def test_the_partners_switches_are_shown(world: World) -> None:
    world.talk()
    world.call.listener.on_partner_media(MediaState(microphone=False, camera=False))
    partner = world.seen.now.partner
    assert partner is not None
    assert (partner.microphone, partner.camera) == (False, False)


async def test_a_busy_camera_is_shown_and_the_search_goes_on(world: World) -> None:
    world.search()
    world.devices.failed["camera"] = MediaError("camera", MediaFault.BUSY)
    world.session.equipment.refresh()
    error = world.seen.now.camera_error
    assert error is not None
    assert error.code == "camera_busy"
    assert world.seen.now.state is State.SEARCHING
    world.session.retry_devices()
    assert world.devices.retries == 1


async def test_timers_die_with_their_state(world: World) -> None:
    """Fault of the old system: leaked timers."""
    world.talk()
    world.session.skip()
    world.session.cancel()
    world.session.find()
    world.session.cancel()
    world.server.taken()
    loop = asyncio.get_running_loop()
    passed = loop.create_future()
    loop.call_later(0.05, passed.set_result, None)
    await passed
    assert world.server.taken() == []
    assert world.seen.now.state is State.IDLE


async def test_commands_that_make_no_sense_do_nothing(world: World) -> None:
    world.session.cancel()
    world.session.skip()
    world.session.end()
    assert world.seen.states == [State.IDLE]
    world.talk()
    world.session.find()
    world.session.cancel()
    world.session.set_media("audio")
    assert world.seen.now.state is State.CONNECTED
    assert world.seen.now.media == "video"
    assert world.server.taken() == []


async def test_topics_go_with_the_wish(world: World) -> None:
    world.session.set_topics(("algebra", "गणित"))
    assert world.seen.now.topics == ("algebra", "गणित")
    world.session.find()
    world.session.set_topics(())
    assert world.server.taken() == [
        messages.Find("global", "video", ("algebra", "गणित")),
        messages.Find("global", "video"),
    ]


async def test_a_link_fills_in_the_wish_and_touches_nothing(world: World) -> None:
    wish = LinkedWish(("algebra",), "audio", "buddies_first")
    assert world.session.search.fill_in(wish)
    now = world.seen.now
    assert (now.topics, now.media, now.mode) == (("algebra",), "audio", "buddies_first")
    assert (now.state, world.server.taken()) == (State.IDLE, [])
    assert world.session.search.fill_in(LinkedWish())
    assert world.seen.now == now


async def test_a_link_does_not_change_a_search_that_goes_on(world: World) -> None:
    world.session.set_media("audio")
    world.search()
    assert not world.session.search.fill_in(LinkedWish(("algebra",), "video"))
    assert (world.seen.now.media, world.seen.now.topics) == ("audio", ())
    assert world.server.taken() == []
