"""Timers that belong to a state and die with it."""

import asyncio
from collections.abc import Callable


class StateTimers:
    """What is to happen later, as long as the state stays what it is."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._handles: set[asyncio.Handle] = set()

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        """Call ``action`` after ``seconds``, unless :meth:`cancel` comes first."""

        def fire() -> None:
            self._handles.discard(handle)
            action()

        handle = self._loop.call_later(seconds, fire)
        self._handles.add(handle)

    def cancel(self) -> None:
        """The state is over: nothing of it happens any more."""
        handles, self._handles = self._handles, set()
        for handle in handles:
            handle.cancel()
