"""The network of the tests itself: what it blocks, loses, translates, and leaves behind."""

import contextlib
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from .namespaces import Host, Network, Program, network

ECHO = Path(__file__).with_name("echo.py")
PORT = 4000


@contextlib.asynccontextmanager
async def echoes(*hosts: Host) -> AsyncIterator[list[Program]]:
    """A program that answers on each of the hosts."""
    async with contextlib.AsyncExitStack() as stack:
        programs = [
            await stack.enter_async_context(host.python(ECHO, host.address, str(PORT)))
            for host in hosts
        ]
        for program in programs:
            await program.until("ready")
        yield programs


async def silent(program: Program) -> None:
    with pytest.raises(AssertionError, match="no 'pong'"):
        await program.until("pong", within=0.3)


async def test_hosts_reach_one_another(net: Network) -> None:
    alice, bob = net.host("alice"), net.host("bob")
    async with echoes(alice, bob) as (one, other):
        one.say(ping=[bob.address, PORT])
        assert await other.until("ping") == [alice.address, PORT]
        assert await one.until("pong") == [bob.address, PORT]


async def test_what_is_blocked_does_not_pass_until_it_is_healed(net: Network) -> None:
    alice, bob, carol = net.host("alice"), net.host("bob"), net.host("carol")
    async with echoes(alice, bob, carol) as (one, _, _):
        net.block(alice, bob)
        one.say(ping=[bob.address, PORT])
        await silent(one)
        one.say(ping=[carol.address, PORT])
        assert await one.until("pong") == [carol.address, PORT]
        net.heal()
        alice.block("tcp")
        alice.block("udp", port=PORT + 1)
        one.say(ping=[bob.address, PORT])
        assert await one.until("pong") == [bob.address, PORT]
        alice.block("udp")
        one.say(ping=[bob.address, PORT])
        await silent(one)
        net.heal()
        alice.allow("udp", PORT)
        alice.block()
        one.say(ping=[bob.address, PORT])
        assert await one.until("pong") == [bob.address, PORT]


async def test_packets_are_lost_at_random(net: Network) -> None:
    alice, bob = net.host("alice"), net.host("bob")
    async with echoes(alice, bob) as (one, other):
        bob.lose(50)
        one.say(ping=[bob.address, PORT], times=400)
        await one.until("pong")
        net.heal()
        one.say(ping=[alice.address, PORT])  # it tells of its own when the others are in
        while await one.until("pong") != [alice.address, PORT]:
            continue
        arrived = sum("pong" in told for told in one.heard) - 1
        assert 120 < arrived < 280
        assert not any("pong" in told for told in other.heard)


@pytest.mark.parametrize("nat", ["cone", "symmetric"])
async def test_a_translated_host_is_seen_with_another_address_and_reached_by_nobody(
    net: Network, nat: str
) -> None:
    alice = net.host("alice", nat="cone" if nat == "cone" else "symmetric")
    bob, carol, dave = net.host("bob"), net.host("carol"), net.host("dave")
    async with echoes(alice, bob, carol, dave) as (one, other, third, stranger):
        one.say(ping=[bob.address, PORT])
        seen = await other.until("ping")
        assert seen[0] == alice.public != alice.address
        assert await one.until("pong") == [bob.address, PORT]
        one.say(ping=[carol.address, PORT])
        again = await third.until("ping")
        assert (again == seen) is (nat == "cone")
        for target in (alice.address, alice.public):
            stranger.say(ping=[target, PORT])
            await silent(stranger)


async def test_a_host_moves_and_comes_back_from_a_cut(net: Network) -> None:
    alice, bob = net.host("alice"), net.host("bob")
    before = alice.address
    alice.cut()
    alice.plug()
    async with echoes(alice, bob) as (one, _):
        one.say(ping=[bob.address, PORT])
        assert await one.until("pong") == [bob.address, PORT]
    assert alice.move() == alice.address != before
    async with echoes(alice, bob) as (one, other):
        one.say(ping=[bob.address, PORT])
        assert await other.until("ping") == [alice.address, PORT]
        assert await one.until("pong") == [bob.address, PORT]


def test_nothing_is_left_behind_after_a_failure(net: Network) -> None:
    def left() -> str:
        return subprocess.run(
            ["ip", "netns", "list"], capture_output=True, text=True, check=True
        ).stdout

    made: list[Network] = []
    sleepers: list[subprocess.Popen[bytes]] = []

    def fail() -> None:
        with network() as other:
            made.append(other)
            sleepers.append(subprocess.Popen(other.host("alice").command("sleep", "60")))
            assert other.name in left()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert made[0].name not in left()
    assert net.name in left()
    assert sleepers[0].wait(5) != 0
