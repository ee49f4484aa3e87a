"""What an instance does about once a second: its heartbeat, the sweep, places and buddy lists."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.stores.events import Event, Waiting
from gurukul_desktop.server.stores.port import InstanceStatus, StoreUnavailableError
from gurukul_desktop.server.stores.postgresql.database import Database
from gurukul_desktop.server.stores.postgresql.places import Places
from gurukul_desktop.server.stores.postgresql.statements import as_json, delivering, restored

_log: Final = logging.getLogger(__name__)

_BEAT: Final = """
    select moment, shift, revision, known from gurukul.beat($1, $2::jsonb, $3, $4, $5)
"""
_SWEEP: Final = delivering("gurukul.sweep($2)")
_LISTS: Final = delivering("gurukul.buddy_lists($1, $2)")
_PLACES: Final = "select user_id, place, waiting, mode from gurukul.places($1)"


class Upkeep:
    """The regular work of one instance.

    Args:
        perform: carries out a statement whose first argument is the instance, and delivers.
        tell: tells people of this instance.
        failed: is told that the database is away, or has taken this instance for dead.
        pulse: seconds from one time to the next.
    """

    def __init__(
        self,
        database: Database,
        instance: str,
        places: Places,
        perform: Callable[..., Awaitable[object]],
        tell: Callable[[list[Event]], None],
        status: Callable[[], InstanceStatus],
        failed: Callable[[], None],
        pulse: float,
    ) -> None:
        self._database = database
        self._instance = instance
        self._places = places
        self._perform = perform
        self._tell = tell
        self._status = status
        self._failed = failed
        self._pulse = pulse
        self._outdated: set[str] = set()
        self._last: Any = None
        self._last_at = 0.0
        self._revision: int | None = None
        self._settled: int | None = None

    def list_outdated(self, user: str) -> None:
        """The buddy list of a user has changed."""
        self._outdated.add(user)

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            # Not all instances at the same moment.
            await asyncio.sleep(self._pulse * random.uniform(0.8, 1.0))
            if not self._database.reachable:
                # Perhaps only an errand or the admin page has met it away.
                self._failed()
                continue
            try:
                if not await self.beat():
                    self._failed()
                    continue
                await self._perform(_SWEEP, timedelta(seconds=self._pulse))
                await self._tell_places()
                await self._tell_lists()
            except StoreUnavailableError:
                self._failed()
            except Exception:
                _log.exception("the regular work failed")

    async def beat(self) -> bool:
        """Say that this instance is alive; False if that was not known."""
        moment, shift, elapsed = None, None, None
        before = _monotonic()
        if self._last is not None:
            moment, shift = self._last["moment"], self._last["shift"]
            elapsed = before - self._last_at
        status = as_json(self._status())
        rows = await self._database.fetch(_BEAT, self._instance, status, moment, shift, elapsed)
        self._last, self._last_at = rows[0], before
        self._revision = self._last["revision"]
        known: bool = self._last["known"]
        return known

    async def _tell_places(self) -> None:
        # The number grows before the change is committed, so once more after it stands still.
        if not self._places or self._settled == self._revision:
            return
        before = self._revision
        rows = await self._database.fetch(_PLACES, self._instance)
        places = (
            Waiting(UserId(restored(row["user_id"])), row["place"], row["waiting"], row["mode"])
            for row in rows
        )
        changed = self._places.changed(places)
        if not changed:
            self._settled = before
        self._tell(changed)

    async def _tell_lists(self) -> None:
        outdated, self._outdated = self._outdated, set()
        if outdated:
            try:
                await self._perform(_LISTS, list(outdated))
            except StoreUnavailableError:
                self._outdated |= outdated
                raise


def _monotonic() -> float:
    """Seconds on a clock that nobody sets; on Linux it counts while the machine sleeps."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
