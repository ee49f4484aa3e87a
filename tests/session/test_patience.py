"""After a while the server looks beyond the topics, and the student is told."""

import asyncio

import pytest

from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.session import patience
from gurukul_desktop.session.patience import Patience
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.snapshot import Snapshot
from tests.session.fakes import Watcher

TOPICS = Snapshot(topics=("algebra",))


async def begun(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> tuple[Patience, Watcher]:
    monkeypatch.setattr(patience, "TOPIC_PATIENCE_SECONDS", 0.01)
    presenter = Presenter(snapshot)
    watcher = Watcher()
    presenter.join([watcher])
    waits = Patience(presenter, asyncio.get_running_loop())
    waits.begin()
    waits.begin()
    watcher.changed.clear()
    return waits, watcher


def test_it_is_as_long_as_the_server_takes() -> None:
    assert Rules().patience == patience.TOPIC_PATIENCE_SECONDS


async def test_the_search_is_widened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    waits, watcher = await begun(TOPICS, monkeypatch)
    assert not watcher.now.widened
    await watcher.changed.wait()
    assert watcher.now.widened
    waits.over()
    assert not watcher.now.widened
    waits.begin()
    waits.over()


async def test_without_topics_there_is_nothing_to_widen(monkeypatch: pytest.MonkeyPatch) -> None:
    _, watcher = await begun(Snapshot(), monkeypatch)
    loop = asyncio.get_running_loop()
    later = loop.create_future()
    loop.call_later(0.02, later.set_result, None)
    await later
    assert not watcher.now.widened


async def test_a_search_that_is_over_is_not_widened(monkeypatch: pytest.MonkeyPatch) -> None:
    waits, watcher = await begun(TOPICS, monkeypatch)
    waits.over()
    loop = asyncio.get_running_loop()
    later = loop.create_future()
    loop.call_later(0.02, later.set_result, None)
    await later
    assert not watcher.now.widened
