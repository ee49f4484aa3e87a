"""Whether a client that only ever asks is still there."""

import asyncio

from gurukul_desktop.server.http.vigil import Vigil

SECONDS = 0.05


async def test_silence_ends_it_once() -> None:
    over = asyncio.Event()
    Vigil(asyncio.get_running_loop(), SECONDS, over.set)
    async with asyncio.timeout(5):
        await over.wait()


async def test_a_request_keeps_it_alive_and_for_a_while_after() -> None:
    loop = asyncio.get_running_loop()
    over: asyncio.Future[float] = loop.create_future()
    vigil = Vigil(loop, SECONDS, lambda: over.set_result(loop.time()))
    hour_is_up = loop.create_future()
    loop.call_later(3 * SECONDS, hour_is_up.set_result, None)
    with vigil.attended(), vigil.attended():
        await hour_is_up
    ended = loop.time()
    assert not over.done()
    async with asyncio.timeout(5):
        assert await over - ended >= 0.9 * SECONDS


async def test_a_stopped_one_never_ends() -> None:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    vigil = Vigil(loop, SECONDS, over.set)
    vigil.stop()
    vigil.stop()
    later = loop.create_future()
    loop.call_later(2 * SECONDS, later.set_result, None)
    await later
    assert not over.is_set()
