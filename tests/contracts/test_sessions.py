"""What happens in a session, and how it ends."""

import pytest

from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.protocol.messages import SessionId, UserId
from gurukul_desktop.server.mailbox import BYTES, SIGNALS
from gurukul_desktop.server.stores import events
from gurukul_desktop.server.stores.commands import MediaFlows

from .conftest import Open
from .instance import Instance, eventually, pair


@pytest.mark.parametrize("reason", ["skipped", "ended"])
async def test_whoever_leaves_and_the_partner_are_told(instance: Instance, reason: str) -> None:
    await instance.arrive("ann", "bob")
    session = await pair(instance, "ann", instance, "bob")
    leave = instance.skip if reason == "skipped" else instance.end
    leave("bob", session.id)
    assert await instance.hear("bob", events.Ended) == events.Ended("bob", session.id, reason)
    left = await instance.hear("ann", events.PartnerLeft)
    assert left == events.PartnerLeft("ann", session.id, reason)
    leave("ann", session.id)
    assert await instance.hear("ann", events.NotInSession) == events.NotInSession("ann")


async def test_a_partner_on_another_instance_is_told(two: tuple[Instance, Instance]) -> None:
    one, other = two
    await one.arrive("ann")
    await other.arrive("bob")
    session = await pair(one, "ann", other, "bob")
    other.skip("bob", session.id)
    await other.hear("bob", events.Ended)
    left = await one.hear("ann", events.PartnerLeft)
    assert left == events.PartnerLeft("ann", session.id, "skipped")


async def test_nobody_ends_the_session_of_others(instance: Instance) -> None:
    await instance.arrive("ann", "bob", "eve")
    session = await pair(instance, "ann", instance, "bob")
    for act in (instance.end, instance.skip, instance.report):
        act("eve", session.id)
        await instance.hear("eve", events.NotInSession)
    instance.submit(MediaFlows(UserId("eve"), session.id))
    await instance.hear("eve", events.NotInSession)
    instance.end("ann", "there-is-none")
    await instance.hear("ann", events.NotInSession)
    assert (await instance.store.overview()).sessions == 1


async def test_a_session_lasts_so_long_and_no_longer(open_instance: Open) -> None:
    instance = await open_instance(Rules(session=0.4))
    await instance.arrive("ann", "bob")
    session = await pair(instance, "ann", instance, "bob")
    for user in ("ann", "bob"):
        ended = await instance.hear(user, events.Ended)
        assert ended == events.Ended(user, session.id, "timeout")


async def test_when_media_flowed_is_known(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = await pair(instance, "ann", instance, "bob")
    assert (await instance.store.overview()).calls[0].connected is None
    instance.submit(MediaFlows(UserId("ann"), session.id))
    instance.submit(MediaFlows(UserId("ann"), SessionId("another")))
    await instance.hear("ann", events.NotInSession)
    (call,) = (await instance.store.overview()).calls
    assert call.connected is not None
    assert call.started <= call.connected
    assert (call.caller, call.callee) == ("bob", "ann")


# Signals


async def test_signals_between_two_instances_come_in_order(two: tuple[Instance, Instance]) -> None:
    one, other = two
    await one.arrive("ann")
    await other.arrive("bob")
    session = (await pair(one, "ann", other, "bob")).id
    each, at_once = 1000, 25
    for start in range(0, each, at_once):
        for number in range(start, start + at_once):
            one.relay("ann", "bob", session, b'{"n":%d}' % number)
            other.relay("bob", "ann", session, b'{"n":%d}' % number)
        for number in range(start, start + at_once):
            for hearer, user in ((one, "ann"), (other, "bob")):
                relayed = await hearer.hear(user, events.Relayed)
                assert (relayed.session, bytes(relayed.data)) == (session, b'{"n":%d}' % number)


async def leave(instance: Instance, user: str) -> None:
    """A user's connection is gone, and the store knows: others' commands do not wait for that."""
    online = (await instance.store.overview()).online
    instance.depart(user)

    async def gone() -> bool:
        return (await instance.store.overview()).online < online

    await eventually(gone)


async def test_signals_are_kept_for_a_member_who_is_away(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = (await pair(instance, "ann", instance, "bob")).id
    await leave(instance, "bob")
    for number in range(SIGNALS + 50):
        instance.relay("ann", "bob", session, b'{"n":%d}' % number)
        if number % 25 == 24:
            # What is carried out already does not count as waiting.
            instance.submit(MediaFlows(UserId("ann"), SessionId("another")))
            await instance.hear("ann", events.NotInSession)
    instance.hello("bob", "Bob")
    await instance.hear("bob", events.Arrived)
    # The newest are kept: a connection that is being rebuilt needs them.
    for number in range(50, SIGNALS + 50):
        relayed = await instance.hear("bob", events.Relayed)
        assert bytes(relayed.data) == b'{"n":%d}' % number
    instance.relay("ann", "bob", session, b'{"n":-1}')
    assert bytes((await instance.hear("bob", events.Relayed)).data) == b'{"n":-1}'


async def test_signals_that_are_kept_are_bounded_in_bytes(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = (await pair(instance, "ann", instance, "bob")).id
    await leave(instance, "bob")
    size = 40 * 1024
    for letter in b"abcdefghij":
        instance.relay("ann", "bob", session, b'{"x":"%s"}' % (bytes([letter]) * size))
    instance.submit(MediaFlows(UserId("ann"), SessionId("another")))
    await instance.hear("ann", events.NotInSession)
    instance.hello("bob", "Bob")
    await instance.hear("bob", events.Arrived)
    kept = BYTES // size
    for letter in b"abcdefghij"[-kept:]:
        relayed = await instance.hear("bob", events.Relayed)
        assert bytes(relayed.data)[6:7] == bytes([letter])
    assert instance.unheard("bob") == 0


async def test_signals_of_a_session_that_is_over_are_not_kept(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = (await pair(instance, "ann", instance, "bob")).id
    instance.depart("bob")
    instance.relay("ann", "bob", session, b"{}")
    instance.end("ann", session)
    await instance.hear("ann", events.Ended)
    instance.hello("bob", "Bob")
    assert (await instance.hear("bob", events.Arrived)).session is None
    assert await instance.hear_all("bob") == []


# Reports


async def test_a_report_ends_the_session_and_is_kept(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = await pair(instance, "ann", instance, "bob")
    instance.report("ann", session.id, "harassment", "He said …")
    ended = await instance.hear("ann", events.Ended)
    assert ended == events.Ended("ann", session.id, "reported")
    assert (await instance.hear("bob", events.PartnerLeft)).reason == "reported"
    (report,) = await instance.store.reports()
    assert (report.reporter, report.reported) == ("ann", "bob")
    assert (report.reporter_name, report.reported_name) == ("Ann", "Bob")
    assert (report.reason, report.note, report.verdict) == ("harassment", "He said …", "open")
    assert report.session == session.id
    assert report.session_started <= report.filed


async def test_the_reported_are_never_paired_again(open_instance: Open) -> None:
    instance = await open_instance(Rules(skip=0.1))
    await instance.arrive("ann", "bob", "cid")
    session = await pair(instance, "ann", instance, "bob")
    instance.report("ann", session.id)
    await instance.hear("ann", events.Ended)
    await instance.hear("bob", events.PartnerLeft)
    await instance.wait("ann")
    assert (await instance.wait("bob")).position == 2
    instance.find("cid")
    assert (await instance.hear("cid", events.Matched)).session.partner.id == "ann"


async def test_a_session_that_is_over_can_still_be_reported(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = await pair(instance, "ann", instance, "bob")
    instance.end("bob", session.id)
    await instance.hear("bob", events.Ended)
    await instance.hear("ann", events.PartnerLeft)
    instance.report("ann", session.id, "underage")
    ended = await instance.hear("ann", events.Ended)
    assert ended == events.Ended("ann", session.id, "reported")
    assert [report.reported for report in await instance.store.reports()] == ["bob"]
    await instance.wait("ann")
    assert (await instance.wait("bob")).position == 2


async def test_a_session_is_reported_once_by_each(instance: Instance) -> None:
    await instance.arrive("ann", "bob")
    session = await pair(instance, "ann", instance, "bob")
    instance.report("bob", session.id)
    await instance.hear("bob", events.Ended)
    await instance.hear("ann", events.PartnerLeft)
    for _ in range(2):
        instance.report("ann", session.id)
        await instance.hear("ann", events.Ended)
    assert len(await instance.store.reports()) == 2
