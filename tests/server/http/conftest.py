"""Servers with an HTTP side, and HTTP clients of them."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import ClientSession, TCPConnector

from gurukul_desktop.server.run import MatchmakingServer
from gurukul_desktop.server.service import Service
from tests.server.conftest import StartServer
from tests.server.http.client import HttpClient

Enter = Callable[..., Awaitable[HttpClient]]


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession(connector=TCPConnector(limit=0)) as session:
        yield session


@pytest.fixture
async def server(start_server: StartServer) -> MatchmakingServer:
    """A server with an HTTP side and without limits."""
    return await start_server(http_port=0)


@pytest.fixture
def bare(server: MatchmakingServer, session: ClientSession) -> Callable[[], HttpClient]:
    """Makes clients of ``server`` that have not said hello."""
    return lambda: HttpClient(session, base_of(server))


@pytest.fixture
def enter(bare: Callable[[], HttpClient]) -> Enter:
    """Makes clients of ``server`` that are welcomed."""

    async def enter(name: str = "", token: str = "") -> HttpClient:
        return await bare().join(name, token)

    return enter


def base_of(server: MatchmakingServer) -> str:
    assert server.http_url is not None
    return server.http_url


def service_of(server: MatchmakingServer) -> Service:
    assert server.service is not None
    return server.service
