"""Servers on free ports of loopback, in the test's own loop."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from gurukul_desktop.server.limits.values import Limits
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.run import MatchmakingServer

from .client import Client

StartServer = Callable[..., Awaitable[MatchmakingServer]]
Join = Callable[..., Awaitable[Client]]


@pytest.fixture
async def start_server() -> AsyncIterator[StartServer]:
    """Starts servers with the options given, limits off unless asked for; stops them after."""
    servers = []

    async def start(**options: Any) -> MatchmakingServer:
        chosen = {name: options.pop(name) for name in Limits.__struct_fields__ if name in options}
        defaults: dict[str, Any] = {
            "port": 0,
            "limits": Limits(**(dict.fromkeys(Limits.__struct_fields__, 0) | chosen)),
            "drain_seconds": 0.0,
        }
        server = MatchmakingServer(ServerOptions(**(defaults | options)))
        await server.start()
        servers.append(server)
        return server

    yield start
    async with asyncio.timeout(10):
        for server in servers:
            await server.stop()


@pytest.fixture
async def server(start_server: StartServer) -> MatchmakingServer:
    """A server without limits."""
    return await start_server()


@pytest.fixture
async def join(server: MatchmakingServer) -> AsyncIterator[Join]:
    """Connects clients to ``server``; they are gone after the test."""
    clients = []

    async def join_(name: str = "", token: str = "", **options: Any) -> Client:
        clients.append(await Client.join(server.url, name, token, **options))
        return clients[-1]

    yield join_
    for client in clients:
        await client.close()
