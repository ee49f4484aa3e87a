"""Give out numbered turns in real time, without drift."""

import threading
import time
from collections.abc import Iterator


def turns(period: float, stop: threading.Event, *, patience: float = 0.2) -> Iterator[int]:
    """Yield 0, 1, 2, … every ``period`` seconds until ``stop`` is set.

    Turn ``n`` is due ``n`` periods after the first, however long the others took. Who falls
    behind catches up at once; who falls behind by more than ``patience`` seconds (a machine
    that slept) skips the turns that are lost, so that nothing piles up.
    """
    origin = time.monotonic()
    turn = 0
    while not stop.is_set():
        late = time.monotonic() - (origin + turn * period)
        if late < 0 and stop.wait(-late):
            return
        if late > patience:
            turn += int(late / period)
        yield turn
        turn += 1
