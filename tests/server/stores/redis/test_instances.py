"""Instances that die, clocks that jump, clusters, and addresses that are of no use."""

import asyncio
import contextlib
import socket
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gurukul_desktop.errors import UsageError
from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.server.stores import events
from gurukul_desktop.server.stores.port import StoreUnavailableError
from gurukul_desktop.server.stores.redis.scripts import Scripts
from gurukul_desktop.server.stores.redis.store import RedisStore
from tests.contracts.instance import DEADLINE, Instance, eventually, pair
from tests.processes import end
from tests.server.redis import PASSWORD, RedisServer, redis_server

from .conftest import PULSE, OpenAt


@contextlib.asynccontextmanager
async def instance_process(url: str, users: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """An instance in a process of its own, with so many users ``dead-…``."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.contracts.crowd", url, "dead-", str(users)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(DEADLINE):
            assert await process.stdout.readline() == b"ready\n"
        yield process
    finally:
        await end(process)


async def test_the_users_of_a_killed_instance_are_back_on_another(
    redis_at: RedisServer, open_at: OpenAt
) -> None:
    instance = await open_at(redis_at.url, Rules(grace=60.0))
    await instance.arrive("ann")
    async with instance_process(redis_at.url, 301) as process:
        assert process.stdin is not None
        await instance.wait("ann")
        process.stdin.write(b"\n")
        # ann is paired with one of theirs, and they with each other.
        session = (await instance.hear("ann", events.Matched)).session
        process.kill()
        killed = time.monotonic()
        partner = session.partner.id
        # One is back before anybody has noticed, and in the session still.
        instance.hello(partner)
        arrived = await instance.hear(partner, events.Arrived)
        assert arrived.session is not None
        assert arrived.session.id == session.id

        async def are_two() -> bool:
            return (await instance.store.overview()).online == 2

        await eventually(are_two)
        assert time.monotonic() - killed < 5.0
        overview = await instance.store.overview()
        assert [each.id for each in overview.instances] == [instance.store.instance]
        instance.end(partner, session.id)
        await instance.hear("ann", events.PartnerLeft)


async def test_waiting_users_of_a_dead_instance_wait_no_longer(
    redis_at: RedisServer, open_at: OpenAt
) -> None:
    one, other = await open_at(redis_at.url), await open_at(redis_at.url)
    await one.arrive(*(f"user{number}" for number in range(250)))
    for number in range(250):
        await one.wait(f"user{number}", f"topic{number}")
    # As a dead process leaves it: nothing is heard of it any more, and nothing was said.
    assert isinstance(one.store, RedisStore)
    await one.store._link.close()
    one.store._tasks[1].cancel()
    await other.arrive("ann")

    async def is_alone() -> bool:
        return (await other.wait("ann")).waiting == 1

    await eventually(is_alone)


@pytest.mark.parametrize("hours", [-5, 5])
async def test_a_clock_that_jumps_makes_nothing_old(
    redis_at: RedisServer, open_at: OpenAt, hours: int
) -> None:
    instance = await open_at(redis_at.url, Rules(ticket=30.0, grace=30.0, session=60.0))
    await instance.arrive("ann", "bob", "cid")
    session = await pair(instance, "ann", instance, "bob")
    instance.depart("bob")
    await instance.wait("cid", "chess")
    with redis_at.client() as client:
        # As if the clock of the server had been set at this moment.
        wall = int(client.hget("{gurukul}:clock", "wall") or 0)
        client.hset("{gurukul}:clock", "wall", wall - hours * 3_600_000)
        before = int(client.hget("{gurukul}:clock", "now") or 0)

        async def went_on() -> bool:
            return int(client.hget("{gurukul}:clock", "now") or 0) - before > 2 * PULSE * 1000

        await eventually(went_on)
        # It went on, and not by more than a moment.
        assert int(client.hget("{gurukul}:clock", "now") or 0) - before < 5000
    instance.hello("bob")
    arrived = await instance.hear("bob", events.Arrived)
    assert arrived.session is not None
    assert arrived.session.id == session.id
    overview = await instance.store.overview()
    assert (overview.waiting, overview.sessions, len(overview.instances)) == (1, 1, 1)


# A cluster


async def test_all_keys_are_in_one_slot_whose_node_is_found(open_at: OpenAt) -> None:
    options = {"cluster-enabled": "yes", "cluster-node-timeout": "2000"}
    with redis_server(**options) as first, redis_server(**options) as second:
        with first.client() as one, second.client() as two:
            slot = one.execute_command("CLUSTER KEYSLOT", "{gurukul}:")
            for start, end in ((0, slot - 1), (slot + 1, 16383)):
                one.execute_command("CLUSTER ADDSLOTSRANGE", start, end)
            two.execute_command("CLUSTER ADDSLOTS", slot)
            one.execute_command("CLUSTER MEET", "127.0.0.1", second.port)

            async def is_complete() -> bool:
                infos = [client.execute_command("CLUSTER INFO") for client in (one, two)]
                return all(info["cluster_state"] == "ok" for info in infos)

            await eventually(is_complete)
            instances = await open_at(first.url), await open_at(second.url)
            await every_command(*instances)
            # Cut off, an instance starts again at the address that it was given.
            second.cut_connections()
            await instances[0].arrive("cid")
            assert one.keys("*") == []
            keys = two.keys("*")
            assert {two.execute_command("CLUSTER KEYSLOT", key) for key in keys} == {slot}
        for instance in instances:
            await instance.store.close()


async def every_command(one: Instance, other: Instance) -> None:
    """A bit of everything."""
    await one.arrive("ann")
    await other.arrive("bob")
    session = (await pair(one, "ann", other, "bob")).id
    one.relay("ann", "bob", session, b"{}")
    await other.hear("bob", events.Relayed)
    one.befriend("ann", session)
    await other.hear("bob", events.BuddyChanged)
    one.report("ann", session)
    await other.hear("bob", events.PartnerLeft)
    await other.wait("bob", "chess")
    await one.store.change_settings({"transport": "http"})
    await one.hear_settings(1)
    assert (await one.store.overview()).waiting == 1
    assert await one.store.erase("bob")
    await other.hear("bob", events.Erased)


# Addresses


async def test_a_wrong_password_is_a_usage_error() -> None:
    with redis_server(requirepass=PASSWORD) as server:
        wrong = server.url.replace("p%40ss", "wrong")
        store = RedisStore(wrong)
        with pytest.raises(UsageError) as raised:
            await store.open(Instance(store))
        assert "wrong" not in str(raised.value).replace("wrong password", "")


async def test_nothing_listens_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    store = RedisStore(f"redis://:secret@127.0.0.1:{port}")
    with pytest.raises(StoreUnavailableError) as raised:
        await store.open(Instance(store))
    assert "secret" not in str(raised.value)
    await store.close()


@pytest.mark.parametrize("url", ["http://x", "redis://h:notaport/0", "redis://h?prefix=a}b"])
async def test_addresses_of_no_use(url: str) -> None:
    with pytest.raises(UsageError):
        RedisStore(url)


async def test_two_prefixes_are_two_servers(redis_at: RedisServer, open_at: OpenAt) -> None:
    one = await open_at(f"{redis_at.url}?prefix=north")
    other = await open_at(f"{redis_at.url}?prefix=south")
    await one.arrive("ann")
    await other.arrive("bob")
    await one.wait("ann")
    assert (await other.wait("bob")).waiting == 1
    await one.store.close()
    await other.store.close()


# Scripts


def test_every_script_holds_what_it_uses_once_and_before() -> None:
    scripts = Scripts(Rules())
    folder = Path(sys.modules[RedisStore.__module__].__file__ or "").parent / "lua"
    for path in folder.glob("*.lua"):
        text = scripts[path.stem].text
        assert text.count("local ROOT, ARGS") == 1
        assert text.endswith(path.read_text())


def test_other_rules_are_other_scripts() -> None:
    assert Scripts(Rules())["tick"].sha != Scripts(Rules(grace=5))["tick"].sha
