"""What a call says while the link is down: nothing late that is of no use any more."""

import asyncio

import pytest

from gurukul_desktop.call.ports import CallPlan, LocalMedia
from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.errors import CallError
from gurukul_desktop.protocol.channel import MediaState
from gurukul_desktop.protocol.messages import Partner, SessionId, SessionInfo, Signal, UserId
from gurukul_desktop.protocol.peer import (
    ByeReason,
    CandidateSignal,
    DescriptionSignal,
    SessionDescription,
    decode_peer,
    generation_of,
)
from gurukul_desktop.session.current import CurrentCall
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.quality import Quality
from gurukul_desktop.session.snapshot import Snapshot
from gurukul_desktop.session.together import Together
from tests.session.fakes import FakeCalls, FakeServer, FakeStage

INFO = SessionInfo(SessionId("s"), Partner(UserId("u"), "Asha", False), "caller", "video")


class Handler:
    """Is told, and does nothing."""

    def call_connected(self) -> None: ...
    def call_alive(self, alive: bool) -> None: ...
    def call_partner_media(self, media: MediaState) -> None: ...
    def call_bye(self, reason: ByeReason) -> None: ...
    def call_failed(self, error: CallError) -> None: ...
    def call_statistics(self, statistics: Statistics, quality: Quality) -> None: ...


@pytest.fixture
async def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
async def current(server: FakeServer) -> CurrentCall:
    together = Together(Presenter(Snapshot()), asyncio.get_running_loop())
    current = CurrentCall(INFO, server, Handler(), together)
    current.place(FakeCalls(), CallPlan("caller", "video"), LocalMedia(None, None), FakeStage())
    return current


def say(current: CurrentCall, generation: int) -> None:
    current.on_signal(DescriptionSignal(SessionDescription("offer", "sdp", generation)))
    current.on_signal(CandidateSignal(None, generation))


def said(server: FakeServer) -> list[int | None]:
    signals = [
        decode_peer(message.data) for message in server.taken() if isinstance(message, Signal)
    ]
    return [generation_of(signal) for signal in signals if signal is not None]


async def test_what_waits_for_the_link_is_of_the_newest_generation(
    current: CurrentCall, server: FakeServer
) -> None:
    server.online = False
    for generation in (0, 1, 2):
        say(current, generation)
    server.online = True
    current.link_is_back(INFO)
    assert said(server) == [2, 2]


async def test_what_waits_is_forgotten_when_the_partner_is_heard_again(
    current: CurrentCall, server: FakeServer
) -> None:
    server.online = False
    current.on_alive(False)
    say(current, 1)
    current.on_alive(True)
    server.online = True
    current.link_is_back(INFO)
    assert said(server) == []


async def test_a_partner_that_is_not_heard_makes_the_link_hurry(
    current: CurrentCall, server: FakeServer
) -> None:
    current.on_alive(False)
    assert server.retries == 1
    current.on_alive(True)
    assert server.retries == 1


async def test_a_server_that_knows_the_session_no_more_is_not_asked_to_carry(
    current: CurrentCall, server: FakeServer
) -> None:
    current.known = False
    say(current, 1)
    assert said(server) == []
