"""Messages over a WebSocket: one text frame each (RFC 6455)."""

import asyncio
from http import HTTPStatus
from typing import Final, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.typing import Subprotocol

from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.messages import CloseCode, ServerMessage
from gurukul_desktop.signaling.address import is_loopback
from gurukul_desktop.signaling.carrier import (
    Deliver,
    Gone,
    Outbox,
    first_to_end,
    understand,
)
from gurukul_desktop.signaling.link import Carrier, Refusal
from gurukul_desktop.signaling.timing import Timing

PING_SECONDS: Final = 10.0


class WebSocketConnection:
    """Implements :class:`~gurukul_desktop.signaling.carrier.Connection`."""

    carrier: Final = Carrier.WEBSOCKET

    def __init__(self, connection: ClientConnection, timing: Timing) -> None:
        self._connection = connection
        self._timing = timing

    @classmethod
    async def open(cls, url: str, timing: Timing) -> Self:
        """Connect and shake hands.

        Raises:
            Gone: it cannot be done.
        """
        try:
            connection = await connect(
                url,
                subprotocols=[Subprotocol(limits.SUBPROTOCOL)],
                max_size=limits.MESSAGE_BYTES,
                compression=None,  # messages are small; candidates do not compress
                open_timeout=timing.open,
                close_timeout=1.0,
                ping_interval=PING_SECONDS,
                ping_timeout=PING_SECONDS,
                proxy=None if is_loopback(url) else True,  # True: as the system has it
            )
        except OSError as error:  # refused, reset, no such name, and TimeoutError
            raise Gone(f"no connection ({type(error).__name__})", unreachable=True) from None
        except InvalidStatus as error:
            status = error.response.status_code
            busy = status == HTTPStatus.TOO_MANY_REQUESTS or status >= 500
            refusal = None if busy else Refusal.UNSUITABLE
            raise Gone(f"refused with {status}", refusal=refusal, doubtful=True) from None
        except (WebSocketException, ValueError) as error:
            raise Gone(
                f"no Gurukul server there ({type(error).__name__})",
                refusal=Refusal.UNSUITABLE,
                doubtful=True,
            ) from None
        if connection.subprotocol != limits.SUBPROTOCOL:
            await connection.close()
            raise Gone("another subprotocol", refusal=Refusal.UNSUITABLE, doubtful=True)
        return cls(connection, timing)

    async def check(self) -> None:
        """A ping that comes back has passed every proxy on the way, in both directions."""
        try:
            async with asyncio.timeout(self._timing.open):
                await (await self._connection.ping())
        except TimeoutError:
            raise Gone("no frames get through") from None
        except ConnectionClosed as closed:
            raise _explain(closed) from None

    async def greet(self, hello: bytes) -> ServerMessage | None:
        try:
            async with asyncio.timeout(self._timing.welcome):
                await self._connection.send(hello.decode())
                return understand(await self._connection.recv())
        except TimeoutError:
            raise Gone("no welcome in time") from None
        except ConnectionClosed as closed:
            raise _explain(closed) from None

    async def converse(self, outbox: Outbox, deliver: Deliver) -> None:
        await first_to_end(self._write(outbox), self._read(deliver))

    async def leave(self) -> None:
        """Closing says it."""

    async def aclose(self) -> None:
        # A close handshake may hang on a dead link; it is bounded by close_timeout.
        await self._connection.close()

    async def _read(self, deliver: Deliver) -> None:
        try:
            while True:
                message = understand(await self._connection.recv())
                if message is not None:
                    deliver(message)
        except ConnectionClosed as closed:
            raise _explain(closed) from None

    async def _write(self, outbox: Outbox) -> None:
        while True:
            message = await outbox.get()
            try:
                await self._connection.send(message.decode())
            except ConnectionClosed:
                # The reader knows why, once it has read what came before the end.
                await asyncio.Event().wait()
            outbox.task_done()


def _explain(closed: ConnectionClosed) -> Gone:
    code = closed.rcvd.code if closed.rcvd is not None else None
    if code == CloseCode.REPLACED:
        return Gone("another window took over", refusal=Refusal.REPLACED, spoken=True)
    if code == CloseCode.BANNED:
        return Gone("banned", refusal=Refusal.BANNED, spoken=True)
    # Only a server of ours says these; 1001 and 1006 also come from a proxy on the way.
    ours = code is not None and (code == CloseCode.DRAINING or 4000 <= code < 5000)
    return Gone(f"closed with {code}", spoken=ours)
