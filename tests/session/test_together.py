"""Chat, goals and timer of a session, over a call that is only written down."""

import asyncio
from pathlib import Path

import pytest

from gurukul_desktop.call.ports import CallPlan, RemoteMedia
from gurukul_desktop.preferences import PreferenceFile
from gurukul_desktop.protocol.channel import Chat, Focus, Goal
from gurukul_desktop.session import together as module
from gurukul_desktop.session.chat import Ability, Author
from gurukul_desktop.session.current import CurrentCall
from gurukul_desktop.session.focus import Phase
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.snapshot import Snapshot
from gurukul_desktop.session.together import Together
from tests.session.fakes import FakeCall, FakeServer, Watcher
from tests.session.test_current import INFO, Handler


class Table:
    """Where two sit; the partner is the test."""

    def __init__(self) -> None:
        self.seen = Watcher()
        presenter = Presenter(Snapshot())
        presenter.join([self.seen])
        self.together = Together(presenter, asyncio.get_running_loop(), lambda: 1000.0)
        current = CurrentCall(INFO, FakeServer(), Handler(), self.together)
        remote = RemoteMedia(lambda frame: None, lambda feed: None)
        self.call = FakeCall(CallPlan("caller", "video"), remote, current)

    def meet(self) -> None:
        self.together.meet(self.call, "caller")
        self.together.connected()

    @property
    def now(self) -> Snapshot:
        return self.seen.now


@pytest.fixture
async def table() -> Table:
    return Table()


async def test_what_is_written_is_said_and_shown(table: Table) -> None:
    assert not table.together.write("too early")
    table.meet()
    assert table.together.write("Hello")
    assert table.call.said == [Chat(1, "Hello")]
    (line,) = table.now.chat.lines
    assert (line.author, line.text, line.arrived, line.at) == (Author.OWN, "Hello", False, 1000.0)
    table.together.heard(1)
    assert table.now.chat.lines[0].arrived


async def test_what_the_partner_writes_is_unread_until_it_is_looked_at(table: Table) -> None:
    table.meet()
    table.together.said(Chat(1, "Hi"))
    assert (table.now.ability, table.now.chat.unread) == (Ability.YES, 1)
    table.together.look(True)
    assert table.now.chat.unread == 0
    table.together.left_out(2)
    assert table.now.chat.lines[-1].author is Author.APP


async def test_a_partner_without_a_chat_is_told_of_plainly(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ANSWER_SECONDS", 0.01)
    table.meet()
    async with asyncio.timeout(2):
        while table.now.ability is not Ability.NO:
            table.seen.changed.clear()
            await table.seen.changed.wait()
    assert not table.together.write("Hello?")
    table.together.said(Goal(0, ""))
    assert table.now.ability is Ability.YES, "it was only slow"
    assert table.together.write("Hello!")


async def test_goals_go_both_ways_and_outlive_the_call(table: Table) -> None:
    table.meet()
    table.together.set_goal("  Finish\n chapter 3 ")
    table.together.set_goal("Finish chapter 3")
    assert table.call.said == [Goal(1, "Finish chapter 3")]
    table.together.set_goal("x" * 500)
    assert table.call.said[-1] == Goal(2, "x" * 120)
    table.together.said(Goal(1, "Calculus"))
    table.together.part()
    assert (table.now.own_goal, table.now.partner_goal) == ("x" * 120, "Calculus")
    table.meet()
    assert (table.now.own_goal, table.now.partner_goal) == ("", "")
    assert table.now.ability is Ability.UNKNOWN


async def test_the_chat_is_gone_with_the_call(table: Table) -> None:
    table.meet()
    table.together.write("a")
    table.together.said(Chat(1, "b"))
    table.together.part()
    assert table.now.chat.lines == ()
    assert table.now.chat.unread == 0
    table.together.said(Chat(2, "a word too late"))
    table.together.set_goal("too late")
    assert table.now.chat.lines == ()
    assert table.now.own_goal == ""


async def test_the_timer_is_shared_and_its_lengths_are_remembered(
    table: Table, tmp_path: Path
) -> None:
    preferences = PreferenceFile(tmp_path / "preferences.json")
    preferences.change(focus_minutes=50, break_minutes=10)
    table.together.join(preferences)
    assert table.now.focus.focus_minutes == 50
    table.together.start_focus(30, 5)
    assert table.now.focus.phase is Phase.OFF, "not without somebody to share it with"
    table.meet()
    table.together.start_focus(30, 999)
    assert (preferences.now.focus_minutes, preferences.now.break_minutes) == (30, 180)
    table.together.pause_focus()
    table.together.pause_focus()
    table.together.resume_focus()
    table.together.end_focus()
    kinds = [(m.n, m.phase, m.running) for m in table.call.said if isinstance(m, Focus)]
    assert kinds == [
        (1, "focus", True),
        (2, "focus", False),
        (3, "focus", True),
        (4, "off", False),
    ]
    assert table.now.focus.focus_minutes == 30


async def test_the_phase_ends_by_itself(table: Table) -> None:
    table.meet()
    table.together.said(Focus(1, "focus", True, 20, 25, 5))
    async with asyncio.timeout(2):
        while table.now.focus.phase is not Phase.BREAK:
            table.seen.changed.clear()
            await table.seen.changed.wait()
    assert table.now.focus.rounds == 1
    assert [m for m in table.call.said if isinstance(m, Focus)] == [], "both count by themselves"
    table.together.part()
    assert table.now.focus.phase is Phase.OFF
    assert table.now.focus.rounds == 1, "for who looks back at the call"
