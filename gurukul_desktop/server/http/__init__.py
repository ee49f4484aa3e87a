"""HTTP: the carrier for networks that let no WebSocket through, and the probes.

* :mod:`~gurukul_desktop.server.http.carrier`: the contract with clients, one connection.
* :mod:`~gurukul_desktop.server.http.outbox`: a connection's events until acknowledged.
* :mod:`~gurukul_desktop.server.http.connections`: all of them, by token, while alive.
* :mod:`~gurukul_desktop.server.http.messages`: ``POST /api/v1/messages``.
* :mod:`~gurukul_desktop.server.http.events`: ``GET /api/v1/events``.
* :mod:`~gurukul_desktop.server.http.origins`: which web pages may use ``/api``.
* :mod:`~gurukul_desktop.server.http.probes`: ``/healthz`` and ``/readyz``.
* :mod:`~gurukul_desktop.server.http.application`: the parts put together.
* :mod:`~gurukul_desktop.server.http.listener`: the port.

The server inside the app has none of this, and does not import aiohttp.
"""
