"""The three stores, each as something that gives instances."""

from urllib.parse import urlsplit

from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.server.stores.memory.store import MemoryStore
from gurukul_desktop.server.stores.port import Store
from gurukul_desktop.server.stores.postgresql.store import PostgreSQLStore
from gurukul_desktop.server.stores.redis.store import RedisStore

PULSE = 0.1
"""Seconds between two sweeps, so that short times can be seen to pass."""


def store_at(url: str, rules: Rules | None = None) -> Store:
    """A store that is not open yet."""
    match urlsplit(url).scheme:
        case "memory":
            return MemoryStore(rules)
        case "redis":
            return RedisStore(url, rules, pulse=PULSE)
        case "postgresql":
            return PostgreSQLStore(url, rules, pulse=PULSE)
        case scheme:
            raise ValueError(scheme)
