"""Instances that die, and that are taken for dead."""

import time

from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.server.stores import events
from tests.contracts.instance import Instance, pair
from tests.server.postgresql import Database

from .conftest import Open, until


async def test_a_dead_instance_loses_its_users(postgresql: Database, instances: Open) -> None:
    dead = await instances(postgresql, Rules(grace=1.0))
    one = await instances(postgresql, Rules(grace=1.0))
    await dead.arrive("ann", "bob")
    await one.arrive("cid", "dan")
    session = await pair(dead, "ann", one, "cid")
    await dead.wait("bob")
    kill(dead)
    started = time.monotonic()
    await until(lambda: "bob" not in postgresql.sql("select user_id from gurukul.waiting_queue"))
    assert time.monotonic() - started < 6.0
    # Ann comes back elsewhere, with what was meant for her; Bob does not.
    one.relay("cid", "ann", session.id, b'{"n":1}')
    arrived = await one.arrive("ann")
    assert arrived.session is not None
    assert arrived.session.id == session.id
    assert bytes((await one.hear("ann", events.Relayed)).data) == b'{"n":1}'
    await one.wait("dan")
    assert len((await one.store.overview()).instances) == 1


async def test_signals_on_their_way_to_a_dead_instance_are_kept(
    postgresql: Database, instances: Open
) -> None:
    dead, one = await instances(postgresql), await instances(postgresql)
    await dead.arrive("ann")
    await one.arrive("cid")
    session = await pair(dead, "ann", one, "cid")
    kill(dead)
    for n in range(5):
        one.relay("cid", "ann", session.id, b'{"n":%d}' % n)
    await one.hear_all("cid")
    await one.arrive("ann")
    for n in range(5):
        assert bytes((await one.hear("ann", events.Relayed)).data) == b'{"n":%d}' % n


async def test_an_instance_that_was_taken_for_dead_takes_its_users_back(
    postgresql: Database, instances: Open
) -> None:
    one, other = await instances(postgresql), await instances(postgresql)
    await one.arrive("ann", "bob")
    await other.arrive("cid")
    session = await pair(one, "ann", other, "cid")
    await one.wait("bob", "chess")
    postgresql.sql(
        f"select gurukul.remove_instance('{one.store.instance}')",
    )
    await until(lambda: postgresql.sql("select count(*) from gurukul.waiting_queue") == "1\n")
    await until(lambda: one.store.ready)
    assert (
        postgresql.sql("select count(*) from gurukul.session_members where away is null") == "2\n"
    )
    one.end("ann", session.id)
    await one.hear("ann", events.Ended)
    await other.hear("cid", events.PartnerLeft)
    await other.wait("cid")


async def test_settings_that_were_changed_while_an_instance_was_taken_for_dead(
    postgresql: Database, instances: Open
) -> None:
    one, other = await instances(postgresql), await instances(postgresql)
    postgresql.sql(
        f"delete from gurukul.instances where id = '{one.store.instance}';"
        "insert into gurukul.system_settings values ('finds', '5')"
    )
    await one.hear_settings(1)
    assert one.settings == [{"finds": "5"}]
    # What is known is not told again.
    await until(lambda: one.store.ready)
    await one.store._recover()
    await other.store.change_settings({"finds": None})
    await one.hear_settings(2)
    assert one.settings == [{"finds": "5"}, {}]


def kill(instance: Instance) -> None:
    """Stop an instance's work where it stands, as the death of its process would."""
    store = instance.store
    for task in store._tasks:
        task.cancel()
    store._inbox.close()
    assert store._database._pool is not None
    store._database._pool.terminate()
    store._database._pool = None
