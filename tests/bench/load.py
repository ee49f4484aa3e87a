"""Many WebSockets that relay to each other through a server, and what it costs the server.

One generator for every server. It is in a process of its own as far as the server is
concerned: only the server's CPU time and memory are counted.
"""

import asyncio
import resource
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import psutil
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

CONNECTIONS: Final = 4000
WARM_UP_MESSAGES: Final = 20_000
MESSAGES: Final = 40_000
REPEATS: Final = 3
IN_FLIGHT: Final = 64
DEADLINE: Final = 120.0
_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class Cost:
    """What a server spent: CPU microseconds a message, and KiB of memory a connection."""

    microseconds: float
    kibibytes: float


class Peer(WSListener):
    """One client. Whatever arrives goes to ``on_message``."""

    def __init__(self) -> None:
        super().__init__()
        self.transport: WSTransport
        self.on_message: Callable[[bytes], None] = lambda payload: None

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            self.on_message(frame.get_payload_as_bytes())

    def send(self, payload: bytes) -> None:
        self.transport.send(WSMsgType.TEXT, payload)


async def connect(urls: list[str], headers: dict[str, str]) -> list[Peer]:
    """Connect to all of the addresses, some at a time."""
    peers: list[Peer] = []
    for start in range(0, len(urls), _AT_ONCE):
        opened = (
            ws_connect(Peer, url, extra_headers=headers, read_buffer_init_size=2048)
            for url in urls[start : start + _AT_ONCE]
        )
        peers += [listener for _, listener in await asyncio.gather(*opened)]
    return peers


async def relay(peers: list[Peer], payloads: list[bytes], messages: int) -> None:
    """Send ``messages`` from one peer after the other; each is awaited at its receiver."""
    done = asyncio.Event()
    sent = received = 0
    turns: Iterator[int] = iter(range(messages))

    def send_next() -> None:
        nonlocal sent
        turn = next(turns, None)
        if turn is not None:
            sent += 1
            peers[turn % len(peers)].send(payloads[turn % len(peers)])

    def on_message(_: bytes) -> None:
        nonlocal received
        received += 1
        if received == messages:
            done.set()
        send_next()

    for peer in peers:
        peer.on_message = on_message
    for _ in range(IN_FLIGHT):
        send_next()
    async with asyncio.timeout(DEADLINE):
        await done.wait()


async def cost(
    process: psutil.Process, memory_before: int, peers: list[Peer], payloads: list[bytes]
) -> Cost:
    """Relay, and see what it costs ``process``: the best of some repeats, after a warm-up."""
    memory = process.memory_info().rss - memory_before
    await relay(peers, payloads, WARM_UP_MESSAGES)
    best = float("inf")
    for _ in range(REPEATS):
        before = process.cpu_times()
        await relay(peers, payloads, MESSAGES)
        after = process.cpu_times()
        spent = after.user + after.system - before.user - before.system
        best = min(best, 1e6 * spent / MESSAGES)
    return Cost(best, memory / 1024 / len(peers))


def close(peers: list[Peer]) -> None:
    """Drop all connections at once."""
    for peer in peers:
        peer.transport.disconnect(False)


def allow_files() -> None:
    """Allow this process, and those that it starts, as many connections as the system does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
