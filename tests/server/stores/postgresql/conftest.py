"""Instances on a database of the test's own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest

from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.server.stores.postgresql.store import PostgreSQLStore
from tests.contracts.instance import Instance
from tests.server.postgresql import (
    Cluster,
    Database,
    postgresql,
    running_cluster,
    shared_cluster,
)

__all__ = ["postgresql", "shared_cluster"]

Open = Callable[..., Awaitable[Instance]]
PULSE = 0.2
DEADLINE = 20.0


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    """A cluster that tests may stop and freeze."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def frail(own_cluster: Cluster) -> Iterator[Database]:
    """A database on a cluster that the test may stop and freeze."""
    database = Database(own_cluster)
    yield database
    own_cluster.drop(database.name)


@pytest.fixture
async def instances() -> AsyncIterator[Open]:
    """Opens instances on a database; closes them after the test."""
    opened: list[Instance] = []

    async def open_(database: Database, rules: Rules | None = None) -> Instance:
        instance = Instance(PostgreSQLStore(database.url, rules, pulse=PULSE))
        opened.append(instance)
        await instance.store.open(instance)
        return instance

    yield open_
    for instance in opened:
        await instance.store.close()


async def until(condition: Callable[[], object], seconds: float = DEADLINE) -> None:
    """Wait for something that no event tells of."""
    async with asyncio.timeout(seconds):
        while True:
            if condition():
                return
            await asyncio.sleep(0.02)
