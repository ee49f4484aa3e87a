"""What follows from a statement and nobody waits for: done in the background, soon."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, Final

from gurukul_desktop.server.stores.port import StoreUnavailableError
from gurukul_desktop.server.stores.postgresql.database import Database
from gurukul_desktop.server.stores.postgresql.statements import CLAIM, delivering

MOST_CLAIMS: Final = 20
"""Searches in a row for people who were let go of; the sweep finds who is left."""

_KEEP: Final = delivering("gurukul.keep_signal($2, $3, $4, $5, $6)")
_NOTIFY: Final = """
    select set_config('synchronous_commit', 'off', true),
        pg_notify('gurukul_' || i, '') from unnest($1::text[]) i
"""


class Errands:
    """Wakes other instances, searches for those who were let go of, sends signals back.

    Args:
        take: delivers rows of ``gurukul.told``.
    """

    def __init__(
        self, database: Database, instance: str, take: Callable[[Iterable[Any]], None]
    ) -> None:
        self._database = database
        self._instance = instance
        self._take = take
        self._asleep: set[str] = set()
        self._left: dict[str, None] = {}
        self._strays: deque[tuple[str, str, str, str, str]] = deque()
        self._claims = 0
        self._worker: asyncio.Task[None] | None = None

    def wake(self, instance: str) -> None:
        """Notify another instance that there is something in its inbox.

        In a transaction of its own, and one for all who are to be woken at the moment.
        """
        self._asleep.add(instance)
        self.start()

    def search(self, user: str) -> None:
        """Search for somebody whom others may have passed by; see ``0003_matching.sql``."""
        self._left[user] = None
        self.start()

    def send_back(self, user: str, session: str, gone: str, event: str, key: str) -> None:
        """Keep a signal for somebody whose connection ``gone`` is no longer there."""
        self._strays.append((user, session, gone, event, key))
        self.start()

    def start(self) -> None:
        """Work, if there is anything to do."""
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name="store errands")

    async def close(self) -> None:
        """Finish what is to be done."""
        if self._worker is not None:
            await asyncio.wait([self._worker])

    async def _work(self) -> None:
        # What the database does not take now, it takes after the recovery. Not the others:
        # instances look by themselves as well, and the sweep searches for everybody.
        with contextlib.suppress(StoreUnavailableError):
            while self._asleep or self._strays or self._left:
                if self._asleep:
                    asleep, self._asleep = self._asleep, set()
                    await self._database.fetch(_NOTIFY, list(asleep))
                while self._strays:
                    await self._perform(_KEEP, *self._strays[0])
                    self._strays.popleft()
                if self._left:
                    await self._search_next()

    async def _search_next(self) -> None:
        user = next(iter(self._left))
        del self._left[user]
        if self._claims < MOST_CLAIMS:
            self._claims += 1
            await self._perform(CLAIM, user)
        if not self._left:
            self._claims = 0

    async def _perform(self, sql: str, *arguments: object) -> None:
        self._take(await self._database.fetch(sql, self._instance, *arguments))
