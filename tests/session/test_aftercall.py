"""Tests for gurukul_desktop.session.aftercall: in the controller that it serves."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gurukul_desktop.errors import CallError, CallFault
from gurukul_desktop.history import Ending, FileHistory, MemoryHistory, PastSession
from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.channel import Goal
from gurukul_desktop.protocol.messages import LeaveReason, Partner, SessionId, User, UserId
from gurukul_desktop.session import aftercall
from gurukul_desktop.session.aftercall import Aftercall
from gurukul_desktop.session.controller import SessionController
from gurukul_desktop.session.focus import FocusTimer
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.report_store import MemoryReports
from gurukul_desktop.session.snapshot import Link, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.session.timers import StateTimers
from tests.session.fakes import FakeCalls, FakeDevices, FakeServer, FakeStage, Watcher


class Ongoing(MemoryHistory):
    """Knows what it was told of calls that go on."""

    def __init__(self) -> None:
        super().__init__()
        self.going: list[PastSession] = []
        self.again = asyncio.Event()

    def begin(self, session: PastSession) -> None:
        self.going.append(session)
        self.again.set()


class Student:
    """One student on fakes of everything."""

    def __init__(self) -> None:
        self.history = Ongoing()
        self.calls = FakeCalls()
        self.seen = Watcher()
        self.server = FakeServer()
        self.number = 0
        self.session = SessionController(FakeDevices(), MemoryReports(), history=self.history)
        self.session.join(
            server=self.server, calls=self.calls, stage=FakeStage(), observers=[self.seen]
        )
        self.session.on_link(Link.ONLINE, 0.0)
        self.session.on_message(messages.Welcome(1, User(UserId("me"), "Me"), "token"))
        self.session.set_topics(("algebra",))

    @property
    def current(self) -> SessionId:
        return SessionId(f"s{self.number}")

    def meet(self) -> None:
        """Somebody is found."""
        self.number += 1
        partner = Partner(UserId("p"), "Meera", False)
        self.session.on_message(messages.Matched(self.current, partner, "caller", "video"))

    def talk(self) -> None:
        """Search, and be in a call."""
        self.session.find()
        self.meet()
        self.calls.placed[-1].listener.on_connected()
        assert self.seen.now.state is State.CONNECTED

    async def until(self, state: State) -> None:
        async with asyncio.timeout(5):
            while self.seen.now.state is not state:
                self.seen.changed.clear()
                await self.seen.changed.wait()


@pytest.fixture
async def student(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Student]:
    monkeypatch.setattr(aftercall, "NEXT_SECONDS", 0.01)
    monkeypatch.setattr(aftercall, "REST_SECONDS", 0.01)
    monkeypatch.setattr(aftercall, "SKIP_PAUSE_SECONDS", 0.01)
    student = Student()
    yield student
    await student.session.aclose()


async def test_the_page_tells_what_the_call_was_and_stays(student: Student) -> None:
    student.talk()
    student.session.together.set_goal("chapter 4")
    student.session.together.said(Goal(n=1, text="unit 7"))
    student.session.end()
    await asyncio.sleep(0.05)  # longer than the rest of a call that was none
    now = student.seen.now
    assert (now.state, now.next_at) == (State.ENDED, None)
    assert now.summary is not None
    assert (now.summary.session, now.summary.partner) == (student.current, "Meera")
    assert (now.summary.ending, now.summary.topics) == ("you", ("algebra",))
    assert (now.summary.own_goal, now.summary.partner_goal) == ("chapter 4", "unit 7")
    (kept,) = student.history.sessions()
    assert (kept.partner, kept.own_goal, kept.ending) == ("Meera", "chapter 4", "you")
    assert kept.topics == ("algebra",)
    assert kept.seconds == round(now.summary.seconds)
    student.session.find()
    assert student.seen.now.state is State.SEARCHING


async def test_more_rounds_than_there_can_be_do_not_cost_the_session(tmp_path: Path) -> None:
    loop = asyncio.get_running_loop()
    timer = FocusTimer(rounds=5000)  # as a partner can bring about
    now = Snapshot(state=State.CONNECTED, connected_at=loop.time(), focus=timer)
    kept = FileHistory(tmp_path / "history-1.jsonl")
    Aftercall(Presenter(now), StateTimers(loop), loop, kept).sum_up(SessionId("s1"), None)
    read = FileHistory(tmp_path / "history-1.jsonl")
    assert [session.rounds for session in read.sessions()] == [1000]
    assert read.damaged == 0


async def test_a_call_that_never_was_one_goes_back_by_itself(student: Student) -> None:
    student.session.aftercall.set_find_next(True)
    student.talk()
    student.session.aftercall.stay()
    student.session.end()
    student.session.aftercall.stay()
    student.session.find()
    student.meet()
    student.session.end()
    assert student.seen.now.summary is None
    await student.until(State.IDLE)
    assert len(student.history.sessions()) == 1


@pytest.mark.parametrize(
    ("reason", "ending"),
    [
        ("ended", "partner"),
        ("reported", "partner"),
        ("skipped", "moved_on"),
        ("timeout", "time_limit"),
    ],
)
async def test_why_it_ended(student: Student, reason: LeaveReason, ending: Ending) -> None:
    student.talk()
    student.session.on_message(messages.PartnerLeft(student.current, reason))
    assert student.seen.now.summary is not None
    assert student.seen.now.summary.ending == ending
    assert [past.ending for past in student.history.sessions()] == [ending]


async def test_a_lost_call_is_kept_as_one(student: Student) -> None:
    student.talk()
    student.calls.placed[-1].listener.on_failed(CallError(CallFault.LOST))
    assert [past.ending for past in student.history.sessions()] == ["lost"]


async def test_a_call_that_the_app_may_not_outlive_is_kept_now_and_again(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aftercall, "KEEP_SECONDS", 0.01)
    student.talk()
    (first,) = student.history.going
    assert (first.partner, first.ending, first.own_goal) == ("Meera", "lost", "")
    student.session.together.set_goal("chapter 4")
    student.history.again.clear()
    async with asyncio.timeout(5):
        await student.history.again.wait()
    last = student.history.going[-1]
    assert (last.own_goal, last.topics) == ("chapter 4", ("algebra",))
    student.session.end()
    assert [past.ending for past in student.history.sessions()] == ["you"]


async def test_a_skip_is_kept_and_goes_on_at_once(student: Student) -> None:
    student.session.aftercall.set_find_next(True)
    student.talk()
    student.session.skip()
    assert student.seen.now.next_at is None
    await student.until(State.SEARCHING)
    assert len(student.history.sessions()) == 1


async def test_closing_the_app_keeps_the_call(student: Student) -> None:
    student.talk()
    await student.session.aclose()
    assert len(student.history.sessions()) == 1


async def test_the_next_search_begins_by_itself_if_it_is_wanted(student: Student) -> None:
    student.session.aftercall.set_find_next(True)
    student.talk()
    student.session.end()
    assert student.seen.now.next_at is not None
    await student.until(State.SEARCHING)
    assert student.seen.now.next_at is None


@pytest.mark.parametrize("how", ["stay", "switch", "done", "report"])
async def test_the_next_search_can_be_stopped(student: Student, how: str) -> None:
    student.session.aftercall.set_find_next(True)
    student.talk()
    student.session.end()
    match how:
        case "stay":
            student.session.aftercall.stay()
        case "switch":
            student.session.aftercall.set_find_next(False)
        case "done":
            student.session.cancel()
        case "report":
            student.session.report(student.current, "spam", "")
    assert student.seen.now.next_at is None
    await asyncio.sleep(0.05)  # longer than the pause
    assert student.seen.now.state is (State.IDLE if how == "done" else State.ENDED)


async def test_an_empty_chair_does_not_search_for_ever(student: Student) -> None:
    student.session.aftercall.set_find_next(True)
    student.talk()
    for _ in range(aftercall.MOST_IN_A_ROW):
        student.session.on_message(messages.PartnerLeft(student.current, "skipped"))
        await student.until(State.SEARCHING)
        student.meet()
        student.calls.placed[-1].listener.on_connected()
    student.session.on_message(messages.PartnerLeft(student.current, "skipped"))
    assert student.seen.now.next_at is None
    student.talk()
    student.session.on_message(messages.PartnerLeft(student.current, "skipped"))
    assert student.seen.now.next_at is not None, "somebody pressed Find"


async def test_the_page_makes_room_for_a_link_but_no_search_does(student: Student) -> None:
    student.talk()
    student.session.aftercall.put_away()
    assert student.seen.now.state is State.CONNECTED
    student.session.skip()
    student.session.aftercall.put_away()
    assert student.seen.now.searching_again
    await student.until(State.SEARCHING)
    student.session.aftercall.put_away()
    student.meet()
    student.calls.placed[-1].listener.on_connected()
    student.session.end()
    student.session.aftercall.put_away()
    assert student.seen.now.state is State.IDLE


async def test_names_and_goals_are_kept_within_their_bounds(student: Student) -> None:
    student.talk()
    student.session.together.set_goal("g" * 5000)
    student.session.end()
    (kept,) = student.history.sessions()
    assert 0 < len(kept.own_goal) <= 200
