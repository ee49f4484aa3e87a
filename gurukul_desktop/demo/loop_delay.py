"""How long the window's loop keeps waiting what wants to run: an answer to a press, a picture."""

import asyncio
from typing import Final

from gurukul_desktop.session.states import State

EVERY_SECONDS: Final = 0.01
MOST: Final = 360_000
"""An hour's worth; the oldest ones stay."""


class CallDelay:
    """The delays of a loop in a call, and outside of one for comparison."""

    def __init__(self) -> None:
        self.talking = LoopDelay()
        self.waiting = LoopDelay()

    def enter(self, state: State) -> None:
        """The session is in ``state`` now."""
        for delay, now in (
            (self.talking, state is State.CONNECTED),
            (self.waiting, state in (State.IDLE, State.SEARCHING)),
        ):
            (delay.start if now else delay.stop)()

    def report(self) -> dict[str, float | None]:
        """What the demo's report says of them."""
        return {
            "loop_delay_ms_p99": self.talking.p99_ms(),
            "loop_delay_waiting_ms_p99": self.waiting.p99_ms(),
        }


class LoopDelay:
    """Wakes a hundred times a second on the running loop and notes how late it was.

    Attributes:
        seconds: each delay since the first start.
    """

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._handle: asyncio.TimerHandle | None = None
        self._due = 0.0

    def start(self) -> None:
        """Begin to measure. Idempotent."""
        if self._handle is None:
            self._plan(asyncio.get_running_loop())

    def stop(self) -> None:
        """Measure no more. Idempotent."""
        handle, self._handle = self._handle, None
        if handle is not None:
            handle.cancel()

    def p99_ms(self) -> float | None:
        """All but one of a hundred were shorter than this; None before there is one."""
        if not self.seconds:
            return None
        return round(1000 * sorted(self.seconds)[int(len(self.seconds) * 0.99)], 2)

    def _plan(self, loop: asyncio.AbstractEventLoop) -> None:
        self._due = loop.time() + EVERY_SECONDS
        self._handle = loop.call_at(self._due, self._wake, loop)

    def _wake(self, loop: asyncio.AbstractEventLoop) -> None:
        if len(self.seconds) < MOST:
            self.seconds.append(max(0.0, loop.time() - self._due))
        self._plan(loop)
