"""How fast the walk of the stand-ins goes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the walk stays on a page, in seconds."""

    search: float = 3.0
    connect: float = 1.5
    ended: float = 1.5
    pause: float = 0.5
    """Between a skip and the next search."""
    answer: float = 1.5
    """Until the partner says yes to what is asked."""
