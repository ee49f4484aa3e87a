"""Brings a database up to date: the numbered files in ``migrations/``, each once."""

import asyncio
from importlib import resources
from typing import Final

import asyncpg
from msgspec import Struct

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.stores.port import StoreUnavailableError

OLDEST_SERVER: Final = 150_000
"""PostgreSQL 15, as ``server_version_num``."""

_LOCK: Final = 1_735_750_506
_CONNECT_SECONDS: Final = 10.0
_WAIT_SECONDS: Final = 60.0


class Migration(Struct, frozen=True):
    """One file: a transaction that notes its version in ``gurukul.migrations``."""

    version: int
    name: str
    sql: str


def migrations() -> list[Migration]:
    """All of them, in their order."""
    folder = resources.files(__package__) / "migrations"
    found = []
    for file in folder.iterdir():
        if file.name.endswith(".sql"):
            number, _, name = file.name.removesuffix(".sql").partition("_")
            found.append(Migration(int(number), name, file.read_text(encoding="utf-8")))
    return sorted(found, key=lambda migration: migration.version)


async def migrate(url: str) -> list[Migration]:
    """Carry out what a database has not seen yet; what was done.

    Safe to be called by two at once: the second finds nothing left to do.

    Raises:
        UsageError: the address is of no use, or the server too old.
        StoreUnavailableError: nothing answers there.
    """
    try:
        connection = await asyncpg.connect(
            url, timeout=_CONNECT_SECONDS, command_timeout=_WAIT_SECONDS
        )
    except (OSError, TimeoutError, asyncpg.PostgresConnectionError) as error:
        raise StoreUnavailableError(type(error).__name__) from None
    except (asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
        # The words of the last two may hold a part of the address, password and all.
        why = str(error) if isinstance(error, asyncpg.PostgresError) else "the address is none"
        raise UsageError(f"Cannot migrate: {why}.") from None
    try:
        return await _migrate(connection)
    except asyncpg.PostgresError as error:
        raise UsageError(f"Cannot migrate: {error}.") from None
    finally:
        await connection.close(timeout=_CONNECT_SECONDS)


async def _migrate(connection: asyncpg.Connection) -> list[Migration]:
    if int(await connection.fetchval("show server_version_num")) < OLDEST_SERVER:
        raise UsageError("Cannot migrate: PostgreSQL 15 or newer is needed.")
    async with asyncio.timeout(_WAIT_SECONDS):
        await connection.execute(f"select pg_advisory_lock({_LOCK})")
    done = []
    try:
        applied = await _applied(connection)
        for migration in migrations():
            if migration.version not in applied:
                try:
                    await connection.execute(migration.sql)
                except asyncpg.PostgresError as error:
                    place = f"{migration.version:04}_{migration.name}.sql"
                    raise UsageError(f"Cannot migrate: {place}: {error}.") from None
                done.append(migration)
    finally:
        # The transaction of a file that failed is still open.
        await connection.execute("rollback")
        await connection.execute(f"select pg_advisory_unlock({_LOCK})")
    return done


async def _applied(connection: asyncpg.Connection) -> set[int]:
    if await connection.fetchval("select to_regclass('gurukul.migrations')") is None:
        return set()
    rows = await connection.fetch("select version from gurukul.migrations")
    return {row["version"] for row in rows}
