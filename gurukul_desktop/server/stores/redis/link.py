"""The connection to Redis: calls of scripts, many to a round trip, each followed by its events.

Whatever is called while a round trip is under way goes together with the next one. The
last call of each reads the inbox of the instance, so that all its events arrive in the
order in which they came about, those of its own calls among those of others.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from typing import Any, Final

import msgspec
import redis.asyncio as aioredis
from msgspec import Struct
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import MovedError, NoScriptError

from gurukul_desktop.server.stores.port import StoreUnavailableError
from gurukul_desktop.server.stores.redis.failures import AWAY, is_away
from gurukul_desktop.server.stores.redis.scripts import Script, Scripts

_log: Final = logging.getLogger(__name__)

ANSWER_SECONDS: Final = 2.0
"""A Redis that takes longer to answer is away."""

MOST_CALLS: Final = 64
MOST_ENTRIES: Final = 256
"""What one round trip carries at most; more of it only makes everybody wait longer."""

START: Final = b"0-0"
"""Before the first entry of an inbox."""

Argument = str | bytes | int


class _Call(Struct, eq=False):
    script: Script
    args: tuple[Argument, ...]
    answer: "asyncio.Future[Any]"


class Link:
    """Calls scripts for one instance.

    Args:
        url: as redis-py reads it. Never logged: it may hold a password.
        root: the prefix of all keys.
        instance: what the instance is called.
        read: is given what came into the inbox, as a JSON list.

    Attributes:
        cursor: up to where the inbox was read.
    """

    def __init__(
        self,
        url: str,
        scripts: Scripts,
        root: str,
        instance: str,
        read: Callable[[bytes], None],
    ) -> None:
        self.cursor = START
        self._url = url
        self._scripts = scripts
        self._root = root
        self._instance = instance
        self._read = read
        self._node: dict[str, str | int] | None = None
        self._client = self._connect()
        self._calls: list[_Call] = []
        self._unread = False
        self._trips: asyncio.Task[None] | None = None

    @property
    def client(self) -> aioredis.Redis:
        """The client, for what is no script."""
        return self._client

    @property
    def moved(self) -> bool:
        """Whether another node is to be asked, from the next :meth:`reset` on."""
        return self._node is not None

    async def call(self, script: str, *args: Argument) -> Any:
        """Run a script; what it returned.

        Raises:
            StoreUnavailableError: Redis cannot do it now. It may have been done.
        """
        answer = asyncio.get_running_loop().create_future()
        self._calls.append(_Call(self._scripts[script], args, answer))
        self._go()
        return await answer

    def wake(self) -> None:
        """Something came into the inbox."""
        self._unread = True
        self._go()

    async def reset(self) -> None:
        """Drop the connections; the next call makes new ones, to the node named last."""
        # A round trip that is just connecting would keep its connection.
        await self._stop()
        await self._client.aclose()
        self._client = self._connect()
        self._go()

    async def close(self) -> None:
        """Stop. Calls that are under way fail."""
        await self._stop()
        _fail(self._calls, StoreUnavailableError("closed"))
        await self._client.aclose()

    # Round trips

    async def _stop(self) -> None:
        if self._trips is not None:
            self._trips.cancel()
            await asyncio.gather(self._trips, return_exceptions=True)

    def _go(self) -> None:
        if self._trips is None or self._trips.done():
            self._trips = asyncio.create_task(self._make_trips(), name="redis round trips")

    async def _make_trips(self) -> None:
        while self._calls or self._unread:
            calls, self._calls = self._calls[:MOST_CALLS], self._calls[MOST_CALLS:]
            self._unread = False
            try:
                await self._make_trip(calls)
            except AWAY as error:
                # What the library says of it could name the address.
                _fail(calls, StoreUnavailableError(type(error).__name__))
            except asyncio.CancelledError:
                _fail(calls, StoreUnavailableError("closed"))
                raise
            except Exception as error:
                _fail(calls, error)

    async def _make_trip(self, calls: list[_Call]) -> None:
        replies = await self._evaluate([(call.script, call.args) for call in calls])
        inbox = replies.pop()
        for call, reply in zip(calls, replies, strict=True):
            if call.answer.done():
                continue  # whoever called has gone
            if not isinstance(reply, Exception):
                call.answer.set_result(reply)
            elif is_away(reply):
                self._follow(reply)
                call.answer.set_exception(StoreUnavailableError(str(reply)))
            else:
                call.answer.set_exception(reply)
        if isinstance(inbox, list) and inbox[1]:
            self.cursor, entries, happened = inbox
            self._unread = self._unread or entries == MOST_ENTRIES
            # Whoever called is done before anybody can react to what came of it.
            asyncio.get_running_loop().call_soon(self._read, happened)

    async def _evaluate(self, calls: list[tuple[Script, tuple[Argument, ...]]]) -> list[Any]:
        """Run these scripts and read the inbox; of each the reply or the error."""
        trip = [*calls, (self._scripts["read"], (MOST_ENTRIES,))]
        replies = await self._send([self._command(*call) for call in trip])
        missing = [i for i, reply in enumerate(replies) if isinstance(reply, NoScriptError)]
        if missing:
            # Redis was started anew, or its scripts were flushed. The last to be sent again
            # is the one that reads, in any case.
            texts = {trip[i][0].text for i in missing} | {trip[-1][0].text}
            await self._send([("SCRIPT LOAD", text) for text in texts])
            again = sorted({*missing, len(trip) - 1})
            answers = await self._send([self._command(*trip[i]) for i in again])
            for i, reply in zip(again, answers, strict=True):
                replies[i] = reply
        return replies

    async def _send(self, commands: list[tuple[Argument, ...]]) -> list[Any]:
        async with asyncio.timeout(ANSWER_SECONDS):
            async with self._client.pipeline(transaction=False) as pipeline:
                for command in commands:
                    pipeline.execute_command(*command)
                return await pipeline.execute(raise_on_error=False)

    def _command(self, script: Script, args: tuple[Argument, ...]) -> tuple[Argument, ...]:
        # Lua's MessagePack knows texts, but not the newer type for bytes.
        given = (self._instance, secrets.token_hex(16), self.cursor, *args)
        texts = [arg.decode() if isinstance(arg, bytes) else arg for arg in given]
        packed = msgspec.msgpack.encode(texts)
        return "EVALSHA", script.sha, 1, self._root, packed

    # Where Redis is

    def _connect(self) -> aioredis.Redis:
        client = aioredis.Redis.from_url(
            self._url,
            protocol=2,
            socket_connect_timeout=ANSWER_SECONDS,
            socket_timeout=None,  # the time of a whole round trip is limited instead
            # A call that failed is tried again by whoever knows whether that is right.
            retry=Retry(NoBackoff(), 0),
        )
        if self._node is not None:
            client.connection_pool.connection_kwargs.update(self._node)
            # If that fails too, the address that was given knows best.
            self._node = None
        return client

    def _follow(self, reply: Exception) -> None:
        """All our keys are in one slot: in a cluster we have to be where it is, no more."""
        if isinstance(reply, MovedError):
            self._node = {"host": str(reply.host), "port": int(reply.port)}


def _fail(calls: list[_Call], error: Exception) -> None:
    for call in calls:
        if not call.answer.done():
            call.answer.set_exception(error)
