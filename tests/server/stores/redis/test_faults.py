"""Redis stopped, frozen, full, emptied, its connections cut: nobody is lost or matched twice."""

import asyncio
import time

import pytest

from gurukul_desktop.server.stores import events
from gurukul_desktop.server.stores.redis.store import RedisStore
from tests.contracts.instance import Instance, eventually, pair
from tests.server.redis import PASSWORD, RedisServer, redis_server

from .conftest import OpenAt

Two = tuple[Instance, Instance]


async def ready(instance: Instance, is_ready: bool = True) -> None:
    """Wait until an instance has noticed how its Redis is."""

    async def is_so() -> bool:
        return instance.store.ready is is_ready

    await eventually(is_so)


async def settle(two: Two) -> str:
    """ann and bob in a session, on two instances; cid waits."""
    one, other = two
    await one.arrive("ann", "cid")
    await other.arrive("bob", "dan")
    session = await pair(one, "ann", other, "bob")
    await one.wait("cid")
    return session.id


async def check(two: Two, session: str) -> None:
    """cid is matched with dan, and the session of ann and bob still is one."""
    one, other = two
    matched = await other.hear("dan", events.Matched)
    assert matched.session.partner.id == "cid"
    assert (await one.hear("cid", events.Matched)).session.id == matched.session.id
    overview = await one.store.overview()
    assert (overview.waiting, overview.sessions, overview.online) == (0, 2, 4)
    one.relay("ann", "bob", session, b'{"still":"here"}')
    assert bytes((await other.hear("bob", events.Relayed)).data) == b'{"still":"here"}'
    one.end("ann", session)
    await one.hear("ann", events.Ended)
    assert (await other.hear("bob", events.PartnerLeft)).session == session
    for instance, user in ((one, "ann"), (other, "bob")):
        assert await instance.hear_all(user) == []


async def test_stopped_and_started_with_nothing_left(own_redis: RedisServer, two: Two) -> None:
    session = await settle(two)
    own_redis.stop()
    two[1].find("dan")
    await two[1].hear("dan", events.Unavailable)
    await ready(two[0], False)
    own_redis.start()
    await check(two, session)


async def test_frozen(own_redis: RedisServer, two: Two) -> None:
    session = await settle(two)
    own_redis.freeze()
    started = time.monotonic()
    two[1].find("dan")
    await two[1].hear("dan", events.Unavailable)
    assert time.monotonic() - started < 4.0
    await ready(two[0], False)
    own_redis.thaw()
    await check(two, session)


async def test_full(own_redis: RedisServer, two: Two) -> None:
    session = await settle(two)
    own_redis.limit_memory("1mb")
    two[1].hello("eve")
    await two[1].hear("eve", events.Unavailable)
    await ready(two[0], False)
    own_redis.limit_memory("0")
    await two[1].hear("eve", events.Arrived)
    two[1].depart("eve")
    two[1].find("dan")
    await check(two, session)


async def test_emptied(own_redis: RedisServer, two: Two) -> None:
    session = await settle(two)
    own_redis.flush()
    two[1].find("dan")
    await check(two, session)


async def test_scripts_flushed(own_redis: RedisServer, two: Two) -> None:
    session = await settle(two)
    own_redis.flush_scripts()
    two[1].find("dan")
    await check(two, session)
    assert not [e for i in two for e in i.told if isinstance(e, events.Unavailable)]


async def test_connections_cut_again_and_again(own_redis: RedisServer, two: Two) -> None:
    one, other = two
    session = await settle(two)
    for number in range(10):
        data = b'{"n":%d}' % number
        one.relay("ann", "bob", session, data)
        own_redis.cut_connections()
        # A signal whose outcome was unknown may come twice, never not at all.
        while bytes((await other.hear("bob", events.Relayed)).data) != data:
            pass
        await ready(one)
        await ready(other)
    other.find("dan")
    await check(two, session)


async def test_a_match_is_told_though_its_answer_was_lost(own_redis: RedisServer, two: Two) -> None:
    one, other = two
    await one.arrive(*(f"a{i}" for i in range(20)))
    await other.arrive(*(f"b{i}" for i in range(20)))
    for number in range(20):
        one.find(f"a{number}")
        other.find(f"b{number}")
        await asyncio.sleep(0)
        own_redis.cut_connections()
    partners: dict[str, str] = {}
    for instance, letter in ((one, "a"), (other, "b")):
        for number in range(20):
            user = f"{letter}{number}"
            session = (await instance.hear(user, events.Matched)).session
            partners[user] = session.partner.id
    assert all(partners[partner] == user for user, partner in partners.items())
    assert (await one.store.overview()).sessions == 20


async def test_what_a_match_told_one_of_the_two_is_not_lost_with_redis(
    own_redis: RedisServer, two: Two
) -> None:
    one, other = two
    session = await settle(two)
    # bob's instance has not heard of the end yet when Redis forgets everything.
    with own_redis.client() as client:
        client.flushall()
    one.end("ann", session)
    await one.hear("ann", events.Ended)
    assert (await other.hear("bob", events.PartnerLeft)).session == session
    await one.wait("ann", "algebra")
    await other.wait("bob", "biology")


async def test_a_session_that_ended_is_not_brought_back(own_redis: RedisServer, two: Two) -> None:
    one, other = two
    session = await settle(two)
    # The other instance does not hear of it: its inbox is gone before it reads.
    with own_redis.client() as client:
        client.config_set("maxmemory", "0")
        other_id = other.store.instance
        client.delete(f"{{gurukul}}:instance:{other_id}")
        one.end("ann", session)
        await one.hear("ann", events.Ended)
        client.flushall()
    assert (await other.hear("bob", events.PartnerLeft)).session == session
    await one.wait("ann", "algebra")
    await other.wait("bob", "biology")
    assert (await one.store.overview()).sessions == 0


async def test_calls_go_on_and_what_was_asked_meanwhile_is_done(
    own_redis: RedisServer, two: Two
) -> None:
    one, other = two
    session = await settle(two)
    own_redis.stop()
    await ready(one, False)
    one.end("ann", session)
    one.cancel("cid")
    one.hello("eve", "Eve")
    own_redis.start()
    await one.hear("ann", events.Ended)
    assert (await other.hear("bob", events.PartnerLeft)).session == session
    await one.hear("cid", events.NoLongerWaiting)
    await one.hear("eve", events.Arrived)
    overview = await one.store.overview()
    assert (overview.waiting, overview.sessions, overview.online) == (0, 0, 5)


async def test_an_instance_taken_for_dead_comes_back(own_redis: RedisServer, two: Two) -> None:
    session = await settle(two)
    one = two[0]
    with own_redis.client() as client:
        # As after a pause of its process that was longer than anybody waits.
        for kind in ("instance", "inbox"):
            client.delete(f"{{gurukul}}:{kind}:{one.store.instance}")
    two[1].find("dan")
    await check(two, session)


async def test_what_is_on_disk_is_there_again(open_at: OpenAt) -> None:
    with redis_server(appendonly="yes", appendfsync="always") as server:
        instance = await open_at(server.url)
        await instance.store.change_settings({"transport": "http"})
        await instance.store.ban("eve", "rude")
        server.stop()
        await ready(instance, False)
        server.start()
        await ready(instance)
        assert dict(await instance.store.settings()) == {"transport": "http"}
        assert [ban.user for ban in await instance.store.bans()] == ["eve"]
        await instance.store.close()


async def test_settings_that_changed_meanwhile_are_told(
    own_redis: RedisServer, open_at: OpenAt
) -> None:
    one = await open_at(own_redis.url)
    await one.store.change_settings({"transport": "http"})
    await one.hear_settings(1)
    own_redis.flush()
    await one.hear_settings(2)
    assert one.settings[-1] == {}


async def test_the_first_settings_are_told_to_an_instance_that_was_taken_for_dead(
    own_redis: RedisServer, two: Two
) -> None:
    one, other = two
    with own_redis.client() as client:
        client.delete(*(f"{{gurukul}}:{k}:{one.store.instance}" for k in ("instance", "inbox")))
        client.zrem("{gurukul}:instances", one.store.instance)
        await other.store.change_settings({"transport": "http"})
    await one.hear_settings(1)
    assert one.settings[-1] == {"transport": "http"}


async def test_one_plain_line_in_the_log_and_no_password(
    open_at: OpenAt, caplog: pytest.LogCaptureFixture
) -> None:
    with redis_server(requirepass=PASSWORD) as server:
        instance = await open_at(server.url)
        server.stop()
        await ready(instance, False)
        server.start()
        await ready(instance)
        await instance.store.close()
    lines = [record.getMessage() for record in caplog.records]
    assert lines == ["the store cannot be reached; commands wait", "the store is back"]
    assert all(record.exc_info is None for record in caplog.records)


async def test_closing_while_redis_is_away(own_redis: RedisServer, open_at: OpenAt) -> None:
    instance = await open_at(own_redis.url)
    await instance.arrive("ann")
    own_redis.freeze()
    started = time.monotonic()
    await instance.store.close()
    assert time.monotonic() - started < 6.0
    assert isinstance(instance.store, RedisStore)
    assert not instance.store.ready
