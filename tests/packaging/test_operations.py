"""What docs/operations.md promises that no other test keeps."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import click
import pytest

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.command import server
from gurukul_desktop.server.stores.choice import create_store
from gurukul_desktop.server.stores.port import Store
from tests.contracts.instance import Instance
from tests.server.postgresql import programs, running_cluster

from .deployment import FOLDER, ROOT, check

PAGE = (ROOT / "docs" / "operations.md").read_text()


def test_the_table_of_options_is_that_of_the_command() -> None:
    rows = re.findall(r"^\| `(--[\w-]+)`[^|]* \| ([^|]+) \|", PAGE, re.MULTILINE)
    told = {option: set(re.findall(r"`(\w+)`", variables)) for option, variables in rows}
    assert len(told) == len(rows)
    known = {}
    for option in server.params:
        assert isinstance(option, click.Option)
        if not option.hidden:
            known[option.opts[0]] = {str(option.envvar)}
            if option.opts[0].endswith("-file"):
                known[option.opts[0]].add(str(option.envvar).removesuffix("_FILE"))
    assert told == known


def test_the_defaults_in_the_table_are_those_of_the_command() -> None:
    rows = re.findall(r"^\| `(--[\w-]+)`[^|]* \| [^|]+ \| `([^`]+)` \|", PAGE, re.MULTILINE)
    defaults = {option.opts[0]: option.default for option in server.params}
    assert len(rows) > 12
    for option, default in rows:
        assert str(defaults[option]) == default


def test_every_alert_has_a_section_and_every_section_an_alert() -> None:
    alerts = (FOLDER / "prometheus" / "alerts.yml").read_text()
    names = re.findall(r"- alert: (\w+)", alerts)
    assert re.findall(r"^### (\w+)$", PAGE, re.MULTILINE) == names


def test_every_path_and_test_that_is_named_exists() -> None:
    paths = set(re.findall(r"`((?:tests|packaging|docs)/[\w./-]+)`", PAGE))
    assert len(paths) > 12
    for path in paths:
        assert (ROOT / path).exists(), path


def test_every_setting_that_is_named_exists() -> None:
    known = (FOLDER / ".env.example").read_text() + (FOLDER / "caddy" / "Caddyfile").read_text()
    for option in server.params:
        known += f" {option.envvar}"
    for name in set(re.findall(r"\b(?:GURUKUL|COMPOSE)_[A-Z_]+\b", PAGE)):
        assert re.search(rf"\b{name}\b", known), name


async def stored(url: str, *changes: Callable[[Store], Awaitable[object]]) -> tuple[Any, Any]:
    """The bans and the settings in a database, after ``changes``."""
    store = create_store(url)
    await store.open(Instance(store))
    try:
        for change in changes:
            await change(store)
        return await store.bans(), await store.settings()
    finally:
        await store.close()


@pytest.mark.timeout(180)
def test_a_backup_restored_into_a_new_database_holds_the_same(tmp_path: Path) -> None:
    dump = tmp_path / "gurukul.dump"
    with running_cluster() as cluster:
        old, new = cluster.url(cluster.create()), cluster.url(cluster.create("template0"))
        kept = asyncio.run(
            stored(
                old,
                lambda store: store.ban(UserId("guest-rude"), "spam"),
                lambda store: store.change_settings({"transport": "http"}),
            )
        )
        assert [ban.user for ban in kept[0]] == ["guest-rude"]
        assert kept[1]["transport"] == "http"
        check(programs() / "pg_dump", "--format=custom", f"--file={dump}", old)
        restore = ("--no-owner", "--clean", "--if-exists", f"--dbname={new}", dump)
        check(programs() / "pg_restore", *restore)
        assert asyncio.run(stored(new)) == kept
