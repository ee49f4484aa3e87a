"""Tests for gurukul_desktop.session.buddies."""

import asyncio
from dataclasses import dataclass

import pytest

from gurukul_desktop.protocol.messages import (
    Buddies,
    Buddy,
    BuddyChanged,
    BuddyState,
    ChangeBuddy,
    Partner,
    SessionId,
    SessionInfo,
    User,
    UserId,
)
from gurukul_desktop.session import buddies
from gurukul_desktop.session.buddies import BuddyList
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.snapshot import Notice, Snapshot, Standing
from tests.session.fakes import FakeServer, Watcher

ONE = SessionId("one")
MEERA = UserId("m")
ADD = ChangeBuddy("add", session=ONE)
REMOVE = ChangeBuddy("remove", partner=MEERA)


@dataclass
class World:
    server: FakeServer
    seen: Watcher
    buddies: BuddyList

    @property
    def standing(self) -> Standing:
        return self.seen.now.standing

    def meet(self, *, buddy: bool = False) -> None:
        self.buddies.meet(ONE, Partner(MEERA, "Meera", buddy))

    def told(self, state: BuddyState, user: str = "m", name: str = "Meera") -> None:
        self.buddies.on_changed(BuddyChanged(User(UserId(user), name), state))

    def back(self, session: str | None = "one", *, buddy: bool = False) -> None:
        """The link is back, and the server still knows this session."""
        info = None
        if session is not None:
            partner = Partner(MEERA, "Meera", buddy)
            info = SessionInfo(SessionId(session), partner, "caller", "video")
        self.server.online = True
        self.buddies.link_is_back(info)


@pytest.fixture
async def world() -> World:
    presenter = Presenter(Snapshot())
    world = World(FakeServer(), Watcher(), BuddyList(presenter, asyncio.get_running_loop()))
    presenter.join([world.seen])
    world.buddies.join(world.server)
    return world


async def test_two_adds_make_a_pair(world: World) -> None:
    world.meet()
    assert world.standing is Standing.STRANGER
    world.buddies.add()
    assert world.standing is Standing.ASKED
    assert world.server.taken() == [ADD]
    world.told("requested")
    assert world.standing is Standing.ASKED, "the echo of our own request"
    world.told("accepted")
    assert world.standing is Standing.BUDDIES
    assert (world.seen.notices, world.seen.named) == ([Notice.NOW_BUDDIES], ["Meera"])


async def test_a_partner_who_asks_is_told_once_and_accepted(world: World) -> None:
    world.meet()
    world.told("requested")
    world.told("requested")
    assert world.standing is Standing.ASKS
    assert (world.seen.notices, world.seen.named) == ([Notice.BUDDY_ASKS], ["Meera"])
    world.buddies.add()
    assert world.server.taken() == [ADD]
    world.told("accepted")
    assert world.standing is Standing.BUDDIES


async def test_both_ask_at_the_same_time(world: World) -> None:
    world.meet()
    world.buddies.add()
    world.told("requested")  # theirs came first; ours makes the pair
    world.told("accepted")
    assert world.standing is Standing.BUDDIES
    assert world.seen.notices == [Notice.NOW_BUDDIES]


async def test_a_partner_who_asks_can_be_declined(world: World) -> None:
    world.meet()
    world.told("requested")
    world.buddies.decline()
    assert world.standing is Standing.STRANGER
    assert world.server.taken() == [REMOVE]
    world.told("removed")
    assert world.standing is Standing.STRANGER
    world.told("requested")
    assert world.standing is Standing.ASKS, "they may ask again"


async def test_who_was_declined_is_not_told_and_does_not_insist(world: World) -> None:
    world.meet()
    world.buddies.add()
    world.told("requested")
    world.told("removed")
    assert world.standing is Standing.ASKED
    world.server.taken()
    world.buddies.add()
    assert world.server.taken() == []
    # But the other may still change their mind.
    world.told("requested")
    assert world.standing is Standing.ASKS


async def test_a_buddy_is_known_from_the_start_and_can_be_removed(world: World) -> None:
    world.meet(buddy=True)
    assert world.standing is Standing.BUDDIES
    world.buddies.add()
    assert world.server.taken() == []
    world.buddies.remove(MEERA)
    world.told("removed")
    assert world.standing is Standing.STRANGER
    assert world.seen.notices == []


async def test_the_list_is_what_the_server_says(world: World) -> None:
    buddies = (Buddy(MEERA, "Meera", True),)
    world.buddies.on_list(Buddies(buddies))
    assert world.seen.now.buddies == buddies
    world.buddies.remove(MEERA)
    assert world.seen.now.buddies == buddies, "until the server has done it"
    world.buddies.on_list(Buddies())
    assert world.seen.now.buddies == ()


async def test_after_the_call_nobody_is_asked(world: World) -> None:
    world.meet()
    world.told("requested")
    world.buddies.part(late=False)
    assert world.standing is Standing.STRANGER
    world.buddies.add()
    world.buddies.decline()
    assert world.server.taken() == []


async def test_who_was_met_can_be_added_for_a_while_after_the_call(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buddies, "LATE_SECONDS", 0.01)
    world.meet()
    world.buddies.part(late=True)
    assert world.seen.now.addable
    world.buddies.add()
    assert world.server.taken() == [ADD]
    world.told("requested")
    assert world.standing is Standing.ASKED
    world.told("accepted")
    assert world.standing is Standing.BUDDIES
    async with asyncio.timeout(5):
        while world.seen.now.addable:
            world.seen.changed.clear()
            await world.seen.changed.wait()
    assert world.standing is Standing.STRANGER
    world.buddies.add()
    assert world.server.taken() == []


async def test_who_asks_after_the_call_is_answered(world: World) -> None:
    world.meet()
    world.buddies.part(late=True)
    world.told("requested")
    assert (world.standing, world.seen.notices) == (Standing.ASKS, [Notice.BUDDY_ASKS])
    world.buddies.decline()
    assert world.server.taken() == [REMOVE]
    world.buddies.close()


async def test_a_late_request_is_said_again_when_the_link_is_back(world: World) -> None:
    world.meet()
    world.buddies.part(late=True)
    world.server.online = False
    world.buddies.add()
    world.back(session=None)
    assert world.server.taken() == [ADD]
    world.buddies.refused()
    assert (world.standing, world.seen.notices) == (Standing.STRANGER, [Notice.BUDDY_FAILED])
    world.buddies.close()


async def test_the_next_call_is_about_the_next_partner(world: World) -> None:
    world.meet()
    world.buddies.part(late=True)
    world.buddies.add()
    world.server.taken()
    world.meet()
    assert (world.standing, world.seen.now.addable) == (Standing.STRANGER, False)


async def test_who_was_dropped_cannot_be_added_after_the_call(world: World) -> None:
    world.meet()
    world.buddies.part(late=True)
    world.buddies.add()
    world.buddies.drop(MEERA)
    assert world.server.taken() == [ADD, REMOVE]
    assert (world.standing, world.seen.now.addable) == (Standing.STRANGER, False)
    world.buddies.add()
    assert world.server.taken() == []


async def test_somebody_elses_request_is_no_partners(world: World) -> None:
    world.meet()
    world.told("requested", "x", "Xaver")
    world.told("removed", "x", "Xaver")
    assert world.standing is Standing.STRANGER
    assert world.seen.notices == []
    world.told("accepted", "x", "Xaver")
    assert world.standing is Standing.STRANGER
    assert (world.seen.notices, world.seen.named) == ([Notice.NOW_BUDDIES], ["Xaver"])


async def test_what_was_not_answered_is_said_again(world: World) -> None:
    world.meet()
    world.server.online = False
    world.buddies.add()
    world.buddies.remove(UserId("x"))
    assert world.standing is Standing.ASKED
    world.back()
    assert world.server.taken() == [ADD, ChangeBuddy("remove", partner=UserId("x"))]
    world.told("requested")
    world.told("removed", "x", "Xaver")
    world.back()
    assert world.server.taken() == []


async def test_a_server_that_forgot_the_call_cannot_add(world: World) -> None:
    world.meet()
    world.server.online = False
    world.buddies.add()
    world.back(session=None)
    assert world.server.taken() == []
    assert world.standing is Standing.STRANGER
    assert world.seen.notices == [Notice.BUDDY_FAILED]


async def test_what_became_of_the_two_meanwhile_is_shown(world: World) -> None:
    world.meet()
    world.back(buddy=True)
    assert world.standing is Standing.BUDDIES


async def test_an_unanswered_request_of_an_older_call_is_not_repeated(world: World) -> None:
    world.meet()
    world.server.online = False
    world.buddies.add()
    world.buddies.part(late=False)
    world.back(session=None)
    assert world.server.taken() == []


async def test_a_refusal_takes_the_request_back(world: World) -> None:
    world.meet()
    world.told("requested")
    world.buddies.add()
    world.buddies.refused()
    assert world.standing is Standing.ASKS
    assert world.seen.notices[-1] is Notice.BUDDY_FAILED


async def test_a_refusal_of_something_else_is_none_of_buddies(world: World) -> None:
    world.meet()
    world.buddies.refused()
    assert world.seen.notices == []
