"""Every event once and in order, whichever way it came.

Pure. The server numbers the events of a connection 1, 2, 3, …. The stream and a poll give
everything after a number, in order. The answer to a POST may overtake them: what jumps
ahead in it is kept until the gap before it is filled.
"""

from collections.abc import Iterable
from typing import Final, Generic, TypeVar

MOST_KEPT: Final = 256
"""Of what jumps ahead; the rest comes again on the ordered way."""

T = TypeVar("T")


class Inbox(Generic[T]):
    """Puts numbered events into their order.

    Attributes:
        last: the number of the newest event that was handed on; 0 before the first.
    """

    def __init__(self) -> None:
        self.last = 0
        self._kept: dict[int, T] = {}

    def ordered(self, events: Iterable[tuple[int, T]]) -> list[T]:
        """What is to be handed on now that the ordered way has brought ``events``."""
        ready: list[T] = []
        for number, event in events:
            for early in sorted(key for key in self._kept if key < number):
                ready += self._hand_on(early, self._kept[early])
            ready += self._hand_on(number, event)
        return ready + self._follow()

    def overtaking(self, events: Iterable[tuple[int, T]]) -> list[T]:
        """What is to be handed on now that the answer to a POST has brought ``events``."""
        for number, event in events:
            if number > self.last and len(self._kept) < MOST_KEPT:
                self._kept[number] = event
        return self._follow()

    def _follow(self) -> list[T]:
        ready: list[T] = []
        while (event := self._kept.get(self.last + 1)) is not None:
            ready += self._hand_on(self.last + 1, event)
        return ready

    def _hand_on(self, number: int, event: T) -> list[T]:
        self._kept.pop(number, None)
        if number <= self.last:
            return []
        self.last = number
        return [event]
