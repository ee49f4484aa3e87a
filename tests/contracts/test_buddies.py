"""Two adds make two people buddies."""

import pytest

from gurukul_desktop.matchmaking.buddies import BUDDIES
from gurukul_desktop.protocol.messages import Buddy, User
from gurukul_desktop.server.stores import events

from .instance import Instance, pair


async def meet(instance: Instance, one: str, other: str) -> str:
    """Two connected users in a session; its id."""
    return (await pair(instance, one, instance, other)).id


async def part(instance: Instance, user: str, partner: str, session: str) -> None:
    instance.end(user, session)
    await instance.hear(user, events.Ended)
    await instance.hear(partner, events.PartnerLeft)


async def befriend(instance: Instance, one: str, other: str, session: str) -> None:
    for user in (one, other):
        instance.befriend(user, session)
        await instance.hear(one, events.BuddyChanged)
        await instance.hear(other, events.BuddyChanged)


async def listed(instance: Instance, user: str) -> tuple[Buddy, ...]:
    return (await instance.hear(user, events.BuddyList)).buddies


async def test_two_adds_make_buddies_and_each_side_is_told(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = await meet(instance, "ann", "bob")
    instance.befriend("ann", session)
    for user, other in (("ann", User("bob", "Bob")), ("bob", User("ann", "Ann"))):
        changed = await instance.hear(user, events.BuddyChanged)
        assert changed == events.BuddyChanged(user, other, "requested")
    instance.befriend("bob", session)
    for user, other in (("ann", User("bob", "Bob")), ("bob", User("ann", "Ann"))):
        changed = await instance.hear(user, events.BuddyChanged)
        assert changed == events.BuddyChanged(user, other, "accepted")
        assert await listed(instance, user) == (Buddy(other.id, other.name, True),)


async def test_buddies_on_two_instances_are_told(two: tuple[Instance, Instance]) -> None:
    one, other = two
    await one.arrive("ann")
    await other.arrive("bob")
    session = (await pair(one, "ann", other, "bob")).id
    one.befriend("ann", session)
    assert (await other.hear("bob", events.BuddyChanged)).state == "requested"
    other.befriend("bob", session)
    assert (await other.hear("bob", events.BuddyChanged)).state == "accepted"
    await one.hear("ann", events.BuddyChanged)
    assert (await one.hear("ann", events.BuddyChanged)).state == "accepted"
    assert await listed(one, "ann") == (Buddy("bob", "Bob", True),)
    other.depart("bob")
    assert await listed(one, "ann") == (Buddy("bob", "Bob", False),)


async def test_a_request_made_twice_stays_a_request(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = await meet(instance, "ann", "bob")
    for _ in range(2):
        instance.befriend("ann", session)
        assert (await instance.hear("ann", events.BuddyChanged)).state == "requested"
        assert (await instance.hear("bob", events.BuddyChanged)).state == "requested"


async def test_who_comes_and_goes_is_seen_by_buddies(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = await meet(instance, "ann", "bob")
    await befriend(instance, "ann", "bob", session)
    await listed(instance, "ann")
    await part(instance, "ann", "bob", session)
    instance.depart("bob")
    assert await listed(instance, "ann") == (Buddy("bob", "Bob", False),)
    arrived = await instance.arrive("bob", name="Robert")
    assert arrived.buddies == (Buddy("ann", "Ann", True),)
    assert await listed(instance, "ann") == (Buddy("bob", "Robert", True),)


async def test_the_list_is_in_the_order_of_friendships(instance: Instance) -> None:
    await instance.arrive("ann", "zoe", "bob", "mia")
    for other in ("zoe", "bob", "mia"):
        session = await meet(instance, "ann", other)
        await befriend(instance, "ann", other, session)
        entries = await listed(instance, "ann")
        await part(instance, "ann", other, session)
    assert [buddy.id for buddy in entries] == ["zoe", "bob", "mia"]


async def test_a_buddy_can_be_removed_without_a_session(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = await meet(instance, "ann", "bob")
    await befriend(instance, "ann", "bob", session)
    await part(instance, "ann", "bob", session)
    instance.unfriend("ann", partner="bob")
    for user in ("ann", "bob"):
        assert (await instance.hear(user, events.BuddyChanged)).state == "removed"
        assert await listed(instance, user) == ()
    instance.unfriend("ann", partner="bob")
    assert (await instance.hear("ann", events.BuddyChanged)).state == "removed"
    assert await instance.hear_all("bob") == []


async def test_a_request_can_be_turned_down(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = await meet(instance, "ann", "bob")
    instance.befriend("ann", session)
    await instance.hear("ann", events.BuddyChanged)
    await instance.hear("bob", events.BuddyChanged)
    instance.unfriend("bob", session)
    for user in ("ann", "bob"):
        assert (await instance.hear(user, events.BuddyChanged)).state == "removed"
    instance.befriend("bob", session)
    assert (await instance.hear("ann", events.BuddyChanged)).state == "requested"


async def test_a_known_buddy_may_be_added_again_by_name(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = await meet(instance, "ann", "bob")
    await befriend(instance, "ann", "bob", session)
    instance.befriend("ann", partner="bob")
    assert (await instance.hear("ann", events.BuddyChanged)).state == "accepted"


@pytest.mark.parametrize(
    ("session", "partner", "why"),
    [("not-theirs", None, "not_in_session"), (None, "eve", "stranger")],
)
async def test_strangers_are_refused(
    instance: Instance, session: str | None, partner: str | None, why: str
) -> None:
    await instance.arrive("ann", "eve")
    instance.befriend("ann", session, partner)
    assert (await instance.hear("ann", events.BuddyRefused)).why == why
    assert await instance.hear_all("eve") == []
    if session is not None:
        instance.unfriend("ann", session)
        assert (await instance.hear("ann", events.BuddyRefused)).why == why


async def test_who_has_just_parted_can_still_become_buddies(instance: Instance) -> None:
    await instance.arrive("ann", "bob", "eve")
    session = await meet(instance, "ann", "bob")
    await part(instance, "ann", "bob", session)
    await meet(instance, "bob", "eve")
    instance.befriend("eve", session)
    assert (await instance.hear("eve", events.BuddyRefused)).why == "not_in_session"
    for user, state in (("ann", "requested"), ("bob", "accepted")):
        instance.befriend(user, session)
        for told in ("ann", "bob"):
            assert (await instance.hear(told, events.BuddyChanged)).state == state
    assert await listed(instance, "ann") == (Buddy("bob", "Bob", True),)


async def test_who_was_reported_cannot_ask_any_more(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = await meet(instance, "ann", "bob")
    await part(instance, "ann", "bob", session)
    instance.report("ann", session)
    await instance.hear("ann", events.Ended)
    for user in ("bob", "ann"):
        instance.befriend(user, session)
        assert (await instance.hear(user, events.BuddyRefused)).why == "not_in_session"
    assert await instance.hear_all("ann") == []


async def test_a_full_list_takes_nobody(instance: Instance) -> None:
    others = [f"user{i}" for i in range(BUDDIES)]
    await instance.arrive("ann", "bob", *others)
    for other in others:
        session = await meet(instance, "ann", other)
        await befriend(instance, "ann", other, session)
        await part(instance, "ann", other, session)
    session = await meet(instance, "ann", "bob")
    instance.befriend("ann", session)
    await instance.hear("bob", events.BuddyChanged)
    instance.befriend("bob", session)
    assert await instance.hear("bob", events.BuddyRefused) == events.BuddyRefused("bob", "full")


async def test_buddies_who_both_wait_are_paired_when_they_become_buddies(
    instance: Instance,
) -> None:
    await instance.arrive("ann", "bob")
    session = await meet(instance, "ann", "bob")
    await befriend(instance, "ann", "bob", session)
    await part(instance, "ann", "bob", session)
    # Neither insists on a topic that the other has; only being buddies pairs them.
    await instance.wait("ann", "algebra", mode="buddies_first")
    instance.find("bob", "biology")
    assert (await instance.hear("bob", events.Matched)).session.buddy
    assert (await instance.hear("ann", events.Matched)).session.buddy


async def test_a_session_tells_of_buddies_also_where_one_of_them_hides(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = await meet(instance, "ann", "bob")
    await befriend(instance, "ann", "bob", session)
    await part(instance, "ann", "bob", session)
    instance.find("ann", hide_address=True)
    instance.find("bob")
    for user in ("ann", "bob"):
        view = (await instance.hear(user, events.Matched)).session
        assert view.buddy
        assert view.hide_address
    instance.depart("ann")
    back = (await instance.arrive("ann")).session
    assert back is not None
    assert back.buddy
    assert back.hide_address
