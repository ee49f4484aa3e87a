"""Whether anything is going on that a change of carrier would disturb.

A hello on another carrier costs a place in the queue, and a signal on its way at that
moment may be lost. So a link is moved while nobody waits for anything.
"""

from typing import Final

from gurukul_desktop.protocol.messages import (
    Buddies,
    Cancel,
    Cancelled,
    ClientMessage,
    Ended,
    Find,
    Matched,
    PartnerLeft,
    ServerMessage,
    Settings,
    Welcome,
)

_NEWS: Final = (Welcome, Settings, Buddies)
"""Told to everybody now and then; a link that moves is told it anew."""


class Traffic:
    """What goes to and fro. Pure: times are passed in, in seconds."""

    def __init__(self) -> None:
        self._searching = False
        self._in_session = False
        self._last = 0.0

    @property
    def in_session(self) -> bool:
        """Whether the server holds a session with this user in it."""
        return self._in_session

    def sent(self, message: ClientMessage, now: float) -> None:
        """A message goes to the server."""
        self._last = now
        if isinstance(message, Find):
            self._searching = True
        elif isinstance(message, Cancel):
            self._searching = False

    def received(self, message: ServerMessage, now: float) -> None:
        """A message came from the server."""
        if not isinstance(message, _NEWS):
            self._last = now
        if isinstance(message, Welcome | Matched | Cancelled):
            self._searching = False
        if isinstance(message, Welcome):
            self._in_session = message.session is not None
        elif isinstance(message, Matched):
            self._in_session = True
        elif isinstance(message, Ended | PartnerLeft):
            self._in_session = False

    def calm_in(self, seconds: float, now: float) -> float:
        """How long until nothing was said for so many seconds; 0 when that is so.

        While somebody is waited for it is not known, and ``seconds`` is the answer.
        """
        return seconds if self._searching else max(0.0, self._last + seconds - now)
