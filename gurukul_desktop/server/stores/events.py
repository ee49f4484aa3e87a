"""What a store tells: each event is for one person, whatever instance they are connected to.

The last three are for a whole instance. Between instances an event travels
as JSON, its type in ``type``.
"""

from typing import Final, Literal

import msgspec
from msgspec import Raw, Struct

from gurukul_desktop.protocol.messages import (
    Buddy,
    BuddyState,
    LeaveReason,
    Media,
    Mode,
    Role,
    SessionId,
    User,
    UserId,
)


class SessionView(Struct, frozen=True):
    """A session as one member sees it.

    Attributes:
        buddy: whether the partner is a buddy.
        media: audio if either asked for audio.
        hide_address: at least one of the two hides their address from the other.
    """

    id: SessionId
    partner: User
    buddy: bool
    role: Role
    media: Media
    hide_address: bool


class _Event(Struct, frozen=True, tag=True):
    """Something that happened to ``user``."""

    user: UserId


class Arrived(_Event, frozen=True):
    """The store knows the user's connection ``arrival`` from now on.

    Attributes:
        name: what others read.
        session: the one that they are still in.
    """

    arrival: str
    name: str
    session: SessionView | None
    buddies: tuple[Buddy, ...]


class TurnedAway(_Event, frozen=True):
    """The user is banned; their connection ``arrival`` was not let in."""

    arrival: str


class Replaced(_Event, frozen=True):
    """The user has arrived anew; the connection ``arrival`` is to be closed."""

    arrival: str


class Banned(_Event, frozen=True):
    """The user was banned this moment, and is in no queue and no session any more."""


class Erased(_Event, frozen=True):
    """All that was stored about the user is deleted; their connection is to be closed."""


class Waiting(_Event, frozen=True):
    """In the queue, at ``position`` (from 1) of ``waiting``; again when that changes."""

    position: int
    waiting: int
    mode: Mode


class NoLongerWaiting(_Event, frozen=True):
    """Out of the queue without a partner: cancelled, or not refreshed for too long."""


class Matched(_Event, frozen=True):
    """A partner was found."""

    session: SessionView


class Ended(_Event, frozen=True):
    """The session is over, because of ``user`` or of its age."""

    session: SessionId
    reason: LeaveReason


class PartnerLeft(_Event, frozen=True):
    """The session is over because of the other member."""

    session: SessionId
    reason: LeaveReason


class AlreadyInSession(_Event, frozen=True):
    """Refused: the user is in a session."""


class NotInSession(_Event, frozen=True):
    """Refused: the user is not in the session that they named."""


class Relayed(_Event, frozen=True):
    """A signal of the partner."""

    session: SessionId
    data: Raw


class BuddyChanged(_Event, frozen=True):
    """Where the user and somebody else stand."""

    partner: User
    state: BuddyState


class BuddyList(_Event, frozen=True):
    """All buddies of the user, the oldest first; when one was added, removed, came or went."""

    buddies: tuple[Buddy, ...]


class BuddyRefused(_Event, frozen=True):
    """The user's list could not be changed so.

    Attributes:
        why: ``full`` one of the two lists is full; ``not_in_session`` as it says;
            ``stranger`` somebody who is not a buddy was named without a session.
    """

    why: Literal["full", "not_in_session", "stranger"]


class Unavailable(_Event, frozen=True):
    """The store cannot be reached. What was asked is done when it is back, unless withdrawn."""

    retry_after: float


class SettingsChanged(Struct, frozen=True, tag=True):
    """An admin changed the stored settings; for every instance."""

    settings: dict[str, str]


class StoreLost(Struct, frozen=True, tag=True):
    """The store cannot be reached. This instance knows it by itself; it never travels."""


class DrainRequested(Struct, frozen=True, tag=True):
    """An admin wants this instance to drain."""


Event = (
    Arrived
    | TurnedAway
    | Replaced
    | Banned
    | Erased
    | Waiting
    | NoLongerWaiting
    | Matched
    | Ended
    | PartnerLeft
    | AlreadyInSession
    | NotInSession
    | Relayed
    | BuddyChanged
    | BuddyList
    | BuddyRefused
    | Unavailable
    | SettingsChanged
    | StoreLost
    | DrainRequested
)

_encoder: Final = msgspec.json.Encoder()
_decoder: Final[msgspec.json.Decoder[Event]] = msgspec.json.Decoder(Event)


def encode_event(event: Event) -> bytes:
    """An event as it travels between instances."""
    return _encoder.encode(event)


def decode_event(data: bytes | str) -> Event:
    """The event that another instance sent.

    Raises:
        msgspec.DecodeError: it is none.
    """
    return _decoder.decode(data)
