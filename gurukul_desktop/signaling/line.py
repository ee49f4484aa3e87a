"""The line to the server that can be another one: other addresses, or another name.

A link leads to one service; for another one, a new link takes the place of the old one, which
is closed first. Another name is told by the link that there is.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from gurukul_desktop.protocol.messages import ClientMessage
from gurukul_desktop.signaling.client import SignalingClient


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to, and under which name.

    Attributes:
        urls: the WebSocket addresses of one service, at least one.
        name: what the partner reads; empty lets the server choose.
    """

    urls: tuple[str, ...]
    name: str


class Line:
    """One student's link, whichever it is now.

    Args:
        destination: the first one.
        make: makes a link, not started.
    """

    def __init__(
        self, destination: Destination, make: Callable[[Destination], SignalingClient]
    ) -> None:
        self.destination = destination
        self._make = make
        self._client = make(destination)
        self._started = False
        self._change: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Connect, and stay connected until :meth:`aclose`."""
        self._started = True
        self._client.start()

    async def aclose(self) -> None:
        """Close the link. Idempotent; nothing is told afterwards."""
        self._started = False
        if self._change is not None:
            await self._change
        await self._client.aclose()

    def send(self, message: ClientMessage) -> bool:
        """Queue a message; False if the link is not online, and the message is dropped."""
        return self._client.send(message)

    def retry(self) -> None:
        """Do not wait any longer: connect now if the link is down, or has died unnoticed."""
        self._client.retry()

    def change(self, destination: Destination) -> None:
        """Be connected there from now on; returns at once."""
        before_urls, self.destination = self.destination.urls, destination
        if destination.urls == before_urls:
            self._client.naming.rename(destination.name)
            return
        before, self._client = self._client, self._make(destination)
        if self._started:
            turn = self._follow(self._change, before, self._client)
            self._change = asyncio.get_running_loop().create_task(turn, name="change of line")

    async def _follow(
        self,
        earlier: asyncio.Task[None] | None,
        before: SignalingClient,
        following: SignalingClient,
    ) -> None:
        if earlier is not None:
            await earlier
        await before.aclose()
        if self._started and following is self._client:
            following.start()
