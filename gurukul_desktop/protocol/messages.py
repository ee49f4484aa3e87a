"""Every message between client and server, protocol version 1.

Frozen msgspec structs, told apart by their ``type``. A field with a default may be
left out on the wire; an unknown field is ignored. A conversation::

    client                                server
      hello  ──────────────────────────▶
             ◀──────────────────────────  welcome, buddies
      find   ──────────────────────────▶
             ◀──────────────────────────  queued        (again whenever the place changes)
             ◀──────────────────────────  matched       (to both)
      signal ◀─────────────────────────▶  signal        (offer, answer, candidates)
      connected ───────────────────────▶
      skip | end | report ─────────────▶
             ◀──────────────────────────  ended         (to the one who left)
             ◀──────────────────────────  partner_left  (to the other)
"""

from typing import Annotated, Literal, NewType

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from gurukul_desktop.protocol import limits

UserId = NewType("UserId", str)
SessionId = NewType("SessionId", str)

Mode = Literal["global", "buddies_first"]
Media = Literal["video", "audio"]
Role = Literal["caller", "callee"]
IcePolicy = Literal["all", "relay"]
Transport = Literal["auto", "websocket", "http"]
ReportReason = Literal["nudity", "harassment", "spam", "underage", "other"]
LeaveReason = Literal["skipped", "ended", "disconnected", "timeout", "reported"]
BuddyAction = Literal["add", "remove"]
BuddyState = Literal["requested", "accepted", "removed"]
ErrorCode = Literal[
    "bad_message",
    "too_large",
    "unauthorized",
    "unsupported_version",
    "rate_limited",
    "banned",
    "not_in_session",
    "already_in_session",
    "unavailable",
    "internal",
]

_Session = Annotated[SessionId, Meta(min_length=1, max_length=limits.ID_CHARACTERS)]
_User = Annotated[UserId, Meta(min_length=1, max_length=limits.ID_CHARACTERS)]
_Name = Annotated[str, Meta(max_length=limits.NAME_CHARACTERS)]
_Token = Annotated[str, Meta(max_length=limits.TOKEN_CHARACTERS)]
_Topic = Annotated[str, Meta(min_length=1, max_length=limits.TOPIC_CHARACTERS)]
_Topics = Annotated[tuple[_Topic, ...], Meta(max_length=limits.TOPICS)]
_ClientField = Annotated[str, Meta(max_length=limits.CLIENT_FIELD_CHARACTERS)]
_Note = Annotated[str, Meta(max_length=limits.NOTE_CHARACTERS)]


class Record(Struct, frozen=True, omit_defaults=True):
    """A part of a message."""


class Message(Struct, frozen=True, tag_field="type", omit_defaults=True):
    """A message; its ``type`` on the wire is the subclass's tag."""


# Parts


class ClientInfo(Record, frozen=True):
    """The app that connects, for the admin's statistics."""

    version: _ClientField = ""
    platform: _ClientField = ""


class User(Record, frozen=True, omit_defaults=False):
    """A person as the server knows them."""

    id: UserId
    name: str


class Partner(Record, frozen=True, omit_defaults=False):
    """The other member of a session; ``buddy`` tells whether the two are buddies."""

    id: UserId
    name: str
    buddy: bool


class Buddy(Record, frozen=True, omit_defaults=False):
    """One entry of the buddies list."""

    id: UserId
    name: str
    online: bool


class IceServer(Record, frozen=True):
    """A STUN or TURN server, in the shape of W3C ``RTCIceServer``.

    Credentials are short-lived: a list replaces the one that came before, with ``welcome``,
    ``queued`` or ``matched``. A connection that stands outlives them.
    """

    urls: tuple[str, ...]
    username: str = ""
    credential: str = ""


class ServerSettings(Record, frozen=True):
    """What an admin may change for connected clients."""

    transport: Transport = "auto"
    servers: tuple[str, ...] = ()
    """Addresses to use instead of the configured ones, from the next connection on."""


class SessionInfo(Record, frozen=True, omit_defaults=False):
    """What a member needs to know of a session: the fields of ``matched``."""

    session: SessionId
    partner: Partner
    role: Role
    media: Media
    ice_servers: tuple[IceServer, ...] = ()
    ice_policy: IcePolicy = "all"


# Client to server


class Hello(Message, frozen=True, tag="hello"):
    """The first message. ``token`` from an earlier ``welcome`` resumes that user."""

    protocol: int
    token: _Token = ""
    name: _Name = ""
    client: ClientInfo | None = None


class Find(Message, frozen=True, tag="find"):
    """Look for a partner; while searching it renews the wish and keeps the place.

    ``hide_address`` asks for a relay between the two, if the server has one: neither then
    learns the other's network address. Between buddies it is not heeded.
    """

    mode: Mode
    media: Media
    topics: _Topics = ()
    hide_address: bool = False


class Cancel(Message, frozen=True, tag="cancel"):
    """Leave the queue."""


class Signal(Message, frozen=True, tag="signal", omit_defaults=False):
    """Peer to peer negotiation, relayed. ``data`` is one JSON object, never looked into."""

    session: _Session
    data: Raw


class Connected(Message, frozen=True, tag="connected"):
    """Media flows; for the server's measurements."""

    session: _Session


class Skip(Message, frozen=True, tag="skip"):
    """Leave this partner, to search for another."""

    session: _Session


class End(Message, frozen=True, tag="end"):
    """Hang up."""

    session: _Session


class Report(Message, frozen=True, tag="report"):
    """Report the partner; ends the session."""

    session: _Session
    reason: ReportReason
    note: _Note = ""


class ChangeBuddy(Message, frozen=True, tag="buddy"):
    """Add the present partner (``session``) or remove a buddy (``partner``).

    Exactly one of the two names the other person.
    """

    action: BuddyAction
    session: (
        Annotated[SessionId, Meta(min_length=1, max_length=limits.ID_CHARACTERS)] | UnsetType
    ) = UNSET
    partner: _User | UnsetType = UNSET


ClientMessage = Hello | Find | Cancel | Signal | Connected | Skip | End | Report | ChangeBuddy

# Server to client


class Welcome(Message, frozen=True, tag="welcome", omit_defaults=False):
    """The answer to ``hello``. ``session`` is the one that this user is still in."""

    protocol: int
    user: User
    token: str
    ice_servers: tuple[IceServer, ...] = ()
    ice_policy: IcePolicy = "all"
    settings: ServerSettings = ServerSettings()
    session: SessionInfo | None = None


class Queued(Message, frozen=True, tag="queued"):
    """In the queue: ``position`` counts from 1, ``waiting`` is how many wait in all.

    ``ice_servers`` is left out but for somebody whose credentials are getting old.
    """

    position: int
    waiting: int
    mode: Mode
    ice_servers: tuple[IceServer, ...] = ()


class Cancelled(Message, frozen=True, tag="cancelled"):
    """No longer in the queue: asked for, or because the entry was too old."""


class Matched(Message, frozen=True, tag="matched", omit_defaults=False):
    """A partner was found; the caller makes the first offer.

    ``ice_policy`` is ``relay`` when either of two strangers hides their address: only relayed
    candidates may then be gathered and named (W3C ``RTCIceTransportPolicy``).
    """

    session: SessionId
    partner: Partner
    role: Role
    media: Media
    ice_servers: tuple[IceServer, ...] = ()
    ice_policy: IcePolicy = "all"


class PartnerLeft(Message, frozen=True, tag="partner_left"):
    """The session is over because of the other member."""

    session: SessionId
    reason: LeaveReason


class Ended(Message, frozen=True, tag="ended"):
    """The session is over; answers your own ``skip``, ``end`` or ``report``."""

    session: SessionId
    reason: LeaveReason


class BuddyChanged(Message, frozen=True, tag="buddy"):
    """Where you and another person stand."""

    partner: User
    state: BuddyState


class Buddies(Message, frozen=True, tag="buddies", omit_defaults=False):
    """The whole list; after ``welcome`` and on every change."""

    buddies: tuple[Buddy, ...] = ()


class Settings(Message, frozen=True, tag="settings", omit_defaults=False):
    """What an admin changed, pushed live."""

    settings: ServerSettings


class Draining(Message, frozen=True, tag="draining"):
    """The server is going down; come back after ``retry_after`` seconds."""

    retry_after: float


class Error(Message, frozen=True, tag="error"):
    """A refusal. ``message`` is for a log or an engineer; the app has words of its own a code."""

    code: ErrorCode
    message: str
    retry_after: float | None = None


ServerMessage = (
    Welcome
    | Queued
    | Cancelled
    | Matched
    | Signal
    | PartnerLeft
    | Ended
    | BuddyChanged
    | Buddies
    | Settings
    | Draining
    | Error
)


class CloseCode:
    """WebSocket close codes (RFC 6455, section 7.4; 4000 to 4999 are the application's)."""

    TOO_LARGE = 1009
    DRAINING = 1012
    UNAUTHORIZED = 4001
    BANNED = 4003
    RATE_LIMITED = 4008
    REPLACED = 4009
