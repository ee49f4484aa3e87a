"""``GET /metrics``, for Prometheus and not for the world.

With a token configured it asks for that token (RFC 6750), from everybody. Without one it
answers loopback and private addresses only, and nothing that came through a proxy which
is not trusted: that proxy has a private address itself, whoever it asks for.
"""

import hmac
from collections.abc import Sequence
from typing import Final

from aiohttp import hdrs, web

from gurukul_desktop.protocol.messages import Error
from gurukul_desktop.server.addresses import Network, client_address, parse_address
from gurukul_desktop.server.http.answers import Refusal
from gurukul_desktop.server.metrics import Metrics

_FORWARDED: Final = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


class Scrape:
    """The metrics as a part of the HTTP side.

    Args:
        trusted: the proxies that are believed when they say who a request is from.
        token: asked for if it is not empty.
    """

    def __init__(self, metrics: Metrics, trusted: Sequence[Network] = (), token: str = "") -> None:
        self._metrics = metrics
        self._trusted = trusted
        self._token = token.encode()

    def add_routes(self, app: web.Application) -> None:
        """Add the one route."""
        app.router.add_get("/metrics", self._scrape)

    async def _scrape(self, request: web.Request) -> web.Response:
        if self._token:
            scheme, _, given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
            right = hmac.compare_digest(given.encode(errors="surrogatepass"), self._token)
            if scheme.lower() != "bearer" or not right:
                raise Refusal(Error("unauthorized", "the token of the metrics is needed"))
        elif not self._is_near(request):
            raise Refusal(Error("unauthorized", "only for private addresses"), 403)
        body, content_type = self._metrics.render(request.headers.get(hdrs.ACCEPT, ""))
        headers = {hdrs.CONTENT_TYPE: content_type, hdrs.CACHE_CONTROL: "no-store"}
        return web.Response(body=body, headers=headers)

    def _is_near(self, request: web.Request) -> bool:
        peer = request.remote or ""
        said = client_address(peer, request.headers, self._trusted)
        if said == peer and any(name in request.headers for name in _FORWARDED):
            return False
        address = parse_address(said)
        return address is not None and (address.is_private or address.is_loopback)
