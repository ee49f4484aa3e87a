"""What the partner reads, and how the server hears of another name: by a new hello."""

import asyncio
from typing import Final

from gurukul_desktop.signaling.carrier import Connection, Gone
from gurukul_desktop.signaling.traffic import Traffic

SESSION_LOOK_SECONDS: Final = 1.0


class Naming:
    """The name of the one user of a link; empty lets the server choose."""

    def __init__(self, name: str, traffic: Traffic) -> None:
        self._name = name
        self._traffic = traffic
        self._changed = asyncio.Event()

    def rename(self, name: str) -> None:
        """Go by another name, at once or when the call that goes on is over."""
        if name != self._name:
            self._name = name
            self._changed.set()

    def said(self) -> str:
        """The name, which is about to be told to the server."""
        self._changed.clear()
        return self._name

    async def watch(self, connection: Connection) -> None:
        """Leave when another name is to be told, which only a new hello does.

        Raises:
            Gone: always, in the end.
        """
        await self._changed.wait()
        while True:
            if not self._traffic.in_session:
                await connection.leave()
                raise Gone("another name is to be told", wait=0.0, spoken=True)
            await asyncio.sleep(SESSION_LOOK_SECONDS)
