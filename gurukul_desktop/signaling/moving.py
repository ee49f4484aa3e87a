"""Moving a link that works to another carrier, without losing what goes on over it.

The new way is opened and seen to carry something before the old one is given up, and it is
given up in a calm moment: the hello on the new one makes the server close the old one.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from gurukul_desktop.signaling.carrier import Connection, Gone
from gurukul_desktop.signaling.ladder import Ladder
from gurukul_desktop.signaling.link import Carrier
from gurukul_desktop.signaling.timing import Timing
from gurukul_desktop.signaling.traffic import Traffic

log = logging.getLogger(__name__)

SPREAD_SECONDS: Final = 0.5
"""An order reaches ten thousand clients at once; they do not obey at once."""


class Mover:
    """Looks for a better way while there is one that works.

    Args:
        open_connection: opens one to the server that the link is to, or raises ``Gone``.
    """

    def __init__(
        self,
        ladder: Ladder,
        traffic: Traffic,
        timing: Timing,
        open_connection: Callable[[Carrier], Awaitable[Connection]],
    ) -> None:
        self._ladder = ladder
        self._traffic = traffic
        self._timing = timing
        self._open = open_connection
        self._clock = asyncio.get_running_loop().time
        self._news = asyncio.Event()

    def look(self) -> None:
        """There may be a new order."""
        self._news.set()

    async def move(self, carrier: Carrier) -> Connection:
        """Wait until a carrier other than this is ordered, or found to work; returns it, opened."""
        while True:
            self._news.clear()
            order = self._ladder.order
            if order is None or order is carrier:
                try:
                    async with asyncio.timeout(self._ladder.probe_after(carrier)):
                        await self._news.wait()
                except TimeoutError:
                    found = await self._probe()
                    if found is not None:
                        return found
            else:
                await asyncio.sleep(random.uniform(0.0, SPREAD_SECONDS))
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._timing.order):
                        await self._calm()
                found = await self._try(order)
                if found is not None:
                    return found
                await asyncio.sleep(self._timing.order)

    async def _probe(self) -> Connection | None:
        log.info("= is there a way for the WebSocket by now?")
        await self._calm()
        found = await self._try(Carrier.WEBSOCKET)
        if found is not None and self._calm_in() > 0:
            # Something has begun meanwhile: the next probe will do.
            await found.aclose()
            return None
        return found

    async def _try(self, carrier: Carrier) -> Connection | None:
        """A connection over which something got through."""
        connection: Connection | None = None
        works = False
        try:
            connection = await self._open(carrier)
            await connection.check()
            works = True
        except Gone as gone:
            log.info("= no way over %s: %s", carrier.value, gone)
        finally:
            if connection is not None and not works:
                await connection.aclose()
        return connection if works else None

    def _calm_in(self) -> float:
        return self._traffic.calm_in(self._timing.calm, self._clock())

    async def _calm(self) -> None:
        while True:
            seconds = self._calm_in()
            if seconds <= 0:
                return
            await asyncio.sleep(seconds)
