"""Who is paired with whom."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gurukul_desktop.matchmaking.wishes import Rules, Wish
from gurukul_desktop.protocol.messages import Media, Mode
from gurukul_desktop.server.stores import events
from gurukul_desktop.server.stores.events import Event
from tests.matchmaking.reference import Model

from .conftest import Open
from .instance import Instance, pair


async def befriend(instance: Instance, one: str, other: str) -> None:
    """Make two connected users buddies, by a session that they end."""
    session = await pair(instance, one, instance, other)
    instance.befriend(one, session.id)
    await instance.hear(one, events.BuddyChanged)
    await instance.hear(other, events.BuddyChanged)
    instance.befriend(other, session.id)
    assert (await instance.hear(one, events.BuddyChanged)).state == "accepted"
    assert (await instance.hear(other, events.BuddyChanged)).state == "accepted"
    instance.end(one, session.id)
    await instance.hear(one, events.Ended)
    await instance.hear(other, events.PartnerLeft)


async def test_two_who_search_are_paired_and_both_told(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    assert await instance.wait("ann") == events.Waiting("ann", 1, 1, "global")
    instance.find("bob")
    bobs = (await instance.hear("bob", events.Matched)).session
    anns = (await instance.hear("ann", events.Matched)).session
    assert anns.id == bobs.id
    assert (anns.partner.id, anns.partner.name) == ("bob", "Bob")
    assert (bobs.partner.id, bobs.partner.name) == ("ann", "Ann")
    # The one who waited longer sits ready, and the newcomer calls.
    assert (anns.role, bobs.role) == ("callee", "caller")


async def test_two_on_two_instances_are_paired_and_both_told(
    two: tuple[Instance, Instance],
) -> None:
    one, other = two
    await one.arrive("ann")
    await other.arrive("bob")
    session = await pair(one, "ann", other, "bob")
    assert session.partner.name == "Bob"
    assert session.role == "callee"


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [("video", "video", "video"), ("audio", "video", "audio"), ("video", "audio", "audio")],
)
async def test_audio_if_either_asked_for_audio(
    instance: Instance, one: Media, other: Media, together: Media
) -> None:
    await instance.arrive("ann", "bob")
    instance.find("ann", media=one)
    instance.find("bob", media=other)
    assert (await instance.hear("ann", events.Matched)).session.media == together
    assert (await instance.hear("bob", events.Matched)).session.media == together


@pytest.mark.parametrize(("one", "other"), [(False, False), (True, False), (False, True)])
async def test_addresses_are_hidden_if_either_asked_for_it(
    instance: Instance, one: bool, other: bool
) -> None:
    await instance.arrive("ann", "bob")
    instance.find("ann", hide_address=one)
    instance.find("bob", hide_address=other)
    for user in ("ann", "bob"):
        session = (await instance.hear(user, events.Matched)).session
        assert session.hide_address == (one or other)


async def test_the_longest_waiting_is_the_partner(instance: Instance) -> None:
    await instance.arrive("ann", "bob", "cid", "dan")
    await instance.wait("ann", "algebra")
    await instance.wait("bob", "biology")
    await instance.wait("cid", "chess")
    instance.find("dan", "chess", "biology")
    assert (await instance.hear("dan", events.Matched)).session.partner.id == "bob"


async def test_a_shared_topic_comes_before_who_waits_longer(open_instance: Open) -> None:
    instance = await open_instance(Rules(skip=100.0, patience=0.0))
    await instance.arrive("ann", "bob", "cid", "dan")
    # These two have skipped each other, so both are left waiting.
    session = await pair(instance, "ann", instance, "bob")
    instance.skip("ann", session.id)
    await instance.hear("ann", events.Ended)
    await instance.hear("bob", events.PartnerLeft)
    await instance.wait("ann")
    await instance.wait("bob", "chess")
    instance.find("cid", "chess")
    assert (await instance.hear("cid", events.Matched)).session.partner.id == "bob"


async def test_topics_are_insisted_on_and_then_given_up(open_instance: Open) -> None:
    instance = await open_instance(Rules(patience=0.4))
    await instance.arrive("ann", "bob")
    await instance.wait("ann", "algebra")
    assert (await instance.wait("bob")).position == 2
    assert (await instance.hear("ann", events.Matched)).session.partner.id == "bob"
    await instance.hear("bob", events.Matched)


@pytest.mark.parametrize(
    ("waiter", "finder"), [("buddies_first", "global"), ("global", "buddies_first")]
)
async def test_buddies_first(instance: Instance, waiter: Mode, finder: Mode) -> None:
    await instance.arrive("ann", "bob", "cid")
    await befriend(instance, "ann", "bob")
    # Somebody who waits longer, and whom only the topic keeps from being paired at once.
    await instance.wait("cid", "chess")
    await instance.wait("ann", "algebra", mode=waiter)
    instance.find("bob", "chess", mode=finder)
    matched = await instance.hear("bob", events.Matched)
    assert (matched.session.partner.id, matched.session.buddy) == ("ann", True)


async def test_buddies_are_not_preferred_if_neither_asks_for_it(instance: Instance) -> None:
    await instance.arrive("ann", "bob", "cid")
    await befriend(instance, "ann", "bob")
    await instance.wait("cid", "chess")
    await instance.wait("ann", "algebra")
    instance.find("bob", "chess")
    assert (await instance.hear("bob", events.Matched)).session.partner.id == "cid"


async def test_who_skipped_each_other_are_not_paired_until_it_is_over(
    open_instance: Open,
) -> None:
    instance = await open_instance(Rules(skip=0.5))
    await instance.arrive("ann", "bob")
    session = await pair(instance, "ann", instance, "bob")
    instance.skip("bob", session.id)
    await instance.hear("ann", events.PartnerLeft)
    await instance.hear("bob", events.Ended)
    await instance.wait("ann")
    assert (await instance.wait("bob")).position == 2
    # Both are left waiting, and paired with no search of theirs.
    again = (await instance.hear("ann", events.Matched)).session
    assert again.id != session.id
    assert (await instance.hear("bob", events.Matched)).session.id == again.id


async def test_a_skip_is_not_a_bar_to_others(instance: Instance) -> None:
    await instance.arrive("ann", "bob", "cid")
    session = await pair(instance, "ann", instance, "bob")
    instance.skip("bob", session.id)
    await instance.hear("ann", events.PartnerLeft)
    await instance.hear("bob", events.Ended)
    await instance.wait("ann")
    await instance.wait("bob")
    instance.find("cid")
    assert (await instance.hear("cid", events.Matched)).session.partner.id == "ann"


async def test_many_who_skipped_each_other_do_not_hide_the_next_one(instance: Instance) -> None:
    crowd = [f"user{i}" for i in range(40)]
    await instance.arrive("ann", "zoe", *crowd)
    for user in crowd:
        session = await pair(instance, "ann", instance, user)
        instance.report(user, session.id)
        await instance.hear(user, events.Ended)
        await instance.hear("ann", events.PartnerLeft)
        # They wait for something that nobody else does.
        await instance.wait(user, user)
    await instance.wait("zoe", "chess")
    topics = [*crowd[-4:], "chess"]
    instance.find("ann", *topics)
    assert (await instance.hear("ann", events.Matched)).session.partner.id == "zoe"


async def test_a_search_renewed_keeps_its_place(instance: Instance) -> None:
    await instance.arrive("ann", "bob", "cid")
    await instance.wait("ann", "algebra")
    await instance.wait("bob", "biology")
    again = await instance.wait("ann", "chess", mode="buddies_first")
    assert again == events.Waiting("ann", 1, 2, "buddies_first")
    instance.find("cid", "algebra")
    assert (await instance.hear("cid", events.Waiting)).position == 3
    instance.find("cid", "chess")
    assert (await instance.hear("cid", events.Matched)).session.partner.id == "ann"


async def test_a_cancelled_search_is_over(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    await instance.wait("ann")
    instance.cancel("ann")
    assert await instance.hear("ann", events.NoLongerWaiting) == events.NoLongerWaiting("ann")
    assert (await instance.wait("bob")).waiting == 1
    instance.cancel("ann")
    await instance.hear("ann", events.NoLongerWaiting)


async def test_who_is_in_a_session_neither_searches_nor_cancels(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    await pair(instance, "ann", instance, "bob")
    instance.find("ann")
    await instance.hear("ann", events.AlreadyInSession)
    instance.cancel("ann")
    await instance.hear("ann", events.AlreadyInSession)


async def test_an_old_search_is_swept(open_instance: Open) -> None:
    instance = await open_instance(Rules(ticket=0.4))
    await instance.arrive("ann", "bob")
    await instance.wait("ann")
    await instance.hear("ann", events.NoLongerWaiting)
    assert (await instance.wait("bob")).waiting == 1


async def test_places_are_told_again_when_they_change(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    await instance.wait("ann", "algebra")
    await instance.wait("bob", "biology")
    told = await instance.hear("ann", events.Waiting)
    assert (told.position, told.waiting) == (1, 2)
    instance.depart("ann")
    told = await instance.hear("bob", events.Waiting)
    assert (told.position, told.waiting) == (1, 1)


async def test_the_commands_of_one_user_are_obeyed_in_order(instance: Instance) -> None:
    await instance.arrive("ann")
    for _ in range(5):
        instance.find("ann")
        instance.cancel("ann")
    # Each may have withdrawn the one before; what counts is the last.
    instance.find("ann", "algebra")
    told: Event
    told = await instance.hear("ann", events.Waiting, events.NoLongerWaiting)
    while not isinstance(told, events.Waiting) or instance.unheard("ann"):
        told = await instance.hear("ann", events.Waiting, events.NoLongerWaiting)
    overview = await instance.store.overview()
    assert [(entry.user, entry.topics) for entry in overview.queue] == [("ann", ("algebra",))]


def wishes() -> st.SearchStrategy[Wish]:
    topics = st.lists(st.sampled_from("abc"), unique=True, max_size=2).map(tuple)
    return st.builds(
        Wish,
        mode=st.sampled_from(["global", "buddies_first"]),
        media=st.sampled_from(["video", "audio"]),
        topics=topics,
        hide_address=st.booleans(),
    )


USERS = ("u0", "u1", "u2", "u3", "u4", "u5")
STEPS = st.one_of(
    st.tuples(st.just("find"), st.sampled_from(USERS), wishes()),
    st.tuples(st.just("find"), st.sampled_from(USERS), wishes()),
    st.tuples(st.just("cancel"), st.sampled_from(USERS), st.none()),
    st.tuples(st.sampled_from(["skip", "report", "end"]), st.sampled_from(USERS), st.none()),
    st.tuples(st.just("befriend"), st.sampled_from(USERS), st.none()),
)
_examples = itertools.count()
LONG = Rules(skip=1000.0, patience=1000.0, ticket=1000.0)


@pytest.fixture
async def patient(open_instance: Open) -> Instance:
    """An instance for which no time passes."""
    return await open_instance(LONG)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, min_size=5, max_size=25))
async def test_the_choice_is_that_of_the_plainly_written_rules(
    patient: Instance, steps: list[tuple[str, str, Wish | None]]
) -> None:
    """Steps against a model in which every pair is looked at."""
    model = Model(LONG)
    example = next(_examples)

    def full(user: str) -> str:
        return f"{user}-{example}"

    await patient.arrive(*map(full, USERS))
    for act, short, wish in steps:
        user = full(short)
        present = patient.session(user)
        if act == "find" and present is None:
            assert wish is not None
            model.put(user, wish, 0.0)
            waiter = model.waiter(user)
            assert waiter is not None
            partner = model.choice(waiter, 0.0)
            patient.find(user, *wish.topics, mode=wish.mode, media=wish.media)
            if partner is None:
                told = await patient.hear(user, events.Waiting)
                assert told.position == [w.user for w in model.waiting].index(user) + 1
                continue
            session = (await patient.hear(user, events.Matched)).session
            assert session.partner.id == partner
            assert (await patient.hear(partner, events.Matched)).session.id == session.id
            model.remove(user)
            model.remove(partner)
        elif act == "cancel" and present is None:
            model.remove(user)
            patient.cancel(user)
            await patient.hear(user, events.NoLongerWaiting)
        elif act == "befriend" and present is not None:
            for one in (user, present.partner.id):
                patient.befriend(one, present.id)
                await patient.hear(user, events.BuddyChanged)
                await patient.hear(present.partner.id, events.BuddyChanged)
            model.buddies.add(frozenset((user, present.partner.id)))
        elif present is not None and act in ("skip", "report", "end"):
            pair_ = frozenset((user, str(present.partner.id)))
            if act == "skip":
                patient.skip(user, present.id)
                model.skipped[pair_] = 1000.0
            elif act == "report":
                patient.report(user, present.id)
                model.reported.add(pair_)
            else:
                patient.end(user, present.id)
            await patient.hear(user, events.Ended)
            await patient.hear(present.partner.id, events.PartnerLeft)
    for short in USERS:
        patient.depart(full(short))
