"""``GET /healthz`` and ``GET /readyz``, for load balancers and whoever restarts the server."""

import json

from aiohttp import web

from gurukul_desktop.server.http.answers import answer_json
from gurukul_desktop.server.service import Service


class Probes:
    """Alive, and ready for clients.

    ``/healthz`` is 200 for as long as the loop runs, whatever the store does: a restart
    would not bring the store back. ``/readyz`` is 200 when clients may be sent here, else
    503 and the reason in a word: ``draining`` or ``store``.
    """

    def __init__(self, service: Service) -> None:
        self._service = service

    def add_routes(self, app: web.Application) -> None:
        """Add both."""
        app.router.add_get("/healthz", self._health)
        app.router.add_get("/readyz", self._ready)

    async def _health(self, request: web.Request) -> web.Response:
        return answer_json(json.dumps(self._service.health()).encode())

    async def _ready(self, request: web.Request) -> web.Response:
        if self._service.draining:
            return _not_ready("draining")
        if not self._service.store.ready:
            return _not_ready("store")
        return answer_json(b'{"status":"ready"}')


def _not_ready(reason: str) -> web.Response:
    body = json.dumps({"status": "unavailable", "reason": reason})
    return answer_json(body.encode(), 503)
