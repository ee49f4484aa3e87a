"""The parts of the HTTP side put together, and what holds for every answer."""

import asyncio
import http
import logging
from collections.abc import Iterable
from typing import Final, Protocol

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from gurukul_desktop.protocol.messages import Error
from gurukul_desktop.server.http.answers import Refusal, answer_refusal
from gurukul_desktop.server.http.connections import HttpConnections
from gurukul_desktop.server.http.events import Events
from gurukul_desktop.server.http.messages import Messages
from gurukul_desktop.server.http.origins import Origins
from gurukul_desktop.server.http.probes import Probes
from gurukul_desktop.server.quiet import quiet_logger, summary
from gurukul_desktop.server.service import Service

_log: Final = logging.getLogger(__name__)

ANSWER_SECONDS: Final = 20.0
"""How long an answer may wait for a client that does not read."""


class Part(Protocol):
    """Something with routes of its own: the admin page, the metrics."""

    def add_routes(self, app: web.Application) -> None:
        """Add them, and whatever else the part needs of the application, before it starts."""


def application(service: Service, parts: Iterable[Part] = ()) -> web.Application:
    """The whole HTTP side of ``service``, for the running loop.

    Args:
        parts: what is mounted beside the carrier.
    """
    connections = HttpConnections(service)
    app = web.Application(middlewares=[_Answers().guard])
    own: tuple[Part, ...] = (
        Origins(service.options.origins),
        Messages(service, connections),
        Events(service, connections),
        Probes(service),
    )
    for part in (*own, *parts):
        part.add_routes(app)
    app.on_response_prepare.append(_harden)
    return app


class _Answers:
    """Errors are answered in JSON, and nobody waits for ever for an answer to be read."""

    def __init__(self) -> None:
        self._errors = quiet_logger("http")

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await self._answer(request, handler)
        if not response.prepared:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await response.prepare(request)
                    await response.write_eof()
            except TimeoutError:
                if request.transport is not None:
                    request.transport.abort()
        return response

    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except Refusal as refusal:
            return answer_refusal(refusal)
        except web.HTTPException as error:
            if error.status < 400 or error.content_type != "text/plain":
                raise  # a redirect, or a page of its own
            answer = _explained(error.status)
            if hdrs.ALLOW in error.headers:
                answer.headers[hdrs.ALLOW] = error.headers[hdrs.ALLOW]
            return answer
        except ConnectionError:
            raise  # the client has gone; aiohttp knows
        except Exception as error:
            self._errors.error("internal error: %s", summary(error))
            _log.debug("internal error", exc_info=error)
            return _explained(500)


def _explained(status: int) -> web.Response:
    phrase = http.HTTPStatus(status).phrase.lower()
    error = Error("internal" if status >= 500 else "bad_message", phrase)
    return answer_refusal(Refusal(error, status))


async def _harden(request: web.Request, response: web.StreamResponse) -> None:
    response.headers[hdrs.SERVER] = "gurukul"  # not the versions of what it is made of
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
