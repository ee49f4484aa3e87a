"""The HTTP carrier against a server that answers what it is told to, hostile things included."""

import asyncio
import gzip
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.codec import encode
from gurukul_desktop.protocol.messages import (
    Error,
    Message,
    Queued,
    User,
    UserId,
    Welcome,
)
from gurukul_desktop.signaling.http_exchange import ANSWER_BYTES, MOST_COOKIES
from gurukul_desktop.signaling.link import Carrier, Link, Refusal
from tests.signaling.students import TIMING, Student

WELCOME = Welcome(1, User(UserId("u"), "Student"), "token")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def events(*numbered: tuple[int, Message], connection: str = "c") -> web.Response:
    """The answer to a POST."""
    listed = ",".join(f'{{"id":{id_},"message":{encode(m).decode()}}}' for id_, m in numbered)
    return web.Response(text=f'{{"connection":"{connection}","events":[{listed}]}}')


def refusal(status: int, error: Error, **headers: str) -> web.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.Response(body=encode(error), status=status, headers=named)


class Host:
    """Answers ``hello``, messages, streams and polls, each by a handler that can be replaced."""

    def __init__(self) -> None:
        self.requests: list[web.Request] = []
        self.posted: list[tuple[str, Any]] = []
        self.on_hello: Handler = self.welcome
        self.on_message: Handler = self.accept
        self.on_stream: Handler = self.stay
        self.on_poll: Handler = self.nothing
        self.url = ""
        self.changed = asyncio.Event()

    async def until(self, matches: Callable[["Host"], bool]) -> None:
        async with asyncio.timeout(10):
            while not matches(self):
                self.changed.clear()
                await self.changed.wait()

    async def welcome(self, request: web.Request) -> web.StreamResponse:
        return events((1, WELCOME))

    async def accept(self, request: web.Request) -> web.StreamResponse:
        return events()

    async def stay(self, request: web.Request) -> web.StreamResponse:
        return await self.stream(request, b": here\n\n", stays=True)

    async def nothing(self, request: web.Request) -> web.StreamResponse:
        return web.Response(text="[]")

    async def stream(
        self, request: web.Request, *pieces: bytes, stays: bool = False
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for piece in pieces:
            await response.write(piece)
        if stays:
            await asyncio.Event().wait()
        return response

    async def _post(self, request: web.Request) -> web.StreamResponse:
        self._note(request)
        message = json.loads(await request.read())
        if "Authorization" not in request.headers:
            return await self.on_hello(request)
        self.posted.append((request.headers["Gurukul-Sequence"], message))
        self.changed.set()
        return await self.on_message(request)

    async def _get(self, request: web.Request) -> web.StreamResponse:
        self._note(request)
        return await (self.on_poll if "after" in request.query else self.on_stream)(request)

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        self._note(request)
        return web.Response(status=204)

    def _note(self, request: web.Request) -> None:
        self.requests.append(request)
        self.changed.set()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Host"]:
        app = web.Application()
        app.router.add_post("/api/v1/messages", self._post)
        app.router.add_get("/api/v1/events", self._get)
        app.router.add_delete("/api/v1/connection", self._delete)
        runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"ws://127.0.0.1:{runner.addresses[0][1]}/ws"
        try:
            yield self
        finally:
            await runner.cleanup()


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    async with Host().serving() as host:
        yield host


@asynccontextmanager
async def online(host: Host) -> AsyncIterator[Student]:
    async with Student(host.url).studying() as student:
        await student.welcomed(Carrier.HTTP)
        yield student


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
        (400, Error("unsupported_version", "2 only"), Refusal.UNSUITABLE),
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


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(2 * ANSWER_BYTES // 65536):
        await response.write(b" " * 65536)
    await asyncio.Event().wait()
    return response


async def bomb(request: web.Request) -> web.StreamResponse:
    return web.Response(body=gzip.compress(b" " * 10**7), headers={"Content-Encoding": "gzip"})


async def redirect(request: web.Request) -> web.StreamResponse:
    return web.Response(status=307, headers={"Location": "http://127.0.0.1:9/api/v1/messages"})


async def nonsense(request: web.Request) -> web.StreamResponse:
    return web.Response(body=b'{"events":[{"id":-1,"message":{}}]}\xff')


async def deep(request: web.Request) -> web.StreamResponse:
    return web.Response(text='{"events":' + "[" * 100_000)


async def empty(request: web.Request) -> web.StreamResponse:
    return events()


async def bad_token(request: web.Request) -> web.StreamResponse:
    return events((1, Welcome(1, User(UserId("u"), "S"), "two\r\nlines: x")))


async def bad_connection(request: web.Request) -> web.StreamResponse:
    return events((1, WELCOME), connection="a\\r\\nb: c")


async def many_cookies(request: web.Request) -> web.StreamResponse:
    response = events((1, WELCOME))
    for number in range(MOST_COOKIES + 1):
        response.set_cookie(f"c{number}", "x")
    return response


async def hang_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


HOSTILE = [
    endless,
    bomb,
    redirect,
    nonsense,
    deep,
    empty,
    bad_token,
    bad_connection,
    many_cookies,
    hang_up,
]


@pytest.mark.parametrize("answer", HOSTILE)
async def test_a_hostile_answer_to_hello_is_no_more_than_a_failure(
    host: Host, answer: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "gurukul_desktop")
    host.on_hello = answer
    async with Student(host.url).studying() as student:
        await host.until(lambda host: len(host.requests) > 1)
        host.on_hello = host.welcome
        await student.welcomed(Carrier.HTTP)
    assert "Traceback" not in caplog.text
    assert "127.0.0.1" not in caplog.text


@pytest.mark.parametrize("answer", HOSTILE[:5])
async def test_a_hostile_answer_to_a_message_ends_the_link_and_no_more(
    host: Host, answer: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    async with online(host) as student:
        host.on_message = answer
        student.client.send(messages.Cancel())
        await student.heard.link(Link.OFFLINE)
        host.on_message = host.accept
        await student.welcomed()
        assert student.client.send(messages.Cancel())
    assert "Traceback" not in caplog.text


async def endless_line(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    while True:
        await response.write(b"data: " + b"x" * 65536)


async def endless_event(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    while True:
        await response.write(b"data: x\n" * 1000)


async def no_numbers(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    await response.write(b'id: x\ndata: {}\n\nid: 1e9\ndata: {}\n\ndata: {"type"}\n\n')
    return response


async def no_stream(request: web.Request) -> web.StreamResponse:
    return web.Response(status=404)


async def a_page(request: web.Request) -> web.StreamResponse:
    return web.Response(text="<html>", content_type="text/html")


@pytest.mark.parametrize(
    "answer", [*HOSTILE[:3], hang_up, endless_line, endless_event, no_numbers, no_stream, a_page]
)
async def test_a_stream_that_is_none_is_polled_instead(
    host: Host, answer: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    async def poll(request: web.Request) -> web.StreamResponse:
        number = int(request.query["after"]) + 1
        message = json.loads(encode(Queued(number, 9, "global")))
        return web.json_response([{"id": number, "message": message}])

    host.on_stream, host.on_poll = answer, poll
    async with online(host) as student:
        positions = [(await student.heard.message(Queued)).position for _ in range(4)]
        assert positions == [2, 3, 4, 5]
        assert Link.OFFLINE not in student.heard.events
    assert "Traceback" not in caplog.text


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
