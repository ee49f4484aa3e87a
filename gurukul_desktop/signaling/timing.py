"""How long the link to the server waits for what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds, each.

    Attributes:
        open: for the TCP, TLS and WebSocket handshakes together.
        welcome: from a hello to its answer, and from any HTTP request to its own.
        proof: for a link that is suspected to be dead to answer.
        calm: without a message either way before a link is moved to another carrier.
        order: how long an administrator's order to move waits for that calm.
        first_byte: until a stream of events must have said something.
        silence: of such a stream, before it is given up: two of its beats and a half.
        poll: between two polls.
        stream_again: polling before the stream is tried again; it doubles each time,
            up to ``stream_rarest``.
        patience: how long a request that comes to nothing is repeated.
        unauthorized: until a sign-in from outside that was refused is tried again.
        farewell: for what is still unsent when the link is closed.
    """

    open: float = 5.0
    welcome: float = 8.0
    proof: float = 2.5
    calm: float = 3.0
    order: float = 15.0
    first_byte: float = 4.0
    silence: float = 25.0
    poll: float = 3.0
    stream_again: float = 60.0
    stream_rarest: float = 300.0
    patience: float = 2.0
    unauthorized: float = 60.0
    farewell: float = 1.0
