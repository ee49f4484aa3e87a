"""A PostgreSQL that stops, freezes, fills up, cuts its connections or changes its clock."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator
from functools import partial

import asyncpg
import pytest

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.stores import events
from gurukul_desktop.server.stores.port import StoreUnavailableError
from tests.contracts.instance import Instance, pair
from tests.server.postgresql import PASSWORD, Database, wait_until_reachable

from .conftest import Open, until


async def hear_of_the_fault(instance: Instance, user: str) -> None:
    """Ask for something until the store has noticed."""
    instance.find(user)
    await until(
        lambda: any(isinstance(e, events.Unavailable) and e.user == user for e in instance.told)
    )
    assert not instance.store.ready


@contextlib.asynccontextmanager
async def stopped(database: Database, mode: str = "fast") -> AsyncIterator[None]:
    database.cluster.stop(mode)
    try:
        yield
    finally:
        await asyncio.to_thread(database.cluster.start)
        wait_until_reachable(database.cluster)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_stopped_and_started(frail: Database, instances: Open, mode: str) -> None:
    instance = await instances(frail)
    await instance.arrive("ann", "bob", "cid", "dan")
    session = await pair(instance, "ann", instance, "bob")
    await instance.wait("cid")
    async with stopped(frail, mode):
        await hear_of_the_fault(instance, "dan")
        instance.end("ann", session.id)
        with pytest.raises(StoreUnavailableError):
            await instance.store.overview()
    # What was asked meanwhile is done, and who waited is matched, once.
    await instance.hear("ann", events.Ended)
    assert (await instance.hear("bob", events.PartnerLeft)).reason == "ended"
    together = (await instance.hear("cid", events.Matched)).session
    assert (await instance.hear("dan", events.Matched)).session.id == together.id
    assert instance.store.ready
    assert (await instance.store.overview()).sessions == 1


async def test_frozen_and_thawed(frail: Database, instances: Open) -> None:
    instance = await instances(frail)
    await instance.arrive("ann", "bob")
    await instance.wait("ann")
    frail.cluster.freeze()
    try:
        started = time.monotonic()
        await hear_of_the_fault(instance, "bob")
        assert time.monotonic() - started < 5.0
    finally:
        frail.cluster.thaw()
    session = (await instance.hear("ann", events.Matched)).session
    assert (await instance.hear("bob", events.Matched)).session.id == session.id
    assert frail.sql("select count(*) from gurukul.chat_sessions") == "1\n"


async def test_cut_connections(frail: Database, instances: Open) -> None:
    one, other = await instances(frail), await instances(frail)
    await one.arrive("ann", *(f"user{n}" for n in range(10)))
    await other.arrive("bob")
    for n in range(10):
        await one.wait(f"user{n}", f"topic{n}")
    cut = (
        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
        f" where datname = '{frail.name}' and pid <> pg_backend_pid()"
    )
    for _ in range(5):
        frail.sql(cut)
        one.find("ann")
        other.find("bob")
        session = (await one.hear("ann", events.Matched)).session
        assert (await other.hear("bob", events.Matched)).session.id == session.id
        one.end("ann", session.id)
        await one.hear("ann", events.Ended)
        await other.hear("bob", events.PartnerLeft)
    assert (await one.store.overview()).waiting == 10


@pytest.mark.parametrize(
    ("state", "words"),
    [("53100", "its disk is full"), ("40P01", "somebody else holds its tables locked")],
)
async def test_it_fails_again_and_again(
    frail: Database, instances: Open, caplog: pytest.LogCaptureFixture, state: str, words: str
) -> None:
    instance = await instances(frail)
    await instance.arrive("ann", "bob")
    await instance.wait("ann")
    frail.sql(
        "create function fail() returns trigger language plpgsql as $$ begin"
        f" raise sqlstate '{state}'; end $$;"
        "create trigger fail before insert on gurukul.chat_sessions execute function fail()"
    )
    await hear_of_the_fault(instance, "bob")
    assert words in caplog.text
    frail.sql("drop trigger fail on gurukul.chat_sessions")
    await instance.hear("ann", events.Matched)
    await instance.hear("bob", events.Matched)
    assert "Traceback" not in caplog.text


@contextlib.asynccontextmanager
async def locked(database: Database, statement: str) -> AsyncIterator[None]:
    """Somebody else's transaction holds what the statement locks."""
    connection = await asyncpg.connect(database.url)
    try:
        async with connection.transaction():
            await connection.execute(statement)
            yield
    finally:
        await connection.close()


@pytest.mark.parametrize(
    "statement",
    ["select from gurukul.people where user_id = 'ann' for update", "lock gurukul.waiting_queue"],
)
async def test_a_lock_that_is_held_for_long(
    postgresql: Database, instances: Open, caplog: pytest.LogCaptureFixture, statement: str
) -> None:
    instance = await instances(postgresql)
    await instance.arrive("ann", "bob")
    await instance.wait("ann")
    async with locked(postgresql, statement):
        instance.depart("ann")
        await until(lambda: "somebody else holds its tables locked" in caplog.text)
    # The departure is carried out when the lock is gone.
    await until(lambda: postgresql.sql("select count(*) from gurukul.waiting_queue") == "0\n")
    assert (await instance.wait("bob")).waiting == 1
    assert "Traceback" not in caplog.text


async def test_it_comes_back_also_when_only_the_admin_met_it_away(
    postgresql: Database, instances: Open
) -> None:
    instance = await instances(postgresql)
    await instance.arrive("ann")
    async with locked(postgresql, "lock gurukul.bans"):
        with pytest.raises(StoreUnavailableError):
            await instance.store.bans()
    await until(lambda: any(isinstance(event, events.StoreLost) for event in instance.told))
    await until(lambda: instance.store.ready)
    assert await instance.store.bans() == []


async def test_a_standby_takes_nothing(frail: Database, instances: Open) -> None:
    instance = await instances(frail)
    await instance.arrive("ann")
    cut = (
        "; select count(pg_terminate_backend(pid)) from pg_stat_activity"
        f" where datname = '{frail.name}' and pid <> pg_backend_pid()"
    )
    frail.sql(f"alter database {frail.name} set default_transaction_read_only = on{cut}")
    await hear_of_the_fault(instance, "ann")
    reset = f"begin read write; alter database {frail.name} set default_transaction_read_only = off"
    frail.sql(f"{reset}; commit{cut}")
    await instance.hear("ann", events.Waiting)


async def test_nothing_secret_is_logged(
    frail: Database, instances: Open, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    instance = await instances(frail)
    await instance.arrive("ann")
    async with stopped(frail):
        await hear_of_the_fault(instance, "ann")
    await instance.hear("ann", events.Waiting)
    assert "PostgreSQL: it cannot be reached" in caplog.text
    assert "the store is back" in caplog.text
    for secret in (PASSWORD, "p%40ss", str(frail.cluster.port)):
        assert secret not in caplog.text


def swept(database: Database) -> str:
    return database.sql("select swept from gurukul.clock")


def swept_since(database: Database, last: str) -> bool:
    return swept(database) != last


@pytest.mark.parametrize("jump", ["1 hour", "-1 hour", "1 day"])
async def test_a_clock_that_jumps(postgresql: Database, instances: Open, jump: str) -> None:
    one, other = await instances(postgresql), await instances(postgresql)
    await one.arrive("ann", "bob", "eve")
    await other.arrive("cid", "dan")
    session = await pair(one, "ann", other, "cid")
    await one.wait("bob", "chess")
    one.depart("eve")
    postgresql.sql(
        "create or replace function gurukul.moment() returns timestamptz language sql volatile"
        f" as $$ select clock_timestamp() + interval '{jump}' $$"
    )
    await until(lambda: postgresql.sql("select shift from gurukul.clock").strip() != "00:00:00")
    # Several sweeps later nobody was taken for dead, swept or timed out.
    for _ in range(3):
        await until(partial(swept_since, postgresql, swept(postgresql)))
    assert len((await one.store.overview()).instances) == 2
    other.find("dan", "chess")
    assert (await one.hear("bob", events.Matched)).session.partner.id == "dan"
    await other.hear("dan", events.Matched)
    other.end("cid", session.id)
    await one.hear("ann", events.PartnerLeft)
    shifts = postgresql.sql(
        f"select abs(extract(epoch from shift - interval '{jump}')) < 5 from gurukul.clock"
    )
    assert shifts == "t\n"


async def test_a_claim_whose_answer_was_lost_is_answered_again(
    postgresql: Database, instances: Open
) -> None:
    instance = await instances(postgresql)
    await instance.arrive("ann", "bob")
    await instance.wait("ann")
    # The match is made, and nobody was told.
    home = instance.store.instance
    search = f"gurukul.seek('{home}', 'bob', 'global', 'video', '{{}}', false"
    postgresql.sql(f"select {search}, false)")
    answer = postgresql.sql(f"select event from gurukul.deliver('{home}', {search}, true))")
    assert '"Matched"' in answer
    # And the recovery tells both.
    instance.find("bob")
    await instance.hear("bob", events.AlreadyInSession)
    await instance.store._recover()
    session = (await instance.hear("ann", events.Matched)).session
    assert (await instance.hear("bob", events.Matched)).session.id == session.id


async def test_a_call_that_the_tables_forgot_goes_on(postgresql: Database, instances: Open) -> None:
    one, other = await instances(postgresql), await instances(postgresql)
    await one.arrive("ann")
    await other.arrive("bob")
    session = await pair(one, "ann", other, "bob")
    postgresql.sql("delete from gurukul.session_members; delete from gurukul.chat_sessions")
    await one.store._recover()
    await other.store._recover()
    one.end("ann", session.id)
    assert (await one.hear("ann", events.Ended)).session == session.id
    assert (await other.hear("bob", events.PartnerLeft)).session == session.id


async def test_a_user_who_was_banned_while_the_store_was_away(
    postgresql: Database, instances: Open
) -> None:
    instance = await instances(postgresql)
    await instance.arrive("ann")
    postgresql.sql("insert into gurukul.bans values ('ann', 'Ann', 'x', now(), null)")
    await instance.store._recover()
    await instance.hear("ann", events.Banned)
    assert await instance.store.unban(UserId("ann"))
