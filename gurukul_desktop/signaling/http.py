"""Messages over HTTP: each a POST on the way up, server-sent events or polling on the way down.

::

    POST /api/v1/messages          hello ─▶ {"connection": …, "events": [{"id": 1, "message":
                                   welcome}, …]}; its token and connection go with the rest
    POST /api/v1/messages          any other message, one at a time, numbered in a header:
                                   one whose answer was lost is repeated under its number,
                                   and the server does not obey it twice
    GET  /api/v1/events            a stream, from Last-Event-ID on
    GET  /api/v1/events?after=N    a list, every 3 s, where the stream does not get through
    DELETE /api/v1/connection      at the end

A server of ours says something on a stream at once and a comment every 10 s. A stream that
says nothing at first, or falls silent, is held back by a proxy on the way: then it is
polled, and the stream is tried again later. The session is not in a connection, so one that
is cut costs nothing; a server that does not answer for a while is gone.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Annotated, Final, Self, TypeVar

import msgspec

from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.messages import Error, Record, ServerMessage, Welcome
from gurukul_desktop.signaling.address import http_base
from gurukul_desktop.signaling.carrier import Deliver, Gone, Outbox, first_to_end, log, understand
from gurukul_desktop.signaling.event_stream import EventStream, StreamError
from gurukul_desktop.signaling.http_exchange import Answer, Exchange, ExchangeError, Stream
from gurukul_desktop.signaling.inbox import Inbox
from gurukul_desktop.signaling.link import Carrier, Refusal
from gurukul_desktop.signaling.timing import Timing

MESSAGES: Final = "/api/v1/messages"
EVENTS: Final = "/api/v1/events"
LEAVING: Final = "/api/v1/connection"
SEQUENCE: Final = "Gurukul-Sequence"
CONNECTION: Final = "Gurukul-Connection"

AGAIN_SECONDS: Final = 0.2
TOO_OFTEN: Final = 20
"""So many answers in a row that say to come back later are an answer, too."""
STEADY_SECONDS: Final = 10.0
"""A stream that lasted so long was none of those that do not work."""
EVENT_BYTES: Final = limits.MESSAGE_BYTES + 1024
_VISIBLE: Final = re.compile(r"[!-~]+")
"""What a header can carry (RFC 9110, section 5.5), without spaces."""

_Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class _Event(Record, frozen=True):
    id: _Number
    message: msgspec.Raw


class _Events(Record, frozen=True):
    connection: str = ""
    events: tuple[_Event, ...] = ()


T = TypeVar("T")

_answer: Final = msgspec.json.Decoder(_Events)
_list: Final[msgspec.json.Decoder[tuple[_Event, ...]]] = msgspec.json.Decoder(tuple[_Event, ...])
_number: Final = msgspec.json.Decoder(_Number)


class HttpConnection:
    """Implements :class:`~gurukul_desktop.signaling.carrier.Connection`."""

    carrier: Final = Carrier.HTTP

    def __init__(self, exchange: Exchange, timing: Timing) -> None:
        self._exchange = exchange
        self._timing = timing
        self._clock = asyncio.get_running_loop().time
        self._headers: dict[str, str] = {}
        self._inbox = Inbox[bytes]()
        self._early: list[bytes] = []

    @classmethod
    async def open(cls, url: str, timing: Timing) -> Self:
        """Make ready; nothing is sent yet. ``url`` is the server's WebSocket address."""
        return cls(Exchange(http_base(url), timing), timing)

    async def check(self) -> None:
        """Whoever asks without a token is refused by a server of ours, in its own words."""
        try:
            answer = await self._exchange.get(f"{EVENTS}?after=0", {})
        except ExchangeError as error:
            raise Gone(f"no answer ({error})") from None
        _refusal(answer)

    async def greet(self, hello: bytes) -> ServerMessage | None:
        try:
            answer = await self._exchange.post(MESSAGES, hello, {})
        except ExchangeError as error:
            raise Gone(
                f"no answer to hello ({error})",
                refusal=Refusal.UNSUITABLE if error.foreign else None,
                unreachable=error.unreachable,
                doubtful=True,
            ) from None
        if answer.status != 200:
            return _refusal(answer)
        joined = _decode(_answer, answer.body)
        self._early = self._inbox.ordered(_numbered(joined.events))
        first = understand(self._early.pop(0)) if self._early else None
        if isinstance(first, Welcome):
            if not (_VISIBLE.fullmatch(first.token) and _VISIBLE.fullmatch(joined.connection)):
                raise Gone("a token that no header can carry", refusal=Refusal.UNSUITABLE)
            self._headers["Authorization"] = f"Bearer {first.token}"
            self._headers[CONNECTION] = joined.connection
        return first

    async def converse(self, outbox: Outbox, deliver: Deliver) -> None:
        early, self._early = self._early, []
        _hand_on(early, deliver)
        await first_to_end(self._write(outbox, deliver), self._listen(deliver))

    async def leave(self) -> None:
        if self._headers:
            with suppress(ExchangeError, TimeoutError):
                async with asyncio.timeout(self._timing.farewell):
                    await self._exchange.delete(LEAVING, self._headers)

    async def aclose(self) -> None:
        await self._exchange.aclose()

    # Up

    async def _write(self, outbox: Outbox, deliver: Deliver) -> None:
        number = 1
        while True:
            message = await outbox.get()
            answer = await self._insist(partial(self._post, message, number), errors_too=True)
            _end_if_over(answer)
            error = _read_error(answer)
            if error is not None:
                # Said of this message, as over a WebSocket; its number was not used.
                deliver(error)
            else:
                _check(answer)
                events = _decode(_answer, answer.body).events
                _hand_on(self._inbox.overtaking(_numbered(events)), deliver)
                number += 1
            outbox.task_done()

    async def _post(self, message: bytes, number: int) -> Answer:
        headers = {**self._headers, SEQUENCE: str(number)}
        return await self._exchange.post(MESSAGES, message, headers)

    # Down

    async def _listen(self, deliver: Deliver) -> None:
        held_back = self._timing.stream_again
        trouble = 0.0
        while True:
            began = self._clock()
            try:
                await self._stream(deliver)
                pause = 0.0
            except TimeoutError:
                log.info("= the stream of events is held back; polling")
                pause = held_back
                held_back = min(held_back * 2, self._timing.stream_rarest)
            except (ExchangeError, StreamError) as error:
                log.info("= the stream of events broke: %s", error)
                pause = 0.0
            if self._clock() - began > STEADY_SECONDS:
                trouble = 0.0
            else:
                pause = max(pause, trouble)
                trouble = min(max(trouble * 2, AGAIN_SECONDS), self._timing.stream_rarest)
            await self._poll(deliver, pause)

    async def _stream(self, deliver: Deliver) -> None:
        """One stream from its start to its end.

        Raises:
            TimeoutError: it is silent.
            ExchangeError: there is none, or it broke.
            StreamError: it is no stream of ours.
        """
        headers = {**self._headers, "Last-Event-ID": str(self._inbox.last)}
        parser = EventStream(EVENT_BYTES)
        stream: Stream | None = None
        try:
            async with asyncio.timeout(self._timing.first_byte):
                opened = await self._exchange.open_stream(EVENTS, headers)
                if isinstance(opened, Answer):
                    _end_if_over(opened)
                    raise ExchangeError(f"answered with {opened.status}")
                stream = opened
                data = await stream.read()
            while data:
                events = (
                    (number, event.data)
                    for event in parser.feed(data)
                    if (number := _read_number(event.id)) is not None
                )
                _hand_on(self._inbox.ordered(events), deliver)
                async with asyncio.timeout(self._timing.silence):
                    data = await stream.read()
        finally:
            if stream is not None:
                stream.close()

    async def _poll(self, deliver: Deliver, seconds: float) -> None:
        """Ask once, and again and again for so many seconds."""
        until = self._clock() + seconds
        while True:
            path = f"{EVENTS}?after={self._inbox.last}"
            answer = await self._insist(partial(self._exchange.get, path, self._headers))
            _check(answer)
            events = _decode(_list, answer.body)
            _hand_on(self._inbox.ordered(_numbered(events)), deliver)
            if self._clock() >= until:
                return
            await asyncio.sleep(min(self._timing.poll, seconds))

    async def _insist(
        self, request: Callable[[], Awaitable[Answer]], *, errors_too: bool = False
    ) -> Answer:
        """Repeat a request until the server answers it.

        Args:
            errors_too: whatever the server itself says is its answer.

        Raises:
            Gone: it does not.
        """
        until = self._clock() + self._timing.patience
        wait = AGAIN_SECONDS
        for _ in range(TOO_OFTEN):
            try:
                answer = await request()
            except ExchangeError as error:
                if error.foreign:
                    raise Gone(f"an answer of somebody else ({error})") from None
                gone = Gone(f"no answer ({error})")
            else:
                busy = answer.status == 429 or answer.status >= 500
                if not busy or (errors_too and _read_error(answer) is not None):
                    return answer
                gone = Gone(f"answered with {answer.status}", retry_after=answer.retry_after)
                if answer.status == 429:
                    # Too fast: not a fault of the link, so it takes none of its patience.
                    until += max(wait, answer.retry_after or 0.0)
            wait = max(wait, gone.retry_after or 0.0)
            if self._clock() + wait > until:
                raise gone
            await asyncio.sleep(wait)
            wait = min(wait * 2, 1.0)
        raise gone


def _read_error(answer: Answer) -> Error | None:
    """What a server of ours says with any status but 200; None if it is not its word."""
    message = None if answer.status == 200 else understand(answer.body)
    if isinstance(message, Error) and message.retry_after is None:
        return msgspec.structs.replace(message, retry_after=answer.retry_after)
    return message if isinstance(message, Error) else None


def _refusal(answer: Answer) -> Error:
    """What the server said instead of welcome.

    Raises:
        Gone: it was not our server that said so.
    """
    error = _read_error(answer)
    if error is not None:
        return error
    busy = answer.status == 429 or answer.status >= 500
    raise Gone(
        f"refused with {answer.status}",
        retry_after=answer.retry_after,
        refusal=None if busy else Refusal.UNSUITABLE,
        doubtful=True,
    )


def _end_if_over(answer: Answer) -> None:
    """Raises :class:`Gone` for the answers that end a connection."""
    if answer.status == 401:
        raise Gone("no longer known there")
    if answer.status == 409:
        raise Gone("another window took over", refusal=Refusal.REPLACED, spoken=True)
    error = _read_error(answer)
    if error is not None and error.code == "banned":
        raise Gone("banned", refusal=Refusal.BANNED, spoken=True)


def _check(answer: Answer) -> None:
    if answer.status != 200:
        _end_if_over(answer)
        raise Gone(f"answered with {answer.status}")


def _decode(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError):  # ValidationError is the first
        raise Gone("an answer that is none of ours", doubtful=True) from None


def _read_number(text: bytes) -> int | None:
    try:
        return _number.decode(text)
    except (msgspec.DecodeError, UnicodeError):
        return None


def _numbered(events: Iterable[_Event]) -> list[tuple[int, bytes]]:
    return [(event.id, bytes(event.message)) for event in events]


def _hand_on(payloads: Iterable[bytes], deliver: Deliver) -> None:
    for payload in payloads:
        message = understand(payload)
        if message is not None:
            deliver(message)
