"""The HTTP carrier: the contract with clients, and one client's connection.

The messages are those of :mod:`gurukul_desktop.protocol.messages`. Paths are under
``/api/v1``; bodies are JSON in UTF-8, never compressed, at most 64 KiB from the client.

**Joining.** ``POST /messages`` without ``Authorization``, the body a ``hello``. Answer 200::

    {"connection": "3kq…", "events": [{"id": 1, "message": {"type": "welcome", …}}, …]}

Every later request carries ``Authorization: Bearer TOKEN`` (``token`` of ``welcome``) and
should carry ``Gurukul-Connection: ID`` (``connection`` of that answer), by which two
connections of one user are told apart; without it the newest one is meant.

**Sending.** ``POST /messages``, one message a request, one request at a time, numbered by
``Gurukul-Sequence: n``: the first message after ``hello`` is 1. Answer 200::

    {"events": [{"id": 7, "message": {…}}, …]}

``events`` holds what has not been acknowledged, oldest first, while no stream is open, and
is empty while one is. When the answer is lost, the same number is sent again: what was
answered with 200 is not executed again. A number that was answered with an error may be
used again or left out. Any other number is 400.

**Receiving.** The events of a connection are numbered 1, 2, 3, …; a repeat is recognised by
its number. One is kept until it is acknowledged: everything up to N is, by
``Last-Event-ID: N`` with a GET or a POST, and by ``?after=N``.

* ``GET /events`` is a stream of server-sent events (WHATWG HTML, section 9.2), ``id`` and
  ``data`` (the message), that begins after ``Last-Event-ID``, else after what was
  acknowledged. A comment comes at once, so that a client whose proxy holds the stream back
  notices, and another after every 10 s of silence. A second stream ends the first. After the
  end of a stream the client opens the next one, whose status says what is the matter.
* ``GET /events?after=N`` is polling. Answer 200: ``[{"id": N+1, "message": {…}}, …]``, empty
  if there is nothing. It may be used beside a stream.

**Leaving.** ``DELETE /connection``, answer 204: at once, as a closed WebSocket. Else a
connection is over when no stream is open and no request came for 15 s; who was waiting
leaves the queue, who was in a session has the time of grace to come back.

**Errors.** The body of any answer from 400 on is an ``error`` message. One that the server
finds at once is the answer to the request and is not among the events; one found later is
an event. Both mean the same.

====  ==========================================================================
400   ``bad_message``, ``not_in_session``, ``already_in_session``,
      ``unsupported_version``; a wrong number; a malformed request
401   to ``hello``: the token is not valid. Else: no such connection here (it ended, or
      belongs to another instance, or its events are gone); say ``hello`` again
403   ``banned``; or a web page whose origin is not allowed (``unauthorized``)
404   no such path; 405 no such method
408   the body took longer than 10 s
409   a newer connection of this user has taken over
413   ``too_large``; the connection is over
429   ``rate_limited``; ``Retry-After`` in seconds
500   ``internal``
503   ``unavailable``: the instance goes down, or its store is away; ``Retry-After``
====  ==========================================================================

An error ends the connection where it would close the WebSocket; the next request is then
answered with 401, 403 or 409.

**Limits.** Each request counts as a message. A client that neither acknowledges nor reads
its stream is dropped at 512 KiB or 1,000 events that wait for it.

**Web pages** may use the carrier from origins in the server's list, without cookies.

**Several instances** need a load balancer that sends a client to the same one again (a
sticky cookie will do). A client that lands elsewhere is answered with 401 and joins there.
"""

import asyncio
import secrets
from collections.abc import Callable
from typing import ClassVar, Final, NamedTuple

from gurukul_desktop.server.connection import CarrierKind, Connection
from gurukul_desktop.server.http.outbox import Outbox

_ERROR: Final = b'{"type":"error"'
"""How an encoded error begins: msgspec writes the tag first."""


class End(NamedTuple):
    """Why a connection is over, as a WebSocket would say it (RFC 6455, section 7.4)."""

    code: int
    reason: str


DOES_NOT_READ: Final = End(1006, "the client does not read")


class HttpCarrier:
    """What the service sends to one client, until the client has it.

    Args:
        ended: called once, when the connection is over.

    Attributes:
        id: by which the client names it.
        digest: of its token; empty before ``welcome``.
        connection: the service's side; None if it was turned away.
        end: None while it is open.
        news: set when there are events, a refusal, an end, or another stream.
    """

    kind: ClassVar[CarrierKind] = "http"

    __slots__ = (
        "_answering",
        "_cut",
        "_ended",
        "_refusal",
        "_sequence",
        "_sequence_taken",
        "connection",
        "digest",
        "end",
        "id",
        "news",
        "outbox",
    )

    def __init__(self, ended: Callable[["HttpCarrier"], None]) -> None:
        self.id = secrets.token_urlsafe(12)
        self.digest = b""
        self.connection: Connection | None = None
        self.end: End | None = None
        self.news = asyncio.Event()
        self.outbox = Outbox()
        self._ended = ended
        self._answering = False
        self._refusal: bytes | None = None
        self._sequence = 0
        self._sequence_taken = False
        self._cut: Callable[[], None] | None = None

    # What the service calls

    def send(self, payload: bytes) -> None:
        """Keep one message for the client."""
        if self.end is not None:
            return
        if self._answering and payload.startswith(_ERROR):
            self._refusal = self._refusal or payload
        elif not self.outbox.add(payload):
            self.close(*DOES_NOT_READ)
            if self._cut is not None:
                self._cut()
        self.news.set()

    def close(self, code: int, reason: str) -> None:
        """The connection is over; what is kept is still given to an open stream."""
        if self.end is None:
            self.end = End(code, reason)
            self.news.set()
            self._ended(self)

    # What the requests call

    def begin_answer(self) -> None:
        """From now on an error is the answer to a request, not an event."""
        self._answering = True
        self._refusal = None

    def take_refusal(self) -> bytes | None:
        """The error that the request is answered with, if any; errors are events again."""
        self._answering = False
        return self._refusal

    async def answered(self) -> None:
        """Wait until the service has answered ``hello`` in one way or another."""
        while not (self.outbox.last or self._refusal or self.end):
            self.news.clear()
            await self.news.wait()

    def is_repeat(self, number: int) -> bool | None:
        """Whether a numbered message was executed already; None if its number is wrong."""
        if number == self._sequence:
            return self._sequence_taken
        return False if number == self._sequence + 1 else None

    def number_used(self, number: int, *, taken: bool) -> None:
        """A numbered message was executed (``taken``) or refused."""
        self._sequence = number
        self._sequence_taken = taken

    @property
    def streaming(self) -> bool:
        """Whether a stream is open."""
        return self._cut is not None

    def attach(self, cut: Callable[[], None]) -> None:
        """A stream was opened, the one before is over; ``cut`` ends it abruptly."""
        self._cut = cut
        self.outbox.rewind()
        self.news.set()

    def is_attached(self, cut: Callable[[], None]) -> bool:
        """Whether this stream is the one that is open."""
        return self._cut == cut

    def detach(self, cut: Callable[[], None]) -> None:
        """A stream is over."""
        if self._cut == cut:
            self._cut = None
            self.outbox.rewind()
