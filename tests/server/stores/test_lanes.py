"""The order of commands, through failures of a store."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence

import pytest
from msgspec import Raw

from gurukul_desktop.matchmaking.wishes import Wish
from gurukul_desktop.protocol.messages import SessionId, UserId
from gurukul_desktop.server.stores.commands import (
    Arrive,
    Befriend,
    Cancel,
    Command,
    Depart,
    End,
    Find,
    Relay,
    Report,
    Unfriend,
)
from gurukul_desktop.server.stores.events import (
    AlreadyInSession,
    Event,
    NoLongerWaiting,
    StoreLost,
    Unavailable,
)
from gurukul_desktop.server.stores.lanes import MOST_COMMANDS, Lanes
from gurukul_desktop.server.stores.port import StoreUnavailableError

ANN, BOB = UserId("ann"), UserId("bob")
S = SessionId("s")
DEADLINE = 5.0


class SlowStore:
    """Carries out a command when it is let; fails while it is away.

    Attributes:
        begun: what was to be carried out, and whether again.
        done: what was carried out.
    """

    def __init__(self) -> None:
        self.begun: list[tuple[Command, bool]] = []
        self.done: list[Command] = []
        self.told: list[Event] = []
        self.away = False
        self.broken = False
        self.stubborn = False
        self.recoveries = 0
        self.changed = asyncio.Event()
        self.turn = asyncio.Event()
        self.turn.set()
        self.back = asyncio.Event()
        self.lanes = Lanes(self._execute, self._recover, self._deliver)

    async def _execute(self, command: Command, again: bool) -> Sequence[Event]:
        self.begun.append((command, again))
        self.changed.set()
        await self.turn.wait()
        if self.away or self.stubborn:
            raise StoreUnavailableError
        if self.broken:
            raise ZeroDivisionError
        self.done.append(command)
        self.changed.set()
        return [AlreadyInSession(command.user)]

    async def _recover(self) -> None:
        self.recoveries += 1
        self.changed.set()
        await self.back.wait()
        if self.away:
            raise StoreUnavailableError

    def _deliver(self, happened: Iterable[Event]) -> None:
        self.told += happened
        self.changed.set()

    async def until(
        self, done: int = 0, begun: int = 0, told: int = 0, recoveries: int = 0
    ) -> None:
        """Wait until so much has happened."""
        async with asyncio.timeout(DEADLINE):
            while (
                len(self.done) < done
                or len(self.begun) < begun
                or len(self.told) < told
                or self.recoveries < recoveries
            ):
                self.changed.clear()
                await self.changed.wait()

    async def lose(self) -> None:
        """Be away, and found to be so."""
        self.away = True
        self.lanes.fail()
        await self.until(recoveries=1)

    def return_(self) -> None:
        """Be there again."""
        self.away = False
        self.back.set()


@pytest.fixture
async def store() -> AsyncIterator[SlowStore]:
    store = SlowStore()
    yield store
    await store.lanes.close()


def submit(store: SlowStore, *commands: Command) -> None:
    for command in commands:
        store.lanes.submit(command)


async def test_one_user_one_command_at_a_time(store: SlowStore) -> None:
    store.turn.clear()
    ends = [End(ANN, SessionId(str(number))) for number in range(5)]
    submit(store, *ends)
    await store.until(begun=1)
    assert len(store.begun) == 1
    store.turn.set()
    await store.until(done=5)
    assert store.done == ends


async def test_users_do_not_wait_for_each_other(store: SlowStore) -> None:
    store.turn.clear()
    submit(store, Cancel(ANN), Cancel(BOB))
    await store.until(begun=2)
    assert {command.user for command, _ in store.begun} == {ANN, BOB}


async def test_what_follows_is_told(store: SlowStore) -> None:
    submit(store, Cancel(ANN))
    await store.until(told=1)
    assert store.told == [AlreadyInSession(ANN)]


async def test_what_failed_is_done_again_and_told_to_be_again(store: SlowStore) -> None:
    store.turn.clear()
    submit(store, Find(ANN, Wish()), Cancel(BOB))
    await store.until(begun=2)
    store.away = True
    store.turn.set()
    await store.until(recoveries=1)
    assert not store.lanes.ready
    assert sorted(store.told, key=repr) == [StoreLost(), Unavailable(ANN, 3.0)]
    store.return_()
    await store.until(done=2)
    assert store.lanes.ready
    assert store.begun[2:] == [(Find(ANN, Wish()), True), (Cancel(BOB), True)]


async def test_recovery_goes_on_until_it_succeeds(store: SlowStore) -> None:
    await store.lose()
    submit(store, End(ANN, S))
    store.back.set()
    await store.until(recoveries=3)
    assert store.done == []
    store.return_()
    await store.until(done=1)


async def test_a_store_that_recovers_and_fails_again_is_not_asked_without_a_pause(
    store: SlowStore,
) -> None:
    loop = asyncio.get_running_loop()
    started = loop.time()
    store.stubborn = True
    store.back.set()
    submit(store, End(ANN, S))
    await store.until(recoveries=5)
    assert loop.time() - started > 0.05 + 0.1 + 0.2 + 0.4, "at least half of each growing pause"
    store.stubborn = False
    await store.until(done=1)


async def test_whoever_waits_for_an_answer_is_told_meanwhile(store: SlowStore) -> None:
    await store.lose()
    submit(store, Find(ANN, Wish()), End(BOB, S))
    assert store.told == [StoreLost(), Unavailable(ANN, 3.0)]


async def test_a_search_is_replaced_or_withdrawn_while_the_store_is_away(store: SlowStore) -> None:
    await store.lose()
    chess, algebra = Wish(topics=("chess",)), Wish(topics=("algebra",))
    submit(store, End(ANN, S), Find(ANN, chess), Cancel(ANN), Find(ANN, algebra))
    submit(store, End(BOB, S), Find(BOB, chess), Cancel(BOB))
    store.return_()
    await store.until(done=4)
    assert [c for c in store.done if c.user == ANN] == [End(ANN, S), Find(ANN, algebra)]
    assert [c for c in store.done if c.user == BOB] == [End(BOB, S), Cancel(BOB)]


async def test_a_cancel_that_is_not_carried_out_is_answered_all_the_same(store: SlowStore) -> None:
    store.turn.clear()
    submit(store, End(ANN, S), Cancel(ANN), Find(ANN, Wish()))
    assert store.told == [NoLongerWaiting(ANN)]
    submit(store, Cancel(ANN), Report(ANN, S, "spam", ""), Cancel(ANN), Cancel(ANN))
    assert store.told == [NoLongerWaiting(ANN)] * 3
    store.turn.set()
    await store.until(done=3)
    assert store.done == [End(ANN, S), Report(ANN, S, "spam", ""), Cancel(ANN)]


async def test_a_search_that_failed_is_not_made_again_if_it_was_cancelled(
    store: SlowStore,
) -> None:
    store.away = True
    submit(store, Find(ANN, Wish()))
    await store.until(recoveries=1)
    submit(store, Cancel(ANN))
    store.return_()
    await store.until(done=1)
    # The store is told that the outcome of what was replaced is unknown.
    assert store.begun[1:] == [(Cancel(ANN), True)]


async def test_who_came_and_went_unheard_is_never_heard_of(store: SlowStore) -> None:
    await store.lose()
    submit(store, End(ANN, S), Arrive(ANN, "1", ""), Find(ANN, Wish()), Depart(ANN, "1"))
    submit(store, Arrive(ANN, "2", ""))
    store.return_()
    await store.until(done=2)
    assert store.done == [End(ANN, S), Arrive(ANN, "2", "")]


async def test_an_arrival_of_unknown_outcome_is_followed_by_its_departure(
    store: SlowStore,
) -> None:
    store.away = True
    submit(store, Arrive(ANN, "1", ""))
    await store.until(recoveries=1)
    submit(store, Find(ANN, Wish()), Depart(ANN, "1"))
    store.return_()
    await store.until(done=2)
    assert store.done == [Arrive(ANN, "1", ""), Depart(ANN, "1")]


async def test_said_twice_in_a_row_is_one(store: SlowStore) -> None:
    await store.lose()
    submit(store, *[End(ANN, S)] * 5)
    store.return_()
    await store.until(done=1)
    submit(store, End(ANN, S))
    await store.until(done=2)
    assert store.done == [End(ANN, S)] * 2


async def test_what_was_undone_in_between_is_done_again(store: SlowStore) -> None:
    await store.lose()
    toggled = [Befriend(ANN, S, None), Unfriend(ANN, S, None), Befriend(ANN, S, None)]
    submit(store, *toggled)
    store.return_()
    await store.until(done=3)
    assert store.done == toggled


async def test_the_newest_signals_are_kept(store: SlowStore) -> None:
    await store.lose()
    signals = [Relay(ANN, BOB, S, Raw(b"%d" % number)) for number in range(MOST_COMMANDS + 10)]
    submit(store, End(ANN, S), *signals)
    store.return_()
    await store.until(done=MOST_COMMANDS)
    assert store.done == [End(ANN, S), *signals[11:]]


async def test_the_same_signal_twice_is_two(store: SlowStore) -> None:
    await store.lose()
    submit(store, *[Relay(ANN, BOB, S, Raw(b"{}"))] * 3)
    store.return_()
    await store.until(done=3)


async def test_a_full_lane_takes_reports_and_comings_and_goings(store: SlowStore) -> None:
    await store.lose()
    submit(store, *(End(ANN, SessionId(str(number))) for number in range(MOST_COMMANDS)))
    submit(store, End(ANN, S))
    assert store.told[-1] == Unavailable(ANN, 3.0)
    late = [Report(ANN, S, "spam", ""), Arrive(ANN, "2", ""), Depart(ANN, "1")]
    submit(store, *late)
    store.return_()
    await store.until(done=MOST_COMMANDS + 3)
    assert store.done[-3:] == late


async def test_a_fault_costs_one_command(
    store: SlowStore, caplog: pytest.LogCaptureFixture
) -> None:
    store.broken = True
    submit(store, End(ANN, S))
    await store.until(told=1)
    assert store.told == [Unavailable(ANN, 3.0)]
    store.broken = False
    submit(store, Cancel(ANN))
    await store.until(done=1)
    assert [record.getMessage() for record in caplog.records] == ["a store failed at End"]


async def test_closing_finishes_what_is_under_way(store: SlowStore) -> None:
    store.turn.clear()
    submit(store, End(ANN, S))
    await store.until(begun=1)
    closing = asyncio.create_task(store.lanes.close())
    store.turn.set()
    await closing
    assert store.done == [End(ANN, S)]
    submit(store, Cancel(ANN))
    assert len(store.begun) == 1


async def test_closing_does_not_wait_for_a_store_that_is_away(store: SlowStore) -> None:
    await store.lose()
    submit(store, End(ANN, S))
    async with asyncio.timeout(0.5):
        await store.lanes.close()
    assert NoLongerWaiting(ANN) not in store.told
    assert store.done == []
