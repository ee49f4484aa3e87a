"""What the session does when the computer has slept.

The link is tried at once, a search is said again, and a call that the partner's app has given up
meanwhile ends with a sentence. Devices that the sleep has broken are opened anew: some of them
need a moment until they are there again.
"""

import asyncio
import logging
from typing import Final, Protocol

from gurukul_desktop.call.timing import Timing
from gurukul_desktop.errors import CallError, CallFault
from gurukul_desktop.session.snapshot import Link, Notice, Snapshot
from gurukul_desktop.session.states import State

DEVICE_SECONDS: Final = (1.0, 3.0, 8.0)
"""When devices that do not work are tried again, from the waking on."""

log = logging.getLogger(__name__)


class Session(Protocol):
    """What is asked of the controller."""

    def retry_devices(self) -> None: ...
    def call_failed(self, error: CallError) -> None: ...


class Search(Protocol):
    """What is asked of the search."""

    def ask(self) -> None: ...


class Server(Protocol):
    """What is asked of the link."""

    def retry(self) -> None: ...


class Waking:
    """A :class:`~gurukul_desktop.session.ports.SessionObserver` that is told of sleep.

    Args:
        lost: seconds of silence after which a partner's app gives a call up.
    """

    def __init__(
        self,
        session: Session,
        search: Search,
        server: Server,
        lost: float = Timing().lost,
    ) -> None:
        self._session = session
        self._search = search
        self._server = server
        self._lost = lost
        self._snapshot = Snapshot()
        self._handles: list[asyncio.TimerHandle] = []

    def on_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def on_notice(self, notice: Notice, name: str) -> None:
        """Nothing depends on it."""

    def woke(self, slept: float) -> None:
        """The computer slept for so many seconds, until now."""
        log.info("= the computer slept for %d s", slept)
        self._server.retry()
        state = self._snapshot.state
        if state is State.SEARCHING and self._snapshot.link is Link.ONLINE:
            # If the link has died in the sleep, the welcome of the next one says it again.
            self._search.ask()
        elif state in (State.CONNECTING, State.CONNECTED) and slept >= self._lost:
            self._session.call_failed(CallError(CallFault.ASLEEP))
        self.close()
        loop = asyncio.get_running_loop()
        self._handles = [
            loop.call_later(seconds, self._session.retry_devices) for seconds in DEVICE_SECONDS
        ]

    def close(self) -> None:
        """Nothing more is tried. Idempotent."""
        handles, self._handles = self._handles, []
        for handle in handles:
            handle.cancel()
