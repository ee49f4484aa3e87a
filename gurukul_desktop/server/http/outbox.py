"""The events of one connection, from when they are sent until the client has them."""

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Final

EVENTS: Final = 1000
BYTES: Final = 512 * 1024
"""What is kept for one client at the most."""


class Outbox:
    """Events numbered 1, 2, 3, ….

    Kept until acknowledged. Those that were written to the open stream give way when there
    is no more room: they are only there in case that the stream is cut.

    Attributes:
        last: the number of the newest event; 0 before the first.
        acknowledged: the number of the newest event that the client said it has.
        lost: the number of the newest event that gave way; 0 before the first.
    """

    __slots__ = ("_bytes", "_kept", "_written", "acknowledged", "last", "lost")

    def __init__(self) -> None:
        self.last = 0
        self.acknowledged = 0
        self.lost = 0
        self._kept: deque[bytes] = deque()
        self._bytes = 0
        self._written = 0

    def add(self, payload: bytes) -> bool:
        """Keep another event; False if there is no room for it."""
        while len(self._kept) >= EVENTS or self._bytes + len(payload) > BYTES:
            if not self._kept or self._forgotten >= self._written:
                return False
            self._forget_oldest()
            self.lost = self._forgotten
        self._kept.append(payload)
        self._bytes += len(payload)
        self.last += 1
        return True

    def acknowledge(self, number: int) -> None:
        """The client has everything up to ``number``."""
        self.acknowledged = max(self.acknowledged, number)
        while self._kept and self._forgotten < number:
            self._forget_oldest()

    def written(self, number: int) -> None:
        """Everything up to ``number`` was written to the open stream."""
        self._written = number

    def rewind(self) -> None:
        """No stream has anything: what was written to the last one may not have arrived."""
        self._written = 0

    def after(self, number: int) -> Iterator[tuple[int, bytes]]:
        """The events that are kept and newer than ``number``, oldest first."""
        skipped = max(0, number - self._forgotten)
        first = self._forgotten + skipped + 1
        return enumerate(islice(self._kept, skipped, None), first)

    @property
    def _forgotten(self) -> int:
        """The number of the newest event that is no longer kept."""
        return self.last - len(self._kept)

    def _forget_oldest(self) -> None:
        self._bytes -= len(self._kept.popleft())
