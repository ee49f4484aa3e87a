"""The server inside the app."""

import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.embedded import EmbeddedServer
from gurukul_desktop.server.identity.secret_file import SECRET_FILE

from .client import Client, pair


def threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


async def test_it_serves_from_a_thread_of_its_own(tmp_path: Path) -> None:
    server = EmbeddedServer(port=0, data_dir=tmp_path)
    server.start()
    server.start()
    try:
        assert server.running
        assert server.url == f"ws://127.0.0.1:{server.port}/ws"
        one, other = await Client.join(server.url), await Client.join(server.url)
        await pair(one, other)
    finally:
        server.stop()
        server.stop()
    assert not server.running
    assert "gurukul-server" not in threads()
    for client in (one, other):
        assert await client.closed() == 1012


async def test_a_restart_recognises_its_guests(tmp_path: Path) -> None:
    users = set()
    token = ""
    for _ in range(2):
        server = EmbeddedServer(port=0, data_dir=tmp_path)
        server.start()
        try:
            client = await Client.join(server.url, token=token)
            token = client.token
            users.add(client.id)
            await client.close()
        finally:
            server.stop()
    assert len(users) == 1


def test_a_port_in_use_is_an_oserror() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = EmbeddedServer(port=taken.getsockname()[1])
        with pytest.raises(OSError, match="in use"):
            server.start()
    assert not server.running
    assert "gurukul-server" not in threads()
    server.stop()


def test_a_damaged_secret_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / SECRET_FILE).write_text("?")
    with pytest.raises(UsageError):
        EmbeddedServer(port=0, data_dir=tmp_path).start()
    assert "gurukul-server" not in threads()


def test_it_needs_nothing_of_what_only_a_deployed_server_has() -> None:
    code = (
        "import sys; from gurukul_desktop.server.embedded import EmbeddedServer;"
        " server = EmbeddedServer(port=0); server.start(); server.stop();"
        " unwanted = {'prometheus_client', 'sentry_sdk', 'asyncpg', 'redis', 'aiohttp'};"
        " print(unwanted & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout == "set()\n", done.stderr
