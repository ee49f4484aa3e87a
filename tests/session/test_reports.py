"""Tests for gurukul_desktop.session.reports."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from gurukul_desktop.protocol.messages import Error, ErrorCode, Report, SessionId, UserId
from gurukul_desktop.session import reports as module
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.report_store import MOST_REPORTS, MemoryReports
from gurukul_desktop.session.reports import KEPT_SECONDS, Reports
from gurukul_desktop.session.snapshot import Notice, Reportable, Snapshot
from tests.session.fakes import FakeServer, Watcher

ME = UserId("me")
ONE, TWO = SessionId("one"), SessionId("two")


@dataclass
class World:
    """A student who reports, over several runs of the app."""

    store: MemoryReports = field(default_factory=MemoryReports)
    server: FakeServer = field(default_factory=FakeServer)
    now: float = 1e9

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        self.seen = Watcher()
        presenter = Presenter(Snapshot())
        loop = asyncio.get_running_loop()
        self.reports = Reports(self.store, presenter, loop, lambda: self.now)
        presenter.join([self.seen])
        self.reports.join(self.server)

    def restart(self) -> None:
        self.reports.close()
        self.start()

    def down(self) -> None:
        self.server.online = False
        self.reports.link_is_down()

    def back(self, user: UserId = ME) -> None:
        self.server.online = True
        self.reports.link_is_back(user)

    def file(self, session: SessionId = ONE, note: str = "") -> None:
        self.reports.file(session, "spam", note)

    async def until_sent(self) -> list[object]:
        async with asyncio.timeout(5):
            while not self.server.sent:
                self.server.changed.clear()
                await self.server.changed.wait()
        return list(self.server.taken())


def sent(session: SessionId = ONE, note: str = "") -> Report:
    return Report(session, "spam", note)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World()
    world.back()
    yield world
    world.reports.close()


async def test_a_report_is_sent_and_thanked_for_when_it_is_answered(world: World) -> None:
    world.file(note="  he said things \n")
    assert world.server.taken() == [sent(note="he said things")]
    assert world.seen.notices == []
    world.reports.ended(TWO)
    assert world.seen.notices == []
    world.reports.ended(ONE)
    assert world.seen.notices == [Notice.REPORT_SENT]
    assert world.store.load() == []


async def test_a_report_while_the_link_is_down_is_kept_and_sent(world: World) -> None:
    world.down()
    world.file()
    assert world.seen.notices == [Notice.REPORT_KEPT]
    world.back()
    assert world.server.taken() == [sent()]
    world.reports.ended(ONE)
    assert world.seen.notices == [Notice.REPORT_KEPT, Notice.REPORT_SENT]


async def test_a_report_that_was_not_answered_is_sent_again(world: World) -> None:
    world.file()
    world.server.taken()
    for _ in range(3):
        world.down()
        world.back()
        assert world.server.taken() == [sent()]
    assert world.seen.notices == [Notice.REPORT_KEPT], "said once"
    world.reports.ended(ONE)
    world.down()
    world.back()
    assert world.server.taken() == []


async def test_a_report_survives_a_restart_of_the_app(world: World) -> None:
    world.file(note="so it was")
    world.server.taken()
    world.restart()
    assert world.server.taken() == []
    world.back()
    assert world.server.taken() == [sent(note="so it was")]
    world.reports.ended(ONE)
    assert world.seen.notices == [Notice.REPORT_SENT]
    world.restart()
    world.back()
    assert world.server.taken() == []


async def test_another_user_does_not_send_it(world: World) -> None:
    world.file()
    world.server.taken()
    world.down()
    world.back(UserId("somebody else"))
    assert world.server.taken() == []
    world.down()
    world.back()
    assert world.server.taken() == [sent()]


async def test_one_goes_after_the_other(world: World) -> None:
    world.file(ONE)
    world.file(TWO)
    assert world.server.taken() == [sent(ONE)]
    world.reports.ended(ONE)
    assert world.server.taken() == [sent(TWO)]
    world.reports.ended(TWO)
    assert world.seen.notices == [Notice.REPORT_SENT] * 2


@pytest.mark.parametrize("code", ["unavailable", "rate_limited", "internal"])
async def test_a_server_in_trouble_is_asked_again(world: World, code: ErrorCode) -> None:
    world.file()
    world.server.taken()
    world.reports.refused(Error(code, "later", retry_after=0.01))
    world.reports.refused(Error(code, "later", retry_after=0.01))
    assert world.seen.notices == [Notice.REPORT_KEPT]
    assert await world.until_sent() == [sent()]
    world.reports.ended(ONE)
    assert world.seen.notices == [Notice.REPORT_KEPT, Notice.REPORT_SENT]


async def test_one_refusal_may_mean_something_else(world: World) -> None:
    world.file()
    world.server.taken()
    world.reports.refused(Error("not_in_session", "no"))
    assert world.server.taken() == [sent()]
    world.reports.ended(ONE)
    assert world.seen.notices == [Notice.REPORT_SENT]


async def test_a_report_that_the_server_never_takes_is_told_and_dropped(world: World) -> None:
    world.file(ONE)
    world.file(TWO)
    world.server.taken()
    world.reports.refused(Error("not_in_session", "no"))
    world.reports.refused(Error("not_in_session", "no"))
    assert world.seen.notices == [Notice.REPORT_REFUSED]
    assert world.server.taken() == [sent(ONE), sent(TWO)]
    assert [report.session for report in world.store.load()] == [TWO]


async def test_a_refusal_without_a_report_is_none_of_reports(world: World) -> None:
    world.reports.refused(Error("not_in_session", "no"))
    assert world.seen.notices == []


async def test_an_old_report_is_dropped(world: World) -> None:
    world.down()
    world.file(ONE)
    world.now += KEPT_SECONDS / 2
    world.file(TWO)
    world.now += KEPT_SECONDS / 2
    world.restart()
    world.back()
    assert world.server.taken() == [sent(TWO)]


async def test_a_clock_that_was_put_back_drops_nothing(world: World) -> None:
    world.down()
    world.file()
    world.now -= 10 * KEPT_SECONDS
    world.back()
    assert world.server.taken() == [sent()]


async def test_the_oldest_of_too_many_go(world: World) -> None:
    world.down()
    for number in range(MOST_REPORTS + 3):
        world.file(SessionId(f"s{number}"))
    kept = [report.session for report in world.store.load()]
    assert kept == [f"s{number}" for number in range(3, MOST_REPORTS + 3)]


async def test_a_note_is_cut_to_what_a_message_may_hold(world: World) -> None:
    world.file(note="x" * 1200)
    world.reports.ended(ONE)
    world.file(TWO, note="cut in half: \ud83d")
    first, second = world.server.taken()
    assert first == sent(note="x" * 1000)
    assert second == sent(TWO, note="cut in half:")


async def test_who_was_never_welcomed_has_nobody_to_report() -> None:
    world = World()
    world.file()
    assert world.store.load() == []
    assert world.seen.notices == []


async def test_the_partner_can_be_reported_for_a_while(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REPORTABLE_SECONDS", 0.01)
    world.reports.meet(ONE, "Meera")
    world.reports.part()
    world.reports.meet(TWO, "Ravi")  # whose time begins anew
    assert world.seen.now.reportable == Reportable(TWO, "Ravi")
    world.reports.part()
    assert world.seen.now.reportable == Reportable(TWO, "Ravi")
    async with asyncio.timeout(5):
        while world.seen.now.reportable is not None:
            world.seen.changed.clear()
            await world.seen.changed.wait()


async def test_who_was_reported_is_not_offered_again(world: World) -> None:
    world.reports.meet(TWO, "Ravi")
    world.file(ONE)
    assert world.seen.now.reportable == Reportable(TWO, "Ravi")
    world.file(TWO)
    assert world.seen.now.reportable is None
