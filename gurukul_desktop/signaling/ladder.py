"""Which carrier is used: WebSocket where it gets through, HTTP where it does not.

Pure: it is told what happened and says what to do. It holds no clock and no socket.

Down the ladder. Three failures in a row of the WebSocket, and HTTP is tried at once. A
failure is a WebSocket that does not open, one whose ``welcome`` never comes, and one that
dies *young*, within :data:`YOUNG_SECONDS` of its welcome and without a word of the
server's. Dying old is none: a proxy that cuts every connection after 20 s costs a student
one quick reconnect each time, which the session on the server outlives (a call goes on,
and a member has 20 s to come back); a search begins anew within half a second. HTTP would
be no better than that for a call, and slower. What the server itself says (draining,
replaced, too fast) is no failure of what carried it.

While HTTP does not work either, it is the server that is down: the WebSocket stays the
first to be tried, so that whoever waits for a restart comes back on it, and HTTP only
follows it in the same breath. Nothing of this is seen until one of the two is welcomed.

Up the ladder. On HTTP the WebSocket is probed beside it: after 30 s, then less and less
often, up to every 5 minutes, with jitter. Success moves the session over. A WebSocket that
was reached by a probe and dies young goes straight back to HTTP (its failures are only
forgotten when one grew old), and the probes stay as rare as they had become.

An administrator's order (``settings.transport``) comes before all of this, at once. An
order that leaves a client without any server for :data:`STUBBORN_FAILURES` tries is
forgotten: the word that takes it back could not reach it.
"""

import random
from collections.abc import Callable
from typing import Final

from gurukul_desktop.protocol.messages import Transport
from gurukul_desktop.signaling.link import Carrier

FAILURES: Final = 3
YOUNG_SECONDS: Final = 5.0
FIRST_PROBE_SECONDS: Final = 30.0
RAREST_PROBE_SECONDS: Final = 300.0
PROBE_JITTER: Final = 0.2
STUBBORN_FAILURES: Final = 10

_ORDERS: Final[dict[Transport, Carrier]] = {
    "websocket": Carrier.WEBSOCKET,
    "http": Carrier.HTTP,
}


class Ladder:
    """The policy of one client.

    Args:
        young: seconds; a link that dies before counts as a failure.
        first_probe: seconds on HTTP before the first probe.
        uniform: draws a number between its two arguments.
    """

    def __init__(
        self,
        *,
        young: float = YOUNG_SECONDS,
        first_probe: float = FIRST_PROBE_SECONDS,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self.young = young
        self._first_probe = first_probe
        self._uniform = uniform
        self._order: Carrier | None = None
        self._rung = Carrier.WEBSOCKET
        self._failures = dict.fromkeys(Carrier, 0)
        self._in_vain = 0
        self._http_works = False
        self._probe_seconds = first_probe

    @property
    def carrier(self) -> Carrier:
        """What to try next."""
        return self._order or self._rung

    @property
    def order(self) -> Carrier | None:
        """What an administrator wants; None leaves the choice to the ladder."""
        return self._order

    @property
    def hopeful(self) -> bool:
        """Whether a way that has not been tried yet is left."""
        return self._order is None and self._failures[Carrier.WEBSOCKET] < FAILURES

    def obey(self, transport: Transport) -> None:
        """An administrator's word."""
        self._order = _ORDERS.get(transport)

    def welcomed(self, carrier: Carrier) -> None:
        """A server was reached."""
        self._rung = carrier
        self._in_vain = 0
        if carrier is Carrier.HTTP:
            self._http_works = True

    def failed(self, carrier: Carrier) -> bool:
        """No welcome; returns whether to try the other carrier at once."""
        self._in_vain += 1
        if self._in_vain >= STUBBORN_FAILURES:
            self._order = None
        return self._step(carrier)

    def lost(self, carrier: Carrier, lived: float) -> bool:
        """A link broke ``lived`` seconds after its welcome; returns as :meth:`failed` does."""
        if lived < self.young:
            return self._step(carrier)
        self._failures[carrier] = 0
        if carrier is Carrier.WEBSOCKET:
            self._http_works = False
            self._probe_seconds = self._first_probe
        return self.carrier is not carrier

    def probe_after(self, carrier: Carrier) -> float | None:
        """Seconds until the WebSocket is to be probed; None while there is no reason to.

        Each call is one probe: the next comes later.
        """
        if carrier is not Carrier.HTTP or self._order is not None:
            return None
        seconds = self._probe_seconds
        self._probe_seconds = min(seconds * 2, RAREST_PROBE_SECONDS)
        return seconds * self._uniform(1 - PROBE_JITTER, 1 + PROBE_JITTER)

    def _step(self, carrier: Carrier) -> bool:
        self._failures[carrier] += 1
        if carrier is Carrier.WEBSOCKET:
            if self._failures[carrier] >= FAILURES:
                self._rung = Carrier.HTTP
        elif not self._http_works or self._failures[carrier] >= FAILURES:
            # Next time the WebSocket is the first again; its failures are not forgotten.
            self._rung = Carrier.WEBSOCKET
            self._http_works = False
            self._failures[carrier] = 0
            return False
        return self.carrier is not carrier
