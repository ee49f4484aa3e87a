"""The migrations: by the command, by hand with psql, twice, and by two at once."""

import asyncio
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.migrate_command import migrate as command
from gurukul_desktop.server.stores.port import StoreUnavailableError
from gurukul_desktop.server.stores.postgresql import migrate as module
from gurukul_desktop.server.stores.postgresql.migrate import migrate, migrations
from gurukul_desktop.server.stores.postgresql.store import PostgreSQLStore
from tests.contracts.instance import Instance
from tests.server.postgresql import OWNER, Cluster

FILES = Path(module.__file__).parent / "migrations"
TABLES = {
    "waiting_queue",
    "chat_sessions",
    "study_connections",
    "reports",
    "bans",
    "system_settings",
}


@pytest.fixture
def empty(shared_cluster: Cluster) -> Iterator[str]:
    """A database without tables; its name."""
    name = shared_cluster.create("template0")
    yield name
    shared_cluster.drop(name)


def tables(cluster: Cluster, name: str) -> set[str]:
    listed = cluster.sql("select tablename from pg_tables where schemaname = 'gurukul'", name)
    return set(listed.split())


def test_the_files_are_numbered_without_a_gap() -> None:
    assert [migration.version for migration in migrations()] == list(
        range(1, len(list(FILES.glob("*.sql"))) + 1)
    )
    for migration in migrations():
        assert f"values ({migration.version}, '{migration.name}');\ncommit;\n" in migration.sql


def test_the_command_says_what_it_did(shared_cluster: Cluster, empty: str) -> None:
    store = {"GURUKUL_STORE": shared_cluster.url(empty)}
    first = CliRunner().invoke(command, [], env=store)
    assert first.exit_code == 0
    assert first.output.splitlines() == [f"{m.version:04} {m.name}: done" for m in migrations()]
    assert tables(shared_cluster, empty) >= TABLES
    again = CliRunner().invoke(command, [], env=store)
    assert again.output == "The tables are up to date.\n"


async def test_two_at_once_do_it_once(shared_cluster: Cluster, empty: str) -> None:
    url = shared_cluster.url(empty)
    done = await asyncio.gather(*(migrate(url) for _ in range(3)))
    assert sorted(len(versions) for versions in done) == [0, 0, len(migrations())]


async def test_by_hand_with_psql(shared_cluster: Cluster, empty: str) -> None:
    for file in sorted(FILES.glob("*.sql")):
        shared_cluster.psql(empty, OWNER, "-f", str(file))
    assert await migrate(shared_cluster.url(empty)) == []
    with pytest.raises(subprocess.CalledProcessError):
        shared_cluster.psql(empty, OWNER, "-f", str(FILES / "0001_tables.sql"))
    store = PostgreSQLStore(shared_cluster.url(empty))
    await store.open(Instance(store))
    await store.close()


def test_the_printed_statements_run_in_one_piece(
    shared_cluster: Cluster, empty: str, tmp_path: Path
) -> None:
    printed = tmp_path / "all.sql"
    printed.write_text(CliRunner().invoke(command, ["--sql"]).output)
    shared_cluster.psql(empty, OWNER, "-f", str(printed))
    assert tables(shared_cluster, empty) >= TABLES


async def test_a_migration_that_fails_leaves_nothing(
    shared_cluster: Cluster, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = migrations()[0], module.Migration(2, "bad", "begin; create table x (); select 1/0")
    monkeypatch.setattr(module, "migrations", lambda: [good, bad])
    with pytest.raises(UsageError, match=r"0002_bad\.sql: division by zero"):
        await migrate(shared_cluster.url(empty))
    assert shared_cluster.sql("select version from gurukul.migrations", empty) == "1\n"
    assert shared_cluster.sql("select to_regclass('x') is null", empty) == "t\n"


async def test_a_store_without_tables_names_the_command(
    shared_cluster: Cluster, empty: str
) -> None:
    store = PostgreSQLStore(shared_cluster.url(empty))
    with pytest.raises(UsageError, match="has no tables yet: run `gurukul server migrate`"):
        await store.open(Instance(store))
    await store.close()
    shared_cluster.psql(empty, OWNER, "-f", str(FILES / "0001_tables.sql"))
    with pytest.raises(UsageError, match="older than this server: run `gurukul server migrate`"):
        await store.open(Instance(store))
    await store.close()


async def test_a_store_may_migrate_by_itself(shared_cluster: Cluster, empty: str) -> None:
    store = PostgreSQLStore(shared_cluster.url(empty), migrate=True)
    await store.open(Instance(store))
    assert store.ready
    await store.close()


@pytest.mark.parametrize("act", ["migrate", "open"])
@pytest.mark.parametrize(
    ("password", "database", "words"),
    [("wr0ng", "postgres", "password"), ("p@ss/w0rd", "absent", "database")],
)
async def test_a_wrong_address_is_said_without_the_password(
    shared_cluster: Cluster, act: str, password: str, database: str, words: str
) -> None:
    url = shared_cluster.url(database, password=password)
    store = PostgreSQLStore(url)
    with pytest.raises(UsageError, match=words) as refusal:
        await (migrate(url) if act == "migrate" else store.open(Instance(store)))
    assert password not in str(refusal.value)
    await store.close()


async def test_nobody_there(unused_tcp_port: int) -> None:
    url = f"postgresql://user:secret@127.0.0.1:{unused_tcp_port}/name"
    with pytest.raises(StoreUnavailableError):
        await migrate(url)
    store = PostgreSQLStore(url)
    with pytest.raises(StoreUnavailableError) as away:
        await store.open(Instance(store))
    assert "secret" not in str(away.value)
    await store.close()


@pytest.mark.parametrize("url", ["postgresql://[", "postgresql://u:secret@h:port/d"])
async def test_what_is_no_address(url: str) -> None:
    store = PostgreSQLStore(url)
    with pytest.raises(UsageError) as refusal:
        await store.open(Instance(store))
    assert "secret" not in str(refusal.value)
    with pytest.raises(UsageError) as refusal:
        await migrate(url)
    assert "secret" not in str(refusal.value)
