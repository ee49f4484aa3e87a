"""Connections to one PostgreSQL, with deadlines, and which error means that it is away."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from typing import Any, Final

import asyncpg

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.stores.port import StoreUnavailableError

_log: Final = logging.getLogger(__name__)

CONNECTIONS: Final = 10
"""Of one instance at most; PostgreSQL takes 100 in all unless told otherwise."""

RESERVED: Final = 3
"""Of these, for the heartbeat, the inbox and what follows from commands: thousands of commands
that wait for a connection must not make an instance look dead."""

STATEMENT_SECONDS: Final = 2.5
"""What takes longer has failed: the database is overloaded, frozen or unreachable."""

CONNECT_SECONDS: Final = 3.0

SETTINGS: Final = {
    "application_name": "gurukul",
    "search_path": "pg_catalog, pg_temp",
    "timezone": "UTC",
    "statement_timeout": str(int(1000 * STATEMENT_SECONDS)),
    "lock_timeout": "2000",
    "jit": "off",
    # An analysis that met the queue empty would have it read from end to end ever after: 1.2 ms
    # of the processor a search instead of 0.6.
    "enable_seqscan": "off",
    # There is one plan worth making.
    "plan_cache_mode": "force_generic_plan",
}
"""Of each connection."""

_ATTEMPTS: Final = 5
"""Of a statement that met another one; it fails for no fault of its own."""

_AWAY: Final = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.InternalClientError,  # a connection that was cut at an unlucky moment
    asyncpg.InsufficientResourcesError,  # a full disk, too many connections
    asyncpg.OperatorInterventionError,  # shut down, starting, cancelled
    asyncpg.PostgresSystemError,  # its disk fails
    asyncpg.ReadOnlySQLTransactionError,  # a standby
    asyncpg.InvalidAuthorizationSpecificationError,  # sorted out in open(); later it passes
    asyncpg.LockNotAvailableError,  # somebody at work in the tables
)
_COLLISION: Final = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
_WRONG_ADDRESS: Final = {
    asyncpg.InvalidAuthorizationSpecificationError: "it does not accept the user or the password",
    asyncpg.InvalidCatalogNameError: "it has no such database",
    asyncpg.InsufficientPrivilegeError: "the user may not do that",
}


class Database:
    """A pool of connections to one PostgreSQL.

    Everything but :meth:`open` and :meth:`close` raises :class:`StoreUnavailableError` when
    the database is away, and leaves nothing behind that would hold up the next attempt.

    Args:
        url: a libpq address; it holds a password and is never logged.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: asyncpg.Pool | None = None
        self._commands = asyncio.Semaphore(CONNECTIONS - RESERVED)
        self._refused = False
        self.reachable = True
        """False once something failed, until :meth:`retry`: whoever still waits for a
        connection fails at once rather than one deadline after another."""

    async def open(self) -> None:
        """Connect.

        Raises:
            UsageError: the address is of no use.
            StoreUnavailableError: nothing answers there.
        """
        try:
            pool = asyncpg.create_pool(
                self._url,
                min_size=0,  # else asyncpg logs a traceback each second of an outage
                max_size=CONNECTIONS,
                timeout=CONNECT_SECONDS,
                command_timeout=STATEMENT_SECONDS,
                reset=_keep,
                server_settings=SETTINGS,
            )
            await pool
            # Only now it connects.
            await pool.release(await pool.acquire())
            self._pool = pool
        except tuple(_WRONG_ADDRESS) as error:
            raise UsageError(f"PostgreSQL: {_sentence(error)}.") from None
        except (ValueError, asyncpg.ClientConfigurationError):
            # Its own words may hold a part of the address.
            raise UsageError(
                "The address of the store is none: write postgresql://USER:PASSWORD@HOST/DATABASE."
            ) from None
        except _AWAY as error:
            raise StoreUnavailableError(type(error).__name__) from None

    async def close(self) -> None:
        """Close every connection. Idempotent."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        try:
            async with asyncio.timeout(1.0):
                await pool.close()
        except (TimeoutError, *_AWAY):
            pool.terminate()

    def retry(self) -> None:
        """Try again from now on."""
        self.reachable = True

    async def command(self, statement: str, *arguments: object) -> list[Any]:
        """The rows of one statement that may have to wait for others."""
        async with self._commands:
            return await self.fetch(statement, *arguments)

    async def fetch(self, statement: str, *arguments: object) -> list[Any]:
        """The rows of one statement, which is a transaction."""
        for _ in range(_ATTEMPTS - 1):
            with contextlib.suppress(*_COLLISION):
                return await self._fetch(statement, arguments)
        try:
            return await self._fetch(statement, arguments)
        except _COLLISION as error:
            raise self._away(error) from None

    async def version(self) -> int:
        """Up to which migration the tables are; 0 if there are none.

        Raises:
            UsageError: the user may not look.
        """
        try:
            rows = await self.fetch("select max(version) as version from gurukul.migrations")
        except (asyncpg.UndefinedTableError, asyncpg.InvalidSchemaNameError):
            return 0
        except asyncpg.InsufficientPrivilegeError as error:
            raise UsageError(f"PostgreSQL: {_sentence(error)}.") from None
        return rows[0]["version"] or 0

    async def _fetch(self, statement: str, arguments: Iterable[object]) -> list[Any]:
        pool = self._pool
        if pool is None or not self.reachable:
            raise StoreUnavailableError("not connected")
        try:
            async with pool.acquire() as connection:
                if not self.reachable:
                    raise StoreUnavailableError("not connected")
                try:
                    rows: list[Any] = await connection.fetch(statement, *arguments)
                except (
                    OSError,
                    TimeoutError,
                    asyncpg.QueryCanceledError,
                    asyncpg.InternalClientError,
                ):
                    # To cancel politely would have to wait for an answer as well.
                    connection.terminate()
                    raise
        except _AWAY as error:
            raise self._away(error) from None
        self._refused = False
        return rows

    def _away(self, error: BaseException) -> StoreUnavailableError:
        """Nothing is asked of it until :meth:`retry`.

        One line is logged for each time that it goes away; never the address or what was sent.
        """
        self.reachable = False
        if not self._refused:
            self._refused = True
            _log.warning("PostgreSQL: %s", _sentence(error))
        return StoreUnavailableError(type(error).__name__)

    async def listen(self, channel: str, heard: Callable[[], None]) -> "Listener":
        """A connection of its own that calls ``heard`` whenever the channel is notified."""
        try:
            connection = await asyncpg.connect(
                self._url,
                timeout=CONNECT_SECONDS,
                command_timeout=STATEMENT_SECONDS,
                server_settings={"application_name": "gurukul listening"},
            )
        except _AWAY as error:
            raise StoreUnavailableError(type(error).__name__) from None
        connection.add_termination_listener(lambda _: heard())
        try:
            await connection.add_listener(channel, lambda *_: heard())
        except _AWAY as error:
            connection.terminate()
            raise StoreUnavailableError(type(error).__name__) from None
        return Listener(connection)


class Listener:
    """A connection that listens."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    @property
    def alive(self) -> bool:
        """Whether the connection is still there, as far as is known."""
        return not self._connection.is_closed()

    def close(self) -> None:
        """Drop the connection."""
        self._connection.terminate()


def _sentence(error: BaseException) -> str:
    for kind, sentence in _WRONG_ADDRESS.items():
        if isinstance(error, kind):
            return sentence
    if isinstance(error, asyncpg.DiskFullError):
        return "its disk is full"
    if isinstance(error, asyncpg.TooManyConnectionsError):
        return "it has too many connections"
    if isinstance(error, asyncpg.ReadOnlySQLTransactionError):
        return "it is read-only"
    if isinstance(error, (asyncpg.LockNotAvailableError, *_COLLISION)):
        return "somebody else holds its tables locked"
    if isinstance(error, TimeoutError | asyncpg.QueryCanceledError):
        return f"no answer within {STATEMENT_SECONDS:g} s"
    return f"it cannot be reached ({type(error).__name__})"


async def _keep(connection: object) -> None:
    """Nothing to reset: no statement here leaves anything behind in its connection."""
