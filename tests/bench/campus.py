"""Ten thousand connected users, a thousand matches a second, and the signals of each match.

The server is a process of its own, on the store in memory. Matches are asked for by the
clock, not when the last one is done: who is late shows. A match is timed from the second
``find`` of the two to the ``matched`` that is read last. Beside it stands the round trip
of a ``cancel`` on an idle connection under the same load: what loopback, the generator and
its loop cost without any matchmaking.
"""

import asyncio
import contextlib
import gc
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
import psutil
import uvloop

from gurukul_desktop.protocol.limits import SUBPROTOCOL
from tests.bench.load import Peer, allow_files, close, connect
from tests.bench.row import Row
from tests.server.deployed import deployed

USERS: Final = 10_000
MATCHES_PER_SECOND: Final = 1000
SECONDS: Final = 10
WARM_UP_SECONDS: Final = 2
SIGNALS: Final = 2
"""Of each member, 600 bytes each."""

MEDIAN_MS: Final = 1.0
SLOWEST_MS: Final = 5.0
KIBIBYTES: Final = 16.0
_DEADLINE: Final = 60.0
_TICK: Final = 0.001
_AT_ONCE: Final = 500

_HELLO: Final = b'{"type":"hello","protocol":1}'
_FIND: Final = b'{"type":"find","mode":"global","media":"video"}'
_CANCEL: Final = b'{"type":"cancel"}'
_END: Final = b'{"type":"end","session":"%b"}'
_SIGNAL: Final = b'{"type":"signal","session":"%b","data":{"candidate":"' + b"x" * 530 + b'"}}'


def run() -> Iterator[Row]:
    """The rows of this bench."""
    allow_files()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        campus, kibibytes = runner.run(_measure())
    matches = sorted(campus.latencies)
    trips = sorted(campus.trips)
    rate = len(matches) / SECONDS
    beside = f"a cancel alone {_at(trips, 0.5):.2f} ms, 99th {_at(trips, 0.99):.2f} ms"
    middle, slow = _at(matches, 0.5), _at(matches, 0.99)
    yield Row(
        f"{USERS:,} users, {rate:.0f} matches a second: find to matched, median",
        round(middle, 2),
        "ms",
        beside,
        f"< {MEDIAN_MS:g}",
        middle < MEDIAN_MS and rate > 0.99 * MATCHES_PER_SECOND,
    )
    yield Row("the same, 99th percentile", round(slow, 2), "ms", beside, "< 5", slow < SLOWEST_MS)
    yield Row(
        "the same, memory a connection",
        round(kibibytes, 1),
        "KiB",
        f"{campus.relayed:,} signals relayed meanwhile",
        f"<= {KIBIBYTES:g}",
        kibibytes <= KIBIBYTES,
    )


async def _measure() -> "tuple[_Campus, float]":
    limits = ("finds-per-minute", "messages-per-second", "bytes-per-second", "connections-per-user")
    options = ["--port", "0", *(part for name in limits for part in (f"--{name}", "0"))]
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = await stack.enter_async_context(deployed(folder / "log", *options))
        process = psutil.Process(server.process.pid)
        before = process.memory_info().rss
        headers = {"Sec-WebSocket-Protocol": SUBPROTOCOL}
        peers: list[Peer] = []
        try:
            async with asyncio.timeout(_DEADLINE):
                while len(peers) < USERS:
                    # Whoever connects has to say hello before they are too late for it.
                    newcomers = await connect([server.url] * _AT_ONCE, headers)
                    await asyncio.gather(*map(_greet, newcomers))
                    peers += newcomers
            campus = _Campus(peers)
            # A walk of the collector over ten thousand clients is none of the server's time.
            gc.collect()
            gc.disable()
            await campus.live(WARM_UP_SECONDS)
            campus.forget()
            await campus.live(SECONDS)
            return campus, (process.memory_info().rss - before) / 1024 / USERS
        finally:
            gc.enable()
            close(peers)


class _Heard(msgspec.Struct):
    """What the generator reads of a message."""

    type: str
    session: str = ""


_heard: Final = msgspec.json.Decoder(_Heard)


async def _greet(peer: Peer) -> None:
    welcomed = asyncio.get_running_loop().create_future()
    peer.on_message = lambda payload: welcomed.done() or welcomed.set_result(payload)
    peer.send(_HELLO)
    await welcomed


class _Campus:
    """Everybody, and what was measured on them.

    Attributes:
        latencies: milliseconds of each match.
        trips: milliseconds of each round trip beside them.
        relayed: signals that reached the partner.
    """

    def __init__(self, peers: list[Peer]) -> None:
        self.latencies: list[float] = []
        self.trips: list[float] = []
        self.relayed = 0
        self._idler = peers[0]
        self._idler_asked = 0.0
        self._idle = deque(peers[1:])
        self._asked: dict[Peer, float] = {}
        self._halves: dict[str, tuple[Peer, float]] = {}
        self._unheard: dict[Peer, int] = {}
        self._heard: set[str] = set()
        self._parting = 0
        self._all_parted = asyncio.Event()
        for peer in peers:
            peer.on_message = lambda payload, peer=peer: self._hear(peer, payload)

    def forget(self) -> None:
        """Begin to measure anew."""
        self.latencies.clear()
        self.trips.clear()
        self.relayed = 0

    async def live(self, seconds: float) -> None:
        """Have pairs search at the rate, and wait until the last of them have parted."""
        started = time.perf_counter()
        begun = 0
        while (now := time.perf_counter()) < started + seconds:
            due = int((now - started) * MATCHES_PER_SECOND)
            for _ in range(due - begun):
                self._search(self._idle.popleft())
                self._search(self._idle.popleft())
            begun = due
            if not self._idler_asked:
                self._idler_asked = time.perf_counter()
                self._idler.send(_CANCEL)
            await asyncio.sleep(_TICK)
        async with asyncio.timeout(_DEADLINE):
            await self._all_parted.wait()

    def _search(self, peer: Peer) -> None:
        self._parting += 1
        self._all_parted.clear()
        self._asked[peer] = time.perf_counter()
        peer.send(_FIND)

    def _hear(self, peer: Peer, payload: bytes) -> None:
        now = time.perf_counter()
        if payload.startswith(b'{"type":"signal"'):
            self._signal(peer, payload)
            return
        message = _heard.decode(payload)
        match message.type:
            case "matched":
                self._matched(peer, message.session, now)
            case "ended" | "partner_left":
                self._idle.append(peer)
                self._parting -= 1
                if not self._parting:
                    self._all_parted.set()
            case "cancelled":
                self.trips.append(1000 * (now - self._idler_asked))
                self._idler_asked = 0.0

    def _matched(self, peer: Peer, session: str, now: float) -> None:
        self._unheard[peer] = SIGNALS
        signal = _SIGNAL % session.encode()
        for _ in range(SIGNALS):
            peer.send(signal)
        asked = self._asked.pop(peer)
        half = self._halves.pop(session, None)
        if half is None:
            self._halves[session] = peer, asked
            return
        self.latencies.append(1000 * (now - max(asked, half[1])))

    def _signal(self, peer: Peer, payload: bytes) -> None:
        """One of the partner's arrived; the later of the two to have them all hangs up."""
        self.relayed += 1
        self._unheard[peer] -= 1
        if self._unheard[peer]:
            return
        session = _heard.decode(payload).session
        if session in self._heard:
            self._heard.remove(session)
            peer.send(_END % session.encode())
        else:
            self._heard.add(session)


def _at(ordered: list[float], share: float) -> float:
    """The quantile of ordered values."""
    return statistics.quantiles(ordered, n=100, method="inclusive")[round(100 * share) - 1]
