"""A real HTTP server that answers what it is told to."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from gurukul_desktop.protocol.codec import encode
from gurukul_desktop.protocol.messages import (
    Error,
    Message,
    User,
    UserId,
    Welcome,
)
from gurukul_desktop.signaling.link import Carrier
from tests.signaling.students import Student

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


async def hang_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@asynccontextmanager
async def online(host: Host) -> AsyncIterator[Student]:
    async with Student(host.url).studying() as student:
        await student.welcomed(Carrier.HTTP)
        yield student
