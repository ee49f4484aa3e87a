"""One client's connection, whatever carries it."""

from typing import Literal, Protocol

from gurukul_desktop.matchmaking.wishes import Wish
from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.codec import encode
from gurukul_desktop.protocol.messages import (
    ClientMessage,
    Error,
    ErrorCode,
    Message,
    SessionId,
    UserId,
)
from gurukul_desktop.server.limits import MINUTE, Meter, Traffic
from gurukul_desktop.server.measures import Measures
from gurukul_desktop.server.stores.events import SessionView

CarrierKind = Literal["websocket", "http"]


class Carrier(Protocol):
    """What carries messages to one client."""

    @property
    def kind(self) -> CarrierKind:
        """What it is, for the admin's statistics."""

    def send(self, payload: bytes) -> None:
        """Send one encoded message; nothing happens once the connection is closing."""

    def close(self, code: int, reason: str) -> None:
        """Close, with a code of :class:`~gurukul_desktop.protocol.messages.CloseCode`."""


class Connection:
    """What the service keeps of a connection.

    Attributes:
        user: who it is, None before ``hello``.
        arrival: names this connection among all of the user's; empty before ``hello``.
        token: what ``welcome`` gives back.
        name: what others read, once the store has said so.
        early: what came after ``hello`` and before ``welcome``; None once it was sent.
        wish: what the user waits for; None if they do not.
        cancels: how many of their cancels have not been answered.
        sought: when they began to wait, on the service's clock.
        session: the one that they are in.
        paired: when it began, on the service's clock, until media flows; None if unknown.
        detour: the session in which a signal of theirs took the way over the store; the
            next ones follow it, so that none overtakes another.
        relay_told: when it was last given credentials for a relay, on the service's clock.
        traffic: what it has sent, against the limits.
        faults: how many in this minute were malformed.
    """

    __slots__ = (
        "address",
        "arrival",
        "cancels",
        "carrier",
        "closing",
        "detour",
        "early",
        "faults",
        "measures",
        "name",
        "opened",
        "paired",
        "relay_told",
        "session",
        "sought",
        "token",
        "traffic",
        "user",
        "wish",
    )

    def __init__(
        self, carrier: Carrier, address: str, opened: float, traffic: Traffic, measures: Measures
    ) -> None:
        self.carrier = carrier
        self.measures = measures
        self.address = address
        self.opened = opened
        self.user: UserId | None = None
        self.arrival = ""
        self.token = ""
        self.name = ""
        self.early: list[ClientMessage] | None = []
        self.wish: Wish | None = None
        self.cancels = 0
        self.sought = 0.0
        self.session: SessionView | None = None
        self.paired: float | None = None
        self.detour: SessionId | None = None
        self.relay_told = 0.0
        self.closing = False
        self.traffic = traffic
        # The last one that is allowed still closes the connection: 20 of them in a minute.
        self.faults = Meter(limits.BAD_MESSAGES_PER_MINUTE - 1, MINUTE)

    def send(self, message: Message) -> None:
        """Send one message."""
        self.carrier.send(encode(message))

    def refuse(self, code: ErrorCode, what: str, retry_after: float | None = None) -> None:
        """Answer with an error; ``retry_after`` in seconds."""
        self.measures.refuse(code)
        self.send(Error(code, what, retry_after))

    def close(self, code: int, reason: str) -> None:
        """Close it; whatever still arrives is not listened to."""
        if not self.closing:
            self.measures.closing(code)
        self.closing = True
        self.carrier.close(code, reason)
