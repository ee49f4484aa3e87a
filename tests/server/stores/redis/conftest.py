"""Instances on a Redis that the test may break."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.server.stores.redis.store import RedisStore
from tests.contracts.instance import Instance
from tests.server.redis import RedisServer, own_redis, redis_at, shared_redis

__all__ = ["own_redis", "redis_at", "shared_redis"]

PULSE = 0.1
OpenAt = Callable[..., Awaitable[Instance]]


@pytest.fixture
async def open_at() -> AsyncIterator[OpenAt]:
    """Opens instances at an address; closes them after the test."""
    opened: list[Instance] = []

    async def open_(url: str, rules: Rules | None = None) -> Instance:
        instance = Instance(RedisStore(url, rules, pulse=PULSE))
        await instance.store.open(instance)
        opened.append(instance)
        return instance

    yield open_
    for instance in opened:
        await instance.store.close()


@pytest.fixture
async def two(own_redis: RedisServer, open_at: OpenAt) -> tuple[Instance, Instance]:
    """Two instances on the server that the test may break."""
    return await open_at(own_redis.url), await open_at(own_redis.url)
