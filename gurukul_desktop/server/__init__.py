"""The matchmaking server: pairs students and carries their signals.

Runs where neither Qt nor a media package is installed. What is where:

* :mod:`~gurukul_desktop.server.service`: what a message does; the composition root.
* :mod:`~gurukul_desktop.server.reception`: who is let in, and until when.
* :mod:`~gurukul_desktop.server.identity`: guests, and people whom a JWT names.
* :mod:`~gurukul_desktop.server.limits`: how much one user, connection or address may do.
* :mod:`~gurukul_desktop.server.addresses`, :mod:`~gurukul_desktop.server.origins`: clients
  behind proxies, and web pages.
* :mod:`~gurukul_desktop.server.websocket`: the WebSocket carrier and ``GET /healthz``.
* :mod:`~gurukul_desktop.server.run`: a server that starts, drains and stops.
* :mod:`~gurukul_desktop.server.embedded`: the same inside the app, on a thread of its own.
* :mod:`~gurukul_desktop.server.command`: ``gurukul server``.
"""
