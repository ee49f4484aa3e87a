"""One client's connection, whatever carries it."""

from typing import Final, Protocol

from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.codec import encode
from gurukul_desktop.protocol.messages import Error, ErrorCode, Message, UserId
from gurukul_desktop.server.limits import MINUTE, Meter

FLOOD_SECONDS: Final = 3
"""So many seconds' worth of messages above the limit in a minute is a flood."""


class Carrier(Protocol):
    """What carries messages to one client."""

    def send(self, payload: bytes) -> None:
        """Send one encoded message; nothing happens once the connection is closing."""

    def close(self, code: int, reason: str) -> None:
        """Close, with a code of :class:`~gurukul_desktop.protocol.messages.CloseCode`."""


class Connection:
    """What the service keeps of a connection.

    Attributes:
        user: who it is, None before ``hello``.
        messages: how many it has sent in this second.
        excess: how many in this minute were too many.
        faults: how many in this minute were malformed.
    """

    __slots__ = ("address", "carrier", "closing", "excess", "faults", "messages", "opened", "user")

    def __init__(
        self, carrier: Carrier, address: str, opened: float, messages_per_second: int
    ) -> None:
        self.carrier = carrier
        self.address = address
        self.opened = opened
        self.user: UserId | None = None
        self.closing = False
        self.messages = Meter(messages_per_second, 1.0)
        self.excess = Meter(messages_per_second * FLOOD_SECONDS, MINUTE)
        # The last one that is allowed still closes the connection: 20 of them in a minute.
        self.faults = Meter(limits.BAD_MESSAGES_PER_MINUTE - 1, MINUTE)

    def send(self, message: Message) -> None:
        """Send one message."""
        self.carrier.send(encode(message))

    def refuse(self, code: ErrorCode, what: str, retry_after: float | None = None) -> None:
        """Answer with an error; ``retry_after`` in seconds."""
        self.send(Error(code, what, retry_after))

    def close(self, code: int, reason: str) -> None:
        """Close it; whatever still arrives is not listened to."""
        self.closing = True
        self.carrier.close(code, reason)
