"""Whether a client that only ever asks is still there."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator


class Vigil:
    """Calls ``expired`` when no request was there for ``seconds``.

    One timer for all of a client's requests: it looks when the last of them was, rather
    than being set anew by each.
    """

    __slots__ = ("_expired", "_heard", "_loop", "_requests", "_seconds", "_timer")

    def __init__(
        self, loop: asyncio.AbstractEventLoop, seconds: float, expired: Callable[[], None]
    ) -> None:
        self._loop = loop
        self._seconds = seconds
        self._expired = expired
        self._requests = 0
        self._heard = loop.time()
        self._timer = loop.call_later(seconds, self._look)

    @contextlib.contextmanager
    def attended(self) -> Iterator[None]:
        """While a request is handled, however long that takes, the client is there."""
        self._requests += 1
        try:
            yield
        finally:
            self._requests -= 1
            self._heard = self._loop.time()

    def stop(self) -> None:
        """Do not look any more. Idempotent."""
        self._timer.cancel()

    def _look(self) -> None:
        silent = 0.0 if self._requests else self._loop.time() - self._heard
        if silent >= self._seconds:
            self._expired()
        else:
            self._timer = self._loop.call_later(self._seconds - silent, self._look)
