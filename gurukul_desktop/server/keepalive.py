"""Pings to clients that have been silent, and an end to those that do not answer.

One timer for all connections: a task or a timer for each would be a tenth of what an idle
connection costs (RFC 6455, section 5.5.2, says what a ping is).
"""

import asyncio
from typing import Final, Protocol

PING_SECONDS: Final = 20.0
"""A client from which nothing came for this long is pinged, and has as long to answer."""

CHECKS: Final = 4
"""So many times in that time everybody is looked at; so much later it may become."""


class Silent(Protocol):
    """A connection that can be asked whether it lives.

    Attributes:
        heard: whether something came since :class:`Keepalive` looked last.
        silence: how often in a row nothing had.
    """

    heard: bool
    silence: int

    def ping(self) -> None:
        """Ask for a sign of life."""

    def give_up(self) -> None:
        """There was none: close."""


class Keepalive:
    """Looks after the connections of one listener.

    Args:
        seconds: the silence after which a client is pinged, and after a ping is given up.
    """

    def __init__(self, seconds: float = PING_SECONDS) -> None:
        self._interval = seconds / CHECKS
        self._connections: set[Silent] = set()
        self._timer: asyncio.TimerHandle | None = None

    def add(self, connection: Silent) -> None:
        """Look after a connection."""
        self._connections.add(connection)
        self._arm()

    def discard(self, connection: Silent) -> None:
        """The connection is gone."""
        self._connections.discard(connection)
        if not self._connections and self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self) -> None:
        if self._timer is None and self._connections:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._interval, self._look)

    def _look(self) -> None:
        self._timer = None
        for connection in list(self._connections):
            if connection.heard:
                connection.heard = False
                connection.silence = 0
                continue
            connection.silence += 1
            if connection.silence == CHECKS:
                connection.ping()
            elif connection.silence >= 2 * CHECKS:
                connection.give_up()
        self._arm()
