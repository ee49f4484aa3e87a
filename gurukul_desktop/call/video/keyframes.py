"""When a keyframe that was asked for is made, pure."""

from typing import Final

SHORTEST_WAIT: Final = 0.25
"""Between two keyframes on request, in seconds: each costs as much as ten other pictures."""


class KeyframeRequests:
    """At most one in a while; who asks sooner gets it at the end of the while."""

    def __init__(self) -> None:
        self._wanted = False
        self._made: float | None = None

    def asked(self) -> None:
        """The partner cannot go on without one (PLI, FIR: RFC 4585, RFC 5104)."""
        self._wanted = True

    def due(self, now: float, round_trip: float | None) -> bool:
        """Whether the next picture is to be one.

        Within a round trip of the last one, the partner asks because it has not seen that yet.
        """
        if not self._wanted:
            return False
        if self._made is not None and now - self._made < max(SHORTEST_WAIT, round_trip or 0.0):
            return False
        self._wanted = False
        self._made = now
        return True
