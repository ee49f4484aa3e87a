"""The way in: two instances behind a real Caddy with the configuration of the deployment."""

import asyncio
import os
import shutil
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import pytest

from tests.server.client import Client
from tests.server.deployed import Deployed, deployed
from tests.server.http.client import HttpClient

from .deployment import DEADLINE, FOLDER, check, free_port, listening, running

CADDYFILE = FOLDER / "caddy" / "Caddyfile"
SHARED = {
    "GURUKUL_SECRET": "a secret that both instances have",
    "GURUKUL_TRUSTED_PROXIES": "127.0.0.1",
    "GURUKUL_LOG_LEVEL": "info",
}
pytestmark = pytest.mark.skipif(shutil.which("caddy") is None, reason="Caddy is not installed")


class Entrance:
    """Caddy and the two instances behind it."""

    def __init__(self, port: int, plain_port: int, root: Path, servers: list[Deployed]) -> None:
        self.url = f"https://localhost:{port}"
        self.socket_url = f"wss://localhost:{port}/ws"
        self.plain_url = f"http://localhost:{plain_port}"
        self.servers = servers
        self.trust = ssl.create_default_context(cafile=str(root))

    def session(self) -> aiohttp.ClientSession:
        """An HTTP client that keeps cookies."""
        connector = aiohttp.TCPConnector(ssl=self.trust)
        timeout = aiohttp.ClientTimeout(total=20)
        return aiohttp.ClientSession(connector=connector, timeout=timeout)


@pytest.fixture
async def entrance(tmp_path: Path) -> AsyncIterator[Entrance]:
    port, plain_port, admin_port = free_port(), free_port(), free_port()
    async with AsyncExitStack() as stack:
        servers = [
            await stack.enter_async_context(
                deployed(tmp_path / f"log-{n}", "--port", "0", "--drain-seconds", "5", **SHARED)
            )
            for n in range(2)
        ]
        environment = {
            "HOME": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "PATH": os.environ["PATH"],
            "CADDY_ADMIN": f"localhost:{admin_port}",
            "GURUKUL_HTTPS": str(port),
            "GURUKUL_HTTP": str(plain_port),
            "GURUKUL_WEBSOCKET_SERVERS": " ".join(f"127.0.0.1:{s.port}" for s in servers),
            "GURUKUL_HTTP_SERVERS": " ".join(s.http_url.removeprefix("http://") for s in servers),
        }
        command = ("caddy", "run", "--adapter", "caddyfile", "--config", CADDYFILE)
        await stack.enter_async_context(running(tmp_path / "caddy", *command, **environment))
        root = tmp_path / "data" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        await answering(port, root)
        yield Entrance(port, plain_port, root, servers)


async def answering(port: int, root: Path) -> None:
    """Wait until Caddy has made its certificates, which it does after it has begun to listen."""
    await listening(port)
    ends = time.monotonic() + DEADLINE
    while True:
        try:
            trust = ssl.create_default_context(cafile=str(root))
            _, writer = await asyncio.open_connection(
                "127.0.0.1", port, ssl=trust, server_hostname="localhost"
            )
        except OSError:  # ssl.SSLError is one
            assert time.monotonic() < ends, "Caddy has no certificate"
            await asyncio.sleep(0.05)
            continue
        writer.close()
        await writer.wait_closed()
        return


def test_caddy_accepts_the_file() -> None:
    check("caddy", "validate", "--adapter", "caddyfile", "--config", CADDYFILE)
    formatted = check("caddy", "fmt", CADDYFILE)
    assert formatted == CADDYFILE.read_text()


async def test_a_websocket_through_tls(entrance: Entrance) -> None:
    one = await Client.join(entrance.socket_url, "Mira", ssl=entrance.trust)
    await one.find()
    await one.expect("queued", position=1)
    await one.close()


async def test_events_come_at_once_and_requests_stay_with_their_instance(
    entrance: Entrance,
) -> None:
    async with entrance.session() as session:
        client = await HttpClient(session, entrance.url).join("Mira")
        assert [cookie.key for cookie in session.cookie_jar] == ["gurukul_instance"]
        async with client.stream(client.last) as stream:
            # An instance that does not know this client would answer with 401.
            for _ in range(5):
                await client.find()
                # The stream is still open, and yet it is here.
                await stream.expect("queued", position=1)


async def test_when_its_instance_is_gone_a_client_is_led_to_the_other(entrance: Entrance) -> None:
    async with entrance.session() as session:
        client = await HttpClient(session, entrance.url).join("Mira")
        (mine,) = [server for server in entrance.servers if await connections(server)]
        mine.process.kill()
        await mine.ended()
        # What was on a connection to it is lost, once; the other does not know this client,
        # and says so.
        statuses = []
        for _ in range(2):
            async with session.get(
                f"{entrance.url}/api/v1/events?after=1", headers=client.headers
            ) as answer:
                statuses.append(answer.status)
        assert statuses in ([502, 401], [401, 401])
        again = await HttpClient(session, entrance.url).join(token=client.token)
        assert again.welcome["user"]["id"] == client.welcome["user"]["id"]
        await again.find()


async def connections(server: Deployed) -> int:
    """How many an instance has, asked at its own port."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{server.http_url}/healthz") as answer,
    ):
        count: int = (await answer.json())["connections"]
    return count


async def test_nothing_else_is_exposed(entrance: Entrance) -> None:
    async with entrance.session() as session:
        for path in ("/metrics", "/healthz", "/readyz", "/admin", "/admin/", "/", "/ws/x", "/api"):
            async with session.get(entrance.url + path) as answer:
                assert answer.status == 404, path
        async with session.get(f"{entrance.plain_url}/ws", allow_redirects=False) as answer:
            assert answer.status == 308
            assert answer.headers["Location"].startswith("https://localhost")
        async with session.get(f"{entrance.url}/ws") as answer:
            assert answer.status == 426
            assert "max-age" in answer.headers["Strict-Transport-Security"]


async def test_caddy_logs_no_token_and_no_cookie(entrance: Entrance, tmp_path: Path) -> None:
    async with entrance.session() as session:
        client = await HttpClient(session, entrance.url).join("Mira")
        cookies = [cookie.value for cookie in session.cookie_jar]
        for server in entrance.servers:
            server.process.kill()
            await server.ended()
        async with session.post(
            f"{entrance.url}/api/v1/messages", headers=client.headers
        ) as answer:
            assert answer.status in (502, 503)
    log = (tmp_path / "caddy").read_text()
    assert "/api/v1/messages" in log
    assert client.token not in log
    assert cookies
    for cookie in cookies:
        assert cookie not in log
