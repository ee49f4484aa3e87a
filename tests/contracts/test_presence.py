"""Arriving, being replaced, leaving."""

from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.stores import events
from gurukul_desktop.server.stores.commands import Depart

from .conftest import Open
from .instance import Instance, pair


async def test_who_arrives_is_told_what_the_store_knows(instance: Instance) -> None:
    arrival = instance.hello("ann", "Ann")
    arrived = await instance.hear("ann", events.Arrived)
    assert arrived == events.Arrived("ann", arrival, "Ann", None, ())


async def test_a_name_that_is_not_given_stays_what_it_was(instance: Instance) -> None:
    await instance.arrive("ann", name="Ann")
    arrival = instance.hello("ann", "")
    await instance.hear("ann", events.Replaced)
    assert (await instance.hear("ann", events.Arrived)).name == "Ann"
    instance.depart("ann", arrival)
    instance.hello("ann", "")
    assert (await instance.hear("ann", events.Arrived)).name == "Ann"
    instance.hello("bob", "")
    assert (await instance.hear("bob", events.Arrived)).name == "Student"


async def test_a_new_arrival_replaces_the_old_one_and_its_search(instance: Instance) -> None:
    old = instance.hello("ann", "Ann")
    await instance.hear("ann", events.Arrived)
    await instance.wait("ann")
    new = instance.hello("ann", "Ann")
    assert await instance.hear("ann", events.Replaced) == events.Replaced("ann", old)
    assert (await instance.hear("ann", events.Arrived)).arrival == new
    await instance.arrive("bob")
    assert (await instance.wait("bob")).waiting == 1
    assert await instance.hear_all("ann") == []


async def test_an_arrival_replaces_that_on_another_instance(
    two: tuple[Instance, Instance],
) -> None:
    one, other = two
    old = one.hello("ann", "Ann")
    await one.hear("ann", events.Arrived)
    await one.wait("ann")
    other.hello("ann", "")
    assert (await other.hear("ann", events.Arrived)).name == "Ann"
    assert await one.hear("ann", events.Replaced) == events.Replaced("ann", old)
    await other.arrive("bob")
    assert (await other.wait("bob")).waiting == 1
    assert (await other.store.overview()).online == 2


async def test_a_late_departure_of_an_old_arrival_means_nothing(instance: Instance) -> None:
    old = instance.hello("ann", "Ann")
    await instance.hear("ann", events.Arrived)
    instance.hello("ann", "Ann")
    await instance.hear("ann", events.Replaced)
    await instance.hear("ann", events.Arrived)
    await instance.wait("ann")
    instance.depart("ann", old)
    await instance.arrive("bob")
    instance.find("bob")
    assert (await instance.hear("bob", events.Matched)).session.partner.id == "ann"


async def test_a_late_departure_on_another_instance_means_nothing(
    two: tuple[Instance, Instance],
) -> None:
    one, other = two
    await one.arrive("ann")
    await other.arrive("ann")
    await one.hear("ann", events.Replaced)
    await other.wait("ann")
    one.hello("bob", "Bob")
    one.submit(Depart(UserId("ann"), "arrival-0"))
    await one.hear("bob", events.Arrived)
    one.find("bob")
    assert (await one.hear("bob", events.Matched)).session.partner.id == "ann"
    await other.hear("ann", events.Matched)


async def test_who_departs_waits_no_longer(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    await instance.wait("ann")
    instance.depart("ann")
    await instance.arrive("cid")
    assert (await instance.wait("bob")).waiting == 1


async def test_a_member_who_comes_back_in_time_is_still_in_the_session(
    instance: Instance,
) -> None:
    await instance.arrive("ann", "bob")
    session = await pair(instance, "ann", instance, "bob")
    instance.depart("ann")
    instance.hello("ann", "Ann")
    assert (await instance.hear("ann", events.Arrived)).session == session
    instance.end("ann", session.id)
    await instance.hear("bob", events.PartnerLeft)


async def test_a_member_may_come_back_on_another_instance(two: tuple[Instance, Instance]) -> None:
    one, other = two
    await one.arrive("ann", "bob")
    session = await pair(one, "ann", one, "bob")
    one.depart("ann")
    other.hello("ann", "Ann")
    assert (await other.hear("ann", events.Arrived)).session == session
    other.end("ann", session.id)
    assert (await one.hear("bob", events.PartnerLeft)).reason == "ended"


async def test_a_member_who_stays_away_loses_the_session(open_instance: Open) -> None:
    instance = await open_instance(Rules(grace=0.3))
    await instance.arrive("ann", "bob")
    session = await pair(instance, "ann", instance, "bob")
    instance.depart("ann")
    left = await instance.hear("bob", events.PartnerLeft)
    assert left == events.PartnerLeft("bob", session.id, "disconnected")
    instance.hello("ann", "Ann")
    assert (await instance.hear("ann", events.Arrived)).session is None


async def test_closing_an_instance_drops_its_users(open_instance: Open) -> None:
    one = await open_instance(Rules(grace=0.3))
    other = await open_instance(Rules(grace=0.3))
    await one.arrive("ann", "cid")
    await other.arrive("bob", "dan")
    session = await pair(one, "ann", other, "bob")
    await one.wait("cid")
    await one.store.close()
    await one.store.close()
    assert (await other.wait("dan")).waiting == 1
    left = await other.hear("bob", events.PartnerLeft)
    assert left == events.PartnerLeft("bob", session.id, "disconnected")
    assert [i.status.version for i in (await other.store.overview()).instances] == ["1.2.3"]
