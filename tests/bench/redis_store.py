"""Two instances, two processes, on one Redis: how many matches a second, and how fast.

The clock of a match starts when the later of the two searches, and stops for each of them
when their instance is told. Each session is ended at once, so a match is three commands.
Beside it stands a script that does nothing, called one at a time on the same Redis, below
which nothing can come.
"""

import asyncio
import contextlib
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from typing import Final

import redis.asyncio as aioredis

from tests.bench.row import Row
from tests.server.redis import redis_server

INSTANCES: Final = 2
USERS: Final = 1000
"""Of each instance."""

MATCHES_A_SECOND: Final = 1000
SECONDS: Final = 5.0
WARM_UP_SECONDS: Final = 1.0
TARGET_MS: Final = 10.0
ROUND_TRIPS: Final = 2000
_LINE_BYTES: Final = 2**26


def run() -> Iterator[Row]:
    """The rows of this bench."""
    reference, most, paced = asyncio.run(_measure())
    yield Row(
        "Redis store, two instances: matches a second, no pace",
        round(most),
        "",
        reference,
        f">= {MATCHES_A_SECOND}",
        most >= MATCHES_A_SECOND,
    )
    p50, p99, rate, across = paced
    yield Row(
        f"Redis store, two instances, {MATCHES_A_SECOND} matches a second:"
        " find to matched, 99th percentile",
        round(p99, 2),
        "ms",
        f"median {p50:.2f} ms, {rate:.0f} matches a second, {across:.0%} across; {reference}",
        f"< {TARGET_MS:g}",
        p99 < TARGET_MS and rate >= 0.98 * MATCHES_A_SECOND,
    )


async def _measure() -> tuple[str, float, tuple[float, float, float, float]]:
    """The reference in words, matches a second without a pace, and what came of a pace."""
    with redis_server() as server:
        reference = await _round_trips(server.url)
        async with contextlib.AsyncExitStack() as stack:
            instances = [
                await stack.enter_async_context(_instance(server.url, f"i{number}-"))
                for number in range(INSTANCES)
            ]
            for instance in instances:
                assert await _line(instance) == "ready\n"
            await _search(instances, MATCHES_A_SECOND, WARM_UP_SECONDS)
            paced = _evaluate(await _search(instances, MATCHES_A_SECOND, SECONDS))
            sessions = await _search(instances, 0, SECONDS)
            return reference, len(sessions) / SECONDS, paced


Session = list[tuple[int, float, float]]
"""Of each member their instance, and when they searched and were told."""


def _evaluate(sessions: list[Session]) -> tuple[float, float, float, float]:
    """Median and 99th percentile in ms, matches a second, and how many were across instances."""
    taken = [
        1000 * (told - max(searched for _, searched, _ in session))
        for session in sessions
        for _, _, told in session
    ]
    percentiles = statistics.quantiles(taken, n=100)
    across = sum(one[0] != other[0] for one, other in sessions) / len(sessions)
    return percentiles[49], percentiles[98], len(sessions) / SECONDS, across


async def _search(
    instances: list[asyncio.subprocess.Process], matches: float, seconds: float
) -> list[Session]:
    """Have all instances search; the sessions of which both were told."""
    searches = 2 * matches / len(instances)
    for instance in instances:
        assert instance.stdin is not None
        instance.stdin.write(f"{searches} {seconds}\n".encode())
    sessions: dict[str, Session] = defaultdict(list)
    for number, instance in enumerate(instances):
        for session, _, searched, told in json.loads(await _line(instance)):
            sessions[session].append((number, searched, told))
    # At the end of the time one of the two may not have been told yet.
    return [session for session in sessions.values() if len(session) == 2]


async def _round_trips(url: str) -> str:
    """What a script that does nothing takes."""
    taken = []
    async with aioredis.Redis.from_url(url, protocol=2) as client:
        sha = await client.script_load("return 1")
        for _ in range(ROUND_TRIPS):
            started = time.perf_counter()
            await client.evalsha(sha, 0)
            taken.append(1000 * (time.perf_counter() - started))
    percentiles = statistics.quantiles(taken, n=100)
    return f"an empty script alone {percentiles[49]:.2f} ms, p99 {percentiles[98]:.2f} ms"


@contextlib.asynccontextmanager
async def _instance(url: str, prefix: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.redis_instance", url, prefix, str(USERS)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_LINE_BYTES,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _line(instance: asyncio.subprocess.Process) -> str:
    assert instance.stdout is not None
    async with asyncio.timeout(60.0):
        return (await instance.stdout.readline()).decode()
