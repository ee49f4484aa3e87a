"""The last hour of one instance, for the plots of the admin page."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from gurukul_desktop.server.census import Census
from gurukul_desktop.server.measures import Measures

BUCKET_SECONDS: Final = 10.0
BUCKETS: Final = 360


class Bucket(Struct, frozen=True):
    """What happened in ten seconds, and how it stood at their end.

    Attributes:
        time: their end, in UNIX seconds.
        latency_p50: find to matched of half of the matched, in milliseconds; None if there
            were none.
        connections: by carrier.
    """

    time: float
    finds: int
    matches: int
    latency_p50: float | None
    latency_p99: float | None
    waiting: int
    sessions: int
    connections: dict[str, int]
    signals: int


class History:
    """Takes a bucket every ten seconds and forgets those older than an hour.

    Args:
        census: how the instance stands now.
        wall_clock: UNIX seconds.
    """

    def __init__(
        self,
        measures: Measures,
        census: Callable[[], Census],
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        self._measures = measures
        self._census = census
        self._wall_clock = wall_clock
        self._buckets: deque[Bucket] = deque(maxlen=BUCKETS)
        self._latency = measures.latency_ms.copy()
        self._finds = self._matches = self._signals = 0
        self._handle: asyncio.TimerHandle | None = None

    @property
    def buckets(self) -> list[Bucket]:
        """The oldest first."""
        return list(self._buckets)

    def take(self) -> None:
        """End the present bucket."""
        measures = self._measures
        now = self._census()
        finds, matches = sum(measures.finds.values()), sum(measures.matches.values())
        latency = measures.latency_ms.since(self._latency)
        bucket = Bucket(
            time=self._wall_clock(),
            finds=finds - self._finds,
            matches=matches - self._matches,
            latency_p50=latency.quantile(0.5),
            latency_p99=latency.quantile(0.99),
            waiting=now.waiting,
            sessions=now.sessions,
            connections=now.connections,
            signals=measures.relayed - self._signals,
        )
        self._buckets.append(bucket)
        self._latency = measures.latency_ms.copy()
        self._finds, self._matches, self._signals = finds, matches, measures.relayed

    def start(self, every: float = BUCKET_SECONDS) -> None:
        """Take a bucket every ten seconds (or ``every``) on the running loop."""
        loop = asyncio.get_running_loop()
        self._plan(loop, loop.time() + every, every)

    def stop(self) -> None:
        """End. May be called again."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _plan(self, loop: asyncio.AbstractEventLoop, due: float, every: float) -> None:
        self._handle = loop.call_at(due, self._wake, loop, due, every)

    def _wake(self, loop: asyncio.AbstractEventLoop, due: float, every: float) -> None:
        self.take()
        # From when it was due, so that lateness does not add up; but never a burst of old ones.
        self._plan(loop, max(due + every, loop.time()), every)
