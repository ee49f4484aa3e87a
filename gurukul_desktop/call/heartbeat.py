"""Whether the partner is still there, judged by what was last heard of it.

Pure: the caller brings the clock. ICE itself notices a vanished peer only after 27 to
39 s (RFC 7675 with aioice's intervals).
"""

from enum import Enum


class Pulse(Enum):
    """How long ago the partner was heard, or heard us."""

    ALIVE = "alive"
    SILENT = "silent"
    LOST = "lost"


class Heartbeat:
    """Listens both ways: for anything at all of the partner, and for signs that it hears us.

    A way that broke in one direction only is as good as broken, and the side whose packets do
    not arrive is the one that still hears the other; so the partner's answers count apart.
    A partner that never gave one, such as a browser without our data channel that sends no
    receiver reports, is judged by what comes from it alone.

    Args:
        silent: seconds without a sound of the partner until it is silent.
        lost: seconds until it is lost.
    """

    def __init__(self, silent: float, lost: float, now: float) -> None:
        self._silent = silent
        self._lost = lost
        self._heard_at = now
        self._answered_at: float | None = None
        self._packets = 0

    def packets(self, received: int, now: float) -> None:
        """``received`` packets so far on the transport: RTP, RTCP and data alike."""
        if received != self._packets:
            self._packets = received
            self._heard_at = now

    def answered(self, now: float) -> None:
        """The partner showed that what we send arrives: a pong, or a report of newer packets."""
        self._answered_at = now

    def quiet(self, now: float) -> float:
        """For how many seconds nothing was heard."""
        return now - self._heard_at

    def pulse(self, now: float) -> Pulse:
        """How it looks at ``now``."""
        quiet = now - min(self._heard_at, self._answered_at or self._heard_at)
        if quiet >= self._lost:
            return Pulse.LOST
        return Pulse.SILENT if quiet >= self._silent else Pulse.ALIVE
