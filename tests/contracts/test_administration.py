"""What an admin does and sees."""

import asyncio
import time

from gurukul_desktop.server.stores import events

from .conftest import Open
from .instance import DEADLINE, Instance, pair


async def test_the_overview_shows_the_present(instance: Instance) -> None:
    before = time.time()
    await instance.arrive("ann", "bob", "cid", "dan")
    session = await pair(instance, "ann", instance, "bob")
    instance.find("cid", "chess", "algebra", mode="buddies_first", media="audio")
    await instance.hear("cid", events.Waiting)
    await instance.wait("dan", "biology")
    overview = await instance.store.overview()
    assert (overview.waiting, overview.sessions, overview.online) == (2, 1, 4)
    cid, dan = overview.queue
    assert (cid.user, cid.name, cid.mode, cid.media) == ("cid", "Cid", "buddies_first", "audio")
    assert cid.topics == ("chess", "algebra")
    assert before - 2 < cid.since <= dan.since < time.time() + 2
    (call,) = overview.calls
    assert (call.id, call.caller, call.callee) == (session.id, "bob", "ann")
    assert before - 2 < call.started < time.time() + 2
    (one,) = overview.instances
    assert one.id == cid.instance
    assert one.status.version == "1.2.3"
    assert before - 2 < one.started <= one.seen + 1 < time.time() + 3


async def test_the_overview_lists_so_many_and_counts_all(instance: Instance) -> None:
    users = [f"user{i}" for i in range(6)]
    await instance.arrive(*users)
    for user in users:
        await instance.wait(user, user)
    overview = await instance.store.overview(most=2)
    assert (overview.waiting, [entry.user for entry in overview.queue]) == (6, users[:2])


async def test_the_overview_of_two_instances_is_one(two: tuple[Instance, Instance]) -> None:
    one, other = two
    await one.arrive("ann")
    await other.arrive("bob")
    await one.wait("ann", "algebra")
    await other.wait("bob", "biology")
    for instance in two:
        overview = await instance.store.overview()
        assert (overview.waiting, overview.online, len(overview.instances)) == (2, 2, 2)
        assert len({entry.instance for entry in overview.queue}) == 2


async def test_settings_are_stored_and_told(instance: Instance) -> None:
    assert dict(await instance.store.settings()) == {}
    await instance.store.change_settings({"transport": "http", "servers": '["a", "b"]'})
    await instance.store.change_settings({"transport": None, "finds": "5"})
    await instance.hear_settings(2)
    kept = {"servers": '["a", "b"]', "finds": "5"}
    assert instance.settings[-1] == kept
    assert dict(await instance.store.settings()) == kept


async def test_settings_are_told_to_every_instance(two: tuple[Instance, Instance]) -> None:
    one, other = two
    await one.store.change_settings({"transport": "http"})
    await one.hear_settings(1)
    await other.hear_settings(1)
    assert one.settings == other.settings == [{"transport": "http"}]


async def test_an_instance_is_told_to_drain(instance: Instance) -> None:
    (named,) = (await instance.store.overview()).instances
    assert not await instance.store.drain("there-is-none")
    assert not instance.drains.is_set()
    assert await instance.store.drain(named.id)
    async with asyncio.timeout(DEADLINE):
        await instance.drains.wait()


async def test_another_instance_is_told_to_drain(two: tuple[Instance, Instance]) -> None:
    one, other = two
    await one.arrive("ann")
    await one.wait("ann")
    (entry,) = (await other.store.overview()).queue
    assert await other.store.drain(entry.instance)
    async with asyncio.timeout(DEADLINE):
        await one.drains.wait()
    assert not other.drains.is_set()


# Bans


async def test_a_ban_takes_effect_while_they_wait(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    await instance.wait("ann")
    await instance.store.ban("ann", "rude")
    assert await instance.hear("ann", events.Banned) == events.Banned("ann")
    assert (await instance.wait("bob")).waiting == 1
    arrival = instance.hello("ann")
    turned = await instance.hear("ann", events.TurnedAway)
    assert turned == events.TurnedAway("ann", arrival)


async def test_a_ban_takes_effect_during_a_session(two: tuple[Instance, Instance]) -> None:
    one, other = two
    await one.arrive("ann")
    await other.arrive("bob")
    session = await pair(one, "ann", other, "bob")
    await other.store.ban("ann", "rude")
    await one.hear("ann", events.Banned)
    left = await other.hear("bob", events.PartnerLeft)
    assert left == events.PartnerLeft("bob", session.id, "reported")
    assert (await one.store.overview()).online == 1


async def test_bans_end(instance: Instance) -> None:
    await instance.arrive("ann")
    now = time.time()
    await instance.store.ban("ann", "rude", until=now + 1000)
    await instance.hear("ann", events.Banned)
    await instance.store.ban("bob", "long ago", until=now - 1000)
    (ban,) = await instance.store.bans()
    assert (ban.user, ban.name, ban.reason) == ("ann", "Ann", "rude")
    assert ban.until is not None
    assert abs(ban.until - now - 1000) < 1
    assert await instance.store.unban("ann")
    assert not await instance.store.unban("ann")
    assert not await instance.store.unban("bob")
    await instance.arrive("ann", "bob")


async def test_bans_are_listed_newest_first(instance: Instance) -> None:
    for user in ("ann", "bob", "cid"):
        await instance.store.ban(user, "rude")
        await asyncio.sleep(0.005)  # theirs are times of a clock that people read
    assert [ban.user for ban in await instance.store.bans()] == ["cid", "bob", "ann"]
    assert [ban.user for ban in await instance.store.bans(most=2)] == ["cid", "bob"]


# Reports


async def test_reports_are_judged(instance: Instance) -> None:
    for name in ("ann", "bob", "cid"):
        await instance.arrive(name, "eve")
        session = await pair(instance, name, instance, "eve")
        instance.report(name, session.id)
        await instance.hear(name, events.Ended)
        await instance.hear("eve", events.PartnerLeft)
        instance.depart(name)
        instance.depart("eve")
    newest, middle, oldest = await instance.store.reports()
    assert [r.reporter for r in (newest, middle, oldest)] == ["cid", "bob", "ann"]
    judged = await instance.store.judge(middle.id, "dismissed")
    assert judged is not None
    assert judged.verdict == "dismissed"
    assert [r.reporter for r in await instance.store.reports()] == ["cid", "ann"]
    assert [r.reporter for r in await instance.store.reports("dismissed")] == ["bob"]
    assert len(await instance.store.reports(None)) == 3
    assert [r.reporter for r in await instance.store.reports(None, most=1)] == ["cid"]
    assert await instance.store.judge("there-is-none", "dismissed") is None
    await instance.store.judge(middle.id, "open")
    assert len(await instance.store.reports()) == 3


async def test_a_verdict_may_ban(instance: Instance) -> None:
    await instance.arrive("ann", "eve")
    session = await pair(instance, "ann", instance, "eve")
    instance.report("ann", session.id)
    await instance.hear("eve", events.PartnerLeft)
    (report,) = await instance.store.reports()
    judged = await instance.store.judge(report.id, "banned")
    assert judged is not None
    assert judged.verdict == "banned"
    await instance.hear("eve", events.Banned)
    assert [(ban.user, ban.until) for ban in await instance.store.bans()] == [("eve", None)]


# Export and erasure


async def test_what_is_stored_can_be_exported_and_erased(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = await pair(instance, "ann", instance, "bob")
    for user in ("ann", "bob"):
        instance.befriend(user, session.id)
        await instance.hear("ann", events.BuddyChanged)
        await instance.hear("bob", events.BuddyChanged)
    instance.report("ann", session.id, note="my words")
    await instance.hear("ann", events.Ended)
    await instance.hear("bob", events.PartnerLeft)

    exported = await instance.store.export("ann")
    assert exported["user"] == "ann"
    assert exported["name"] == "Ann"
    assert "bob" in exported["buddies"]
    assert [report["note"] for report in exported["reports"]] == ["my words"]
    assert "my words" not in str(await instance.store.export("bob"))

    assert await instance.store.erase("ann")
    assert await instance.hear("ann", events.Erased) == events.Erased("ann")
    while (await instance.hear("bob", events.BuddyList)).buddies:
        pass
    assert await instance.store.reports(None) == []
    exported = await instance.store.export("ann")
    assert "Ann" not in str(exported)
    assert not any(exported[what] for what in ("buddies", "reports"))
    assert not await instance.store.erase("ann")


async def test_reports_and_bans_outlive_an_erasure_without_the_name(instance: Instance) -> None:
    await instance.arrive("ann", "eve")
    session = await pair(instance, "ann", instance, "eve")
    instance.report("ann", session.id)
    await instance.hear("ann", events.Ended)
    await instance.hear("eve", events.PartnerLeft)
    await instance.store.ban("eve", "rude")
    await instance.hear("eve", events.Banned)
    assert await instance.store.erase("eve")
    (report,) = await instance.store.reports()
    assert (report.reported, report.reported_name) == ("eve", "")
    (ban,) = await instance.store.bans()
    assert (ban.user, ban.name) == ("eve", "")


async def test_erasing_somebody_in_a_session_ends_it(two: tuple[Instance, Instance]) -> None:
    one, other = two
    await one.arrive("ann")
    await other.arrive("bob")
    session = await pair(one, "ann", other, "bob")
    assert await other.store.erase("ann")
    await one.hear("ann", events.Erased)
    left = await other.hear("bob", events.PartnerLeft)
    assert left == events.PartnerLeft("bob", session.id, "ended")
    one.hello("ann", "")
    assert (await one.hear("ann", events.Arrived)).name == "Student"


async def test_there_is_nothing_to_erase_of_a_stranger(open_instance: Open) -> None:
    instance = await open_instance()
    assert not await instance.store.erase("nobody")
    assert (await instance.store.export("nobody"))["name"] is None
