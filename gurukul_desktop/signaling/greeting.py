"""What the first message of a server means for the link."""

from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.messages import Draining, Error, ServerMessage, Welcome
from gurukul_desktop.signaling.carrier import Gone
from gurukul_desktop.signaling.link import Refusal


class TokenRefused(Exception):
    """The server does not know the token."""


def expect_welcome(message: ServerMessage | None) -> Welcome:
    """``message``, if it is the welcome of a server that speaks this version.

    Raises:
        TokenRefused: the token is not good there.
        Gone: this server has no place for us, now or at all.
    """
    if isinstance(message, Welcome) and message.protocol == limits.PROTOCOL_VERSION:
        return message
    if isinstance(message, Draining):
        raise Gone("the server is draining", retry_after=message.retry_after, spoken=True)
    if not isinstance(message, Error):
        raise Gone("no welcome", refusal=Refusal.UNSUITABLE, spoken=True)
    if message.code == "unauthorized":
        raise TokenRefused
    if message.code == "banned":
        raise Gone("banned", refusal=Refusal.BANNED, spoken=True)
    if message.code == "unsupported_version":
        raise Gone("it is of another version", refusal=Refusal.OTHER_VERSION, spoken=True)
    if message.code == "bad_message":
        raise Gone("it does not take our hello", refusal=Refusal.UNSUITABLE, spoken=True)
    raise Gone(f"refused: {message.code}", retry_after=message.retry_after, spoken=True)
