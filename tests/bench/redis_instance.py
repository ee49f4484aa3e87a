"""One instance of the store in Redis, in a process of its own, whose users search and part.

    python -m tests.bench.redis_instance URL PREFIX USERS

It says ``ready`` when all are connected. For each line ``SEARCHES SECONDS`` it has so many
of them search in each second (0: as many as go), ends each session at once, and writes one
JSON list of ``[session, calls, searched, matched]``: times of the system's clock that all
processes share.
"""

import asyncio
import gc
import json
import sys
import time
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final

import uvloop

from gurukul_desktop.matchmaking.wishes import Wish
from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.stores import commands, events
from gurukul_desktop.server.stores.events import Event
from gurukul_desktop.server.stores.port import InstanceStatus, Presence
from gurukul_desktop.server.stores.redis.store import RedisStore

TICK_SECONDS: Final = 0.001
AT_ONCE: Final = 64
"""How many search at a time when there is no pace."""

_WISH: Final = Wish()


class Searching:
    """An outlet whose users search, and part as soon as they are matched."""

    def __init__(self, store: RedisStore, users: list[str]) -> None:
        self.matches: list[tuple[str, bool, float, float]] = []
        self._store = store
        self._users = [UserId(user) for user in users]
        self._idle = deque[UserId]()
        self._searched: dict[UserId, float] = {}
        self._arrived = asyncio.Event()
        self._endless = False

    def happened(self, happened: Iterable[Event]) -> None:
        now = time.perf_counter()
        for event in happened:
            match event:
                case events.Matched(user, session):
                    searched = self._searched.pop(user)
                    calls = session.role == "caller"
                    self.matches.append((session.id, calls, searched, now))
                    if calls:
                        self._store.submit(commands.End(user, session.id))
                case events.Ended(user) | events.PartnerLeft(user):
                    self._free(user)
                case events.Arrived(user):
                    self._idle.append(user)
                    if len(self._idle) == len(self._users):
                        self._arrived.set()
                case _:
                    pass

    def present(self) -> Sequence[Presence]:
        return ()

    def status(self) -> InstanceStatus:
        return InstanceStatus("bench", {}, draining=False)

    async def arrive(self) -> None:
        """Connect everybody."""
        for user in self._users:
            self._store.submit(commands.Arrive(user, "1", user))
        await self._arrived.wait()

    async def search(self, a_second: float, seconds: float) -> None:
        """Have people search at this pace, 0 for as many as go."""
        self.matches.clear()
        self._endless = not a_second
        begun = time.perf_counter()
        if self._endless:
            for _ in range(AT_ONCE):
                self._find()
            await asyncio.sleep(seconds)
            self._endless = False
            return
        sent = 0
        while (passed := time.perf_counter() - begun) < seconds:
            for _ in range(int(passed * a_second) - sent):
                sent += 1
                # If all are busy the pace cannot be kept, which the result shows.
                if self._idle:
                    self._find()
            await asyncio.sleep(TICK_SECONDS)

    def _find(self) -> None:
        user = self._idle.popleft()
        self._searched[user] = time.perf_counter()
        self._store.submit(commands.Find(user, _WISH))

    def _free(self, user: UserId) -> None:
        self._idle.append(user)
        if self._endless:
            self._find()


async def _main(url: str, prefix: str, count: int) -> None:
    store = RedisStore(url)
    searching = Searching(store, [f"{prefix}{number}" for number in range(count)])
    await store.open(searching)
    await searching.arrive()
    _say("ready")
    while line := await asyncio.to_thread(sys.stdin.readline):
        a_second, seconds = map(float, line.split())
        # What is kept of the last run is no work for the collector in this one.
        gc.collect()
        gc.freeze()
        await searching.search(a_second, seconds)
        _say(json.dumps(searching.matches))
    await store.close()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(_main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
