"""The HTTP carrier against a server that plays a script over real sockets."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web

from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.codec import encode
from gurukul_desktop.protocol.messages import (
    Error,
    Queued,
)
from gurukul_desktop.signaling.link import Carrier, Link, Refusal
from tests.signaling.scripted_host import WELCOME, Host, events, hang_up, online, refusal
from tests.signaling.students import TIMING, Student


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    async with Host().serving() as host:
        yield host


def test_http_is_imported_only_where_it_is_needed() -> None:
    """aiohttp takes as long to import as half of the app."""
    script = "import sys, gurukul_desktop.signaling.client; print('aiohttp' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"


async def test_every_request_after_hello_says_who_asks(host: Host) -> None:
    async def with_cookie(request: web.Request) -> web.StreamResponse:
        response = events((1, WELCOME))
        response.set_cookie("instance", "7")
        return response

    host.on_hello = with_cookie
    async with online(host) as student:
        student.client.send(messages.Cancel())
        await host.until(lambda host: bool(host.posted))
    hello, *later = host.requests
    assert "Authorization" not in hello.headers
    assert later[-1].method == "DELETE"
    for request in later:
        assert request.headers["Authorization"] == "Bearer token"
        assert request.headers["Gurukul-Connection"] == "c"
        assert request.headers["Accept-Encoding"] == "identity"
        assert request.cookies == {"instance": "7"}


async def test_messages_are_numbered_and_one_at_a_time(host: Host) -> None:
    under_way = most = 0

    async def slowly(request: web.Request) -> web.StreamResponse:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return events()

    host.on_message = slowly
    async with online(host) as student:
        for number in range(10):
            student.client.send(messages.Find("global", "video", (str(number),)))
        await host.until(lambda host: len(host.posted) == 10)
    assert [number for number, _ in host.posted] == [str(n) for n in range(1, 11)]
    assert [message["topics"] for _, message in host.posted] == [[str(n)] for n in range(10)]
    assert most == 1


async def test_an_error_is_delivered_and_its_number_used_again(host: Host) -> None:
    async def too_fast(request: web.Request) -> web.StreamResponse:
        host.on_message = host.accept
        return refusal(429, Error("rate_limited", "too many searches"), Retry_After="40")

    host.on_message = too_fast
    async with online(host) as student:
        student.client.send(messages.Cancel())
        error = await student.heard.message(Error)
        assert (error.code, error.retry_after) == ("rate_limited", 40.0)
        student.client.send(messages.Cancel())
        await host.until(lambda host: len(host.posted) == 2)
        assert [number for number, _ in host.posted] == ["1", "1"]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_what_a_proxy_answers_is_asked_again(host: Host, status: int) -> None:
    async def busy(request: web.Request) -> web.StreamResponse:
        host.on_message = host.accept
        return web.Response(status=status, text="<html>")

    host.on_message = busy
    async with online(host) as student:
        student.client.send(messages.Cancel())
        await host.until(lambda host: len(host.posted) == 2)
        assert host.posted[0] == host.posted[1]


async def test_events_are_delivered_once_and_in_order_whichever_way_they_come(
    host: Host,
) -> None:
    def event(number: int) -> bytes:
        return b"id: %d\ndata: %b\n\n" % (number, encode(Queued(number, 9, "global")))

    async def stream(request: web.Request) -> web.StreamResponse:
        last = int(request.headers["Last-Event-ID"])
        if last == 1:
            return await host.stream(request, event(2) + event(3))
        assert last == 4
        return await host.stream(request, event(2) + event(4) + event(5), stays=True)

    async def poll(request: web.Request) -> web.StreamResponse:
        listed = [
            {"id": number, "message": json.loads(encode(Queued(number, 9, "global")))}
            for number in (3, 4)
        ]
        return web.json_response(listed)

    async def overtake(request: web.Request) -> web.StreamResponse:
        numbered = [(number, Queued(number, 9, "global")) for number in (4, 5, 6)]
        return events(*numbered)

    host.on_stream, host.on_poll, host.on_message = stream, poll, overtake
    async with online(host) as student:
        student.client.send(messages.Cancel())
        positions = [(await student.heard.message(Queued)).position for _ in range(5)]
        assert positions == [2, 3, 4, 5, 6]
        assert student.heard.events == []


async def test_a_connection_that_is_no_longer_known_is_made_anew(host: Host) -> None:
    async def unknown(request: web.Request) -> web.StreamResponse:
        host.on_poll = host.nothing
        host.on_stream = host.stay
        return refusal(401, Error("unauthorized", "say hello again"))

    host.on_stream = host.on_poll = unknown
    async with online(host) as student:
        await student.welcomed()
        assert student.heard.refusals == []


@pytest.mark.parametrize(
    ("status", "error", "told"),
    [
        (403, Error("banned", "no"), Refusal.BANNED),
        (409, Error("unavailable", "replaced"), Refusal.REPLACED),
    ],
)
async def test_answers_that_would_repeat_themselves_end_the_tries(
    host: Host, status: int, error: Error, told: Refusal
) -> None:
    async def over(request: web.Request) -> web.StreamResponse:
        return refusal(status, error)

    host.on_stream = host.on_poll = over
    async with online(host) as student:
        await student.heard.until(lambda event: event is told)
        await student.heard.link(Link.OFFLINE)
        assert student.heard.events == []


@pytest.mark.parametrize(
    ("status", "error", "told"),
    [
        (403, Error("banned", "no"), Refusal.BANNED),
        (400, Error("unsupported_version", "2 only"), Refusal.OTHER_VERSION),
        (401, Error("unauthorized", "sign in"), Refusal.UNAUTHORIZED),
    ],
)
async def test_a_hello_that_is_refused_is_told(
    host: Host, status: int, error: Error, told: Refusal
) -> None:
    async def refuse(request: web.Request) -> web.StreamResponse:
        return refusal(status, error)

    host.on_hello = refuse
    async with Student(host.url).studying() as student:
        await student.heard.until(lambda event: event is told)
        assert student.heard.refusals == [told]


async def test_a_proxy_that_forbids_everything_is_no_ban(host: Host) -> None:
    async def forbid(request: web.Request) -> web.StreamResponse:
        return web.Response(status=403, text="<html>forbidden")

    host.on_hello = forbid
    async with Student(host.url).studying() as student:
        await student.heard.until(lambda event: event is Refusal.UNSUITABLE)
        await student.heard.link(Link.CONNECTING)


async def test_streams_that_break_at_once_are_tried_less_and_less_often(host: Host) -> None:
    host.on_stream = hang_up
    timing = replace(TIMING, poll=0.01)
    async with Student(host.url, timing=timing).studying() as student:
        await student.welcomed(Carrier.HTTP)
        await host.until(lambda host: sum("after" in r.query for r in host.requests) > 30)
    streams = sum(r.path.endswith("events") and "after" not in r.query for r in host.requests)
    assert streams < 10


async def test_a_stream_that_falls_silent_is_left(host: Host) -> None:
    timing = replace(TIMING, silence=0.2)
    async with Student(host.url, timing=timing).studying() as student:
        await student.welcomed(Carrier.HTTP)
        await host.until(lambda host: any("after" in r.query for r in host.requests))


async def test_a_server_that_answers_nothing_any_more_is_left(host: Host) -> None:
    async with online(host) as student:
        host.on_stream = host.on_poll = hang_up
        student.client.retry()
        for request in list(host.requests):
            if request.transport is not None:
                request.transport.abort()
        await student.heard.link(Link.OFFLINE)
        assert not student.client.send(messages.Cancel())
