"""What other instances tell this one: rows of a table, with NOTIFY to say that there are some."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from typing import Any, Final

from gurukul_desktop.server.stores.port import StoreUnavailableError
from gurukul_desktop.server.stores.postgresql.database import Database, Listener

_log: Final = logging.getLogger(__name__)

POLL_SECONDS: Final = 3.0
"""A notification may be lost with the connection that listens."""

_DRAIN: Final = """
    select id, instance, user_id, event, key from gurukul.drain_inbox($1, $2)
"""


class Inbox:
    """Takes what is in the inbox of one instance, in order, and each row once.

    Args:
        take: is given the rows.
        failed: is told that the database is away.
    """

    def __init__(
        self,
        database: Database,
        instance: str,
        take: Callable[[Iterable[Any]], object],
        failed: Callable[[], None],
    ) -> None:
        self._database = database
        self._instance = instance
        self._take = take
        self._failed = failed
        self._taken: list[int] = []
        self._one_at_a_time = asyncio.Lock()
        self._heard = asyncio.Event()
        self._listener: Listener | None = None

    async def drain(self) -> None:
        """Take all that is there."""
        async with self._one_at_a_time:
            while True:
                taken = list(self._taken)
                rows = await self._database.fetch(_DRAIN, self._instance, taken)
                # Those that were taken before are deleted by now.
                self._taken = [row["id"] for row in rows]
                self._take(rows)
                if not rows:
                    return

    async def listen(self) -> None:
        """Listen, if that is not so already."""
        if self._listener is None or not self._listener.alive:
            self._listener = await self._database.listen(
                f"gurukul_{self._instance}", self._heard.set
            )
            self._heard.set()

    async def run(self) -> None:
        """Drain whenever there is a notification, and every few seconds without."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self._heard.wait()
            self._heard.clear()
            if not self._database.reachable:
                # Perhaps only an errand or the admin page has met it away.
                self._failed()
                continue
            try:
                await self.listen()
                await self.drain()
            except StoreUnavailableError:
                self._failed()
            except Exception:
                _log.exception("the inbox could not be read")

    def close(self) -> None:
        """Stop listening."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
