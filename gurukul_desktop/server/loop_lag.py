"""How late the loop is with what it planned: the first sign of a server that has too much to do."""

import asyncio
from typing import Final

from gurukul_desktop.server.distribution import Distribution

EVERY_SECONDS: Final = 0.25
BOUNDS_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class LoopLag:
    """Measures the lateness of a timer of the running loop, four times a second.

    Attributes:
        seconds: how late each was.
    """

    def __init__(self) -> None:
        self.seconds = Distribution(BOUNDS_SECONDS)
        self._handle: asyncio.TimerHandle | None = None
        self._due = 0.0

    def start(self) -> None:
        """Begin to measure on the running loop."""
        self._plan(asyncio.get_running_loop())

    def stop(self) -> None:
        """End. May be called again."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _plan(self, loop: asyncio.AbstractEventLoop) -> None:
        self._due = loop.time() + EVERY_SECONDS
        self._handle = loop.call_at(self._due, self._wake, loop)

    def _wake(self, loop: asyncio.AbstractEventLoop) -> None:
        # A timer may fire a clock tick early.
        self.seconds.add(max(0.0, loop.time() - self._due))
        self._plan(loop)
