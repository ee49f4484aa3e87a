"""Whatever answers over HTTP, the link ends or goes another way, and no more."""

import asyncio
import gzip
import json
import logging
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.codec import encode
from gurukul_desktop.protocol.messages import (
    Queued,
    User,
    UserId,
    Welcome,
)
from gurukul_desktop.signaling.http_exchange import ANSWER_BYTES, MOST_COOKIES
from gurukul_desktop.signaling.link import Carrier, Link
from tests.signaling.scripted_host import WELCOME, Handler, Host, events, hang_up, online
from tests.signaling.students import Student


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    async with Host().serving() as host:
        yield host


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
