"""Whether anything is going on that a change of carrier would disturb.

A hello on another carrier costs a place in the queue, and a signal on its way at that
moment may be lost. So a link is moved while nobody waits for anything.
"""

from gurukul_desktop.protocol.messages import (
    Cancel,
    Cancelled,
    ClientMessage,
    Find,
    Matched,
    ServerMessage,
    Welcome,
)


class Traffic:
    """What goes to and fro. Pure: times are passed in, in seconds."""

    def __init__(self) -> None:
        self._searching = False
        self._last = 0.0

    def sent(self, message: ClientMessage, now: float) -> None:
        """A message goes to the server."""
        self._last = now
        if isinstance(message, Find):
            self._searching = True
        elif isinstance(message, Cancel):
            self._searching = False

    def received(self, message: ServerMessage, now: float) -> None:
        """A message came from the server."""
        self._last = now
        if isinstance(message, Welcome | Matched | Cancelled):
            self._searching = False

    def calm_in(self, seconds: float, now: float) -> float:
        """How long until nothing was said for so many seconds; 0 when that is so.

        While somebody is waited for it is not known, and ``seconds`` is the answer.
        """
        return seconds if self._searching else max(0.0, self._last + seconds - now)
