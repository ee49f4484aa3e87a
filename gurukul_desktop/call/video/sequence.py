"""RTP sequence numbers made to count on past 65535 (RFC 3550, section 5.1 and appendix A.1)."""

from typing import Final

SPAN: Final = 1 << 16
LARGEST_STEP: Final = 3000
"""Further away than this is another numbering, once two packets in a row agree on it."""


class SequenceNumbers:
    """Positions in one stream: they only grow, whatever the 16 bits do.

    ``restarts`` counts how often the sender began another numbering; positions from before
    and after one have nothing to do with each other.
    """

    def __init__(self) -> None:
        self.restarts = 0
        self._highest: int | None = None
        self._stray: int | None = None

    def position(self, number: int) -> int | None:
        """Where the packet with the 16-bit ``number`` belongs; None if it is not believed yet."""
        if self._highest is None:
            self._highest = SPAN + number  # room for packets that came late, below it
            return self._highest
        step = (number - self._highest + SPAN // 2) % SPAN - SPAN // 2
        if abs(step) <= LARGEST_STEP:
            self._stray = None
            self._highest = max(self._highest, self._highest + step)
            return self._highest + step if step <= 0 else self._highest
        if number != self._stray:
            self._stray = (number + 1) % SPAN
            return None
        self._stray = None
        self.restarts += 1
        self._highest = (self._highest // SPAN + 2) * SPAN + number
        return self._highest
