"""What two apps say on the data channel ``gurukul``: one JSON object a message.

A kind that this version does not know is ignored, so that newer apps can say more.

:class:`Chat`, :class:`Goal` and :class:`Focus` are numbered, each kind for itself, because a call
may go on over another channel: what was perhaps not heard is said again there, under its old
number, and whoever has heard a number ignores it. An app that never says a :class:`Goal` knows
none of the three.
"""

from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.codec import ProtocolError, decode, encode
from gurukul_desktop.protocol.messages import Message
from gurukul_desktop.protocol.peer import ByeReason

LABEL: Final = "gurukul"

_Counter = Annotated[int, Meta(ge=0, le=2**53)]
_Number = Annotated[int, Meta(ge=1, le=2**53)]
_Minutes = Annotated[int, Meta(ge=1, le=limits.FOCUS_MINUTES)]
_DAY: Final = 86_400_000
"""In milliseconds."""


class Ping(Message, frozen=True, tag="ping"):
    """The heartbeat, once a second; ``n`` comes back in a :class:`Pong`."""

    n: _Counter


class Pong(Message, frozen=True, tag="pong"):
    """The answer to a :class:`Ping`."""

    n: _Counter


class MediaState(Message, frozen=True, tag="media", omit_defaults=False):
    """Whether the sender's microphone and camera are on; sent at the start and on each change.

    ``screen``: the pictures are of a screen. ``camera`` is true then too, for apps that do not
    know of screens: they would take it that there is no picture.
    """

    microphone: bool
    camera: bool
    screen: bool = False


class Bye(Message, frozen=True, tag="bye"):
    """The sender hangs up. Reaches the partner even while the server is away."""

    reason: ByeReason


class Chat(Message, frozen=True, tag="chat"):
    """Something written; ``n`` counts from 1 in a call. Answered by :class:`Heard`."""

    n: _Number
    text: Annotated[str, Meta(min_length=1, max_length=limits.CHAT_CHARACTERS)]


class Heard(Message, frozen=True, tag="heard"):
    """Every :class:`Chat` up to ``n`` has arrived."""

    n: _Number


class Goal(Message, frozen=True, tag="goal", omit_defaults=False):
    """What the sender wants to get done; said at the start and on each change. Empty: nothing."""

    n: _Counter
    text: Annotated[str, Meta(max_length=limits.GOAL_CHARACTERS)]


FocusPhase = Literal["off", "focus", "break"]


class Focus(Message, frozen=True, tag="focus", omit_defaults=False):
    """The shared focus timer as the sender has just set it.

    Attributes:
        n: one more than the newest that the sender knew. The higher holds, of two equal ones the
            caller's.
        remaining: milliseconds of the phase that are left as this is said; below 0 when it is
            said late, and then what follows the phase has begun.
        focus, pause: how many minutes the two phases take.
    """

    n: _Number
    phase: FocusPhase
    running: bool
    remaining: Annotated[int, Meta(ge=-_DAY, le=limits.FOCUS_MINUTES * 60_000)]
    focus: _Minutes
    pause: _Minutes


Said = Chat | Goal | Focus
"""What students say to each other, beside what the apps do."""

ChannelMessage = Ping | Pong | MediaState | Bye | Heard | Said

_KNOWN: Final = frozenset({"ping", "pong", "media", "bye", "chat", "heard", "goal", "focus"})
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
