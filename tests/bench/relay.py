"""Relaying a 600-byte signal among 4,000 connections, beside the PeerJS server.

The same generator, the same number of connections, messages of the same size on the wire.
"""

import asyncio
import contextlib
import json
import tempfile
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

import psutil

from gurukul_desktop.protocol.limits import SUBPROTOCOL
from tests.bench import peerjs
from tests.bench.load import CONNECTIONS, Cost, Peer, allow_files, close, connect, cost
from tests.bench.row import Row
from tests.server.deployed import deployed

MESSAGE_BYTES: Final = 600
RATIO_TARGET: Final = 0.7
MEMORY_TARGET: Final = 20.0
ROUNDS: Final = 3
_START_SECONDS: Final = 20.0


def run() -> Iterator[Row]:
    """The rows of this bench."""
    allow_files()
    ours: list[Cost] = []
    theirs: list[Cost] = []
    why = ""
    try:
        command = peerjs.command()
    except peerjs.UnavailableError as error:
        command, why = [], f"PeerJS server not measured: {error}"
    # In turns: a machine that others share is not the same from one minute to the next.
    for _ in range(ROUNDS):
        ours.append(asyncio.run(_ours()))
        if command:
            theirs.append(asyncio.run(_theirs(command)))
    microseconds = median(cost.microseconds for cost in ours)
    yield Row(
        "relay 600 bytes among 4,000, server CPU a message",
        round(microseconds, 1),
        "µs",
        why or f"PeerJS server {median(cost.microseconds for cost in theirs):.1f} µs",
        "see the next row",
        True,
    )
    if theirs:
        ratios = [
            one.microseconds / other.microseconds for one, other in zip(ours, theirs, strict=True)
        ]
        ratio = median(ratios)
        yield Row(
            f"the same, share of the PeerJS server's, median of {ROUNDS}",
            round(ratio, 2),
            "",
            f"1; {min(ratios):.2f} to {max(ratios):.2f}",
            f"<= {RATIO_TARGET:g}",
            ratio <= RATIO_TARGET,
        )
    kibibytes = median(cost.kibibytes for cost in ours)
    yield Row(
        "memory a connection",
        round(kibibytes, 1),
        "KiB",
        why or f"PeerJS server {median(cost.kibibytes for cost in theirs):.1f} KiB",
        f"<= {MEMORY_TARGET:g}",
        kibibytes <= MEMORY_TARGET,
    )


async def _ours() -> Cost:
    options = ("--port", "0", "--finds-per-minute", "0", "--messages-per-second", "0")
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = await stack.enter_async_context(deployed(folder / "log", *options))
        process = psutil.Process(server.process.pid)
        before = process.memory_info().rss
        headers = {"Sec-WebSocket-Protocol": SUBPROTOCOL}
        peers = await connect([server.url] * CONNECTIONS, headers)
        try:
            return await cost(process, before, peers, await _sessions(peers))
        finally:
            close(peers)


async def _sessions(peers: list[Peer]) -> list[bytes]:
    """Pair all of the peers; the signal that each of them sends."""
    loop = asyncio.get_running_loop()
    sessions: list[asyncio.Future[str]] = []
    for peer in peers:
        session = loop.create_future()
        peer.on_message = partial(_take_session, session)
        sessions.append(session)
        peer.send(b'{"type":"hello","protocol":1}')
        peer.send(b'{"type":"find","mode":"global","media":"video"}')
    async with asyncio.timeout(_START_SECONDS):
        return [_signal(id_) for id_ in await asyncio.gather(*sessions)]


def _take_session(session: "asyncio.Future[str]", payload: bytes) -> None:
    message = json.loads(payload)
    if message["type"] == "matched":
        session.set_result(message["session"])


def _signal(session: str) -> bytes:
    data = {"candidate": ""}
    return _padded({"type": "signal", "session": session, "data": data}, data)


async def _theirs(command: list[str]) -> Cost:
    port = peerjs.free_port()
    async with _node([*command, "--host", "127.0.0.1", "--port", str(port)], port) as process:
        before = process.memory_info().rss
        address = f"ws://127.0.0.1:{port}/peerjs?key=peerjs&token=t&version=1.5.4&id="
        peers = await connect([f"{address}{n}" for n in range(CONNECTIONS)], {})
        try:
            payloads = [_candidate(partner=n ^ 1) for n in range(CONNECTIONS)]
            return await cost(process, before, peers, payloads)
        finally:
            close(peers)


def _candidate(partner: int) -> bytes:
    data = {"candidate": ""}
    return _padded({"type": "CANDIDATE", "dst": str(partner), "payload": data}, data)


@contextlib.asynccontextmanager
async def _node(command: list[str], port: int) -> AsyncIterator[psutil.Process]:
    """Run a command until the block ends; it listens on ``port`` when the block begins."""
    process = await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, stderr=DEVNULL)
    try:
        async with asyncio.timeout(_START_SECONDS):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                except ConnectionRefusedError:
                    await asyncio.sleep(0.05)
                else:
                    writer.close()
                    break
        yield psutil.Process(process.pid)
    finally:
        process.kill()
        await process.wait()


def _padded(message: dict[str, object], data: dict[str, str]) -> bytes:
    """The message as JSON, with the candidate of its ``data`` as long as makes 600 bytes."""
    data["candidate"] = "x" * (MESSAGE_BYTES - len(json.dumps(message)))
    return json.dumps(message).encode()
