"""The probes, draining and stopping."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientConnectorError, ClientSession

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.run import MatchmakingServer
from gurukul_desktop.server.stores.memory.store import MemoryStore
from tests.server.client import DEADLINE
from tests.server.conftest import StartServer
from tests.server.deployed import clean_environment, deployed
from tests.server.http.client import HttpClient, pair
from tests.server.http.conftest import base_of

Bare = Callable[[], HttpClient]


async def test_health(bare: Bare) -> None:
    one, other = await bare().join(), await bare().join()
    await pair(one, other)
    answer = await one.request("GET", "/healthz")
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.body["status"] == "ok"
    assert answer.body["connections"] == 2


async def test_ready(bare: Bare) -> None:
    answer = await bare().request("GET", "/readyz")
    assert (answer.status, answer.body) == (200, {"status": "ready"})


async def test_not_ready_without_a_store_but_alive(
    bare: Bare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MemoryStore, "ready", property(lambda _: False))
    answer = await bare().request("GET", "/readyz")
    assert (answer.status, answer.body) == (503, {"status": "unavailable", "reason": "store"})
    assert (await bare().request("GET", "/healthz")).status == 200


async def test_draining(start_server: StartServer, session: ClientSession) -> None:
    server = await start_server(http_port=0, drain_seconds=30.0)
    one, other, third = [await HttpClient(session, base_of(server)).join() for _ in range(3)]
    in_session = await pair(one, other)
    newcomer = HttpClient(session, base_of(server))
    assert (await newcomer.request("GET", "/readyz")).status == 200
    async with third.stream(third.last) as stream:
        stopping = asyncio.create_task(server.stop())
        assert (await stream.expect("draining"))["retry_after"] > 0
        answer = await third.post({"type": "find", "mode": "global", "media": "video"})
        assert (answer.status, answer.body["code"]) == (503, "unavailable")
        assert int(answer.headers["Retry-After"]) >= 1
        answer = await newcomer.request("GET", "/readyz")
        assert (answer.status, answer.body["reason"]) == (503, "draining")
        assert (await newcomer.request("GET", "/healthz")).status == 200
        answer = await newcomer.hello()
        assert (answer.status, answer.body["code"]) == (503, "unavailable")
        # Those who are setting up a call finish.
        await one.send("signal", session=in_session, data={"n": 1})
        assert [m["type"] for m in await other.news()] == ["draining", "signal"]
    for client in (one, other, third):
        answer = await client.request("DELETE", "/api/v1/connection", headers=client.headers)
        assert answer.status == 204
    # All are gone, so there is no more to wait for.
    async with asyncio.timeout(DEADLINE):
        await stopping


async def test_stopping_ends_streams_and_closes_the_port(
    start_server: StartServer, session: ClientSession
) -> None:
    server = await start_server(http_port=0)
    before = asyncio.all_tasks()
    client = await HttpClient(session, base_of(server)).join()
    async with client.stream(client.last) as stream:
        await stream.comment()
        await server.stop()
        assert (await stream.expect("draining"))["retry_after"] > 0
        assert await stream.next() is None
    with pytest.raises(ClientConnectorError):
        await client.poll()
    assert asyncio.all_tasks() <= before
    assert server.service is not None
    assert server.service.connections == 0


async def test_without_a_port_there_is_no_http(start_server: StartServer) -> None:
    server = await start_server()
    assert server.http_url is None


def test_the_address() -> None:
    server = MatchmakingServer(ServerOptions(host="::1", http_port=8766))
    assert server.http_url == "http://[::1]:8766"


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_wrong_port(port: int) -> None:
    with pytest.raises(UsageError, match="HTTP port"):
        ServerOptions(http_port=port)


async def test_a_taken_port_leaves_nothing_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = MatchmakingServer(ServerOptions(port=0, http_port=port))
        with pytest.raises(UsageError, match=f"{port}: it is in use"):
            await server.start()
    with contextlib.closing(socket.socket()) as probe:
        assert probe.connect_ex(("127.0.0.1", server.port)) != 0


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
async def test_the_command(tmp_path: Path, session: ClientSession) -> None:
    async with deployed(tmp_path / "log", "--port", "0") as server:
        client = await HttpClient(session, server.http_url).join()
        async with client.stream(client.last) as stream:
            await stream.comment()
            server.process.send_signal(signal.SIGTERM)
            await stream.expect("draining")
            while await stream.next() is not None:
                pass
        assert await server.ended() == 0
        assert server.log == ""


@pytest.mark.parametrize("value", ["none", "x", "70000"])
def test_the_option(value: str) -> None:
    script = (
        "import sys; from gurukul_desktop.server import run;"
        "run.run = lambda options, _: print(options.http_port, 'aiohttp' in sys.modules);"
        "from gurukul_desktop.server.command import server;"
        "server.main(['--http-port', sys.argv[1]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, value],
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    if value == "none":
        assert (done.returncode, done.stdout) == (0, "None False\n")
    else:
        assert done.returncode == 2
        assert "--http-port" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_without_http_aiohttp_is_not_even_imported() -> None:
    script = """
import asyncio, sys
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.run import MatchmakingServer

async def main():
    server = MatchmakingServer(ServerOptions(port=0))
    await server.start()
    await server.stop()

asyncio.run(main())
assert "aiohttp" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=30, env=clean_environment())
