"""``POST /api/v1/messages`` and ``DELETE /api/v1/connection``: what clients send."""

import asyncio
import logging
from typing import Final

from aiohttp import hdrs, web

from gurukul_desktop.protocol.codec import decode_server
from gurukul_desktop.protocol.limits import HELLO_SECONDS
from gurukul_desktop.protocol.messages import Error, Welcome
from gurukul_desktop.server.connection import Connection
from gurukul_desktop.server.http.answers import (
    RETRY_SECONDS,
    Refusal,
    answer_json,
    refusal_of,
    refusal_of_end,
)
from gurukul_desktop.server.http.carrier import HttpCarrier
from gurukul_desktop.server.http.connections import HttpConnections
from gurukul_desktop.server.http.events import acknowledge, count, events_json
from gurukul_desktop.server.http.requests import number_of, read_body
from gurukul_desktop.server.quiet import quiet_logger, summary
from gurukul_desktop.server.service import Service

_log: Final = logging.getLogger(__name__)


class Messages:
    """The routes by which messages come in."""

    def __init__(self, service: Service, connections: HttpConnections) -> None:
        self._service = service
        self._connections = connections
        self._errors = quiet_logger("http")

    def add_routes(self, app: web.Application) -> None:
        """Add them."""
        app.router.add_post("/api/v1/messages", self._post)
        app.router.add_delete("/api/v1/connection", self._leave)

    async def _post(self, request: web.Request) -> web.Response:
        if hdrs.AUTHORIZATION not in request.headers:
            return await self._join(request)
        carrier, connection = self._connections.find(request)
        with self._connections.attended(carrier):
            try:
                body = await read_body(request)
            except Refusal as refusal:
                if refusal.error.code == "too_large":
                    carrier.begin_answer()
                    self._service.malformed(connection, "too_large", refusal.error.message)
                    carrier.take_refusal()
                raise
            if carrier.end is not None:
                raise refusal_of_end(carrier.end)
            has = request.headers.get(hdrs.LAST_EVENT_ID)
            number = number_of("Gurukul-Sequence", request.headers.get("Gurukul-Sequence", ""))
            if has is not None:
                acknowledge(carrier, has)
            self._take(carrier, connection, number, body)
            events = b"[]" if carrier.streaming else events_json(carrier.outbox.after(0))
        return answer_json(b'{"events":%b}' % events)

    def _take(self, carrier: HttpCarrier, connection: Connection, number: int, body: bytes) -> None:
        count(self._service, carrier, connection, len(body))
        repeat = carrier.is_repeat(number)
        if repeat is None:
            raise Refusal(Error("bad_message", f"Gurukul-Sequence: {number} is not the next"))
        if repeat:
            return
        self._receive(carrier, connection, body, counted=True)
        refused = carrier.take_refusal()
        carrier.number_used(number, taken=refused is None and carrier.end is None)
        if refused is not None:
            raise refusal_of(refused)
        if carrier.end is not None:
            raise refusal_of_end(carrier.end)

    def _receive(
        self, carrier: HttpCarrier, connection: Connection, body: bytes, *, counted: bool
    ) -> None:
        carrier.begin_answer()
        try:
            self._service.receive(connection, body, counted=counted)
        except Exception as error:
            self._errors.error("internal error: %s", summary(error))
            _log.debug("internal error", exc_info=error)
            self._service.failed(connection)

    async def _join(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        if self._service.draining:
            raise Refusal(Error("unavailable", "the server is going down", RETRY_SECONDS))
        carrier, connection = self._connections.open(request)
        try:
            token = await self._welcomed(carrier, connection, body)
        except BaseException:
            self._connections.leave(carrier)
            raise
        self._connections.admit(carrier, token)
        events = events_json(carrier.outbox.after(0))
        return answer_json(b'{"connection":"%b","events":%b}' % (carrier.id.encode(), events))

    async def _welcomed(self, carrier: HttpCarrier, connection: Connection, body: bytes) -> str:
        self._receive(carrier, connection, body, counted=False)
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                await carrier.answered()
        except TimeoutError:
            raise Refusal(Error("unavailable", "no welcome yet", RETRY_SECONDS)) from None
        refused = carrier.take_refusal()
        if refused is not None:
            raise refusal_of(refused)
        if carrier.end is not None:
            raise refusal_of_end(carrier.end)
        welcome = decode_server(next(carrier.outbox.after(0))[1])
        assert isinstance(welcome, Welcome)  # always the first
        return welcome.token

    async def _leave(self, request: web.Request) -> web.Response:
        carrier, _ = self._connections.find(request)
        self._connections.leave(carrier)
        return web.Response(status=204)
