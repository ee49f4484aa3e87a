"""Calls through bad networks: real engines, a real relay, each on a machine of its own.

What the matchmaking server would carry goes from one student to the other over pipes, so that a
test can break every network and still let them negotiate.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
import pytest_asyncio

from gurukul_desktop.protocol.messages import IceServer

from .coturn import TLS_PORT, Relay, coturn, missing
from .namespaces import Host, Network, Program, network, why_not

pytestmark = pytest.mark.asyncio(loop_scope="module")

STUDENT = Path(__file__).with_name("student.py")
DEAD = "192.0.2.1"
"""Nobody has this address (TEST-NET-1, RFC 5737); the router drops what is for it."""
Policy = Literal["all", "relay"]


class Side:
    """One student: the host, the program in it, and what has come of the present call."""

    def __init__(self, host: Host, program: Program) -> None:
        self.host = host
        self.program = program
        self.partner: Side | None = None
        self.signals: list[dict[str, Any]] = []
        self.told: list[dict[str, Any]] = []
        self._changed = asyncio.Event()

    async def listen(self) -> None:
        """Pass signals on, keep the rest."""
        while True:
            told = await self.program.next(within=600)
            if "signal" in told:
                self.signals.append(told["signal"])
                if self.partner is not None:
                    self.partner.program.say(**told)
            self.told.append(told)
            self._changed.set()

    async def until(self, condition: Callable[[], bool], within: float = 15.0) -> None:
        """Wait until what was told makes it true."""
        try:
            async with asyncio.timeout(within):
                while not condition():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"not within {within} s, but {self.named()}") from None

    async def tells(self, name: str, value: Any = None, within: float = 15.0) -> Any:
        """Wait until it tells of ``name``, as ``value`` unless that is None; its last value."""

        def there() -> bool:
            return any(name in told and value in (None, told[name]) for told in self.told)

        await self.until(there, within)
        return [told[name] for told in self.told if name in told][-1]

    def named(self) -> list[dict[str, Any]]:
        return [told for told in self.told if "signal" not in told]

    def say(self, **command: Any) -> None:
        self.told.clear()
        self.program.say(**command)

    def sdp(self) -> str:
        """All that it has said of itself to its partner."""
        return json.dumps(self.signals)

    def candidates(self) -> list[str]:
        lines = [
            line
            for signal in self.signals
            if "description" in signal
            for line in signal["description"]["sdp"].splitlines()
        ]
        return [line for line in lines if line.startswith("a=candidate:")]


@dataclass
class World:
    """Two students, a relay, and the network between them."""

    net: Network
    alice: Side
    bob: Side
    relay: Relay

    async def begin(
        self,
        servers: list[IceServer],
        *,
        policy: Policy = "all",
        prepare: bool = False,
        bobs: list[IceServer] | None = None,
    ) -> None:
        """Alice calls Bob."""
        for side, role, list_ in (
            (self.bob, "callee", bobs or servers),
            (self.alice, "caller", servers),
        ):
            side.signals.clear()
            plan = {
                "role": role,
                "media": "audio",
                "policy": policy,
                "servers": msgspec.to_builtins(list_),
            }
            if prepare:
                side.say(prepare=plan)
                await side.tells("prepared")
            side.say(place=plan)
            await side.tells("placed")

    async def connected(self, within: float = 15.0) -> float:
        """Wait until both stand; seconds from placing the call until Alice's did."""
        await self.bob.tells("connected", within=within)
        return float(await self.alice.tells("connected", within=within))

    async def over(self, path: str) -> None:
        """Wait until both say which way their packets go."""
        for side in (self.alice, self.bob):
            assert await side.tells("path") == path

    async def reset(self) -> None:
        """Hang up, repair the network, forget what was learnt of it."""
        self.net.heal()
        for side in (self.alice, self.bob):
            side.say(close=None)
            await side.tells("closed")
            side.say(fresh=True)
            await side.tells("fresh")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def around(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """Alice, Bob and the relay, for all tests."""
    if reason := why_not() or missing():
        pytest.skip(reason)
    async with contextlib.AsyncExitStack() as stack:
        net = stack.enter_context(network())
        net.rule("given_up", f"ip daddr {DEAD} drop")
        alice, bob, third = net.host("alice"), net.host("bob"), net.host("relay")
        relay = await stack.enter_async_context(coturn(third, tmp_path_factory.mktemp("coturn")))
        sides = []
        for host in (alice, bob):
            program = host.python(STUDENT, SSL_CERT_FILE=str(relay.authority))
            sides.append(Side(host, await stack.enter_async_context(program)))
        one, other = sides
        one.partner, other.partner = other, one
        for side in sides:
            await side.program.until("ready")
        listening = [asyncio.create_task(side.listen()) for side in sides]
        yield World(net, one, other, relay)
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)


@pytest_asyncio.fixture(loop_scope="module")
async def world(around: World) -> AsyncIterator[World]:
    """They have not called each other yet, and all is well."""
    yield around
    await around.reset()


async def test_a_way_without_the_relay_is_preferred(world: World) -> None:
    await world.begin(world.relay.servers(world.relay.stun, world.relay.udp))
    await world.connected()
    await world.over("direct")


async def test_the_relay_where_there_is_no_other_way(world: World) -> None:
    world.net.block(world.alice.host, world.bob.host)
    await world.begin(world.relay.servers(world.relay.stun, world.relay.udp))
    await world.connected()
    await world.over("relayed")


@pytest.mark.parametrize("prepare", [True, False])
async def test_tcp_to_the_relay_where_udp_is_blocked(world: World, prepare: bool) -> None:
    relay = world.relay
    world.alice.host.block("udp")
    await world.begin(relay.servers(relay.stun, relay.udp, relay.tcp, relay.tls), prepare=prepare)
    # Unprepared it is found out by trying.
    await world.connected(within=30)
    await world.over("relayed")


async def test_tls_to_the_relay_where_nothing_else_gets_through(world: World) -> None:
    relay = world.relay
    world.alice.host.allow("tcp", TLS_PORT)
    world.alice.host.block()
    servers = relay.servers(relay.stun, relay.udp, relay.tcp, relay.tls)
    await world.begin(servers, prepare=True)
    await world.connected()
    await world.over("relayed")


async def test_dead_servers_cost_nothing(world: World) -> None:
    relay = world.relay
    urls = (f"stun:{DEAD}", relay.stun, f"turn:{DEAD}", relay.udp)
    await world.begin(relay.servers(*urls), prepare=True)
    assert await world.connected() < 1.5
    assert any(" typ srflx" in line or " typ relay" in line for line in world.alice.candidates())


@pytest.mark.parametrize("age", [0, 1000])
async def test_a_relay_that_refuses_is_a_reason(world: World, age: int) -> None:
    relay = world.relay
    good = relay.servers(relay.udp)
    (bad,) = relay.servers(relay.udp, age=age)
    if not age:
        bad = IceServer(bad.urls, bad.username, "wrong")
    world.alice.say(look=msgspec.to_builtins([bad]))
    assert await world.alice.tells("found") == {relay.udp: "does not accept the credentials"}
    await world.begin([bad], policy="relay", bobs=good)
    assert (await world.alice.tells("failed")).startswith("no_relay")


async def test_a_hidden_address_is_nowhere(world: World) -> None:
    relay = world.relay
    await world.begin(relay.servers(relay.stun, relay.udp), policy="relay", prepare=True)
    await world.connected()
    await world.over("relayed")
    for side, partner in ((world.alice, world.bob), (world.bob, world.alice)):
        assert side.candidates()
        for line in side.candidates():
            assert f" {relay.host.address} " in line
            assert " typ relay raddr 0.0.0.0 rport 9" in line
        assert side.host.address not in side.sdp()
        assert side.host.address not in json.dumps(partner.told)


async def test_a_student_who_moves_to_another_network_is_back(world: World) -> None:
    await world.begin(world.relay.servers(world.relay.stun))
    await world.connected()
    for side in (world.alice, world.bob):
        for told in (world.alice, world.bob):
            told.told.clear()
        side.host.move()
        await world.alice.tells("alive", value=True, within=20)
        await world.bob.tells("path", within=20)
        assert not any("failed" in told for told in world.alice.told + world.bob.told)
