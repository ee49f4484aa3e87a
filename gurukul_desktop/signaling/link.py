"""How the way to the server is, and who is told of it."""

from enum import Enum
from typing import Protocol

from gurukul_desktop.protocol.messages import ServerMessage


class Link(Enum):
    """The way to the server; the value is the stable code."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"


class Carrier(Enum):
    """What carries the messages; the value is the stable code."""

    WEBSOCKET = "websocket"
    HTTP = "http"


class Refusal(Enum):
    """Why the server is not tried again by itself, or why it is of no use."""

    BANNED = "banned"
    REPLACED = "replaced"
    UNSUITABLE = "unsuitable"
    """What answers is no Gurukul server. It is tried again."""
    OTHER_VERSION = "other_version"
    """It is one that speaks another version of the protocol. It is tried again."""
    OCCUPIED = "occupied"
    """Something else is where the app would serve itself. It is tried again."""
    UNAUTHORIZED = "unauthorized"
    """The sign-in that this app was started with is not accepted. It is tried again, slowly."""


class LinkListener(Protocol):
    """Who uses the link. Called on the client's loop."""

    def on_link(self, link: Link, retry_in: float) -> None:
        """The link changed; ``retry_in`` seconds until the next try while offline.

        ``ONLINE`` after ``ONLINE`` is a link that was moved to another carrier or server
        without a gap.
        """

    def on_carrier(self, carrier: Carrier) -> None:
        """What carries the messages from the next ``ONLINE`` on, told before it."""

    def on_refusal(self, refusal: Refusal) -> None:
        """The server turned this client away."""

    def on_message(self, message: ServerMessage) -> None:
        """A message; the first after each ``on_link(ONLINE)`` is ``welcome``."""
