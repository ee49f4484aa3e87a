"""What the admin page and the command line ask of the store in Redis."""

from collections.abc import Mapping
from typing import Any

import msgspec

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.stores.port import Ban, FiledReport, Overview, Verdict
from gurukul_desktop.server.stores.redis.link import Link


class Administration:
    """The administrative half of the store; see :class:`~gurukul_desktop.server.stores.port.Store`.

    All of it raises :class:`~gurukul_desktop.server.stores.port.StoreUnavailableError`.
    """

    def __init__(self, link: Link) -> None:
        self._link = link

    async def overview(self, most: int = 100) -> Overview:
        """The present."""
        return msgspec.json.decode(await self._link.call("overview", most), type=Overview)

    async def reports(self, verdict: Verdict | None = "open", most: int = 100) -> list[FiledReport]:
        """Reports, the newest first."""
        found = await self._link.call("reports", verdict or "", most)
        return [msgspec.json.decode(report, type=FiledReport) for report in found]

    async def judge(self, report: str, verdict: Verdict) -> FiledReport | None:
        """Decide on a report."""
        judged = await self._link.call("judge", report, verdict)
        return msgspec.json.decode(judged, type=FiledReport) if judged else None

    async def bans(self, most: int = 1000) -> list[Ban]:
        """Who is banned now, the newest first."""
        found = [msgspec.json.decode(ban, type=Ban) for ban in await self._link.call("bans")]
        return sorted(found, key=lambda ban: ban.since, reverse=True)[:most]

    async def ban(self, user: UserId, reason: str, until: float | None = None) -> None:
        """Ban somebody, at once."""
        await self._link.call("ban", user, reason, msgspec.json.encode(until))

    async def unban(self, user: UserId) -> bool:
        """Let somebody in again."""
        return bool(await self._link.call("unban", user))

    async def settings(self) -> Mapping[str, str]:
        """The stored settings."""
        return msgspec.json.decode(await self._set([], []), type=dict[str, str])

    async def change_settings(self, changes: Mapping[str, str | None]) -> None:
        """Store settings, None forgets one."""
        kept = [
            part for name, value in changes.items() if value is not None for part in (name, value)
        ]
        forgotten = [name for name, value in changes.items() if value is None]
        await self._set(kept, forgotten)

    async def _set(self, kept: list[str], forgotten: list[str]) -> bytes:
        """Store names and values in turn, and forget others; all settings as JSON after that."""
        names = (msgspec.json.encode(kept), msgspec.json.encode(forgotten))
        settings: bytes = await self._link.call("settings", *names)
        return settings

    async def drain(self, instance: str) -> bool:
        """Tell an instance to drain."""
        return bool(await self._link.call("drain", instance))

    async def export(self, user: UserId) -> dict[str, Any]:
        """Everything that is stored about somebody."""
        return msgspec.json.decode(await self._link.call("export", user), type=dict[str, Any])

    async def erase(self, user: UserId) -> bool:
        """Delete everything that is stored about somebody."""
        return bool(await self._link.call("erase", user))
