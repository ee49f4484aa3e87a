"""How long to wait before the next try: exponential backoff with full jitter.

Full jitter spreads ten thousand clients of a restarted server over the whole interval
(M. Brooker, "Exponential Backoff And Jitter", 2015).
"""

import random
from collections.abc import Callable
from typing import Final

FIRST_SECONDS: Final = 0.5
MOST_SECONDS: Final = 30.0


class Backoff:
    """Waits that grow from 0.5 s to 30 s at the most.

    Args:
        uniform: draws a number between its two arguments.
    """

    def __init__(self, uniform: Callable[[float, float], float] = random.uniform) -> None:
        self._uniform = uniform
        self._ceiling = FIRST_SECONDS

    def next(self) -> float:
        """Seconds to wait now; the ceiling doubles for the next time."""
        ceiling = self._ceiling
        self._ceiling = min(ceiling * 2, MOST_SECONDS)
        return self._uniform(0.0, ceiling)

    def jitter(self) -> float:
        """Seconds to wait before something else is tried; the ceiling stays."""
        return self._uniform(0.0, FIRST_SECONDS)

    def reset(self) -> None:
        """Things went well: start small again."""
        self._ceiling = FIRST_SECONDS
