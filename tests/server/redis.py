"""A real Redis of the test's own, on a free port, with nothing on disk unless asked for."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import redis

PASSWORD: Final = "p@ss/w0rd"
_START_SECONDS: Final = 10.0


class RedisServer:
    """A Redis server. Start it, stop it, kill it, freeze it, fill it, cut its connections.

    Args:
        options: as on its command line, without the dashes.
    """

    def __init__(self, folder: Path, **options: str) -> None:
        self.folder = folder
        self.port = _free_port()
        self._options = {"save": "", "appendonly": "no", **options}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address, with the password if it has one."""
        user = f":{PASSWORD.replace('@', '%40').replace('/', '%2F')}@" if self._password else ""
        return f"redis://{user}127.0.0.1:{self.port}/0"

    @property
    def _password(self) -> str | None:
        return self._options.get("requirepass")

    def client(self) -> redis.Redis:
        """A plain client, to look and to meddle."""
        return redis.Redis(port=self.port, password=self._password, protocol=2)

    def start(self) -> None:
        """Run; it answers when this returns."""
        program = shutil.which("redis-server")
        if program is None:
            if Path("/etc/debian_version").exists():
                raise FileNotFoundError("redis-server: install the package redis-server")
            pytest.skip("Redis is not installed")
        options = [part for name, value in self._options.items() for part in (f"--{name}", value)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [program, "--port", str(self.port), "--bind", "127.0.0.1", *options],
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + _START_SECONDS
        with self.client() as client:
            while True:
                try:
                    client.ping()
                    return
                except (redis.ConnectionError, redis.TimeoutError):
                    if time.monotonic() > deadline:
                        raise
                    # There is nothing to wait on but its answer.
                    time.sleep(0.01)

    def stop(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Stop; all that is not on disk is lost."""
        process, self._process = self._process, None
        if process is not None:
            os.kill(process.pid, signal.SIGCONT)
            process.send_signal(number)
            process.wait()

    def freeze(self) -> None:
        """It stops with its connections open."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def limit_memory(self, limit: str) -> None:
        """Let it have so much memory and no more; ``0`` is no limit."""
        self._configure("maxmemory", limit)

    def cut_connections(self) -> None:
        """Close all connections from its side."""
        with self.client() as client:
            for kind in ("normal", "pubsub"):
                client.client_kill_filter(_type=kind, skipme=True)

    def flush_scripts(self) -> None:
        """Have it forget its scripts."""
        with self.client() as client:
            client.script_flush()

    def flush(self) -> None:
        """Have it forget everything, connections and scripts apart."""
        with self.client() as client:
            client.flushall()

    def _configure(self, name: str, value: str) -> None:
        with self.client() as client:
            client.config_set(name, value)


def _free_port() -> int:
    """A free port; that of a cluster's bus, 10,000 above, has to be one too."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port: int = probe.getsockname()[1]
        if port < 55_000:
            return port


@contextlib.contextmanager
def redis_server(**options: Any) -> Iterator[RedisServer]:
    """A running server in a temporary folder, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="gurukul-redis-") as folder:
        server = RedisServer(Path(folder), **options)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def shared_redis() -> Iterator[RedisServer]:
    """One server for all tests that leave it running."""
    with redis_server() as server:
        yield server


@pytest.fixture
def redis_at(shared_redis: RedisServer) -> Iterator[RedisServer]:
    """The shared server, empty."""
    shared_redis.flush()
    yield shared_redis
    shared_redis.flush()


@pytest.fixture
def own_redis() -> Iterator[RedisServer]:
    """A server that the test may stop."""
    with redis_server() as server:
        yield server
