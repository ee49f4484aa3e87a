"""Which web pages may use ``/api`` (WHATWG Fetch, section 3.3, the CORS protocol).

An app sends no ``Origin``, and is not asked for one. There are no cookies here: what a
page may do, it does by a token that it was given.
"""

from collections.abc import Collection
from typing import Final

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from gurukul_desktop.protocol.messages import Error
from gurukul_desktop.server.http.answers import Refusal
from gurukul_desktop.server.origins import allows

_FORBIDDEN: Final = 403
_PREFLIGHT: Final = {
    hdrs.ACCESS_CONTROL_ALLOW_METHODS: "GET, POST, DELETE",
    hdrs.ACCESS_CONTROL_ALLOW_HEADERS: (
        "Authorization, Content-Type, Gurukul-Connection, Gurukul-Sequence, Last-Event-ID"
    ),
    hdrs.ACCESS_CONTROL_MAX_AGE: "600",
}


class Origins:
    """Lets pages of the ``allowed`` origins in, and whoever is no page."""

    def __init__(self, allowed: Collection[str]) -> None:
        self._allowed = allowed

    def add_routes(self, app: web.Application) -> None:
        """Guard the routes under ``/api``, and answer preflights there."""
        app.middlewares.append(self._guard)
        app.on_response_prepare.append(self._allow)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        said = request.headers.getall(hdrs.ORIGIN, [])
        if not said or not request.path.startswith("/api/"):
            return await handler(request)
        if not allows(self._allowed, said):
            raise Refusal(Error("unauthorized", "this origin is not allowed"), _FORBIDDEN)
        if request.method == hdrs.METH_OPTIONS:
            return web.Response(status=204, headers=_PREFLIGHT)
        return await handler(request)

    async def _allow(self, request: web.Request, response: web.StreamResponse) -> None:
        if not request.path.startswith("/api/"):
            return
        response.headers[hdrs.VARY] = hdrs.ORIGIN
        origin = request.headers.get(hdrs.ORIGIN)
        if origin is not None and origin in self._allowed:
            response.headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = origin
            response.headers[hdrs.ACCESS_CONTROL_EXPOSE_HEADERS] = hdrs.RETRY_AFTER
