"""From ``find`` to ``matched`` with two users, seen by the clients, on loopback.

The server is a process of its own; the clients are on the library that the app uses.
The clock stops when the later of the two has read its ``matched``. Beside it stands the
round trip of a WebSocket ping on the same connection, below which nothing can come.
"""

import asyncio
import contextlib
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.bench.row import Row
from tests.server.client import Client
from tests.server.deployed import deployed

ROUNDS: Final = 300
TARGET_MS: Final = 5.0
FIND: Final = {"type": "find", "mode": "global", "media": "video"}


def run() -> Iterator[Row]:
    """The rows of this bench."""
    matches, pings = asyncio.run(_measure())
    slow = _percentile_95(matches)
    yield Row(
        "find to matched, two users, 95th percentile",
        round(slow, 2),
        "ms",
        f"median {statistics.median(matches):.2f} ms;"
        f" a ping alone {statistics.median(pings):.2f} ms",
        f"< {TARGET_MS:g}",
        slow < TARGET_MS,
    )


async def _measure() -> tuple[list[float], list[float]]:
    """Milliseconds of each match and of each ping."""
    matches, pings = [], []
    options = ("--port", "0", "--finds-per-minute", "0", "--messages-per-second", "0")
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = await stack.enter_async_context(deployed(folder / "log", *options))
        one, other = await Client.join(server.url), await Client.join(server.url)
        for _ in range(ROUNDS):
            await one.ask(FIND, "queued")
            started = time.perf_counter()
            await other.send(FIND)
            matched, _ = await asyncio.gather(other.expect("matched"), one.expect("matched"))
            matches.append(1000 * (time.perf_counter() - started))
            await other.say("end", matched["session"])
            await asyncio.gather(other.expect("ended"), one.expect("partner_left"))
            started = time.perf_counter()
            await (await other.socket.ping())
            pings.append(1000 * (time.perf_counter() - started))
        await one.close()
        await other.close()
    return matches, pings


def _percentile_95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
