"""The seam between the client and what carries its messages.

A :class:`Connection` is opened by its class, greets once, then talks until it is over.
Whatever ends it is a :class:`Gone`, which says what is to be made of that.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from gurukul_desktop.protocol.codec import ProtocolError, Wire, decode_server
from gurukul_desktop.protocol.messages import ServerMessage
from gurukul_desktop.signaling.link import Carrier, Refusal

log = logging.getLogger(__name__)

Outbox = asyncio.Queue[bytes]
"""Encoded messages that wait to be sent; ``task_done`` is called when one was."""
Deliver = Callable[[ServerMessage], None]


class Gone(Exception):
    """The connection is over, or there never was one.

    Attributes:
        wait: seconds until the next try; None lets the backoff decide.
        retry_after: the server asked to be left alone for so many seconds; another one need
            not be.
        refusal: what the student is told.
        spoken: the server itself said so: no fault of what carried the message.
        unreachable: nothing listens there.
        doubtful: something on the way may have said so instead of the server.
    """

    def __init__(
        self,
        why: str,
        *,
        wait: float | None = None,
        retry_after: float | None = None,
        refusal: Refusal | None = None,
        spoken: bool = False,
        unreachable: bool = False,
        doubtful: bool = False,
    ) -> None:
        super().__init__(why)
        self.wait = wait
        self.retry_after = retry_after
        self.refusal = refusal
        self.spoken = spoken
        self.unreachable = unreachable
        self.doubtful = doubtful


class Connection(Protocol):
    """One way to one server, from its opening to its end."""

    @property
    def carrier(self) -> Carrier: ...

    async def check(self) -> None:
        """See whether messages would get through, before anything depends on it.

        Raises:
            Gone: they would not.
        """

    async def greet(self, hello: bytes) -> ServerMessage | None:
        """Say hello; returns the first message, None if it was not understood.

        Raises:
            Gone: there was no answer.
        """

    async def converse(self, outbox: Outbox, deliver: Deliver) -> None:
        """Send what comes into ``outbox`` and deliver what arrives, each in its order.

        Raises:
            Gone: always, in the end.
        """

    async def leave(self) -> None:
        """Tell the server that this client goes for good. Never raises."""

    async def aclose(self) -> None:
        """Release everything. Idempotent."""


def understand(data: Wire) -> ServerMessage | None:
    """The message in what a server sent; None if it is none that this version knows."""
    try:
        message = decode_server(data)
    except ProtocolError as error:
        log.warning("a message of the server was ignored: %s", error)
        return None
    log.debug("< %s", type(message).__name__)
    return message


async def first_to_end(*parts: Coroutine[Any, Any, None]) -> None:
    """Run ``parts`` side by side until one ends; the others are cancelled, its error raised."""
    tasks = [asyncio.create_task(part, name="signaling part") for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
