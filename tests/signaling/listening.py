"""A listener that keeps what it was told, and waits for it with a deadline."""

import asyncio
from collections.abc import Callable
from typing import Any

from gurukul_desktop.protocol.messages import ServerMessage
from gurukul_desktop.signaling.link import Carrier, Link, Refusal

DEADLINE = 10.0


class Listener:
    """Everything that happened, in order."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self.refusals: list[Refusal] = []
        self._changed = asyncio.Event()

    def on_link(self, link: Link, retry_in: float) -> None:
        self._note(link)

    def on_carrier(self, carrier: Carrier) -> None:
        self._note(carrier)

    def on_refusal(self, refusal: Refusal) -> None:
        self.refusals.append(refusal)
        self._note(refusal)

    def on_message(self, message: ServerMessage) -> None:
        self._note(message)

    def _note(self, event: Any) -> None:
        self.events.append(event)
        self._changed.set()

    async def until(self, matches: Callable[[Any], bool]) -> Any:
        """The first event that matches; it and all before it are taken off."""
        async with asyncio.timeout(DEADLINE):
            while True:
                for index, event in enumerate(self.events):
                    if matches(event):
                        del self.events[: index + 1]
                        return event
                self._changed.clear()
                await self._changed.wait()

    async def link(self, link: Link) -> None:
        await self.until(lambda event: event is link)

    async def message(self, kind: type[Any]) -> Any:
        return await self.until(lambda event: isinstance(event, kind))
