"""Tests for gurukul_desktop.desktop.sleep."""

import asyncio

from gurukul_desktop.desktop.sleep import ASLEEP_SECONDS, BEAT_SECONDS, Sleep, SleepWatch


def test_a_beat_that_comes_much_later_was_slept_through() -> None:
    sleep = Sleep(100.0)
    assert sleep.beat(102.0) == 0
    assert sleep.beat(105.0) == 0  # a busy machine
    assert sleep.beat(105.0 + BEAT_SECONDS + 3600) == 3600
    assert sleep.beat(107.0 + BEAT_SECONDS + 3600) == 0
    assert Sleep(0.0).beat(BEAT_SECONDS + ASLEEP_SECONDS) == ASLEEP_SECONDS


async def test_the_watch_tells_of_it() -> None:
    now = 0.0
    woke: asyncio.Queue[float] = asyncio.Queue()
    watch = SleepWatch(woke.put_nowait, lambda: now, beat=0.01)
    watch.start()
    now = 1000.0
    async with asyncio.timeout(5):
        assert 990 < await woke.get() <= 1000
    watch.stop()
    watch.stop()
    assert woke.empty()
