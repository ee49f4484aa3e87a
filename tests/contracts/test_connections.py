"""What the service makes of connections that come and go faster than a store can follow."""

import asyncio
from collections.abc import AsyncIterator
from typing import ClassVar, TypeVar

import pytest

from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.protocol.codec import decode_server, encode
from gurukul_desktop.protocol.messages import (
    Cancel,
    Cancelled,
    ClientMessage,
    Find,
    Hello,
    Queued,
    ServerMessage,
    Welcome,
)
from gurukul_desktop.server.connection import CarrierKind
from gurukul_desktop.server.identity.guests import Guests
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.service import Service

from .backends import store_at
from .instance import DEADLINE, eventually

M = TypeVar("M", bound=ServerMessage)


class Student:
    """A connection without a socket: a carrier that keeps what it is given."""

    kind: ClassVar[CarrierKind] = "websocket"

    def __init__(self, service: Service, token: str = "") -> None:
        self._service = service
        self._got: list[ServerMessage] = []
        self._news = asyncio.Event()
        connection = service.open(self, "127.0.0.1")
        assert connection is not None
        self.connection = connection
        self.say(Hello(1, token=token))

    def send(self, payload: bytes) -> None:
        self._got.append(decode_server(payload))
        self._news.set()

    def close(self, code: int, reason: str) -> None:
        """The test says when the connection is gone."""

    def say(self, message: ClientMessage) -> None:
        self._service.receive(self.connection, encode(message))

    def go(self) -> None:
        self._service.closed(self.connection)

    async def hear(self, kind: type[M], times: int = 1) -> M:
        async with asyncio.timeout(DEADLINE):
            while len(heard := [m for m in self._got if isinstance(m, kind)]) < times:
                self._news.clear()
                await self._news.wait()
        return heard[-1]


@pytest.fixture
async def service(url: str) -> AsyncIterator[Service]:
    store = store_at(url, Rules())
    loop = asyncio.get_running_loop()
    service = Service(ServerOptions(), loop, store, Guests("a secret of this test"))
    await store.open(service)
    yield service
    service.close()
    await store.close()


async def test_nobody_is_left_behind_by_two_connections_of_one_user(service: Service) -> None:
    """The newer one is gone before the store heard of it; the older one it had heard of."""
    older = Student(service)
    token = (await older.hear(Welcome)).token
    older.say(Find("global", "video"))
    await older.hear(Queued)
    older.say(Find("global", "audio"))  # under way while what follows happens
    newer = Student(service, token)
    older.go()
    newer.go()

    async def deserted() -> bool:
        overview = await service.store.overview()
        return overview.online == overview.waiting == 0

    await eventually(deserted)


async def test_every_cancel_is_answered(service: Service) -> None:
    student = Student(service)
    await student.hear(Welcome)
    student.say(Find("global", "video"))
    for message in (Cancel(), Cancel(), Find("global", "audio"), Cancel(), Cancel()):
        student.say(message)
    await student.hear(Cancelled, times=4)
    assert student.connection.cancels == 0
