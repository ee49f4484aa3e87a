"""Two servers as they are deployed, on one store that can be stopped, and students of them."""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Protocol

import pytest

from tests.server.client import DEADLINE, Client
from tests.server.deployed import Deployed, deployed
from tests.server.postgresql import running_cluster, wait_until_reachable
from tests.server.redis import redis_server

from .operator import Operator

_UNLIMITED = ("finds-per-minute", "messages-per-second", "bytes-per-second", "connections-per-user")

Serve = Callable[..., Awaitable[Deployed]]


class Backend(Protocol):
    """A real store that things happen to."""

    url: str

    def stop(self) -> None: ...
    def start(self) -> None: ...
    def freeze(self) -> None: ...
    def thaw(self) -> None: ...


class _PostgreSQL:
    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._cluster = self._stack.enter_context(running_cluster())
        self.url = self._cluster.url(self._cluster.create())

    def stop(self) -> None:
        self._cluster.stop("immediate")

    def start(self) -> None:
        self._cluster.start()
        wait_until_reachable(self._cluster)

    def freeze(self) -> None:
        self._cluster.freeze()

    def thaw(self) -> None:
        self._cluster.thaw()

    def close(self) -> None:
        self._stack.close()


class _Redis:
    """Without persistence: what it held is gone when it was stopped."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._server = self._stack.enter_context(redis_server())
        self.url = self._server.url
        self.stop = self._server.stop
        self.start = self._server.start
        self.freeze = self._server.freeze
        self.thaw = self._server.thaw

    def close(self) -> None:
        self._stack.close()


@pytest.fixture(params=["redis", "postgresql"])
async def backend(request: pytest.FixtureRequest) -> AsyncIterator[Backend]:
    """Each durable store in turn, for one test alone."""
    made = await asyncio.to_thread(_Redis if request.param == "redis" else _PostgreSQL)
    yield made
    await asyncio.to_thread(made.close)


@pytest.fixture
async def serve(backend: Backend, tmp_path: Path) -> AsyncIterator[Serve]:
    """Starts servers on the backend, all of which know each other's guests."""
    numbers = itertools.count()
    async with contextlib.AsyncExitStack() as stack:

        async def serve_(*arguments: str) -> Deployed:
            name = tmp_path / f"log-{next(numbers)}"
            limits = [part for limit in _UNLIMITED for part in (f"--{limit}", "0")]
            return await stack.enter_async_context(
                deployed(
                    name,
                    *("--port", "0", "--http-port", "0", *limits, *arguments),
                    GURUKUL_STORE=backend.url,
                    GURUKUL_SECRET="a secret of the tests",
                )
            )

        yield serve_


@pytest.fixture
async def operator() -> AsyncIterator[Operator]:
    """Asks servers how they are."""
    async with Operator.at_work() as operator:
        yield operator


async def until(client: Client, kind: str, seconds: float = DEADLINE) -> dict[str, object]:
    """The next message of this type; others before it are let go."""
    async with asyncio.timeout(seconds):
        while (message := await client.receive())["type"] != kind:
            pass
    return message
