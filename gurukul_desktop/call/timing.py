"""How long a call waits for what, in seconds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """The deadlines of a call; tests pass shorter ones.

    Attributes:
        connect: from placing the call until ICE and DTLS are done.
        heartbeat: between two pings, and between two statistics.
        silent: nothing heard for this long is told as not alive.
        lost: nothing heard for this long ends the call.
        goodbye: the most that a goodbye may wait to be sent.
        close: the most that closing may take; the rest goes on behind.
    """

    connect: float = 15.0
    heartbeat: float = 1.0
    silent: float = 3.0
    lost: float = 20.0
    goodbye: float = 0.3
    close: float = 1.5
