"""Every HTTP connection: by its token, and for as long as it is alive."""

import asyncio
import contextlib
import hashlib
import hmac
import re
from typing import Final

from aiohttp import hdrs, web

from gurukul_desktop.protocol.limits import TOKEN_CHARACTERS
from gurukul_desktop.protocol.messages import CloseCode, Error
from gurukul_desktop.server.addresses import client_address
from gurukul_desktop.server.connection import Connection
from gurukul_desktop.server.http.answers import Refusal, refusal_of, refusal_of_end
from gurukul_desktop.server.http.carrier import DOES_NOT_READ, End, HttpCarrier
from gurukul_desktop.server.http.vigil import Vigil
from gurukul_desktop.server.service import Service

ALIVE_SECONDS: Final = 15.0
"""Without a stream and without a request for this long, the client is gone."""

REMEMBER_SECONDS: Final = 60.0
"""How long a client whose connection was taken from it is told why."""

_REMEMBERED: Final = (CloseCode.REPLACED, CloseCode.BANNED)
_BEARER: Final = re.compile(rf"Bearer +([\x21-\x7e]{{1,{TOKEN_CHARACTERS}}})", re.IGNORECASE)
_GONE: Final = End(1006, "no sign of life")
_LEFT: Final = End(1000, "left")


class HttpConnections:
    """Opens, finds and ends the connections of one service, on the running loop."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._loop = asyncio.get_running_loop()
        self._by_digest: dict[bytes, HttpCarrier] = {}
        self._vigils: dict[HttpCarrier, Vigil] = {}
        # Those that were taken from their clients, by token and by name.
        self._past: dict[bytes, tuple[End, float]] = {}

    def open(self, request: web.Request) -> tuple[HttpCarrier, Connection]:
        """A new connection, on which hello is about to be said.

        Raises:
            Refusal: it was turned away.
        """
        trusted = self._service.options.trusted_proxies
        address = client_address(request.remote or "", request.headers, trusted)
        carrier = HttpCarrier(self._ended)
        carrier.begin_answer()
        connection = self._service.open(carrier, address)
        if connection is None:
            payload = carrier.take_refusal()
            raise refusal_of(payload) if payload else refusal_of_end(carrier.end or _GONE)
        carrier.connection = connection
        return carrier, connection

    def admit(self, carrier: HttpCarrier, token: str) -> None:
        """It was welcomed: from now on it is found by its token, and has to show life."""
        carrier.digest = _digest(token)
        self._by_digest[carrier.digest] = carrier
        self._past.pop(carrier.digest, None)
        self._vigils[carrier] = Vigil(self._loop, ALIVE_SECONDS, lambda: carrier.close(*_GONE))

    def find(self, request: web.Request) -> tuple[HttpCarrier, Connection]:
        """The connection that a request belongs to.

        Raises:
            Refusal: there is none, or it is over.
        """
        bearer = _BEARER.fullmatch(request.headers.get(hdrs.AUTHORIZATION, ""))
        digest = _digest(bearer[1]) if bearer else b""
        wanted = request.headers.get("Gurukul-Connection")
        # The table is searched by a hash, so its timing tells nothing of the token.
        carrier = self._by_digest.get(digest)
        if carrier is None or not hmac.compare_digest(carrier.digest, digest):
            raise self._unknown(digest, wanted)
        if wanted not in (None, carrier.id) or carrier.connection is None:
            raise self._unknown(digest, wanted)
        return carrier, carrier.connection

    def attended(self, carrier: HttpCarrier) -> contextlib.AbstractContextManager[None]:
        """While a request of this connection is handled, and a while after, it is alive."""
        return self._vigils[carrier].attended()

    def leave(self, carrier: HttpCarrier) -> None:
        """The client has hung up, or was never welcomed."""
        carrier.close(*_LEFT)

    def _unknown(self, digest: bytes, wanted: str | None) -> Refusal:
        # Of another instance's connection nothing is known, whatever became of one here.
        key = digest if wanted is None else wanted.encode(errors="surrogateescape")
        if key in self._past:
            return refusal_of_end(self._past[key][0])
        if self._service.draining:
            return Refusal(Error("unavailable", "the server is going down"))
        return Refusal(Error("unauthorized", "no such connection; say hello"))

    def _ended(self, carrier: HttpCarrier) -> None:
        if carrier.end == DOES_NOT_READ:
            self._service.measures.slow_readers += 1
        if self._by_digest.get(carrier.digest) is carrier:
            del self._by_digest[carrier.digest]
            self._remember(carrier)
        vigil = self._vigils.pop(carrier, None)
        if vigil is not None:
            vigil.stop()
        # Soon, as for a WebSocket: the service may be in the middle of something.
        self._loop.call_soon(self._tell_service, carrier)

    def _tell_service(self, carrier: HttpCarrier) -> None:
        if carrier.connection is not None:
            self._service.closed(carrier.connection)

    def _remember(self, carrier: HttpCarrier) -> None:
        now = self._loop.time()
        for key, (_, until) in list(self._past.items()):
            if until > now:
                break  # they are in the order of their time
            del self._past[key]
        if carrier.end is not None and carrier.end.code in _REMEMBERED:
            for key in (carrier.digest, carrier.id.encode()):
                self._past.pop(key, None)
                self._past[key] = (carrier.end, now + REMEMBER_SECONDS)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
