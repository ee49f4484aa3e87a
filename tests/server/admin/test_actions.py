"""What an admin does reaches the students it is about."""

import asyncio
import json
import logging
import time

import pytest
from aiohttp import hdrs

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.limits import Limits
from gurukul_desktop.server.stores.memory.store import MemoryStore
from gurukul_desktop.server.stores.port import Overview, StoreUnavailableError
from tests.server.admin.conftest import Browser, Campus, StartCampus
from tests.server.client import Client, pair

HOSTILE = "<script>alert(1)</script>"


async def report(campus: Campus, note: str = "shouted") -> tuple[Client, Client, str]:
    """A student who was reported, the one who did, and the report's id."""
    rude, kind = await campus.join("Rude"), await campus.join("Kind")
    session = await pair(rude, kind)
    await kind.say("report", session, reason="harassment", note=note)
    await kind.expect("ended", reason="reported")
    await rude.expect("partner_left", reason="reported")
    filed = await campus.store.reports()
    return rude, kind, filed[0].id


async def test_a_setting_reaches_who_is_connected_and_who_comes(
    campus: Campus, admin: Browser
) -> None:
    student = await campus.join()
    said = await admin.act(
        "settings", {"changes": {"transport": "http", "servers": "wss://b.example/ws"}}
    )
    assert said == "Saved. Everybody connected is told now."
    told = {"transport": "http", "servers": ["wss://b.example/ws"]}
    await student.expect("settings", settings=told)
    assert (await campus.join()).welcome["settings"] == told
    await admin.act("settings", {"changes": {"transport": None, "servers": None}})
    await student.expect("settings", settings={})
    # A limit is no business of theirs.
    await admin.act("settings", {"changes": {"finds_per_minute": "7"}})
    await student.quiet()


async def test_a_limit_rules_at_once(campus: Campus, admin: Browser) -> None:
    student = await campus.join()
    await admin.act("settings", {"changes": {"finds_per_minute": "1"}})
    await student.find()
    await student.expect("queued")
    await student.find()
    await student.expect("error", code="rate_limited")
    await admin.act("settings", {"changes": {"finds_per_minute": "0"}})
    await student.find()
    await student.expect("queued")


async def test_which_source_rules_is_shown_and_kept(start_campus: StartCampus) -> None:
    campus = await start_campus(
        limits=Limits(finds_per_minute=3), fixed=frozenset({"finds_per_minute"})
    )
    campus.service.change_settings({"finds_per_minute": "9", "transport": "pigeon"})
    async with Browser.opened(campus.web) as admin:
        assert await admin.sign_in() == 200
        rows = {row["key"]: row for row in (await admin.view())["settings"]}
        finds, transport = rows["finds_per_minute"], rows["transport"]
        assert (finds["value"], finds["source"], finds["stored"]) == ("3", "environment", "9")
        assert finds["variable"] == "GURUKUL_FINDS_PER_MINUTE"
        assert (transport["value"], transport["source"]) == ("auto", "default")
        assert "pigeon" in transport["problem"]
        said = await admin.act("settings", {"changes": {"finds_per_minute": "5"}}, status=422)
        assert "GURUKUL_FINDS_PER_MINUTE" in said
        assert await campus.store.settings() == {}


async def test_a_ban_from_a_report_throws_out_and_keeps_out(campus: Campus, admin: Browser) -> None:
    rude, kind, id_ = await report(campus)
    said = await admin.act("judge", {"report": id_, "verdict": "banned"})
    assert said == "Rude is banned for good, and disconnected."
    assert await rude.closed() == 4003
    await kind.quiet()
    back = await Client.open(campus.url)
    await back.send({"type": "hello", "protocol": 1, "token": rude.token})
    assert await back.closed() == 4003
    view = await admin.view()
    assert view["reports"] == []
    assert [ban["user"] for ban in view["bans"]] == [rude.id]
    await admin.act("unban", {"user": rude.id})
    assert (await campus.join(token=rude.token)).id == rude.id


async def test_a_report_is_read_dismissed_and_opened_again(campus: Campus, admin: Browser) -> None:
    rude, kind, id_ = await report(campus, note=HOSTILE)
    [filed] = (await admin.view())["reports"]
    assert (filed["note"], filed["reported"], filed["reporter"]) == (HOSTILE, rude.id, kind.id)
    assert "dismissed" in await admin.act("judge", {"report": id_, "verdict": "dismissed"})
    assert (await admin.view())["reports"] == []
    assert len((await admin.view("dismissed"))["reports"]) == 1
    await admin.act("judge", {"report": id_, "verdict": "open"})
    assert len((await admin.view("all"))["reports"]) == 1
    await rude.quiet()
    await admin.act("judge", {"report": "none", "verdict": "open"}, status=404)


async def test_a_ban_by_hand_has_an_end(campus: Campus, admin: Browser) -> None:
    student = await campus.join("Late")
    until = time.time() + 3600
    wish = {"user": student.id, "reason": " noise ", "until": until}
    assert student.id in await admin.act("ban", wish)
    assert await student.closed() == 4003
    [ban] = (await admin.view())["bans"]
    assert (ban["reason"], ban["until"], ban["name"]) == ("noise", until, "Late")
    await admin.act("ban", wish | {"until": time.time() - 1}, status=422)
    await admin.act("ban", wish | {"until": 1e18}, status=422)
    await admin.act("unban", {"user": "somebody else"}, status=404)


async def test_draining_is_asked_of_the_instance(campus: Campus, admin: Browser) -> None:
    [instance] = (await admin.view())["overview"]["instances"]
    assert "drains" in await admin.act("drain", {"instance": instance["id"]})
    async with asyncio.timeout(5):
        await campus.service.drain_requested()
    await admin.act("drain", {"instance": "none"}, status=404)


async def test_the_queue_and_the_calls_are_shown(campus: Campus, admin: Browser) -> None:
    one, other, third = [await campus.join(name) for name in ("One", "Other", HOSTILE)]
    await pair(one, other)
    await third.find(topics=["algebra"])
    await third.expect("queued")
    overview = (await admin.view())["overview"]
    assert (overview["waiting"], overview["sessions"], overview["online"]) == (1, 1, 3)
    [entry] = overview["queue"]
    assert (entry["name"], entry["topics"]) == (HOSTILE, ["algebra"])
    [call] = overview["calls"]
    assert {call["caller"], call["callee"]} == {one.id, other.id}
    assert overview["instances"][0]["status"]["connections"]["websocket"] == 3


async def test_what_is_stored_is_handed_over_and_deleted(campus: Campus, admin: Browser) -> None:
    _, kind, _ = await report(campus, note="what I wrote")
    async with admin.session.post(
        f"{admin.web}/admin/api/export", json={"user": kind.id}, headers=admin.headers
    ) as answer:
        assert "attachment" in answer.headers[hdrs.CONTENT_DISPOSITION]
        exported = json.loads(await answer.text())
    assert exported["name"] == "Kind"
    assert "what I wrote" in str(exported)
    wish = {"user": kind.id, "confirm": "Kind"}
    assert "not the same" in await admin.act("erase", wish, status=422)
    assert "deleted" in await admin.act("erase", wish | {"confirm": kind.id})
    await kind.closed()
    assert (await admin.view())["reports"] == []
    await admin.act("erase", wish | {"confirm": kind.id}, status=404)


async def test_what_makes_no_sense_is_refused_in_a_sentence(
    admin: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    wishes: list[tuple[str, object]] = [
        ("ban", {}),
        ("ban", {"user": ""}),
        ("ban", {"user": "x" * 65}),
        ("ban", {"user": 1}),
        ("ban", {"user": "x", "reason": "x" * 201}),
        ("ban", {"user": "x", "until": "tomorrow"}),
        ("ban", {"user": "x", "more": 1}),
        ("judge", {"report": "1", "verdict": "hanged"}),
        ("settings", {"changes": {}}),
        ("settings", {"changes": {"servers": "x" * 5000}}),
        ("settings", {"changes": {"transport": 1}}),
        ("drain", []),
        ("erase", None),
        ("export", {"user": "\ud800"}),
    ]
    for action, wish in wishes:
        said = await admin.act(action, wish, status=400)
        assert said.startswith("That could not be read"), (action, wish)
    assert "Traceback" not in caplog.text


async def test_what_is_no_json_is_refused(admin: Browser) -> None:
    for body in (b"", b"{", b"\xff\xff", b"[" * 5000, b"{}" * 40_000):
        async with admin.session.post(
            f"{admin.web}/admin/api/ban", data=body, headers=admin.headers
        ) as answer:
            assert answer.status in (400, 413)
            assert (await answer.json())["said"]


async def test_every_action_leaves_a_line_in_the_log(
    admin: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await admin.act("ban", {"user": "a\nb", "reason": "private words"})
        await admin.act("settings", {"changes": {"transport": "http"}})
    lines = [record.__dict__["fields"] for record in caplog.records if "admin" in record.name]
    assert [line["action"] for line in lines] == ["ban", "settings"]
    assert all(line["actor"].startswith("session ") for line in lines)
    assert lines[0]["user"] == "a\nb"
    assert "private words" not in str(lines)


class _Away(MemoryStore):
    """A store that can be away."""

    away = False

    @property
    def ready(self) -> bool:
        return not self.away

    async def overview(self, most: int = 100) -> Overview:
        if self.away:
            raise StoreUnavailableError
        return await super().overview(most)

    async def ban(self, user: UserId, reason: str, until: float | None = None) -> None:
        raise StoreUnavailableError


async def test_without_the_store_the_page_goes_on_and_says_so(start_campus: StartCampus) -> None:
    campus = await start_campus(store=_Away)
    async with Browser.opened(campus.web) as admin:
        assert await admin.sign_in() == 200
        assert (await admin.view())["store_ready"]
        assert isinstance(campus.store, _Away)
        campus.store.away = True
        view = await admin.view()
        assert (view["store_ready"], view["overview"], view["bans"]) == (False, None, None)
        assert view["settings"]
        said = await admin.act("ban", {"user": "x"}, status=503)
        assert "The store cannot be reached" in said
