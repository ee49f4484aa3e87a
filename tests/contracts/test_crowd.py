"""10,000 users through each store: no double match, nobody lost, both told."""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator

from tests.processes import end

from .conftest import Open
from .crowd import Match, gather_all, search_all, verify

USERS = 10_000
PROCESSES = 4
DEADLINE = 90.0


async def test_a_crowd_that_searches_at_once_is_paired(open_instance: Open, url: str) -> None:
    if url != "memory://":
        await _in_processes(url)
        return
    instance = await open_instance()
    users = [f"user{number}" for number in range(USERS)]
    await gather_all(instance, users)
    matches = await search_all(instance, users)
    verify(matches, users)
    overview = await instance.store.overview()
    assert (overview.waiting, overview.sessions) == (0, USERS // 2)


async def _in_processes(url: str) -> None:
    """The same as several instances, all of which search at the same moment."""
    each = USERS // PROCESSES
    async with contextlib.AsyncExitStack() as stack, asyncio.timeout(DEADLINE):
        crowds = [
            await stack.enter_async_context(_process(url, f"crowd{number}-", each))
            for number in range(PROCESSES)
        ]
        for crowd in crowds:
            assert await _line(crowd) == "ready\n"
        for crowd in crowds:
            _go_on(crowd)
        matches: list[Match] = []
        for crowd in crowds:
            matches += [(u, s, p) for u, s, p in json.loads(await _line(crowd))]
        users = [f"crowd{n}-{number}" for n in range(PROCESSES) for number in range(each)]
        verify(matches, users)
        for crowd in crowds:
            _go_on(crowd)
        assert [await crowd.wait() for crowd in crowds] == [0] * PROCESSES


@contextlib.asynccontextmanager
async def _process(url: str, prefix: str, users: int) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.contracts.crowd", url, prefix, str(users)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**24,
    )
    try:
        yield process
    finally:
        await end(process)


async def _line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    return (await process.stdout.readline()).decode()


def _go_on(process: asyncio.subprocess.Process) -> None:
    assert process.stdin is not None
    process.stdin.write(b"\n")
