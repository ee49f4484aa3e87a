"""A long and lossy link on the router: every packet takes its time, some never come.

The kernel's own means for it (netem) is not on every machine. So what the hosts send to each
other is routed into a TUN device, and this program, at its other end, writes each packet back
when it is due. It is started by :func:`long_link`::

    python tests/network/link.py DEVICE

It reads lines of JSON, ``{"delay": seconds, "loss": 0 to 1, "seed": number, "cut": bool}``, of
which each key may be absent, and answers each line with ``{"set": true}``.
"""

import contextlib
import fcntl
import json
import os
import random
import select
import struct
import sys
import time
from collections import deque
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final, Self

from tests.network.namespaces import Network, Program

TABLE: Final = "100"
QUEUED: Final = 10_000
"""The most packets on their way; more are dropped, as a router does."""

# linux/if_tun.h
_TUNSETIFF: Final = 0x400454CA
_IFF_TUN: Final = 0x0001
_IFF_NO_PI: Final = 0x1000
_PACKET_BYTES: Final = 65_536


class LongLink:
    """The link of one router, seen by who started it."""

    def __init__(self, program: Program) -> None:
        self._program = program

    async def change(self, **properties: float | bool) -> Self:
        """Set ``delay`` (seconds one way), ``loss`` (0 to 1 each way), ``seed`` and ``cut``."""
        self._program.say(**properties)
        await self._program.until("set")
        return self


@contextlib.asynccontextmanager
async def long_link(net: Network) -> AsyncIterator[LongLink]:
    """Send what the hosts of ``net`` say to each other through a link; as yet a perfect one."""
    device = "long"
    command = ["ip", "netns", "exec", net.router, sys.executable, str(Path(__file__)), device]
    async with Program(command, {}) as program:
        await program.until("ready")
        net.on_router("ip", "link", "set", device, "up", "txqueuelen", str(QUEUED))
        net.on_router("ip", "route", "add", "default", "dev", device, "table", TABLE)
        for host in net.hosts:
            net.on_router("ip", "rule", "add", "iif", host.port, "lookup", TABLE)
        for name in ("all", device):
            net.on_router("sh", "-c", f"echo 0 > /proc/sys/net/ipv4/conf/{name}/rp_filter")
        yield LongLink(program)


# In the router's namespace


class _Forwarder:
    """Packets in the order in which they came, each with the time at which it goes on."""

    def __init__(self, device: str) -> None:
        self._tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        wish = struct.pack("16sH22x", device.encode(), _IFF_TUN | _IFF_NO_PI)
        fcntl.ioctl(self._tun, _TUNSETIFF, wish)
        self._queue: deque[tuple[float, bytes]] = deque()
        self._delay = 0.0
        self._loss = 0.0
        self._cut = False
        self._random = random.Random(0)

    def run(self) -> None:
        """Forward until the end of the standard input."""
        _say("ready")
        commands = sys.stdin.fileno()
        while True:
            now = time.monotonic()
            wait = max(0.0, self._queue[0][0] - now) if self._queue else None
            readable, _, _ = select.select([self._tun, commands], [], [], wait)
            if commands in readable:
                line = os.read(commands, 4096)
                if not line:
                    return
                for command in line.splitlines():
                    self._change(**json.loads(command))
            if self._tun in readable:
                self._take()
            self._pass_on()

    def _change(self, **properties: Any) -> None:
        self._delay = properties.get("delay", self._delay)
        self._loss = properties.get("loss", self._loss)
        self._cut = properties.get("cut", self._cut)
        if "seed" in properties:
            self._random.seed(properties["seed"])
        _say("set")

    def _take(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while True:
                packet = os.read(self._tun, _PACKET_BYTES)
                lost = self._random.random() < self._loss
                if not (lost or self._cut or len(self._queue) >= QUEUED):
                    self._queue.append((time.monotonic() + self._delay, packet))

    def _pass_on(self) -> None:
        while self._queue and self._queue[0][0] <= time.monotonic():
            with contextlib.suppress(OSError):  # a host whose cable is out
                os.write(self._tun, self._queue[0][1])
            self._queue.popleft()


def _say(what: str) -> None:
    sys.stdout.write(json.dumps({what: True}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _Forwarder(sys.argv[1]).run()
