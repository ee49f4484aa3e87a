"""The last hour, in buckets of ten seconds."""

import asyncio

from gurukul_desktop.server.census import Census
from gurukul_desktop.server.history import BUCKETS, History
from gurukul_desktop.server.measures import Measures

NOBODY = Census({"websocket": 0, "http": 0}, 0, 0.0, 0, 0)


def test_a_bucket_holds_what_came_since_the_one_before() -> None:
    measures = Measures()
    census = Census({"websocket": 8, "http": 1}, 1, 3.0, 8, 4)
    history = History(measures, lambda: census, lambda: 1_000_000.0)
    for _ in range(4):
        measures.found("global")
        measures.found("buddies_first")
        measures.matched(0.0001, "global", "caller")
        measures.matched(0.004, "buddies_first", "callee")
    measures.relayed += 7
    history.take()
    history.take()
    first, second = history.buckets
    assert first.time == 1_000_000
    assert (first.finds, first.matches, first.signals) == (8, 4, 7)
    assert first.latency_p50 == 0.25
    assert first.latency_p99 is not None
    assert 4 < first.latency_p99 < 5
    assert (first.waiting, first.sessions) == (1, 4)
    assert first.connections == {"websocket": 8, "http": 1}
    assert (second.finds, second.matches, second.signals) == (0, 0, 0)
    assert second.latency_p50 is None
    assert second.waiting == 1


def test_an_hour_is_kept() -> None:
    times = iter(range(BUCKETS + 5))
    history = History(Measures(), lambda: NOBODY, lambda: next(times))
    for _ in range(BUCKETS + 5):
        history.take()
    assert len(history.buckets) == BUCKETS
    assert history.buckets[0].time == 5


async def test_it_takes_buckets_by_itself_until_it_is_stopped() -> None:
    taken = asyncio.Event()

    def census() -> Census:
        taken.set()
        return NOBODY

    history = History(Measures(), census)
    history.start(every=0.01)
    async with asyncio.timeout(10):
        await taken.wait()
    history.stop()
    history.stop()
    assert len(history.buckets) >= 1
