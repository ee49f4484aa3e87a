"""The store on PostgreSQL."""

import asyncio
import contextlib
import logging
import random
import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
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
from gurukul_desktop.server.stores.events import (
    Arrived,
    Banned,
    Erased,
    Event,
    Relayed,
    Replaced,
    SettingsChanged,
    decode_event,
)
from gurukul_desktop.server.stores.lanes import Lanes
from gurukul_desktop.server.stores.port import Outlet, Presence, StoreUnavailableError
from gurukul_desktop.server.stores.postgresql.administration import Administration
from gurukul_desktop.server.stores.postgresql.database import Database
from gurukul_desktop.server.stores.postgresql.errands import Errands
from gurukul_desktop.server.stores.postgresql.inbox import Inbox
from gurukul_desktop.server.stores.postgresql.migrate import migrate, migrations
from gurukul_desktop.server.stores.postgresql.places import Places
from gurukul_desktop.server.stores.postgresql.statements import (
    CLAIM_AND_PLACE,
    Statement,
    as_json,
    clean,
    delivering,
    restored_json,
    statement,
)
from gurukul_desktop.server.stores.postgresql.upkeep import Upkeep
from gurukul_desktop.server.stores.timings import Timings

_log: Final = logging.getLogger(__name__)

MOST_CLAIMS: Final = 20
"""Attempts to pair somebody whom others hold at the moment; the sweep finds who is left."""

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


class PostgreSQLStore(Administration):
    """People wait and are paired in a database that any number of instances share.

    Args:
        url: a libpq address.
        rules: the times of matchmaking, which hold for every instance; None leaves those
            of the database as they are.
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
        self.timings = Timings()
        self._url = url
        self._rules = rules
        self._migrate = migrate
        self._pulse = pulse
        self._places = Places()
        self._outlet: Outlet | None = None
        self._stamp = 0
        self._keys: dict[UserId, str] = {}
        self._heard: dict[str, None] = {}
        self._here: dict[UserId, str] = {}
        self._gone: dict[UserId, str] = {}
        self._settings: Mapping[str, str] | None = None
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
        self._lanes = Lanes(self._execute, self._recover, outlet.happened, self.timings)
        self._errands = Errands(self._database, self.instance, self._take)
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
            if self._rules is not None:
                times = msgspec.structs.astuple(self._rules)
                await self._database.fetch(_RULES, *(timedelta(seconds=t) for t in times))
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
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._outlet = None
        with contextlib.suppress(StoreUnavailableError):
            gone = False
            while not gone:
                rows = await self._database.fetch(_REMOVE, self.instance)
                gone = rows[0]["gone"]
                self._take(row for row in rows if row["instance"] is not None)
            await self._errands.close()
        self._inbox.close()
        await self._database.close()

    @property
    def ready(self) -> bool:
        """Whether the database answers at present."""
        return self._outlet is not None and self._lanes.ready

    def submit(self, command: Command) -> None:
        """Have a command carried out."""
        if isinstance(command, Find):
            # Also where the lane drops it, because it equals one that is under way.
            self._places.want(command.user)
        if isinstance(command, Depart) and self._here.get(command.user) == command.arrival:
            self._gone[command.user] = self._here.pop(command.user)
            self._places.leave(command.user)
        self._lanes.submit(command)

    # Commands

    async def _execute(self, command: Command, again: bool) -> Sequence[Event]:
        user = command.user
        key = ""
        if isinstance(command, Relay):
            if not again or user not in self._keys:
                # They grow, also for somebody who has come here from another instance.
                self._stamp = max(self._stamp + 1, time.time_ns())
                self._keys[user] = f"{self._stamp:020}:{self.instance}"
            key = self._keys[user]
        task = statement(command, again, key)
        if isinstance(command, Find):
            await self._find(command, task)
            return ()
        if isinstance(command, Depart):
            self._keys.pop(user, None)
        rows = await self._database.command(task.sql, self.instance, *task.arguments)
        self._take(rows, always=isinstance(command, Arrive))
        if isinstance(command, Depart):
            self._gone.pop(user, None)
        elif isinstance(command, Report) and any("Ended" in (row["event"] or "") for row in rows):
            facts = {"session": command.session, "reporter": user, "reason": command.reason}
            # The note is kept, not logged: it is what a student wrote in confidence.
            _log.warning("report %s", as_json(facts))
        return ()

    async def _find(self, find: Find, task: Statement) -> None:
        user = find.user
        if not self._places.wanted(user):
            # A first attempt had made a match, and the recovery has told it. The session may
            # be over by now: to search again would be a search that nobody asked for.
            return
        self._places.search(user)
        try:
            self._take(await self._database.command(task.sql, self.instance, *task.arguments))
            await self._search(clean(user))
        finally:
            self._places.searched(user)

    async def _search(self, user: str) -> None:
        """Step 2 of a search."""
        for attempt in range(MOST_CLAIMS):
            rows = await self._database.command(CLAIM_AND_PLACE, self.instance, user)
            held = [row for row in rows if row["user_id"] == user and row["instance"] is None]
            if not held or attempt + 1 == MOST_CLAIMS:
                self._take(row for row in rows if row not in held)
                return
            # Somebody holds the entry, and has to finish first.
            self._take(row for row in rows if row["user_id"] != user)
            await asyncio.sleep(random.uniform(0, 0.002 * min(attempt + 1, 8)))

    async def _perform(self, sql: str, *arguments: object) -> None:
        """Carry out a statement, and deliver what happened."""
        self._take(await self._database.fetch(sql, self.instance, *arguments))

    # Events

    def _take(self, rows: Iterable[Any], always: bool = False) -> None:
        """Deliver rows of ``gurukul.told``.

        Args:
            always: also signals that were told before.
        """
        told: list[Event] = []
        for row in rows:
            user, event, key = row["user_id"], row["event"], row["key"]
            if key is not None:
                told += self._signal(user, event, key, always)
            elif event is not None:
                told.append(decode_event(restored_json(event)))
            elif user is None:
                self._errands.wake(row["instance"])
            elif row["instance"] is None:
                self._errands.search(user)
            else:
                self._upkeep.list_outdated(user)
        self._tell(told)

    def _signal(self, user: str, event: str, key: str, always: bool) -> Iterable[Event]:
        signal = decode_event(event)
        assert isinstance(signal, Relayed)  # nothing else has a key
        if not always and signal.user not in self._here:
            # They left while it was under way, and may come back anywhere.
            gone = self._gone.get(signal.user, "")
            self._errands.send_back(user, clean(signal.session), gone, event, key)
            return ()
        known = key in self._heard
        self._heard[key] = None
        if len(self._heard) > RETOLD:
            del self._heard[next(iter(self._heard))]
        return () if known and not always else (signal,)

    def _tell(self, events: Iterable[Event]) -> None:
        told = list(self._places.sift(events))
        for event in told:
            if isinstance(event, Arrived):
                self._here[event.user] = event.arrival
            elif isinstance(event, Banned | Erased):
                self._here.pop(event.user, None)
            elif isinstance(event, Replaced) and self._here.get(event.user) == event.arrival:
                del self._here[event.user]
            elif isinstance(event, SettingsChanged):
                self._settings = event.settings
        if told and self._outlet is not None:
            self._outlet.happened(told)

    # Recovery

    async def _recover(self) -> None:
        """Connect again, and make the database and this instance agree."""
        assert self._outlet is not None  # lanes are closed first
        self._database.retry()
        await self._upkeep.beat()
        # First what had happened in order; the rest is what was missed.
        await self._inbox.drain()
        present = self._outlet.present()
        await self._perform(_DROP_OTHERS, [clean(p.user) for p in present])
        for start in range(0, len(present), _AT_ONCE):
            some = [_presence(p) for p in present[start : start + _AT_ONCE]]
            await self._perform(_REJOIN, as_json(some))
        await self._inbox.listen()
        await self._inbox.drain()
        await self._tell_settings()
        self._errands.start()

    async def _tell_settings(self) -> None:
        """Tell the settings, unless they are what was told last.

        Whoever changed them while this instance counted as dead has not told it.
        """
        # Read again after telling: newer ones may have come by the inbox meanwhile.
        while (stored := await self.settings()) != self._settings:
            self._tell([SettingsChanged(dict(stored))])


def _presence(presence: Presence) -> dict[str, Any]:
    built: dict[str, Any] = msgspec.to_builtins(presence)
    return {**built, "user": clean(presence.user), "name": clean(presence.name)}
