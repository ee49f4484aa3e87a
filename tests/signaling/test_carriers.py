"""The ladder on the real server, through proxies with the faults that students sit behind."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.messages import Matched, Signal
from gurukul_desktop.server.run import MatchmakingServer
from gurukul_desktop.signaling.link import Carrier, Link, Refusal
from tests.proxies import FaultyProxy, WebSockets
from tests.signaling.students import (
    FIND,
    TIMING,
    YOUNG_SECONDS,
    Student,
    behind_proxy,
    meet,
    serving,
)

SIGNALS = 100


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[MatchmakingServer]:
    async with serving(tmp_path) as server:
        yield server


@pytest.fixture
async def proxy(server: MatchmakingServer) -> AsyncIterator[FaultyProxy]:
    async with behind_proxy(server) as proxy:
        yield proxy


async def talk(one: Student, other: Student, session: messages.SessionId) -> None:
    """Signals go both ways, all of them, in order and once."""
    for number in range(SIGNALS):
        data = msgspec.Raw(b'{"n":%d}' % number)
        for student in (one, other):
            assert student.client.send(Signal(session, data))
    sent = [b'{"n":%d}' % number for number in range(SIGNALS)]
    for student in (one, other):
        assert await student.signals(SIGNALS) == sent


@pytest.mark.parametrize("fault", ["refuse", "close", "swallow"])
async def test_a_student_whose_proxy_kills_websockets_meets_one_who_has_them(
    server: MatchmakingServer, proxy: FaultyProxy, fault: WebSockets
) -> None:
    proxy.websockets = fault
    async with AsyncExitStack() as stack:
        timing = replace(TIMING, welcome=0.7)
        student = Student(proxy.url, name="Asha", timing=timing)
        asha = await stack.enter_async_context(student.studying())
        ravi = await stack.enter_async_context(Student(server.url, name="Ravi").studying())
        await asha.welcomed(Carrier.HTTP)
        await ravi.welcomed(Carrier.WEBSOCKET)
        seen = await meet(asha, ravi)
        assert seen.partner.name == "Ravi"
        await talk(asha, ravi, seen.session)
        ravi.client.send(messages.Skip(seen.session))
        assert (await asha.heard.message(messages.PartnerLeft)).reason == "skipped"
        assert asha.heard.refusals == []
    assert sum(line.startswith("GET /ws") for line in proxy.seen) == 3


async def test_where_streams_are_held_back_the_events_are_polled(
    server: MatchmakingServer, proxy: FaultyProxy
) -> None:
    proxy.websockets = "refuse"
    proxy.holds_streams = True
    async with AsyncExitStack() as stack:
        asha = await stack.enter_async_context(Student(proxy.url).studying())
        ravi = await stack.enter_async_context(Student(server.url).studying())
        await asha.welcomed(Carrier.HTTP)
        await ravi.welcomed()
        seen = await meet(asha, ravi)
        await talk(asha, ravi, seen.session)
        # The stream comes back by itself when it is let through.
        proxy.holds_streams = False
        assert any("after=" in line for line in proxy.seen)
        await proxy.request("events HTTP")
        await talk(asha, ravi, seen.session)


async def test_a_proxy_that_cuts_every_connection_leaves_the_websocket_in_use(
    proxy: FaultyProxy,
) -> None:
    proxy.cuts_after = YOUNG_SECONDS + 0.3
    async with Student(proxy.url).studying() as asha:
        user = (await asha.welcomed(Carrier.WEBSOCKET)).user
        for _ in range(4):
            await asha.heard.link(Link.OFFLINE)
            assert (await asha.welcomed()).user == user
            # A search is begun anew at once.
            assert asha.client.send(FIND)
            assert (await asha.heard.message(messages.Queued)).position == 1
    assert not any("/api/" in line for line in proxy.seen)


async def test_over_http_a_proxy_that_cuts_every_connection_is_not_even_noticed(
    server: MatchmakingServer, proxy: FaultyProxy
) -> None:
    proxy.websockets = "refuse"
    async with AsyncExitStack() as stack:
        asha = await stack.enter_async_context(Student(proxy.url).studying())
        await asha.welcomed(Carrier.HTTP)
        asha.client.send(FIND)
        await asha.heard.message(messages.Queued)
        for _ in range(5):
            again = asyncio.create_task(proxy.request("events HTTP"))
            await proxy.cut()
            await again
        ravi = await stack.enter_async_context(Student(server.url).studying())
        await ravi.welcomed()
        ravi.client.send(FIND)
        # She has kept her place in the queue all the time.
        seen = await asha.matched()
        await ravi.matched()
        await talk(asha, ravi, seen.session)
        assert Link.OFFLINE not in asha.heard.events


async def test_a_link_goes_back_to_the_websocket_and_keeps_its_session(
    server: MatchmakingServer, proxy: FaultyProxy
) -> None:
    proxy.websockets = "refuse"
    async with AsyncExitStack() as stack:
        asha = await stack.enter_async_context(Student(proxy.url, probes=0.2).studying())
        ravi = await stack.enter_async_context(Student(server.url).studying())
        user = (await asha.welcomed(Carrier.HTTP)).user
        await ravi.welcomed()
        seen = await meet(asha, ravi)
        proxy.websockets = "pass"
        told = await asha.heard.until(lambda event: event in (Carrier.WEBSOCKET, Link.OFFLINE))
        assert told is Carrier.WEBSOCKET
        welcome = await asha.welcomed()
        assert welcome.user == user
        assert welcome.session is not None
        assert welcome.session.session == seen.session
        await talk(asha, ravi, seen.session)
        assert asha.heard.refusals == []


async def test_a_search_is_not_disturbed_by_a_way_back(
    server: MatchmakingServer, proxy: FaultyProxy
) -> None:
    proxy.websockets = "refuse"
    async with AsyncExitStack() as stack:
        asha = await stack.enter_async_context(Student(proxy.url, probes=0.1).studying())
        await asha.welcomed(Carrier.HTTP)
        asha.client.send(FIND)
        await asha.heard.message(messages.Queued)
        proxy.websockets = "pass"
        probed = sum(line.startswith("GET /ws") for line in proxy.seen)
        ravi = await stack.enter_async_context(Student(server.url).studying())
        await ravi.welcomed()
        ravi.client.send(FIND)
        await asha.matched()
        assert sum(line.startswith("GET /ws") for line in proxy.seen) == probed
        await asha.welcomed(Carrier.WEBSOCKET)


async def test_an_order_of_the_admin_is_obeyed_live(
    server: MatchmakingServer, proxy: FaultyProxy
) -> None:
    assert server.service is not None
    async with Student(proxy.url).studying() as asha:
        user = (await asha.welcomed(Carrier.WEBSOCKET)).user
        server.service.change_settings({"transport": "http"})
        told = await asha.heard.until(lambda event: event in (Carrier.HTTP, Link.OFFLINE))
        assert told is Carrier.HTTP
        assert (await asha.welcomed()).user == user
        server.service.change_settings({"transport": "websocket"})
        told = await asha.heard.until(lambda event: event in (Carrier.WEBSOCKET, Link.OFFLINE))
        assert told is Carrier.WEBSOCKET
        assert (await asha.welcomed()).user == user
        assert asha.heard.refusals == []


async def test_an_answer_that_was_lost_executes_nothing_twice(
    server: MatchmakingServer, proxy: FaultyProxy
) -> None:
    proxy.websockets = "refuse"
    async with AsyncExitStack() as stack:
        asha = await stack.enter_async_context(Student(proxy.url).studying())
        ravi = await stack.enter_async_context(Student(server.url).studying())
        await asha.welcomed(Carrier.HTTP)
        await ravi.welcomed()
        seen = await meet(asha, ravi)
        for number in range(5):
            proxy.drops_answers = 1
            asha.client.send(Signal(seen.session, msgspec.Raw(b'{"lost":%d}' % number)))
            assert await ravi.signals(1) == [b'{"lost":%d}' % number]
        await talk(asha, ravi, seen.session)
        assert proxy.drops_answers == 0


async def test_who_goes_leaves_the_queue_at_once(
    server: MatchmakingServer, proxy: FaultyProxy
) -> None:
    proxy.websockets = "refuse"
    async with AsyncExitStack() as stack:
        async with Student(proxy.url).studying() as asha:
            await asha.welcomed(Carrier.HTTP)
            asha.client.send(FIND)
            await asha.heard.message(messages.Queued)
        ravi = await stack.enter_async_context(Student(server.url).studying())
        await ravi.welcomed()
        ravi.client.send(FIND)
        first = await ravi.heard.until(lambda e: isinstance(e, messages.Queued | Matched))
        assert (first.position, first.waiting) == (1, 1)


async def test_the_last_word_of_who_goes_is_not_cut_off(
    server: MatchmakingServer, proxy: FaultyProxy
) -> None:
    proxy.websockets = "refuse"
    async with AsyncExitStack() as stack:
        ravi = await stack.enter_async_context(Student(server.url).studying())
        async with Student(proxy.url).studying() as asha:
            await asha.welcomed(Carrier.HTTP)
            await ravi.welcomed()
            seen = await meet(asha, ravi)
            asha.client.send(messages.End(seen.session))
        assert (await ravi.heard.message(messages.PartnerLeft)).reason == "ended"


async def test_another_window_that_takes_over_is_told(proxy: FaultyProxy) -> None:
    proxy.websockets = "refuse"
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(Student(proxy.url).studying())
        token = (await first.welcomed(Carrier.HTTP)).token
        second = Student(proxy.url)
        second.tokens.save(proxy.url, token)
        await stack.enter_async_context(second.studying())
        await second.welcomed(Carrier.HTTP)
        await first.heard.until(lambda event: event is Refusal.REPLACED)
        await first.heard.link(Link.OFFLINE)


@pytest.mark.parametrize("fault", ["pass", "refuse"])
async def test_a_sign_in_that_is_not_accepted_is_told_and_makes_no_guest(
    proxy: FaultyProxy, fault: WebSockets, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    proxy.websockets = fault
    async with Student(proxy.url, sign_in=lambda: "not.a.token").studying() as asha:
        await asha.heard.until(lambda event: event is Refusal.UNAUTHORIZED)
        await asha.heard.link(Link.OFFLINE)
        assert asha.tokens.load(proxy.url) == ""
        assert not asha.client.send(FIND)
    assert "not.a.token" not in caplog.text


async def test_a_sign_in_that_cannot_be_read_makes_no_guest_either(proxy: FaultyProxy) -> None:
    token = ""
    async with Student(proxy.url, sign_in=lambda: token).studying() as asha:
        await asha.heard.until(lambda event: event is Refusal.UNAUTHORIZED)
        await asha.heard.link(Link.OFFLINE)
