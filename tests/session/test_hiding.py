"""Hiding the network address from strangers, and the connection that is made ready."""

from collections.abc import AsyncIterator

import pytest

from gurukul_desktop.call.ports import CallPlan
from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.messages import IceServer, Partner, SessionId, User, UserId
from gurukul_desktop.session.controller import SessionController
from gurukul_desktop.session.report_store import MemoryReports
from gurukul_desktop.session.snapshot import Link
from tests.session.fakes import FakeCalls, FakeDevices, FakeServer, FakeStage, Watcher

SESSION = SessionId("one")
STUN = IceServer(("stun:192.0.2.1:3478",))
RELAY = IceServer(("turn:192.0.2.1:3478",), "100:me", "word")
FRESH = IceServer(("turn:192.0.2.1:3478",), "200:me", "other")


class World:
    """One student and the surroundings."""

    def __init__(self) -> None:
        self.server = FakeServer()
        self.calls = FakeCalls()
        self.seen = Watcher()
        self.session = SessionController(FakeDevices(), MemoryReports())
        self.session.join(
            server=self.server, calls=self.calls, stage=FakeStage(), observers=[self.seen]
        )

    def welcome(self, *servers: IceServer, session: messages.SessionInfo | None = None) -> None:
        self.session.on_link(Link.ONLINE, 0.0)
        me = User(UserId("me"), "Me")
        self.session.on_message(
            messages.Welcome(1, me, "token", ice_servers=servers, session=session)
        )

    def match(self, policy: messages.IcePolicy = "all", *, buddy: bool = False) -> CallPlan:
        partner = Partner(UserId("p"), "Meera", buddy)
        self.session.on_message(
            messages.Matched(SESSION, partner, "caller", "video", (FRESH,), policy)
        )
        return self.calls.placed[-1].plan

    def finds(self) -> list[bool]:
        return [
            message.hide_address
            for message in self.server.taken()
            if isinstance(message, messages.Find)
        ]


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World()
    yield world
    await world.session.aclose()


async def test_strangers_do_not_learn_the_address_where_the_server_has_a_relay(
    world: World,
) -> None:
    assert not world.seen.now.can_hide
    world.welcome(STUN)
    assert world.seen.now.hide_address
    assert not world.seen.now.can_hide
    assert world.calls.looked == (STUN,)
    world.session.find()
    assert world.finds() == [False]
    world.session.cancel()
    world.welcome(STUN, RELAY)
    assert world.seen.now.can_hide
    world.session.find()
    assert world.finds() == [True]
    world.session.set_hide_address(False)
    world.session.set_hide_address(False)
    assert world.finds() == [False]
    assert not world.seen.now.hide_address


async def test_the_next_find_says_what_was_switched_in_between(world: World) -> None:
    world.welcome(RELAY)
    world.session.set_hide_address(False)
    assert world.finds() == []
    world.session.find()
    assert world.finds() == [False]


@pytest.mark.parametrize(
    ("hides", "said", "buddy", "policy"),
    [
        (True, "relay", False, "relay"),
        (False, "relay", False, "relay"),
        (False, "all", False, "all"),
        (True, "all", True, "all"),
        # The switch crossed the match.
        (True, "all", False, "relay"),
    ],
)
async def test_either_side_decides_and_the_own_switch_holds(
    world: World, hides: bool, said: messages.IcePolicy, buddy: bool, policy: str
) -> None:
    world.welcome(RELAY)
    world.session.set_hide_address(hides)
    world.session.find()
    assert world.match(said, buddy=buddy).ice_policy == policy


async def test_a_connection_is_made_ready_while_searching_and_not_longer(world: World) -> None:
    world.session.find()
    assert world.calls.prepared is not None
    assert world.calls.prepared.ice_servers == ()
    world.welcome(STUN, RELAY)
    assert world.calls.prepared == CallPlan("callee", "video", (STUN, RELAY), "relay")
    world.session.set_media("audio")
    assert world.calls.prepared.media == "audio"
    world.session.set_hide_address(False)
    assert world.calls.prepared.ice_policy == "all"
    world.session.cancel()
    assert world.calls.prepared is None


async def test_fresh_credentials_go_into_the_next_one(world: World) -> None:
    world.welcome(RELAY)
    world.session.find()
    world.session.on_message(messages.Queued(1, 1, "global"))
    assert world.calls.prepared is not None
    assert world.calls.prepared.ice_servers == (RELAY,)
    world.session.on_message(messages.Queued(1, 1, "global", (FRESH,)))
    assert world.calls.prepared.ice_servers == (FRESH,)
    assert world.match().ice_servers == (FRESH,)


async def test_a_call_gets_fresh_credentials_when_the_link_is_back(world: World) -> None:
    world.welcome(RELAY)
    world.session.find()
    world.match("relay")
    partner = Partner(UserId("p"), "Meera", False)
    world.welcome(
        RELAY, session=messages.SessionInfo(SESSION, partner, "caller", "video", (FRESH,), "relay")
    )
    assert world.calls.placed[-1].renewed == (FRESH,)
