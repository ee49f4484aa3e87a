"""The client's end of the WebSocket: connect, say hello, stay, come back.

One task owns the connection::

    connecting ── welcome ──▶ online ── lost ──▶ offline ── waited ──▶ connecting …

It never gives up by itself, but for two answers that would only repeat themselves: the
user is banned, or another window took over the same user. :meth:`SignalingClient.retry`
tries even then.
"""

import asyncio
import logging
import platform
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.typing import Subprotocol

from gurukul_desktop import __version__
from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.codec import ProtocolError, decode_server, encode
from gurukul_desktop.protocol.messages import (
    ClientInfo,
    ClientMessage,
    CloseCode,
    Draining,
    Error,
    Hello,
    ServerMessage,
    Welcome,
)
from gurukul_desktop.signaling.address import is_loopback
from gurukul_desktop.signaling.backoff import Backoff
from gurukul_desktop.signaling.link import Link, LinkListener, Refusal
from gurukul_desktop.signaling.tokens import TokenStore

log = logging.getLogger(__name__)

OPEN_SECONDS: Final = 10.0
"""For the TCP, TLS and WebSocket handshakes, and again for the welcome."""
PING_SECONDS: Final = 10.0
UNSENT_MESSAGES: Final = 256
"""More than this waiting to be written means that the link is dead, not slow."""

Summon = Callable[[], Awaitable[bool]]


class _Gone(Exception):
    """The connection is over; ``wait`` seconds until the next, None: the backoff decides."""

    def __init__(self, why: str, *, wait: float | None = None, refusal: Refusal | None = None):
        super().__init__(why)
        self.wait = wait
        self.refusal = refusal


class SignalingClient:
    """One user's link to one server.

    Args:
        url: a WebSocket address (:func:`~gurukul_desktop.signaling.address.parse_server_url`).
        name: what the partner reads; empty lets the server choose.
        tokens: where the token of the last visit is kept.
        listener: who is told.
        summon: called when nothing listens at ``url``; it may start a server there, and
            returns whether trying again at once makes sense.
    """

    def __init__(
        self,
        url: str,
        *,
        name: str,
        tokens: TokenStore,
        listener: LinkListener,
        summon: Summon | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        self._url = url
        self._name = name
        self._tokens = tokens
        self._listener = listener
        self._summon = summon
        self._backoff = backoff or Backoff()
        self._task: asyncio.Task[None] | None = None
        self._outbox: asyncio.Queue[bytes] | None = None
        self._hurry = asyncio.Event()

    def start(self) -> None:
        """Connect, and stay connected until :meth:`aclose`."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="signaling")

    async def aclose(self) -> None:
        """Close the link. Idempotent; nothing is told afterwards."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def send(self, message: ClientMessage) -> bool:
        """Queue a message; False if the link is not online, and the message is dropped."""
        if self._outbox is None:
            return False
        try:
            self._outbox.put_nowait(encode(message))
        except asyncio.QueueFull:
            return False
        log.debug("> %s", type(message).__name__)
        return True

    def retry(self) -> None:
        """Do not wait any longer; connect now if the link is down."""
        self._hurry.set()
        if self._task is not None and self._task.done():
            self.start()

    async def _run(self) -> None:
        while True:
            self._listener.on_link(Link.CONNECTING, 0.0)
            try:
                await self._visit()
            except _Gone as gone:
                log.info("= the link is down: %s", gone)
                wait = self._backoff.next() if gone.wait is None else gone.wait
                if gone.refusal is not None:
                    self._listener.on_refusal(gone.refusal)
                if gone.refusal in (Refusal.BANNED, Refusal.REPLACED):
                    self._listener.on_link(Link.OFFLINE, 0.0)
                    return
            except Exception:
                # A fault of ours must not leave the student without a server for good.
                log.exception("the link met a fault")
                wait = self._backoff.next()
            if wait > 0:
                # What was hurried while there was a link has nothing to do with this wait.
                self._hurry.clear()
                self._listener.on_link(Link.OFFLINE, wait)
                await self._pause(wait)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._hurry.wait()
        except TimeoutError:
            pass

    async def _visit(self) -> None:
        """One connection from its start to its end. Always raises :class:`_Gone`."""
        connection = await self._open()
        try:
            await self._greet(connection)
            await self._converse(connection)
        finally:
            self._outbox = None
            # A close handshake may hang on a dead link; it is bounded by close_timeout.
            await connection.close()

    async def _open(self) -> ClientConnection:
        try:
            connection = await connect(
                self._url,
                subprotocols=[Subprotocol(limits.SUBPROTOCOL)],
                max_size=limits.MESSAGE_BYTES,
                compression=None,  # messages are small; candidates do not compress
                open_timeout=OPEN_SECONDS,
                close_timeout=1.0,
                ping_interval=PING_SECONDS,
                ping_timeout=PING_SECONDS,
                proxy=None if is_loopback(self._url) else True,  # True: as the system has it
            )
        except (ConnectionError, TimeoutError, OSError) as error:
            if self._summon is not None and await self._summon():
                raise _Gone("nothing listened; a server was started", wait=0.0) from None
            raise _Gone(f"no connection ({type(error).__name__})") from None
        except InvalidStatus as error:
            status = error.response.status_code
            busy = status == HTTPStatus.TOO_MANY_REQUESTS or status >= 500
            raise _Gone(
                f"refused with {status}", refusal=None if busy else Refusal.UNSUITABLE
            ) from None
        except (WebSocketException, ValueError) as error:
            raise _Gone(
                f"no Gurukul server there ({type(error).__name__})", refusal=Refusal.UNSUITABLE
            ) from None
        if connection.subprotocol != limits.SUBPROTOCOL:
            await connection.close()
            raise _Gone("another subprotocol", refusal=Refusal.UNSUITABLE)
        return connection

    async def _greet(self, connection: ClientConnection) -> None:
        token = self._tokens.load(self._url)
        client = ClientInfo(version=__version__, platform=platform.system()[:64])
        hello = Hello(limits.PROTOCOL_VERSION, token=token, name=self._name, client=client)
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                await connection.send(encode(hello).decode())
                welcome = self._decode(await connection.recv())
        except TimeoutError:
            raise _Gone("no welcome in time") from None
        except ConnectionClosed as closed:
            raise _explain(closed) from None
        if isinstance(welcome, Error):
            if welcome.code == "unauthorized" and token:
                # The server's secret changed, or the token is too old: be a new guest.
                self._tokens.save(self._url, "")
                raise _Gone("the token is no longer good", wait=0.0)
            if welcome.code == "banned":
                raise _Gone("banned", refusal=Refusal.BANNED)
            if welcome.code in ("unsupported_version", "bad_message"):
                raise _Gone("it does not take our hello", refusal=Refusal.UNSUITABLE)
            raise _Gone(f"refused: {welcome.code}", wait=welcome.retry_after)
        if isinstance(welcome, Draining):
            raise _Gone("the server is draining", wait=welcome.retry_after)
        if not isinstance(welcome, Welcome) or welcome.protocol != limits.PROTOCOL_VERSION:
            raise _Gone("no welcome", refusal=Refusal.UNSUITABLE)
        self._tokens.save(self._url, welcome.token)
        self._backoff.reset()
        self._outbox = asyncio.Queue(UNSENT_MESSAGES)
        self._listener.on_link(Link.ONLINE, 0.0)
        self._listener.on_message(welcome)

    async def _converse(self, connection: ClientConnection) -> None:
        assert self._outbox is not None
        writer = asyncio.create_task(self._write(connection, self._outbox), name="signaling writer")
        retry_after: float | None = None
        try:
            async for data in connection:
                message = self._decode(data)
                if isinstance(message, Draining):
                    retry_after = message.retry_after
                if message is not None:
                    self._listener.on_message(message)
            gone = _Gone("the server closed the link")
        except ConnectionClosed as closed:
            gone = _explain(closed)
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
        if retry_after is not None:
            # Not all at once: the wait that was asked for, and some of one's own.
            gone.wait = retry_after + self._backoff.next()
        raise gone

    async def _write(self, connection: ClientConnection, outbox: asyncio.Queue[bytes]) -> None:
        while True:
            await connection.send((await outbox.get()).decode())

    def _decode(self, data: str | bytes) -> ServerMessage | None:
        try:
            message = decode_server(data)
        except ProtocolError as error:
            # A newer server may say what this version does not know.
            log.warning("a message of the server was ignored: %s", error)
            return None
        log.debug("< %s", type(message).__name__)
        return message


def _explain(closed: ConnectionClosed) -> _Gone:
    code = closed.rcvd.code if closed.rcvd is not None else None
    if code == CloseCode.REPLACED:
        return _Gone("another window took over", refusal=Refusal.REPLACED)
    if code == CloseCode.BANNED:
        return _Gone("banned", refusal=Refusal.BANNED)
    return _Gone(f"closed with {code}")
