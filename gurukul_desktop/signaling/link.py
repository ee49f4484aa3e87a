"""How the way to the server is, and who is told of it."""

from enum import Enum
from typing import Protocol

from gurukul_desktop.protocol.messages import ServerMessage


class Link(Enum):
    """The way to the server; the value is the stable code."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"


class Refusal(Enum):
    """Why the server is not tried again by itself, or why it is of no use."""

    BANNED = "banned"
    REPLACED = "replaced"
    UNSUITABLE = "unsuitable"
    """What answers is no Gurukul server of this protocol version. It is tried again."""


class LinkListener(Protocol):
    """Who uses the link. Called on the client's loop."""

    def on_link(self, link: Link, retry_in: float) -> None:
        """The link changed; ``retry_in`` seconds until the next try while offline."""

    def on_refusal(self, refusal: Refusal) -> None:
        """The server turned this client away."""

    def on_message(self, message: ServerMessage) -> None:
        """A message; the first after each ``on_link(ONLINE)`` is ``welcome``."""
