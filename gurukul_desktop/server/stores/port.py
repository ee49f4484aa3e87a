"""The port of a store: what the service, the admin page and the command line ask of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol

from msgspec import Struct

from gurukul_desktop.matchmaking.wishes import Wish
from gurukul_desktop.protocol.messages import Media, Mode, ReportReason, SessionId, UserId
from gurukul_desktop.server.stores.commands import Command
from gurukul_desktop.server.stores.events import Event, SessionView
from gurukul_desktop.server.stores.timings import Timings


class StoreUnavailableError(Exception):
    """The store cannot be reached, or does not answer in time."""


class Presence(Struct, frozen=True):
    """Somebody who is connected to this instance, as the instance knows them.

    Attributes:
        wish: what they look for; None if they do not wait.
    """

    user: UserId
    arrival: str
    name: str
    wish: Wish | None
    session: SessionView | None


class InstanceStatus(Struct, frozen=True):
    """What an instance says of itself. ``connections`` by carrier."""

    version: str
    connections: dict[str, int]
    draining: bool


class Outlet(Protocol):
    """Whom a store tells. Called on the store's loop."""

    def happened(self, events: Iterable[Event]) -> None:
        """Each once and in order, for users of this instance; repeats are recognised."""

    def present(self) -> Sequence[Presence]:
        """Everybody who is connected here: a store that lost its memory asks for it."""

    def status(self) -> InstanceStatus:
        """What other instances and the admin are told of this one."""


class Instance(Struct, frozen=True):
    """An instance of the server. Times are UNIX seconds."""

    id: str
    started: float
    seen: float
    status: InstanceStatus


class WaitingEntry(Struct, frozen=True):
    """One entry of the queue; ``since`` in UNIX seconds."""

    user: UserId
    name: str
    since: float
    mode: Mode
    media: Media
    topics: tuple[str, ...]
    instance: str


class SessionEntry(Struct, frozen=True):
    """One session; times in UNIX seconds, ``connected`` None until media flowed."""

    id: SessionId
    caller: UserId
    callee: UserId
    media: Media
    started: float
    connected: float | None


class Overview(Struct, frozen=True):
    """The present, counted whole and listed up to a bound."""

    waiting: int
    sessions: int
    online: int
    queue: tuple[WaitingEntry, ...]
    calls: tuple[SessionEntry, ...]
    instances: tuple[Instance, ...]


Verdict = Literal["open", "dismissed", "banned"]


class FiledReport(Struct, frozen=True):
    """A report as the admin reads it. Times are UNIX seconds.

    Attributes:
        verdict: what the admin decided; ``open`` until then.
    """

    id: str
    session: SessionId
    reporter: UserId
    reporter_name: str
    reported: UserId
    reported_name: str
    reason: ReportReason
    note: str
    filed: float
    session_started: float
    verdict: Verdict


class Ban(Struct, frozen=True):
    """Somebody who may not come in. Times are UNIX seconds; ``until`` None is for good."""

    user: UserId
    name: str
    reason: str
    since: float
    until: float | None


class Store(Protocol):
    """Where people wait and are paired.

    The asynchronous methods raise :class:`StoreUnavailableError`.
    """

    @property
    def instance(self) -> str:
        """The name of this instance among all."""

    async def open(self, outlet: Outlet) -> None:
        """Connect and begin to work, as one instance among others.

        Raises:
            UsageError: the address is of no use: wrong credentials, no tables, wrong version.
            StoreUnavailableError: nothing answers there.
        """

    async def close(self) -> None:
        """Leave: those who are connected here count as dropped. Idempotent."""

    @property
    def ready(self) -> bool:
        """Whether the store answers at present."""

    @property
    def timings(self) -> Timings:
        """How long commands have taken."""

    def submit(self, command: Command) -> None:
        """Have a command carried out. Never raises, never blocks; events follow.

        While the store cannot be reached commands are kept, in order, and carried out when
        it is back; whoever waits for an answer is told ``Unavailable`` meanwhile.
        """

    # Administration

    async def overview(self, most: int = 100) -> Overview:
        """The present; at most ``most`` entries of the queue and of the sessions, oldest first."""

    async def reports(self, verdict: Verdict | None = "open", most: int = 100) -> list[FiledReport]:
        """Reports with this verdict, None for all; the newest first."""

    async def judge(self, report: str, verdict: Verdict) -> FiledReport | None:
        """Decide on a report; ``banned`` bans the reported for good. None: no such report."""

    async def bans(self, most: int = 1000) -> list[Ban]:
        """Who is banned now, the newest first."""

    async def ban(self, user: UserId, reason: str, until: float | None = None) -> None:
        """Ban somebody, at once: ``Banned`` for them, ``PartnerLeft`` (reported) for the other."""

    async def unban(self, user: UserId) -> bool:
        """Let somebody in again; False if they were not banned."""

    async def settings(self) -> Mapping[str, str]:
        """The stored settings."""

    async def change_settings(self, changes: Mapping[str, str | None]) -> None:
        """Store settings, None forgets one; every instance is told ``SettingsChanged``."""

    async def drain(self, instance: str) -> bool:
        """Tell an instance ``DrainRequested``; False if there is no such instance."""

    async def export(self, user: UserId) -> dict[str, Any]:
        """Everything that is stored about somebody, ready for JSON; no other person's notes."""

    async def erase(self, user: UserId) -> bool:
        """Delete everything that is stored about somebody, who is told ``Erased`` and gone.

        A partner is told ``PartnerLeft`` (ended), buddies their new lists.
        Reports that others filed against them stay, without their name. A ban stays.
        False if nothing was stored.
        """
