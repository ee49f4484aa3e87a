"""Every test here runs against every store."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from gurukul_desktop.matchmaking.wishes import Rules
from tests.server.postgresql import postgresql, shared_cluster
from tests.server.redis import redis_at, shared_redis

from .backends import store_at
from .instance import Instance

__all__ = ["postgresql", "redis_at", "shared_cluster", "shared_redis"]

Open = Callable[..., Awaitable[Instance]]


@pytest.fixture(params=["memory", "redis", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Where the store is."""
    match request.param:
        case "redis":
            return str(request.getfixturevalue("redis_at").url)
        case "postgresql":
            return str(request.getfixturevalue("postgresql").url)
        case _:
            return "memory://"


@pytest.fixture
async def open_instance(url: str) -> AsyncIterator[Open]:
    """Opens instances on one store, with the rules given; closes them after the test."""
    opened: list[Instance] = []

    async def open_(rules: Rules | None = None) -> Instance:
        if opened and url == "memory://":
            pytest.skip("the store in memory has one instance")
        instance = Instance(store_at(url, rules))
        await instance.store.open(instance)
        opened.append(instance)
        return instance

    yield open_
    for instance in opened:
        await instance.store.close()


@pytest.fixture
async def instance(open_instance: Open) -> Instance:
    """One instance with the usual rules."""
    return await open_instance()


@pytest.fixture
async def two(open_instance: Open) -> tuple[Instance, Instance]:
    """Two instances with the usual rules."""
    return await open_instance(), await open_instance()
