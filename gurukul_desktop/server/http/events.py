"""``GET /api/v1/events``: what clients are told, as a stream or by polling."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Final

from aiohttp import hdrs, web

from gurukul_desktop.protocol.messages import CloseCode, Error
from gurukul_desktop.server.connection import Connection
from gurukul_desktop.server.http.answers import (
    Refusal,
    answer_json,
    refusal_of,
    refusal_of_end,
)
from gurukul_desktop.server.http.carrier import End, HttpCarrier
from gurukul_desktop.server.http.connections import HttpConnections
from gurukul_desktop.server.http.requests import number_of
from gurukul_desktop.server.service import Service

HEARTBEAT_SECONDS: Final = 10.0
WRITE_SECONDS: Final = 20.0
"""How long what was written may wait for a client that does not read."""

LOST: Final = End(1006, "events were lost")

_STREAM_HEADERS: Final = {
    hdrs.CONTENT_TYPE: "text/event-stream; charset=utf-8",
    hdrs.CACHE_CONTROL: "no-store, no-transform",
    "X-Accel-Buffering": "no",  # nginx would hold it back
}


class Events:
    """The route by which events go out."""

    def __init__(self, service: Service, connections: HttpConnections) -> None:
        self._service = service
        self._connections = connections

    def add_routes(self, app: web.Application) -> None:
        """Add it."""
        app.router.add_get("/api/v1/events", self._get, allow_head=False)

    async def _get(self, request: web.Request) -> web.StreamResponse:
        carrier, connection = self._connections.find(request)
        with self._connections.attended(carrier):
            count(self._service, carrier, connection, 0)
            after = request.query.get("after")
            if after is not None:
                number = _resume(carrier, after)
                return answer_json(events_json(carrier.outbox.after(number)))
            number = _resume(carrier, request.headers.get(hdrs.LAST_EVENT_ID))
            return await _stream(request, carrier, number)


async def _stream(request: web.Request, carrier: HttpCarrier, written: int) -> web.StreamResponse:
    response = web.StreamResponse(headers=_STREAM_HEADERS)

    def cut() -> None:
        if request.transport is not None:
            request.transport.abort()

    carrier.attach(cut)
    try:
        async with asyncio.timeout(WRITE_SECONDS):
            await response.prepare(request)
            await response.write(b": gurukul\n\n")
        while carrier.is_attached(cut):
            carrier.news.clear()
            batch = list(carrier.outbox.after(written))
            if batch:
                written = batch[-1][0]
                await _write(response, b"".join(map(_event, batch)), cut)
                carrier.outbox.written(written)
            elif carrier.end is not None:
                break
            else:
                await _news_or_heartbeat(response, carrier, cut)
    finally:
        carrier.detach(cut)
    return response


async def _news_or_heartbeat(
    response: web.StreamResponse, carrier: HttpCarrier, cut: Callable[[], None]
) -> None:
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            await carrier.news.wait()
    except TimeoutError:
        await _write(response, b":\n\n", cut)


async def _write(response: web.StreamResponse, data: bytes, cut: Callable[[], None]) -> None:
    try:
        async with asyncio.timeout(WRITE_SECONDS):
            await response.write(data)
    except TimeoutError:
        cut()
        raise ConnectionResetError("the client does not read") from None


def _event(event: tuple[int, bytes]) -> bytes:
    number, message = event
    # A signal may hold line ends, between its tokens only (RFC 8259, section 7), and here
    # they would end the field.
    if b"\n" in message or b"\r" in message:
        message = message.replace(b"\r", b" ").replace(b"\n", b" ")
    return b"id: %d\ndata: %b\n\n" % (number, message)


def events_json(events: Iterable[tuple[int, bytes]]) -> bytes:
    """Events as a JSON list; the messages are not encoded anew."""
    return b"[%b]" % b",".join(b'{"id":%d,"message":%b}' % event for event in events)


def acknowledge(carrier: HttpCarrier, said: str) -> int:
    """The client has everything up to the number that it said, which is returned.

    Raises:
        Refusal: it cannot have that.
    """
    number = number_of("Last-Event-ID", said)
    if number > carrier.outbox.last:
        raise refusal_of_end(End(CloseCode.REPLACED, "these events are another connection's"))
    carrier.outbox.acknowledge(number)
    return number


def _resume(carrier: HttpCarrier, said: str | None) -> int:
    """The number after which the client wants to go on.

    Raises:
        Refusal: what comes after it is gone.
    """
    outbox = carrier.outbox
    number = outbox.acknowledged if said is None else acknowledge(carrier, said)
    if number < outbox.lost:
        carrier.close(*LOST)
        raise refusal_of_end(LOST)
    return number


def count(service: Service, carrier: HttpCarrier, connection: Connection, size: int) -> None:
    """Count a request with ``size`` bytes of body, as a WebSocket's frames are counted.

    Raises:
        Refusal: it is one too many.
    """
    carrier.begin_answer()
    allowed = service.counts(connection, size)
    refused = carrier.take_refusal()
    if allowed:
        return
    if refused is not None:
        raise refusal_of(refused)
    if carrier.end is not None:
        raise refusal_of_end(carrier.end)
    # The service does not say it each time. Over HTTP, every request has its answer.
    raise Refusal(Error("rate_limited", "too many messages", connection.traffic.retry_after))
