"""Clients that speak no HTTP, or never come to an end."""

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from random import Random
from typing import Any

import pytest

from gurukul_desktop.server.http import application, listener, requests
from gurukul_desktop.server.http.listener import HttpListener
from gurukul_desktop.server.run import MatchmakingServer
from tests.server.client import DEADLINE
from tests.server.http.client import HttpClient
from tests.server.http.conftest import Enter, base_of

POST = b"POST /api/v1/messages HTTP/1.1\r\nHost: x\r\n"
HELLO = b'{"type":"hello","protocol":1}'


class Raw:
    """A bare connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def answer(self) -> tuple[int, Any]:
        """The status and the JSON of the next answer."""
        async with asyncio.timeout(DEADLINE):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
            headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
            assert headers["Content-Type"].startswith("application/json"), head
            body = await self.reader.readexactly(int(headers["Content-Length"]))
        return int(head.split()[1]), json.loads(body)

    async def closed(self) -> bytes:
        """What comes until the server closes."""
        async with asyncio.timeout(DEADLINE):
            try:
                return await self.reader.read()
            except ConnectionError:
                return b""


Connect = Callable[[], Awaitable[Raw]]


@pytest.fixture
async def raw(server: MatchmakingServer) -> AsyncIterator[Connect]:
    """Opens bare connections to ``server``."""
    opened: list[Raw] = []

    async def connect() -> Raw:
        port = int(base_of(server).rpartition(":")[2])
        opened.append(Raw(*await asyncio.open_connection("127.0.0.1", port)))
        return opened[-1]

    yield connect
    for one in opened:
        one.writer.close()


@pytest.mark.parametrize(
    "traffic",
    [
        b"nonsense\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET /" + b"x" * 5000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nX: " + b"x" * 9000 + b"\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n" + b"".join(b"X-%d: 1\r\n" % n for n in range(80)) + b"\r\n",
        b"GET /healthz HTTP/1.1\r\nBad Header: 1\r\n\r\n",
        POST + b"Content-Length: -1\r\n\r\n",
        POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        POST + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n",
    ],
    ids=lambda traffic: traffic[:20].decode("latin-1"),
)
async def test_what_is_no_http_is_400_without_an_echo_and_quiet(
    raw: Connect, traffic: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        connection = await raw()
        connection.writer.write(traffic)
        status, body = await connection.answer()
        assert await connection.closed() == b""
    assert status == 400
    assert body == {"type": "error", "code": "bad_message", "message": "malformed HTTP"}
    assert [record.getMessage() for record in caplog.records] == [
        "malformed traffic (0 more since the last such line)"
    ]
    assert all(record.exc_info is None for record in caplog.records)


async def test_a_body_that_is_announced_as_too_large(raw: Connect) -> None:
    connection = await raw()
    connection.writer.write(POST + b"Content-Length: 70000\r\n\r\n")
    assert (await connection.answer())[0] == 413
    assert await connection.closed() == b""


async def test_a_body_in_chunks_without_end(raw: Connect) -> None:
    connection = await raw()
    connection.writer.write(POST + b"Transfer-Encoding: chunked\r\n\r\n")
    sent = 0
    answer = asyncio.create_task(connection.answer())
    while not answer.done():
        connection.writer.write(b"1000\r\n" + b"x" * 0x1000 + b"\r\n")
        sent += 0x1000
        assert sent < 10_000_000
        await connection.writer.drain()
        await asyncio.sleep(0)  # not to wait: lets the server, in this same loop, have its turn
    assert (await answer)[0] == 413


async def test_a_body_that_trickles(raw: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "BODY_SECONDS", 0.05)
    connection = await raw()
    connection.writer.write(POST + b"Content-Length: 20\r\n\r\n{")
    status, body = await connection.answer()
    assert (status, body["code"]) == (408, "bad_message")
    assert await connection.closed() == b""


async def test_a_malformed_chunk(raw: Connect) -> None:
    connection = await raw()
    connection.writer.write(POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n")
    assert (await connection.answer())[0] == 400


async def test_a_body_that_is_cut_short(server: MatchmakingServer, raw: Connect) -> None:
    connection = await raw()
    connection.writer.write(POST + b"Content-Length: 20\r\n\r\n{")
    connection.writer.close()
    await connection.writer.wait_closed()
    other = await raw()
    other.writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    status, body = await other.answer()
    assert (status, body["connections"]) == (200, 0)


@pytest.mark.parametrize("beginning", [b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: "])
async def test_headers_that_trickle(
    raw: Connect, monkeypatch: pytest.MonkeyPatch, beginning: bytes
) -> None:
    monkeypatch.setattr(listener, "IDLE_SECONDS", 0.1)
    connection = await raw()
    connection.writer.write(beginning)
    assert await connection.closed() == b""


async def test_a_compressed_body_is_not_unpacked(raw: Connect) -> None:
    connection = await raw()
    head = b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(HELLO)
    connection.writer.write(POST + head + HELLO)
    assert (await connection.answer())[0] == 200


async def test_requests_in_a_pipeline_are_answered_in_order(raw: Connect) -> None:
    connection = await raw()
    body = b"Content-Length: %d\r\n\r\n" % len(HELLO) + HELLO
    connection.writer.write((POST + body + b"GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n") * 100)
    for _ in range(100):
        status, answer = await connection.answer()
        assert (status, answer["events"][0]["message"]["type"]) == (200, "welcome")
        assert await connection.answer() == (200, {"status": "ready"})


async def write_for_ever(connection: Raw, data: bytes) -> None:
    async with asyncio.timeout(DEADLINE):
        while True:
            connection.writer.write(data)
            await connection.writer.drain()


async def test_answers_that_nobody_reads_are_given_up(
    raw: Connect, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "ANSWER_SECONDS", 0.1)
    client = await enter()
    connection = await raw()
    # Nothing is read from here on.
    connection.writer.transport.pause_reading()
    poll = (
        f"GET /api/v1/events?after=0 HTTP/1.1\r\nHost: x\r\n"
        f"Authorization: Bearer {client.token}\r\n\r\n"
    ).encode()
    with pytest.raises(ConnectionError):
        await write_for_ever(connection, poll * 100)
    assert (await client.poll()).status == 200


async def test_bytes_that_are_no_text_in_every_header(raw: Connect, enter: Enter) -> None:
    client = await enter()
    wild = b": \xff\xc3\x28\xed\xa0\x80\r\n"
    known = f"Authorization: Bearer {client.token}\r\n".encode()
    for name in (
        b"Authorization",
        b"Gurukul-Connection",
        b"Gurukul-Sequence",
        b"Last-Event-ID",
        b"Origin",
        b"X-Forwarded-For",
        b"Forwarded",
    ):
        connection = await raw()
        authorized = b"" if name == b"Authorization" else known
        connection.writer.write(POST + authorized + name + wild + b"Content-Length: 2\r\n\r\n{}")
        assert (await connection.answer())[0] in (400, 401, 403, 409)


async def test_a_stream_of_http_1_0_ends_with_its_connection(raw: Connect, enter: Enter) -> None:
    client = await enter()
    connection = await raw()
    head = f"GET /api/v1/events HTTP/1.0\r\nAuthorization: Bearer {client.token}\r\n\r\n"
    connection.writer.write(head.encode())
    async with asyncio.timeout(DEADLINE):
        answer = await connection.reader.readuntil(b": gurukul\n\nid: 1\ndata: ")
    assert b"chunked" not in answer.lower()
    await enter(token=client.token)
    assert (await connection.closed()).startswith(b'{"type":"welcome"')


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="not on this system")
async def test_a_client_that_has_lost_its_network_is_given_up(server: MatchmakingServer) -> None:
    assert server.service is not None
    http = HttpListener(application.application(server.service))
    port = await http.start("127.0.0.1", 0)
    client = Raw(*await asyncio.open_connection("127.0.0.1", port))
    client.writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (await client.answer())[0] == 200
    manager = http._runner.server
    assert manager is not None
    (connection,) = manager.connections
    assert connection.transport is not None
    end = connection.transport.get_extra_info("socket")
    assert end.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 20_000
    client.writer.close()
    await http.aclose()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/messages", 405),
        ("PUT", "/api/v1/events", 405),
        ("HEAD", "/api/v1/events", 405),
        ("OPTIONS", "/api/v1/events", 405),
        ("POST", "/healthz", 405),
        ("GET", "/healthz/../admin", 404),
    ],
)
async def test_what_is_not_there(
    bare: Callable[[], HttpClient], method: str, path: str, status: int
) -> None:
    answer = await bare().request(method, path) if method != "HEAD" else None
    if answer is None:
        client = bare()
        async with client.session.head(client.base + path) as response:
            assert response.status == status
        return
    assert (answer.status, answer.body["type"]) == (status, "error")
    assert answer.headers["Server"] == "gurukul"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert ("Allow" in answer.headers) == (status == 405)


async def test_no_token_and_no_address_in_the_log(
    raw: Connect, enter: Enter, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        client = await enter("Mira")
        await client.find()
        await client.post(b"{")
        async with client.stream() as stream:
            await stream.comment()
        for header in (b"Authorization: Bearer secret\r\nBad Header: x\r\n", b""):
            connection = await raw()
            connection.writer.write(POST + header + b"Content-Length: 1\r\n\r\n{")
            await connection.answer()
    text = caplog.text
    assert client.token not in text
    assert "secret" not in text
    assert "127.0.0.1" not in text
    assert "Traceback" not in text


async def test_random_requests(enter: Enter, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is sent, the answer is JSON with a status of the contract."""
    random = Random(20261122)
    client = await enter()
    known = client.headers
    statuses = set()
    for number in range(300):
        headers = {
            name: random.choice(("", "0", "1", str(number), "x", "-1", "9" * 15, "a,b"))
            for name in ("Gurukul-Sequence", "Last-Event-ID", "Gurukul-Connection", "X-Odd")
            if random.random() < 0.4
        }
        authorization = random.choice((None, known["Authorization"], "Bearer x", "\x7f"))
        if authorization is not None:
            headers["Authorization"] = authorization
        body = random.choice((b"", b"{", b"null", b"[]", HELLO, b'{"type":"cancel"}', b"\x00\xff"))
        method = random.choice(("POST", "DELETE", "PUT", "OPTIONS"))
        path = random.choice(("/api/v1/messages", "/api/v1/events?after=0", "/api/v1/x", "/%00"))
        with contextlib.suppress(ValueError):  # the client library refuses some headers itself
            answer = await client.request(method, path, data=body, headers=headers)
            statuses.add(answer.status)
    assert statuses <= {200, 204, 400, 401, 404, 405, 409}
    assert {200, 400, 401, 404, 405} <= statuses
    assert caplog.records == []
