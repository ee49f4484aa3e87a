"""How late the loop is."""

import asyncio
import time

from gurukul_desktop.server.loop_lag import EVERY_SECONDS, LoopLag


def hold_up() -> None:
    time.sleep(EVERY_SECONDS + 0.3)


async def test_a_loop_that_was_held_up_is_seen() -> None:
    lag = LoopLag()
    lag.start()
    measured = asyncio.Event()
    asyncio.get_running_loop().call_later(EVERY_SECONDS + 0.2, measured.set)
    hold_up()
    async with asyncio.timeout(10):
        await measured.wait()
    assert len(lag.seconds) == 1
    assert lag.seconds.total >= 0.29
    lag.stop()
    lag.stop()
