"""How late the loop is: told by a loop that is kept busy for a known time."""

import asyncio
import time

from gurukul_desktop.demo.loop_delay import EVERY_SECONDS, LoopDelay


async def test_a_loop_that_was_held_up_tells_for_how_long() -> None:
    delay = LoopDelay()
    assert delay.p99_ms() is None
    delay.start()
    delay.start()
    await asyncio.sleep(4 * EVERY_SECONDS)
    before = len(delay.seconds)
    assert before > 0
    asyncio.get_running_loop().call_soon(time.sleep, 0.1)
    await asyncio.sleep(2 * EVERY_SECONDS)
    delay.stop()
    delay.stop()
    held = delay.p99_ms()
    assert held is not None
    assert 80 <= held < 2000
    after = len(delay.seconds)
    assert after > before
    await asyncio.sleep(2 * EVERY_SECONDS)
    assert len(delay.seconds) == after


async def test_one_long_delay_of_many_is_not_the_ninety_ninth() -> None:
    delay = LoopDelay()
    delay.seconds = [0.001] * 198 + [1.0]
    assert delay.p99_ms() == 1.0
