"""What an admin decides is done as a whole, and what is erased leaves nothing."""

import asyncio

from gurukul_desktop.server.stores import events
from tests.contracts.instance import DEADLINE, Instance, pair
from tests.server.redis import RedisServer

from .conftest import OpenAt


async def reported(instance: Instance) -> None:
    """ann has skipped eve, met her again and reported her; bob has skipped cid."""
    await instance.arrive("ann", "eve", "bob", "cid")
    for one, other in (("ann", "eve"), ("bob", "cid")):
        session = await pair(instance, one, instance, other)
        instance.skip(one, session.id)
        await instance.hear(one, events.Ended)
        await instance.hear(other, events.PartnerLeft)
        instance.report(one, session.id, note="her words")
        await instance.hear(one, events.Ended)


async def test_whoever_sees_the_verdict_sees_the_ban(
    redis_at: RedisServer, open_at: OpenAt
) -> None:
    instance = await open_at(redis_at.url)
    await reported(instance)
    report = (await instance.store.reports())[-1]
    judging = asyncio.create_task(instance.store.judge(report.id, "banned"))
    with redis_at.client() as client:
        async with asyncio.timeout(DEADLINE):
            # At every moment that the store might be cut off. Redis sets no event.
            while True:
                if client.zcard("{gurukul}:reports:banned"):
                    break
                await asyncio.sleep(0)
        assert client.hkeys("{gurukul}:bans") == [b"eve"]
    judged = await judging
    assert judged is not None
    assert judged.verdict == "banned"
    (ban,) = await instance.store.bans()
    assert (ban.user, ban.reason, ban.until) == ("eve", "reported: spam", None)


async def test_nobody_erased_is_named_anywhere(redis_at: RedisServer, open_at: OpenAt) -> None:
    instance = await open_at(redis_at.url)
    await reported(instance)
    with redis_at.client() as client:
        assert any("ann" in text for text in everything(redis_at))
        assert await instance.store.erase("ann")
        await instance.hear("ann", events.Erased)
        # What it was told goes once it has said that it has read it.
        await instance.arrive("dan")
        await instance.store.settings()
        client.delete(f"{{gurukul}}:inbox:{instance.store.instance}")
        assert not [text for text in everything(redis_at) if "ann" in text]
        # What is between others stays.
        assert client.smembers("{gurukul}:reported:cid") == {b"bob"}
        assert client.zrange("{gurukul}:skips", 0, -1) == [b'["bob","cid"]']
    assert not await instance.store.erase("ann")


def everything(server: RedisServer) -> list[str]:
    """Every key with what is in it."""
    with server.client() as client:
        read = {
            b"hash": client.hgetall,
            b"set": client.smembers,
            b"zset": lambda key: client.zrange(key, 0, -1),
            b"string": client.get,
            b"list": lambda key: client.lrange(key, 0, -1),
            b"stream": client.xrange,
        }
        return [f"{key!r} {read[client.type(key)](key)!r}" for key in client.scan_iter()]
