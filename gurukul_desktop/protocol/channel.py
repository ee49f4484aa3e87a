"""What two apps say on the data channel ``gurukul``: one JSON object a message.

A kind that this version does not know is ignored, so that newer apps can say more.
"""

from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.codec import ProtocolError, decode, encode
from gurukul_desktop.protocol.messages import Message
from gurukul_desktop.protocol.peer import ByeReason

LABEL: Final = "gurukul"

_Counter = Annotated[int, Meta(ge=0, le=2**53)]


class Ping(Message, frozen=True, tag="ping"):
    """The heartbeat, once a second; ``n`` comes back in a :class:`Pong`."""

    n: _Counter


class Pong(Message, frozen=True, tag="pong"):
    """The answer to a :class:`Ping`."""

    n: _Counter


class MediaState(Message, frozen=True, tag="media", omit_defaults=False):
    """Whether the sender's microphone and camera are on; sent at the start and on each change."""

    microphone: bool
    camera: bool


class Bye(Message, frozen=True, tag="bye"):
    """The sender hangs up. Reaches the partner even while the server is away."""

    reason: ByeReason


ChannelMessage = Ping | Pong | MediaState | Bye

_KNOWN: Final = frozenset({"ping", "pong", "media", "bye"})
_kind: Final = msgspec.json.Decoder(dict[str, Any])
_message: Final[msgspec.json.Decoder[ChannelMessage]] = msgspec.json.Decoder(ChannelMessage)


def decode_channel(data: bytes | str) -> ChannelMessage | None:
    """What the partner said; None for a kind that this version does not know.

    Raises:
        ProtocolError: not JSON, too large, or a known kind with a wrong field.
    """
    kind = decode(_kind, data, limits.CHANNEL_BYTES).get("type")
    if not isinstance(kind, str):
        raise ProtocolError("Expected `str`", field="type")
    if kind not in _KNOWN:
        return None
    return decode(_message, data, limits.CHANNEL_BYTES)


def encode_channel(message: ChannelMessage) -> str:
    """A message as JSON text, the form that data channels carry best (RFC 8831, section 6.6)."""
    return encode(message).decode()
