"""The store on PostgreSQL."""

import asyncio
import contextlib
import logging
import random
import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

import msgspec

from gurukul_desktop.errors import UsageError
from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.stores.commands import (
    Arrive,
    Command,
    Depart,
    Find,
    Relay,
    Report,
)
from gurukul_desktop.server.stores.events import Event, decode_event
from gurukul_desktop.server.stores.lanes import Lanes
from gurukul_desktop.server.stores.port import Outlet, Presence, StoreUnavailableError
from gurukul_desktop.server.stores.postgresql.administration import Administration
from gurukul_desktop.server.stores.postgresql.database import Database
from gurukul_desktop.server.stores.postgresql.inbox import Inbox
from gurukul_desktop.server.stores.postgresql.migrate import migrate, migrations
from gurukul_desktop.server.stores.postgresql.places import Places
from gurukul_desktop.server.stores.postgresql.statements import (
    CLAIM,
    CLAIM_AND_PLACE,
    as_json,
    clean,
    delivering,
    statement,
)
from gurukul_desktop.server.stores.postgresql.upkeep import Upkeep

_log: Final = logging.getLogger(__name__)

MOST_CLAIMS: Final = 20
"""Attempts to pair people whom others hold at the moment; the sweep finds who is left."""

RETOLD: Final = 10_000
"""So many signals are recognised when another instance has sent them twice."""

_AT_ONCE: Final = 200
_RULES: Final = """
    update gurukul.rules set skip = $1, patience = $2, ticket = $3, grace = $4, session = $5
    where (skip, patience, ticket, grace, session) <> ($1, $2, $3, $4, $5)
"""
_REJOIN: Final = delivering("gurukul.rejoin($1, $2::jsonb)")
_DROP_OTHERS: Final = delivering("gurukul.drop_others($1, $2)")
_REMOVE: Final = """
    with removed as materialized (select * from gurukul.remove_instance($1))
    select d.instance, d.user_id, d.event, d.key, r.gone
    from removed r left join lateral gurukul.deliver('', r.happened) d on true
"""
_NOTIFY: Final = """
    select set_config('synchronous_commit', 'off', true),
        pg_notify('gurukul_' || i, '') from unnest($1::text[]) i
"""


class PostgreSQLStore(Administration):
    """People wait and are paired in a database that any number of instances share.

    Args:
        url: a libpq address.
        rules: the times of matchmaking; they hold for every instance.
        migrate: bring the tables up to date by itself.
        pulse: seconds between two heartbeats, and two sweeps.
    """

    def __init__(
        self,
        url: str,
        rules: Rules | None = None,
        *,
        migrate: bool = False,
        pulse: float = 1.0,
    ) -> None:
        self.instance = secrets.token_hex(8)
        self._url = url
        self._rules = rules or Rules()
        self._migrate = migrate
        self._pulse = pulse
        self._places = Places()
        self._outlet: Outlet | None = None
        self._signals = 0
        self._keys: dict[UserId, str] = {}
        self._heard: dict[str, None] = {}
        self._sleeping: set[str] = set()
        self._waking: asyncio.Task[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self, outlet: Outlet) -> None:
        """Connect and begin to work, as one instance among others.

        Raises:
            UsageError: the address is of no use: wrong credentials, no tables, wrong version.
            StoreUnavailableError: nothing answers there.
        """
        if self._migrate:
            await migrate(self._url)
        self._outlet = outlet
        self._database = Database(self._url)
        self._lanes = Lanes(self._execute, self._recover, outlet.happened)
        self._inbox = Inbox(self._database, self.instance, self._take, self._lanes.fail)
        self._upkeep = Upkeep(
            self._database,
            self.instance,
            self._places,
            self._perform,
            self._tell,
            outlet.status,
            self._lanes.fail,
            self._pulse,
        )
        await self._database.open()
        try:
            await self._check_version()
            rules = self._rules
            times = (rules.skip, rules.patience, rules.ticket, rules.grace, rules.session)
            await self._database.fetch(_RULES, *(timedelta(seconds=time) for time in times))
            await self._upkeep.beat()
            await self._inbox.listen()
        except BaseException:
            await self._database.close()
            raise
        self._tasks = [
            asyncio.create_task(self._inbox.run(), name="store inbox"),
            asyncio.create_task(self._upkeep.run(), name="store upkeep"),
        ]

    async def _check_version(self) -> None:
        have, need = await self._database.version(), migrations()[-1].version
        if have < need:
            state = "has no tables yet" if have == 0 else "is older than this server"
            raise UsageError(f"The database {state}: run `gurukul server migrate` first.")
        if have > need:
            _log.warning("the database is newer (%s) than this server (%s)", have, need)

    async def close(self) -> None:
        """Leave: those who are connected here count as dropped. Idempotent."""
        if self._outlet is None:
            return
        await self._lanes.close()
        tasks, self._tasks = self._tasks, []
        if self._waking is not None:
            tasks.append(self._waking)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._outlet = None
        with contextlib.suppress(StoreUnavailableError):
            gone = False
            while not gone:
                rows = await self._database.fetch(_REMOVE, self.instance)
                gone = rows[0]["gone"]
                self._sleeping.update(r["instance"] for r in rows if r["instance"])
            await self._wake_sleeping()
        self._inbox.close()
        await self._database.close()

    @property
    def ready(self) -> bool:
        """Whether the database answers at present."""
        return self._outlet is not None and self._lanes.ready

    def submit(self, command: Command) -> None:
        """Have a command carried out."""
        self._lanes.submit(command)

    # Commands

    async def _execute(self, command: Command, again: bool) -> Sequence[Event]:
        user = command.user
        key = ""
        if isinstance(command, Relay):
            if not again or user not in self._keys:
                self._signals += 1
                self._keys[user] = f"{self.instance}:{self._signals}"
            key = self._keys[user]
        task = statement(command, again, key)
        if isinstance(command, Find):
            self._places.search(user)
            try:
                await self._search([user], await self._perform(task.sql, *task.arguments))
            finally:
                self._places.searched(user)
            return ()
        if isinstance(command, Depart):
            self._places.leave(user)
            self._keys.pop(user, None)
        rows = await self._database.fetch(task.sql, self.instance, *task.arguments)
        left = self._take(rows, always=isinstance(command, Arrive))
        await self._search([], left)
        if isinstance(command, Report) and any("Ended" in (row["event"] or "") for row in rows):
            facts = {"session": command.session, "reporter": user, "reason": command.reason}
            # The note is kept, not logged: it is what a student wrote in confidence.
            _log.warning("report %s", as_json(facts))
        return ()

    async def _search(self, users: list[UserId], left: Iterable[UserId]) -> None:
        """Step 2 of a search, for ``users``, and for those who were let go of meanwhile."""
        own = set(users)
        pending = dict.fromkeys([*left, *users])
        for attempt in range(MOST_CLAIMS):
            if not pending:
                return
            user = next(iter(pending))
            del pending[user]
            sql = CLAIM_AND_PLACE if user in own else CLAIM
            rows = await self._database.fetch(sql, self.instance, user)
            again = [UserId(r["user_id"]) for r in rows if not r["instance"] and r["user_id"]]
            last = attempt + 1 == MOST_CLAIMS
            self._take(row for row in rows if row["instance"] and (last or user not in again))
            pending.update(dict.fromkeys(again))
            if user in again:
                # Whoever holds the entry has to finish first.
                await asyncio.sleep(random.uniform(0, 0.002 * min(attempt + 1, 8)))

    async def _perform(self, sql: str, *arguments: object) -> list[UserId]:
        """Carry out a statement, and deliver what happened; who is to be searched for again."""
        return self._take(await self._database.fetch(sql, self.instance, *arguments))

    # Events

    def _take(self, rows: Iterable[Any], always: bool = False) -> list[UserId]:
        """Deliver rows of ``gurukul.told``; who is to be searched for again.

        Args:
            always: also signals that were told before.
        """
        told: list[Event] = []
        again: list[UserId] = []
        for row in rows:
            user, event, key = row["user_id"], row["event"], row["key"]
            if event is not None:
                if key is not None and self._told_before(key) and not always:
                    continue
                told.append(decode_event(event))
            elif user is None:
                self._wake(row["instance"])
            elif row["instance"] is None:
                again.append(UserId(user))
            else:
                self._upkeep.list_outdated(UserId(user))
        self._tell(told)
        return again

    def _tell(self, events: Iterable[Event]) -> None:
        told = list(self._places.sift(events))
        if told and self._outlet is not None:
            self._outlet.happened(told)

    def _told_before(self, key: str) -> bool:
        if key in self._heard:
            return True
        self._heard[key] = None
        if len(self._heard) > RETOLD:
            del self._heard[next(iter(self._heard))]
        return False

    def _wake(self, instance: str) -> None:
        """Notify another instance, together with others that are to be notified."""
        self._sleeping.add(instance)
        if self._waking is None or self._waking.done():
            self._waking = asyncio.create_task(self._keep_waking(), name="store waking")

    async def _keep_waking(self) -> None:
        with contextlib.suppress(StoreUnavailableError):  # they look by themselves as well
            await self._wake_sleeping()

    async def _wake_sleeping(self) -> None:
        while self._sleeping:
            instances, self._sleeping = self._sleeping, set()
            await self._database.fetch(_NOTIFY, list(instances))

    # Recovery

    async def _recover(self) -> None:
        """Connect again, and make the database and this instance agree."""
        assert self._outlet is not None  # lanes are closed first
        self._database.retry()
        await self._upkeep.beat()
        present = self._outlet.present()
        await self._perform(_DROP_OTHERS, [clean(p.user) for p in present])
        for start in range(0, len(present), _AT_ONCE):
            some = [_presence(p) for p in present[start : start + _AT_ONCE]]
            await self._search(await self._perform(_REJOIN, as_json(some)), [])
        await self._inbox.listen()
        await self._inbox.drain()


def _presence(presence: Presence) -> dict[str, Any]:
    built: dict[str, Any] = msgspec.to_builtins(presence)
    return {**built, "user": clean(presence.user), "name": clean(presence.name)}
