"""Blocks, alone and in a session that meets somebody who is blocked."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.messages import Buddy, ChangeBuddy, Partner, SessionId, User, UserId
from gurukul_desktop.session.block_store import MOST_BLOCKED, BlockedPerson, MemoryBlocks
from gurukul_desktop.session.blocks import (
    LONGEST_PAUSE_SECONDS,
    PAUSES_WITHIN_SECONDS,
    REMEMBERED_SESSIONS,
    Blocks,
)
from gurukul_desktop.session.controller import SessionController
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.report_store import MemoryReports
from gurukul_desktop.session.snapshot import Link, Notice, Snapshot
from gurukul_desktop.session.states import State
from tests.session.fakes import FakeCalls, FakeDevices, FakeServer, FakeStage, Watcher

ONE, TWO = SessionId("one"), SessionId("two")
RAVI = Partner(UserId("r"), "Ravi", False)
MEERA = Partner(UserId("m"), "Meera", False)


# Alone


@dataclass
class Alone:
    store: MemoryBlocks = field(default_factory=MemoryBlocks)
    seen: Watcher = field(default_factory=Watcher)
    now: float = 1e9

    def __post_init__(self) -> None:
        presenter = Presenter(Snapshot())
        self.blocks = Blocks(self.store, presenter, lambda: self.now)
        presenter.join([self.seen])


@pytest.fixture
async def alone() -> Alone:
    return Alone()


async def test_a_block_is_shown_kept_and_taken_back(alone: Alone) -> None:
    alone.blocks.meet(ONE, RAVI)
    assert alone.blocks.block(ONE) == RAVI
    person = BlockedPerson(UserId("r"), "Ravi", 1e9)
    assert alone.seen.now.blocked == (person,)
    assert alone.store.load() == [person]
    again = Alone(alone.store)
    assert again.seen.now.blocked == (person,)
    assert RAVI.id in again.blocks
    again.blocks.unblock(RAVI.id)
    again.blocks.unblock(RAVI.id)
    assert (again.seen.now.blocked, again.store.load()) == ((), [])


async def test_nobody_is_blocked_by_a_session_that_was_not_met(alone: Alone) -> None:
    assert alone.blocks.block(ONE) is None
    assert alone.seen.now.blocked == ()


async def test_the_partners_of_the_last_calls_can_be_blocked(alone: Alone) -> None:
    for number in range(REMEMBERED_SESSIONS + 1):
        alone.blocks.meet(SessionId(str(number)), Partner(UserId(f"u{number}"), "x", False))
    assert alone.blocks.block(SessionId("0")) is None
    assert alone.blocks.block(SessionId("1")) is not None


async def test_the_list_is_bounded_and_the_oldest_go(alone: Alone) -> None:
    alone.store.save([BlockedPerson(UserId(f"u{i}"), "x", 1.0) for i in range(MOST_BLOCKED)])
    full = Alone(alone.store)
    full.blocks.meet(ONE, RAVI)
    full.blocks.block(ONE)
    assert len(full.seen.now.blocked) == MOST_BLOCKED
    assert UserId("u0") not in full.blocks
    assert full.seen.now.blocked[-1].user == RAVI.id


async def test_a_list_that_cannot_be_kept_is_told(
    alone: Alone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alone.store, "save", lambda people: False)
    alone.blocks.meet(ONE, RAVI)
    alone.blocks.block(ONE)
    assert alone.seen.notices == [Notice.BLOCK_UNKEPT]
    assert RAVI.id in alone.blocks


async def test_the_pause_grows_while_the_same_two_are_paired_and_is_forgotten(alone: Alone) -> None:
    pauses = [alone.blocks.pause() for _ in range(9)]
    assert pauses[:4] == [0.5, 1.0, 2.0, 4.0]
    assert pauses[-1] == LONGEST_PAUSE_SECONDS
    alone.now += PAUSES_WITHIN_SECONDS
    assert alone.blocks.pause() == 0.5
    alone.now -= 1e6  # the machine's clock was set back
    assert alone.blocks.pause() == 0.5


# In a session


@dataclass
class World:
    server: FakeServer
    calls: FakeCalls
    seen: Watcher
    session: SessionController

    def matched(self, session: SessionId, partner: Partner) -> None:
        self.session.on_message(messages.Matched(session, partner, "caller", "video"))

    def search(self) -> None:
        self.session.find()
        self.server.taken()

    def talk(self, partner: Partner = RAVI) -> None:
        self.search()
        self.matched(ONE, partner)
        self.calls.placed[-1].listener.on_connected()
        self.server.taken()


@pytest.fixture
async def world() -> AsyncIterator[World]:
    server, calls, seen = FakeServer(), FakeCalls(), Watcher()
    session = SessionController(FakeDevices(), MemoryReports(), MemoryBlocks())
    session.join(server=server, calls=calls, stage=FakeStage(), observers=[seen])
    session.on_link(Link.ONLINE, 0.0)
    session.on_message(messages.Welcome(1, User(UserId("me"), "Me"), "token"))
    yield World(server, calls, seen, session)
    await session.aclose()


def blocked(world: World) -> list[str]:
    return [person.name for person in world.seen.now.blocked]


async def test_a_block_ends_the_call_and_keeps_the_two_apart(world: World) -> None:
    world.talk()
    world.session.block(ONE)
    assert world.seen.now.state is State.ENDED
    assert world.server.taken() == [messages.Skip(ONE)]
    assert blocked(world) == ["Ravi"]
    assert (world.seen.notices, world.seen.named) == ([Notice.BLOCKED], ["Ravi"])


async def test_a_report_blocks_too(world: World) -> None:
    world.talk()
    world.session.report(ONE, "spam", "")
    assert world.seen.now.state is State.ENDED
    assert blocked(world) == ["Ravi"]


@pytest.mark.parametrize("how", ["report", "block"])
async def test_after_the_call_the_partner_can_still_be_blocked(world: World, how: str) -> None:
    world.talk()
    buddies = messages.Buddies((Buddy(RAVI.id, "Ravi", True),))
    world.session.on_message(buddies)
    world.session.end()
    world.server.taken()
    if how == "report":
        world.session.report(ONE, "spam", "")
    else:
        world.session.block(ONE)
    assert blocked(world) == ["Ravi"]
    assert ChangeBuddy("remove", partner=RAVI.id) in world.server.taken()


async def test_who_is_blocked_is_a_buddy_no_longer(world: World) -> None:
    world.talk(Partner(UserId("r"), "Ravi", True))
    world.session.block(ONE)
    assert world.server.taken() == [ChangeBuddy("remove", partner=RAVI.id), messages.Skip(ONE)]


async def test_a_buddy_request_goes_with_the_block(world: World) -> None:
    world.talk()
    world.session.add_buddy()
    world.server.taken()
    world.session.block(ONE)
    assert ChangeBuddy("remove", partner=RAVI.id) in world.server.taken()


async def test_a_match_with_somebody_blocked_is_skipped_unseen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gurukul_desktop.session.blocks.FIRST_PAUSE_SECONDS", 0.01)
    world.talk()
    world.session.block(ONE)
    world.session.cancel()
    world.search()
    before = len(world.calls.placed)
    world.session.on_message(messages.Queued(1, 2, "global"))
    world.matched(TWO, RAVI)
    assert world.seen.now.state is State.SEARCHING
    assert world.seen.states[-1] is State.SEARCHING
    assert (world.seen.now.position, world.seen.now.partner) == (0, None)
    assert len(world.calls.placed) == before
    assert world.server.taken() == [messages.Skip(TWO)]
    world.session.on_message(messages.Ended(TWO, "skipped"))
    while not world.server.sent:
        world.server.changed.clear()
        await world.server.changed.wait()
    assert world.server.taken() == [messages.Find("global", "video")]
    world.matched(SessionId("three"), MEERA)
    assert world.seen.now.state is State.CONNECTING


async def test_a_session_with_somebody_blocked_that_the_server_still_holds_is_left(
    world: World,
) -> None:
    world.talk()
    world.session.block(ONE)
    world.session.cancel()
    world.search()
    world.matched(TWO, RAVI)
    world.server.taken()
    held = messages.SessionInfo(TWO, RAVI, "caller", "video")
    user = User(UserId("me"), "Me")
    world.session.on_message(messages.Welcome(1, user, "token", session=held))
    assert world.server.taken()[0] == messages.Skip(TWO)
    assert world.seen.now.state is State.SEARCHING


async def test_who_was_unblocked_can_be_met(world: World) -> None:
    world.talk()
    world.session.block(ONE)
    world.session.unblock(RAVI.id)
    world.session.cancel()
    world.search()
    world.matched(TWO, RAVI)
    assert world.seen.now.state is State.CONNECTING
