"""Machines on a network of the test's own: Linux network namespaces around a router.

::

    alice ──veth── router ──veth── bob
                     │ veth
                    relay

Each host is a namespace with one address, its default route is the router. The router
forwards, and it is where the network is made bad: nftables rules block, lose or translate
what passes, a cut link carries nothing. Nothing of it reaches the machine's own network, and
all of it goes when its :func:`network` ends, whatever happened in between.

It takes root, iproute2 and nftables; :func:`why_not` says what is missing.
"""

import asyncio
import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, Self

Protocol = Literal["udp", "tcp", "all"]
Nat = Literal["none", "cone", "symmetric"]

ROOT: Final = Path(__file__).parents[2]
DEADLINE: Final = 20.0
TABLE: Final = "inet gurukul"
PUBLIC: Final = "203.0.113"
"""The network of translated addresses (TEST-NET-3, RFC 5737)."""

_POLICY: Final = """
table inet gurukul {
    chain given_up { type filter hook forward priority 0; policy accept; }
    chain blocked { type filter hook forward priority 1; policy accept; }
    chain lost { type filter hook forward priority 2; policy accept; }
    chain hidden { type filter hook forward priority 3; policy accept; }
    chain translated { type nat hook postrouting priority srcnat; policy accept; }
}
"""


@cache
def why_not() -> str | None:
    """Why no namespaces can be made here; None where they can."""
    if sys.platform != "linux":
        return "network namespaces are Linux's"
    if os.geteuid() != 0:
        return "network namespaces take root"
    for program, package in (("ip", "iproute2"), ("nft", "nftables")):
        if shutil.which(program) is None:
            return f"{program} is not installed (package {package})"
    try:
        with network() as net:
            net.host("try")
    except subprocess.CalledProcessError as error:
        return f"namespaces cannot be made here: {error.stderr.strip()}"
    return None


@contextlib.contextmanager
def network() -> Iterator["Network"]:
    """A network for the length of a block."""
    net = Network()
    try:
        net.start()
        yield net
    finally:
        net.remove()


class Network:
    """The router, and the hosts around it."""

    def __init__(self) -> None:
        self.name: Final = f"gurukul-{secrets.token_hex(3)}"
        self.router: Final = f"{self.name}-router"
        self.hosts: list[Host] = []
        self._namespaces: list[str] = []

    def start(self) -> None:
        """Make the router."""
        self.namespace(self.router)
        self.on_router("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
        _run("ip", "netns", "exec", self.router, "nft", "-f", "-", said=_POLICY)

    def host(self, name: str, *, nat: Nat = "none") -> "Host":
        """Another machine on the network.

        Args:
            nat: ``cone`` has the router show it as one public address with its own ports,
                ``symmetric`` with another random port for each partner; either way nobody
                reaches it first.
        """
        host = Host(self, name, len(self.hosts) + 1)
        self.hosts.append(host)
        host.start()
        if nat != "none":
            host.translate(nat)
        return host

    def block(self, one: "Host", other: "Host") -> None:
        """Have nothing pass between the two, in either direction."""
        for source, target in ((one, other), (other, one)):
            self.rule("blocked", f"iifname {source.port} oifname {target.port} drop")

    def heal(self) -> None:
        """Undo every block and loss."""
        for chain in ("blocked", "lost"):
            self.nft("flush", "chain", *TABLE.split(), chain)

    def rule(self, chain: str, rule: str) -> None:
        """Add an nftables rule to one of the router's chains."""
        self.nft("add", "rule", *TABLE.split(), chain, *rule.split())

    def nft(self, *words: str) -> str:
        """Run nftables on the router."""
        return self.on_router("nft", *words)

    def on_router(self, *command: str) -> str:
        """Run something on the router that has to succeed; what it said."""
        return _run("ip", "netns", "exec", self.router, *command)

    def namespace(self, name: str) -> None:
        """Make a namespace that goes with this network."""
        _run("ip", "netns", "add", name)
        self._namespaces.append(name)
        off = "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6; ip link set lo up"
        _run("ip", "netns", "exec", name, "sh", "-c", off)

    def remove(self) -> None:
        """End what runs in the namespaces, and remove them. Idempotent."""
        with contextlib.ExitStack() as each:  # all of them, also when one fails
            while self._namespaces:
                each.callback(_remove, self._namespaces.pop())
        self.hosts.clear()


class Host:
    """One machine.

    Attributes:
        namespace: as ``ip netns`` knows it.
        port: the router's end of the link to it.
        address: its IPv4 address.
        public: the address that others see.
    """

    def __init__(self, net: Network, name: str, number: int) -> None:
        self.name = name
        self.namespace = f"{net.name}-{name}"
        self.port = f"to-{number}"
        self._net = net
        self._number = number
        self._moves = 0
        self._nat = False

    @property
    def address(self) -> str:
        return f"10.{self._number}.{self._moves}.2"

    @property
    def public(self) -> str:
        return f"{PUBLIC}.{self._number}" if self._nat else self.address

    def start(self) -> None:
        """Make the namespace and its link."""
        self._net.namespace(self.namespace)
        self._net.on_router(
            *("ip", "link", "add", self.port, "type", "veth", "peer", "name", "eth0"),
            *("netns", self.namespace),
        )
        self._net.on_router("ip", "link", "set", self.port, "up")
        self.run("ip", "link", "set", "eth0", "up")
        self._number_it()

    def translate(self, nat: Nat) -> None:
        """Put it behind a network address translation (RFC 4787)."""
        self._nat = True
        ports = ":1024-65535 random" if nat == "symmetric" else ""
        outward = f"iifname {self.port} oifname != {self.port} meta l4proto {{ tcp, udp }}"
        self._net.rule("translated", f"{outward} snat ip to {self.public}{ports}")
        self._net.rule("hidden", f"oifname {self.port} ct state new drop")

    def block(self, protocol: Protocol = "all", *, port: int | None = None) -> None:
        """Have the router drop what it sends and gets, or of it one protocol, or one port."""
        match = "" if protocol == "all" else f"meta l4proto {protocol}"
        for way, side in (("iifname", "dport"), ("oifname", "sport")):
            at = "" if port is None else f"{protocol} {side} {port}"
            self._net.rule("blocked", f"{way} {self.port} {at or match} drop")

    def allow(self, protocol: Protocol, port: int) -> None:
        """Let one port of servers through whatever is blocked; say it before the block."""
        self._net.rule("blocked", f"iifname {self.port} {protocol} dport {port} accept")
        self._net.rule("blocked", f"oifname {self.port} {protocol} sport {port} accept")

    def lose(self, percent: int, *, way: Literal["to", "from"] = "to") -> None:
        """Lose that share of the packets to it or from it, at random."""
        name = "oifname" if way == "to" else "iifname"
        self._net.rule("lost", f"{name} {self.port} numgen random mod 100 < {percent} drop")

    def cut(self) -> None:
        """Pull its cable: it sees the link go."""
        self._net.on_router("ip", "link", "set", self.port, "down")

    def plug(self) -> None:
        """Put its cable back, with the address that it had."""
        self._net.on_router("ip", "link", "set", self.port, "up")
        self.run("ip", "route", "replace", "default", "via", self._gateway)

    def move(self) -> str:
        """Give it another address in another network, as when the Wi-Fi changes; that address."""
        self.run("ip", "address", "flush", "dev", "eth0")
        self._net.on_router("ip", "address", "flush", "dev", self.port)
        self._moves += 1
        self._number_it()
        return self.address

    def command(self, *command: str | Path) -> list[str]:
        """``command`` as something to start in its namespace."""
        return ["ip", "netns", "exec", self.namespace, *map(str, command)]

    def run(self, *command: str | Path) -> str:
        """Run something in it that has to succeed; what it said."""
        return _run(*self.command(*command))

    def python(self, script: Path, *arguments: str, **environment: str) -> "Program":
        """A Python program in it; use it as a context."""
        return Program(self.command(sys.executable, script, *arguments), environment)

    @property
    def _gateway(self) -> str:
        return f"10.{self._number}.{self._moves}.1"

    def _number_it(self) -> None:
        self._net.on_router("ip", "address", "add", f"{self._gateway}/24", "dev", self.port)
        self.run("ip", "address", "add", f"{self.address}/24", "dev", "eth0")
        self.run("ip", "route", "replace", "default", "via", self._gateway)


class Program:
    """A program that talks in lines of JSON: it reads commands, and tells what happened.

    It finds the packages of this checkout, and ends with the context, by its pid.
    """

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._command = command
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **environment}
        self.heard: list[dict[str, Any]] = []

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            env=self._environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=1 << 22,
        )
        return self

    async def __aexit__(self, *failure: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        try:
            async with asyncio.timeout(5):
                await self._process.communicate()
        except TimeoutError:
            self._process.kill()
            await self._process.communicate()

    @property
    def pid(self) -> int:
        """``ip netns exec`` becomes the program, so this is its own."""
        return self._process.pid

    def say(self, **command: Any) -> None:
        """Tell it something."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(command).encode() + b"\n")

    async def next(self, *, within: float = DEADLINE) -> dict[str, Any]:
        """The next thing that it tells."""
        assert self._process.stdout is not None
        async with asyncio.timeout(within):
            line = await self._process.stdout.readline()
        assert line, f"{self._command[-1]} ended; it had told {self.heard}"
        told: dict[str, Any] = json.loads(line)
        self.heard.append(told)
        return told

    async def until(self, name: str, *, within: float = DEADLINE) -> Any:
        """Wait until it tells something of that name; the value of it."""
        ends = time.monotonic() + within
        try:
            while True:
                told = await self.next(within=ends - time.monotonic())
                if name in told:
                    return told[name]
        except TimeoutError:
            raise AssertionError(f"no {name!r} within {within} s of {self.heard}") from None


def _remove(namespace: str) -> None:
    for pid in _run("ip", "netns", "pids", namespace).split():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)
    _run("ip", "netns", "delete", namespace)


def _run(*command: str | Path, said: str | None = None) -> str:
    """Run something that has to succeed; its output."""
    done = subprocess.run(
        [str(word) for word in command],
        input=said,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    try:
        done.check_returncode()
    except subprocess.CalledProcessError as error:
        error.add_note(done.stderr)
        raise
    return done.stdout
