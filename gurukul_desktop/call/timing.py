"""How long a call waits for what, in seconds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """The deadlines of a call; tests pass shorter ones.

    Attributes:
        connect: from placing the call until ICE and DTLS are done.
        look: between two looks at whether the partner is heard.
        heartbeat: between two pings, and between two statistics.
        silent: nothing heard for this long is told as not alive, and the caller rebuilds.
        lost: nothing heard for this long ends the call.
        attempt: a connection that was answered and does not stand after this long is followed
            by the next generation; one that was not answered, after twice as long.
        pause: the least between two generations.
        settle: after a switch the callee keeps the old connection for this long, for the caller
            decides, and may just have heard the old one again.
        goodbye: the most that a goodbye may wait to be sent.
        close: the most that closing may take; the rest goes on behind.
    """

    connect: float = 20.0
    look: float = 0.2
    heartbeat: float = 1.0
    silent: float = 3.0
    lost: float = 20.0
    attempt: float = 4.0
    pause: float = 1.0
    settle: float = 2.0
    goodbye: float = 0.3
    close: float = 1.5
