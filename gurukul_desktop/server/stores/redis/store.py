"""The store in Redis: each command is one script, so it happens as a whole or not at all."""

import asyncio
import json
import logging
import secrets
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

import msgspec
from redis import exceptions

from gurukul_desktop.errors import UsageError
from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.names import clean_name
from gurukul_desktop.server.stores import commands
from gurukul_desktop.server.stores.commands import Command
from gurukul_desktop.server.stores.events import Event
from gurukul_desktop.server.stores.lanes import Lanes
from gurukul_desktop.server.stores.port import Outlet, StoreUnavailableError
from gurukul_desktop.server.stores.redis.address import split_address
from gurukul_desktop.server.stores.redis.administration import Administration
from gurukul_desktop.server.stores.redis.failures import AWAY, is_refusal
from gurukul_desktop.server.stores.redis.knowledge import Knowledge, Places
from gurukul_desktop.server.stores.redis.link import Argument, Link
from gurukul_desktop.server.stores.redis.recovery import recover, register
from gurukul_desktop.server.stores.redis.scripts import Scripts
from gurukul_desktop.server.stores.redis.signals import Signal, Signals, text_of
from gurukul_desktop.server.stores.redis.waker import listen
from gurukul_desktop.server.stores.timings import Timings

_log: Final = logging.getLogger(__name__)

PULSE_SECONDS: Final = 1.0
"""How often an instance says that it lives, sweeps, and tells places."""

LEAVE_SECONDS: Final = 3.0
"""How long :meth:`RedisStore.close` tries to say goodbye."""

_MOST_PLACES: Final = 500
_MOST_DROPPED: Final = 200
_OLDEST_VERSION: Final = (7, 0)


_Entry = Event | Places | Signal
_entries: Final[msgspec.json.Decoder[list[_Entry]]] = msgspec.json.Decoder(list[_Entry])


class RedisStore(Administration):
    """One instance among those that share a Redis.

    Args:
        url: as redis-py reads it, and ``?prefix=NAME`` for the prefix of all keys.
        pulse: seconds between two sweeps.

    Attributes:
        instance: what the others call this instance.
        timings: how long commands have taken.

    Raises:
        UsageError: the address cannot be read.
    """

    def __init__(
        self, url: str, rules: Rules | None = None, *, pulse: float = PULSE_SECONDS
    ) -> None:
        self.instance = secrets.token_hex(8)
        self.timings = Timings()
        address, self._root = split_address(url)
        self._pulse = pulse
        self._knowledge = Knowledge()
        scripts = Scripts(rules or Rules())
        try:
            self._link = Link(address, scripts, self._root, self.instance, self._read)
        except ValueError as error:
            raise UsageError("The address of Redis cannot be read.") from error
        self._administration = Administration(self._link)
        self._lanes = Lanes(self._execute, self._recover, self._deliver, self.timings)
        self._signals = Signals(self._link, self._lanes.fail)
        self._outlet: Outlet | None = None
        self._revision = b""
        self._tasks: list[asyncio.Task[None]] = []
        self._opened = False

    async def open(self, outlet: Outlet) -> None:
        """Connect, and become one of the instances."""
        self._outlet = outlet
        try:
            await self._check()
            try:
                await register(self._link, outlet)
            except StoreUnavailableError:
                if not self._link.moved:
                    raise
                await self._link.reset()
                await register(self._link, outlet)
        except BaseException:
            await self._link.close()
            raise
        self._opened = True
        channel = f"{self._root}wake:{self.instance}"
        listening = listen(lambda: self._link.client, channel, self._link.wake)
        self._tasks = [
            asyncio.create_task(listening, name="redis waker"),
            asyncio.create_task(self._beat(), name="redis pulse"),
        ]

    async def close(self) -> None:
        """Leave; whoever is connected here counts as dropped."""
        opened, self._opened = self._opened, False
        if not opened:
            return
        await self._lanes.close()
        self._signals.leave()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        try:
            async with asyncio.timeout(LEAVE_SECONDS):
                while await self._link.call("unregister", _MOST_DROPPED):
                    pass
                await self._signals.close()
        except (StoreUnavailableError, TimeoutError):
            pass  # the others will notice
        await self._link.close()
        await self._signals.close()
        self._outlet = None

    @property
    def ready(self) -> bool:
        """Whether Redis answers, as far as is known."""
        return self._opened and self._lanes.ready

    def submit(self, command: Command) -> None:
        """Have a command carried out."""
        self._signals.asked(command)
        self._lanes.submit(command)

    # Commands

    async def _execute(self, command: Command, again: bool) -> Sequence[Event]:
        """Carry out a command. What follows comes through the inbox, in order."""
        call = self._link.call
        match command:
            case commands.Find(user, wish):
                topics = msgspec.json.encode(wish.topics)
                hide = "1" if wish.hide_address else "0"
                await call("find", user, int(again), wish.mode, wish.media, hide, topics)
            case commands.Relay(_, partner, session, data):
                await call("relay", partner, session, text_of(data))
            case commands.Cancel(user):
                await call("cancel", user)
            case commands.Skip(user, session):
                await call("leave", user, session, "skipped")
            case commands.End(user, session):
                await call("leave", user, session, "ended")
            case commands.Report():
                await self._report(command)
            case commands.MediaFlows(user, session):
                await call("media_flows", user, session)
            case commands.Arrive(user, arrival, name):
                # Without a name the one that is known is kept.
                shown = clean_name(name) if name else ""
                if stamp := await call("arrive", user, arrival, shown):
                    self._knowledge.arrived(user, arrival, stamp)
            case commands.Depart(user, arrival):
                await call("depart", user, arrival)
                self._knowledge.departed(user, arrival)
                self._signals.departed(user, arrival)
            case commands.Befriend(user, id_, partner_id):
                await call("befriend", user, id_ or "", partner_id or "")
            case commands.Unfriend(user, id_, partner_id):
                await call("unfriend", user, id_ or "", partner_id or "")
        return ()

    async def _report(self, report: commands.Report) -> None:
        # The same report, told twice, has the same id.
        name = json.dumps([report.session, report.user])
        args: tuple[Argument, ...] = (
            *(report.user, report.session),
            sha256(name.encode()).hexdigest()[:24],
            *(report.reason, report.note),
        )
        reported = await self._link.call("report", *args)
        if reported:
            facts = {
                "session": report.session,
                "reporter": report.user,
                "reported": reported.decode(),
                "reason": report.reason,
            }
            # The note is kept, not logged: it is what a student wrote in confidence.
            _log.warning("report %s", json.dumps(facts))

    # Events

    def _read(self, inbox: bytes) -> None:
        """Take in what came into the inbox."""
        happened: list[Event] = []
        for entry in _decode(inbox):
            happened += self._take(entry)
        self._deliver(happened)

    def _take(self, entry: _Entry) -> Sequence[Event]:
        """What is told of one entry."""
        match entry:
            case Signal():
                return self._signals.receive(entry)
            case Places():
                told = list(self._knowledge.changed(entry))
            case _:
                told = [entry]
                self._signals.follow(entry)
        self._knowledge.follow(told)
        return told

    def _deliver(self, happened: Iterable[Event]) -> None:
        if self._outlet is not None:
            try:
                self._outlet.happened(happened)
            except Exception:
                _log.exception("an event could not be told")

    # Time and failures

    async def _check(self) -> None:
        """See whether this Redis will do.

        Raises:
            UsageError: it will not.
            StoreUnavailableError: it does not answer.
        """
        try:
            async with asyncio.timeout(LEAVE_SECONDS):
                about = await self._link.client.info()
        except exceptions.RedisError as error:
            if is_refusal(error):
                raise UsageError("Redis refuses: wrong password, user or database.") from None
            raise StoreUnavailableError(type(error).__name__) from None
        except AWAY as error:
            raise StoreUnavailableError(type(error).__name__) from None
        version = tuple(int(number) for number in about["redis_version"].split(".")[:2])
        if version < _OLDEST_VERSION:
            raise UsageError(f"Redis {about['redis_version']} is too old; this needs 7 or newer.")
        if about.get("maxmemory_policy", "noeviction") != "noeviction":
            _log.warning("Redis may evict what is stored: set maxmemory-policy to noeviction")

    async def _recover(self) -> None:
        assert self._outlet is not None  # it is open
        await self._link.reset()
        self._revision = b""
        if not await recover(self._link, self._knowledge, self._outlet):
            self._signals.restored(self._outlet.present(), self._knowledge.stamps)
        self._signals.start()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self._pulse)
            if not self._lanes.ready:
                continue
            try:
                while await self._tick():
                    pass
            except StoreUnavailableError:
                self._lanes.fail()
            except Exception:
                _log.exception("a sweep failed")

    async def _tick(self) -> bool:
        """Say that this instance lives; whether there is more to sweep."""
        assert self._outlet is not None  # it is open
        status = msgspec.json.encode(self._outlet.status())
        more, revision = await self._link.call("tick", status, round(self._pulse * 900))
        if revision != self._revision:
            self._revision = revision
            users: list[UserId] = list(self._knowledge.waiting)
            for start in range(0, len(users), _MOST_PLACES):
                some = msgspec.json.encode(users[start : start + _MOST_PLACES])
                await self._link.call("places", some)
        return bool(more)


def _decode(inbox: bytes) -> list[_Entry]:
    """What is in an inbox, without what cannot be read."""
    try:
        return _entries.decode(inbox)
    except msgspec.DecodeError:
        found: list[_Entry] = []
        for entry in msgspec.json.decode(inbox, type=list[msgspec.Raw]):
            try:
                found.append(msgspec.json.decode(entry, type=_Entry))
            except msgspec.DecodeError:
                _log.error("another instance sent what is no event; is it of this version?")
        return found
