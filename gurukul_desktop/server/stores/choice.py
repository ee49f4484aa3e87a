"""Which store an address means."""

from typing import Final
from urllib.parse import urlsplit

from gurukul_desktop.errors import UsageError
from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.server.stores.port import Store

MEMORY: Final = "memory"

_KINDS: Final = {
    "memory": MEMORY,
    "redis": "redis",
    "rediss": "redis",
    "unix": "redis",
    "postgresql": "postgresql",
    "postgres": "postgresql",
}


def store_kind(address: str) -> str:
    """``memory``, ``redis`` or ``postgresql``.

    Raises:
        UsageError: the address is of none of them; it is not quoted, for it may hold a password.
    """
    try:
        return _KINDS[address if address == MEMORY else urlsplit(address).scheme]
    except (KeyError, ValueError):
        raise UsageError(
            "The store is memory, redis://HOST:PORT/NUMBER or postgresql://USER@HOST/DATABASE."
        ) from None


def create_store(address: str, rules: Rules | None = None, *, migrate: bool = False) -> Store:
    """The store at this address, not open yet.

    Args:
        migrate: bring the tables of a PostgreSQL up to date when it is opened.

    Raises:
        UsageError: the address means nothing, or what the store needs is not installed.
    """
    kind = store_kind(address)
    # What one store needs is not installed where another is used.
    try:
        if kind == "redis":
            from gurukul_desktop.server.stores.redis.store import RedisStore

            return RedisStore(address, rules)
        if kind == "postgresql":
            from gurukul_desktop.server.stores.postgresql.store import PostgreSQLStore

            return PostgreSQLStore(address, rules, migrate=migrate)
    except ModuleNotFoundError as error:
        raise UsageError(
            f"The {kind} store needs the package {error.name}: pip install"
            " 'gurukul-desktop[server]'."
        ) from None
    from gurukul_desktop.server.stores.memory.store import MemoryStore

    return MemoryStore(rules)
