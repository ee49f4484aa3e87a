"""What the admin page and the command line ask of the database."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.stores.port import (
    Ban,
    FiledReport,
    Instance,
    Overview,
    SessionEntry,
    Verdict,
    WaitingEntry,
)
from gurukul_desktop.server.stores.postgresql.database import Database
from gurukul_desktop.server.stores.postgresql.statements import (
    as_json,
    clean,
    delivering,
    restored,
    restored_json,
)

_COUNTS: Final = """
    select (select count(*) from gurukul.waiting_queue) as waiting,
        (select count(*) from gurukul.chat_sessions where ended is null) as sessions,
        (select count(*) from gurukul.people where instance is not null) as online
"""
_QUEUE: Final = """
    select q.user_id as "user", coalesce(p.name, 'Student') as name,
        extract(epoch from q.since)::float as since, q.mode, q.media, q.topics,
        coalesce(p.instance, '') as instance
    from gurukul.waiting_queue q left join gurukul.people p on p.user_id = q.user_id
    order by q.number limit $1
"""
_CALLS: Final = """
    select id, caller, callee, media, extract(epoch from started)::float as started,
        extract(epoch from connected)::float as connected
    from gurukul.chat_sessions where ended is null order by started limit $1
"""
_INSTANCES: Final = """
    select id, extract(epoch from started)::float as started,
        extract(epoch from seen)::float as seen, status
    from gurukul.instances order by started, id
"""
_REPORTS: Final = """
    select id::text, session_id as session, reporter, reporter_name, reported, reported_name,
        reason, note, extract(epoch from filed)::float as filed,
        extract(epoch from session_started)::float as session_started, verdict
    from gurukul.reports
"""
_BANS: Final = """
    select user_id as "user", name, reason, extract(epoch from since)::float as since,
        extract(epoch from until)::float as until
    from gurukul.bans where until is null or until > gurukul.moment()
    order by since desc, user_id limit $1
"""
_JUDGE: Final = """
    update gurukul.reports set verdict = $2, judged = gurukul.moment() where id = $1::bigint
"""
_UNBAN: Final = """
    delete from gurukul.bans where user_id = $1
    returning until is null or until > gurukul.moment() as effective
"""
_BAN: Final = delivering("gurukul.ban($2, $3, to_timestamp($4::float))")
_CHANGE_SETTINGS: Final = delivering("gurukul.change_settings($2::jsonb)")
_DRAIN: Final = delivering("gurukul.drain($2)")
_ERASE: Final = """
    with erased as materialized (select * from gurukul.erase($2))
    select d.instance, d.user_id, d.event, d.key, e.stored
    from erased e left join lateral gurukul.deliver($1, e.happened) d on true
"""
_LARGEST_ID: Final = 2**63 - 1


class Administration(ABC):
    """The administrative half of the store; the other half delivers what follows."""

    _database: Database
    instance: str

    @abstractmethod
    def _take(self, rows: Iterable[Any], always: bool = False) -> None:
        """Deliver rows of ``gurukul.told``."""

    async def overview(self, most: int = 100) -> Overview:
        """The present."""
        counts = (await self._database.fetch(_COUNTS))[0]
        queue = await self._database.fetch(_QUEUE, most)
        calls = await self._database.fetch(_CALLS, most)
        instances = [
            {**row, "status": msgspec.json.decode(row["status"])}
            for row in await self._database.fetch(_INSTANCES)
        ]
        return Overview(
            waiting=counts["waiting"],
            sessions=counts["sessions"],
            online=counts["online"],
            queue=tuple(msgspec.convert(_plain(row), WaitingEntry) for row in queue),
            calls=tuple(msgspec.convert(_plain(row), SessionEntry) for row in calls),
            instances=tuple(msgspec.convert(row, Instance) for row in instances),
        )

    async def reports(self, verdict: Verdict | None = "open", most: int = 100) -> list[FiledReport]:
        """Reports with this verdict, None for all; the newest first."""
        chosen = "where $1::text is null or verdict = $1 order by id desc limit $2"
        rows = await self._database.fetch(_REPORTS + chosen, verdict, most)
        return [msgspec.convert(_plain(row), FiledReport) for row in rows]

    async def judge(self, report: str, verdict: Verdict) -> FiledReport | None:
        """Decide on a report."""
        if not (report.isascii() and report.isdecimal()) or int(report) > _LARGEST_ID:
            return None
        one = _REPORTS + "where id = $1::bigint"
        rows = await self._database.fetch(one, int(report))
        if not rows:
            return None
        if verdict == "banned":
            # First: a verdict without a ban would look as if it were done.
            await self.ban(UserId(restored(rows[0]["reported"])), f"reported: {rows[0]['reason']}")
        await self._database.fetch(_JUDGE, int(report), verdict)
        rows = await self._database.fetch(one, int(report))
        return msgspec.convert(_plain(rows[0]), FiledReport) if rows else None

    async def bans(self, most: int = 1000) -> list[Ban]:
        """Who is banned now, the newest first."""
        rows = await self._database.fetch(_BANS, most)
        return [msgspec.convert(_plain(row), Ban) for row in rows]

    async def ban(self, user: UserId, reason: str, until: float | None = None) -> None:
        """Ban somebody, at once."""
        await self._deliver(_BAN, clean(user), clean(reason), until)

    async def unban(self, user: UserId) -> bool:
        """Let somebody in again."""
        rows = await self._database.fetch(_UNBAN, clean(user))
        return bool(rows and rows[0]["effective"])

    async def settings(self) -> Mapping[str, str]:
        """The stored settings."""
        rows = await self._database.fetch("select key, value from gurukul.system_settings")
        return {restored(row["key"]): restored(row["value"]) for row in rows}

    async def change_settings(self, changes: Mapping[str, str | None]) -> None:
        """Store settings, None forgets one; every instance is told."""
        cleaned = {
            clean(key): None if value is None else clean(value) for key, value in changes.items()
        }
        await self._deliver(_CHANGE_SETTINGS, as_json(cleaned))

    async def drain(self, instance: str) -> bool:
        """Tell an instance to drain; False if there is no such instance."""
        return bool(await self._deliver(_DRAIN, clean(instance)))

    async def export(self, user: UserId) -> dict[str, Any]:
        """Everything that is stored about somebody."""
        rows = await self._database.fetch("select gurukul.export($1) as all", clean(user))
        exported: dict[str, Any] = msgspec.json.decode(restored_json(rows[0]["all"]))
        return exported

    async def erase(self, user: UserId) -> bool:
        """Delete everything that is stored about somebody."""
        rows = await self._deliver(_ERASE, clean(user))
        return bool(rows[0]["stored"])

    async def _deliver(self, sql: str, *arguments: object) -> list[Any]:
        rows = await self._database.fetch(sql, self.instance, *arguments)
        self._take([row for row in rows if row["instance"] is not None])
        return rows


def _plain(row: Any) -> dict[str, Any]:
    """A row with its texts as they were given."""
    plain = dict(row)
    for column, value in plain.items():
        if isinstance(value, str):
            plain[column] = restored(value)
        elif isinstance(value, list):
            plain[column] = [restored(text) for text in value]
    return plain
