"""Starting, draining and stopping, in this process and as a process of its own."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.limits import Limits
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.run import MatchmakingServer, serve

from .client import Client, pair
from .conftest import StartServer
from .deployed import clean_environment, deployed

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


async def test_the_port_is_the_one_that_was_bound(start_server: StartServer) -> None:
    server = await start_server()
    assert server.port != 0
    assert server.url == f"ws://127.0.0.1:{server.port}/ws"


def test_an_ipv6_address_is_bracketed() -> None:
    assert MatchmakingServer(ServerOptions(host="::1")).url == "ws://[::1]:8765/ws"


async def test_stopping_twice_and_without_a_start(start_server: StartServer) -> None:
    server = await start_server()
    await asyncio.gather(server.stop(), server.stop())
    await server.stop()
    await MatchmakingServer(ServerOptions(port=0)).stop()


async def test_draining_tells_everybody_and_takes_no_new_searches(
    start_server: StartServer,
) -> None:
    server = await start_server(drain_seconds=30.0)
    one, other, third = [await Client.join(server.url) for _ in range(3)]
    session = await pair(one, other)
    stopping = asyncio.create_task(server.stop())
    for client in (one, other, third):
        assert (await client.expect("draining"))["retry_after"] > 0
    await third.find()
    refusal = await third.expect("error", code="unavailable")
    assert refusal["retry_after"] > 0
    # Those who are setting up a call finish.
    await one.say("signal", session, data={"n": 1})
    await other.expect("signal", data={"n": 1})
    with pytest.raises(ConnectionRefusedError):
        await Client.open(server.url)
    for client in (one, other, third):
        await client.close()
    # All are gone, so there is no more to wait for.
    async with asyncio.timeout(5):
        await stopping


async def test_a_client_on_its_way_in_is_told_too(start_server: StartServer) -> None:
    server = await start_server(drain_seconds=30.0)
    one, late = await Client.join(server.url), await Client.open(server.url)
    stopping = asyncio.create_task(server.stop())
    await one.expect("draining")
    await one.close()
    await late.ask({"type": "hello", "protocol": 1}, "welcome")
    await late.expect("buddies")
    await late.expect("draining")
    await late.close()
    await stopping


async def test_draining_has_a_bound(start_server: StartServer) -> None:
    server = await start_server(drain_seconds=0.2)
    clients = [await Client.join(server.url) for _ in range(3)]
    stopping = asyncio.create_task(server.stop())
    assert [await client.closed() for client in clients] == [1012] * 3
    await stopping


async def test_a_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError) as error:
            await serve(ServerOptions(port=port), pytest.fail)
    assert str(error.value) == f"Cannot listen on 127.0.0.1:{port}: it is in use already."


async def test_a_host_that_does_not_exist_is_one_sentence() -> None:
    with pytest.raises(UsageError, match=r"^Cannot listen on host\.invalid:0: .*\.$"):
        await serve(ServerOptions(host="host.invalid", port=0, identity="guests"), pytest.fail)


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_drains_and_ends_with_status_0(tmp_path: Path, number: int) -> None:
    async with deployed(tmp_path / "log", "--port", "0", "--drain-seconds", "0.2") as server:
        one, other = await Client.join(server.url), await Client.join(server.url)
        await one.find()
        await one.expect("queued")
        server.process.send_signal(number)
        for client in (one, other):
            await client.expect("draining")
            assert await client.closed() == 1012
        assert await server.ended() == 0
        assert server.log == ""


@posix
async def test_after_sigkill_the_same_token_is_the_same_user(tmp_path: Path) -> None:
    options = ("--port", "0", "--data-dir", str(tmp_path / "data"))
    async with deployed(tmp_path / "log", *options) as server:
        one, other = await Client.join(server.url, "Mira"), await Client.join(server.url)
        await pair(one, other)
        third = await Client.join(server.url)
        await third.find()
        await third.expect("queued")
        server.process.kill()
        assert [await client.closed() for client in (one, other, third)] == [1006] * 3
    async with deployed(tmp_path / "log", *options) as server:
        back = [await Client.join(server.url, "", c.token) for c in (one, other, third)]
        assert [client.id for client in back] == [one.id, other.id, third.id]
        # Nobody is stuck: the server has forgotten the session, and all can search again.
        assert back[0].welcome["session"] is None
        await pair(back[0], back[1])
        for client in back:
            await client.close()


async def test_options_come_from_the_environment(tmp_path: Path) -> None:
    environment = {
        "GURUKUL_PORT": "0",
        "GURUKUL_FINDS_PER_MINUTE": "1",
        "GURUKUL_STUN": "stun:192.0.2.1:3478 stun:192.0.2.2:3478",
        "GURUKUL_SECRET": "a secret from the environment",
    }
    async with deployed(tmp_path / "log", **environment) as server:
        client = await Client.join(server.url)
        assert [ice["urls"] for ice in client.welcome["ice_servers"]] == [
            ["stun:192.0.2.1:3478"],
            ["stun:192.0.2.2:3478"],
        ]
        await client.find()
        await client.expect("queued")
        await client.find()
        await client.expect("error", code="rate_limited")
        await client.close()


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "gurukul_desktop.server", *arguments],
        env={**clean_environment(), **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (["--port", "99999"], {}, "--port"),
        (["--port", "x"], {}, "--port"),
        ([], {"GURUKUL_PORT": "x"}, "--port"),
        (["--finds-per-minute", "-1"], {}, "--finds-per-minute"),
        (["--drain-seconds", "nan"], {}, "drain"),
        (["--stun", "http://x"], {}, "stun:"),
        (["--nonsense"], {}, "--nonsense"),
        (["extra"], {}, "extra"),
        ([], {"GURUKUL_SECRET": "short"}, "16 characters"),
        (["--host", "256.0.0.1", "--port", "0"], {}, "256.0.0.1"),
        (["--data-dir", __file__], {}, "--data-dir"),
        (["--port", "0", "--data-dir", "/proc/nowhere"], {}, "cannot be used"),
    ],
)
def test_a_wrong_option_is_one_sentence(
    arguments: list[str], environment: dict[str, str], words: str
) -> None:
    done = run(*arguments, **environment)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr


def test_a_taken_port_is_one_sentence_of_the_command() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "in use" in done.stderr


def test_help_names_every_limit() -> None:
    done = run("--help")
    assert done.returncode == 0
    for name in Limits.__struct_fields__:
        assert f"--{name.replace('_', '-')} " in done.stdout
    # A secret comes in a file or a variable.
    assert "--secret-file " in done.stdout
    assert "--secret " not in done.stdout


BLOCKER = """
import sys

class Blocker:
    blocked = {"PySide6", "qasync", "aiortc", "aioice", "av", "sounddevice", "numpy", "websockets"}
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.blocked:
            raise ImportError(name + " is blocked here")

sys.meta_path.insert(0, Blocker())
import runpy
runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("entry", [["gurukul_desktop.server"], ["gurukul_desktop", "server"]])
def test_it_runs_where_neither_qt_nor_media_is_installed(entry: list[str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", BLOCKER, *entry, "--port", "0"],
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("listening on ws://"), process.stderr.read()
        port = int(line.rpartition(":")[2].partition("/")[0])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(64).startswith(b"HTTP/1.1 200")
    finally:
        process.terminate()
        process.communicate(timeout=10)


@posix
def test_the_open_file_limit_is_raised() -> None:
    script = (
        "import resource; from gurukul_desktop.server.run import _raise_file_limit;"
        "hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1];"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard)); _raise_file_limit();"
        "assert resource.getrlimit(resource.RLIMIT_NOFILE) == (hard, hard)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=30)
