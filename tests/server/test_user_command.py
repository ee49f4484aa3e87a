"""``gurukul server user``: what is stored about somebody, handed over and deleted."""

import asyncio
import contextlib
import json
import os
import stat
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.run import MatchmakingServer
from tests.server.postgresql import postgresql, shared_cluster
from tests.server.redis import redis_at, shared_redis

from .client import DEADLINE, Client
from .deployed import clean_environment

__all__ = ["postgresql", "redis_at", "shared_cluster", "shared_redis"]


async def command(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """Exit status and what was written by ``gurukul server user``."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gurukul_desktop.server", "user", *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=clean_environment() | environment,
    )
    async with asyncio.timeout(3 * DEADLINE):
        out, errors = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), errors.decode()


@pytest.fixture(params=["redis_at", "postgresql"])
def store(request: pytest.FixtureRequest) -> str:
    """The address of a store that outlives its instances."""
    return str(request.getfixturevalue(request.param).url)


@contextlib.asynccontextmanager
async def running(store: str) -> AsyncIterator[MatchmakingServer]:
    """An instance on this store."""
    server = MatchmakingServer(ServerOptions(port=0, store=store, drain_seconds=0.0))
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


async def test_a_user_is_handed_over_and_deleted(store: str, tmp_path: Path) -> None:
    async with running(store) as server:
        student = await Client.join(server.url, "Whoever")
        status, out, errors = await command("export", student.id, "--store", store)
        assert (status, errors) == (0, "")
        assert json.loads(out)["name"] == "Whoever"

        file = tmp_path / "theirs.json"
        told = await command("export", student.id, "--output", str(file), GURUKUL_STORE=store)
        assert told == (0, f"Written to {file}.\n", "")
        assert json.loads(file.read_text())["name"] == "Whoever"
        if os.name == "posix":
            assert stat.S_IMODE(file.stat().st_mode) == 0o600

        status, _, errors = await command("delete", student.id, "--store", store)
        assert status == 2
        assert "add --yes" in errors
        status, out, errors = await command("delete", student.id, "--yes", "--store", store)
        assert (status, errors) == (0, "")
        assert out == f"Everything stored about {student.id} is deleted.\n"
        await student.closed()
        status, _, errors = await command("delete", student.id, "--yes", "--store", store)
        assert status == 1
        assert errors == f"gurukul server: Nothing is stored about {student.id}.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "x"], "use its admin page"),
        (["export", "x", "--store", "ftp://secret@x"], "The store is memory, redis://"),
        (["export", "x" * 65, "--store", "memory"], "1 to 64 characters"),
        (["delete", "x", "--yes"], "use its admin page"),
        (["forget", "x"], "No such command"),
    ],
)
async def test_what_cannot_be_done_is_said_in_one_sentence(
    arguments: list[str], words: str
) -> None:
    status, out, errors = await command(*arguments)
    assert (status, out) == (2, "")
    assert words in errors
    assert "secret" not in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize(
    "url", ["redis://:secret@127.0.0.1:1/0", "postgresql://x:secret@127.0.0.1:1/x"]
)
async def test_a_store_that_is_away_is_no_traceback(url: str) -> None:
    status, out, errors = await command("export", "x", "--store", url)
    assert (status, out) == (1, "")
    assert errors.endswith("gurukul server: The store cannot be reached.\n")
    assert "secret" not in errors
    assert "Traceback" not in errors
