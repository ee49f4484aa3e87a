"""Signals for somebody whose connection, or whose whole instance, is gone: none is lost."""

import asyncio

import pytest
from msgspec import Raw

from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.server.mailbox import SIGNALS
from gurukul_desktop.server.stores import events
from gurukul_desktop.server.stores.redis.signals import text_of
from gurukul_desktop.server.stores.redis.store import RedisStore
from tests.contracts.instance import Instance, eventually, pair
from tests.server.redis import RedisServer

from .conftest import OpenAt

Two = tuple[Instance, Instance]
GRACE = Rules(grace=60.0)


@pytest.fixture
async def two(redis_at: RedisServer, open_at: OpenAt) -> Two:
    """Two instances that give a dropped connection time."""
    return await open_at(redis_at.url, GRACE), await open_at(redis_at.url, GRACE)


async def settle(two: Two) -> str:
    """ann and bob in a session, on two instances."""
    one, other = two
    await one.arrive("ann")
    await other.arrive("bob")
    return (await pair(one, "ann", other, "bob")).id


def send(instance: Instance, session: str, *numbers: int) -> None:
    for number in numbers:
        instance.relay("ann", "bob", session, b'{"n":%d}' % number)


def number_of(relayed: events.Relayed) -> int:
    return int(bytes(relayed.data)[5:-1])


async def hear(instance: Instance, last: int) -> list[int]:
    """What bob is told up to this signal."""
    heard: list[int] = []
    while not heard or heard[-1] != last:
        told = await instance.hear("bob", events.Relayed, events.Arrived)
        if isinstance(told, events.Relayed):
            heard.append(number_of(told))
    return heard


async def die(instance: Instance) -> None:
    """As a process that was killed, and nobody has noticed."""
    store = instance.store
    assert isinstance(store, RedisStore)
    store._opened = False
    for task in store._tasks:
        task.cancel()
    await asyncio.gather(*store._tasks, return_exceptions=True)
    await store._link.close()


async def swept(server: RedisServer, instance: Instance) -> None:
    """Nothing has been heard of an instance for long, and the others have drawn the line."""
    name = instance.store.instance
    with server.client() as client:
        assert client.zadd("{gurukul}:instances", {name: 0}, xx=True, ch=True)

        async def is_gone() -> bool:
            return client.zscore("{gurukul}:instances", name) is None

        await eventually(is_gone)


@pytest.mark.parametrize("back", ["there", "elsewhere"])
async def test_those_under_way_when_a_connection_drops(two: Two, back: str) -> None:
    """Whoever departs just now is told of them when they are back, wherever that is."""
    one, other = two
    session = await settle(two)
    home = other
    for turn in range(0, 150, 5):
        send(one, session, turn, turn + 1, turn + 2)
        for _ in range(turn // 5 % 10):
            await asyncio.sleep(0)
        home.depart("bob")
        send(one, session, turn + 3)
        heard = [
            number_of(event)
            for event in home._unheard.pop("bob", [])  # what came in time
            if isinstance(event, events.Relayed)
        ]
        if back == "elsewhere":
            # Somebody who is on their way is not there before they have gone.
            home = one if home is other else other

        async def is_away() -> bool:
            return (await one.store.overview()).online == 1

        await eventually(is_away)
        home.hello("bob", "Bob")
        send(one, session, turn + 4)
        heard += await hear(home, turn + 4)
        assert heard == list(range(turn, turn + 5))


async def test_those_in_the_inbox_of_a_dead_instance(redis_at: RedisServer, two: Two) -> None:
    one, other = two
    session = await settle(two)
    await die(other)
    # What else is in the inbox is no reason to lose them, nor that there is much of it.
    for number in range(250):
        send(one, session, number)
        await one.store.change_settings({"servers": str(number)})
    await swept(redis_at, other)
    await one.arrive("bob")
    # As many as are kept for anybody, the newest.
    assert await hear(one, 249) == list(range(250 - SIGNALS, 250))
    with redis_at.client() as client:
        assert not client.exists(f"{{gurukul}}:inbox:{other.store.instance}")
        assert not client.hexists("{gurukul}:user:bob", "mail")


async def test_those_for_a_session_that_is_over_are_not_kept(
    redis_at: RedisServer, two: Two
) -> None:
    one, other = two
    session = await settle(two)
    await die(other)
    send(one, session, 1)
    one.end("ann", session)
    await one.hear("ann", events.Ended)
    await swept(redis_at, other)
    await one.arrive("bob")
    assert await one.hear_all("bob") == []


async def test_those_for_an_instance_that_was_taken_for_dead(
    redis_at: RedisServer, two: Two
) -> None:
    one, other = two
    session = await settle(two)
    with redis_at.client() as client:
        client.delete(*(f"{{gurukul}}:{k}:{other.store.instance}" for k in ("instance", "inbox")))
        send(one, session, 1, 2, 3)
        assert await hear(other, 3) == [1, 2, 3]


async def test_those_under_way_when_an_instance_closes(two: Two) -> None:
    one, other = two
    session = await settle(two)
    send(one, session, *range(50))
    await other.store.close()
    in_time = [event for event in other.told if isinstance(event, events.Relayed)]
    send(one, session, 50)
    one.hello("bob", "Bob")
    assert await hear(one, 50) == list(range(len(in_time), 51))


async def test_what_was_read_is_not_told_again_by_a_dead_instance(
    redis_at: RedisServer, two: Two
) -> None:
    one, other = two
    session = await settle(two)
    send(one, session, 1)
    await hear(other, 1)
    with redis_at.client() as client:

        async def is_read() -> bool:
            return client.xlen(f"{{gurukul}}:inbox:{other.store.instance}") == 0

        await eventually(is_read)
    await die(other)
    send(one, session, 2)
    await swept(redis_at, other)
    one.hello("bob", "Bob")
    assert await hear(one, 2) == [2]


def test_bytes_that_are_no_text_harm_nobody() -> None:
    assert text_of(Raw(b'{"x":"\xff"}')) == '{"x":"\ufffd"}'
