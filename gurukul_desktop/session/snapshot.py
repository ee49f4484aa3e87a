"""What the session shows of itself: one immutable picture, and notices that pass.

The controller is the only one that makes these; a view model turns them into properties.
"""

from dataclasses import dataclass, field
from enum import Enum

from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.errors import MediaError
from gurukul_desktop.protocol.messages import Media, Mode
from gurukul_desktop.session.states import State
from gurukul_desktop.signaling.link import Link

__all__ = ["Link", "Notice", "PartnerView", "Snapshot"]


class Notice(Enum):
    """Something said once, as a toast; the value is the stable code."""

    PARTNER_LEFT = "partner_left"
    PARTNER_SKIPPED = "partner_skipped"
    PARTNER_LOST = "partner_lost"
    CONNECT_TIMEOUT = "connect_timeout"
    UNREACHABLE = "unreachable"
    CONNECTION_LOST = "connection_lost"
    BAD_OFFER = "bad_offer"
    SESSION_TIMEOUT = "session_timeout"
    RATE_LIMITED = "rate_limited"
    BANNED = "banned"
    REPLACED = "replaced"
    SERVER_UNSUITABLE = "server_unsuitable"


@dataclass(frozen=True, slots=True)
class PartnerView:
    """The partner as the student sees them. Camera and microphone as the partner's app says."""

    name: str
    buddy: bool = False
    camera: bool = True
    microphone: bool = True


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a page shows.

    Attributes:
        state: the page.
        link: the way to the server; ``retry_in`` seconds until the next try while offline.
        media: what the student asks for; ``call_media`` what the call of the moment has, audio
            where either side asked for audio; None without a call.
        position: the 1-based place in the queue, 0 while it is not known.
        waiting: how many wait in all.
        searching_again: the state is ended and a new search follows by itself (after a skip).
        reconnecting: connected, but nothing was heard from the partner for 3 s.
        connected_at: when the call was connected, by the loop's clock; None before that.
        camera_error, microphone_error, speaker_error: what is wrong with each device, or None.
    """

    state: State = State.IDLE
    link: Link = Link.CONNECTING
    retry_in: float = 0.0
    mode: Mode = "global"
    media: Media = "video"
    call_media: Media | None = None
    position: int = 0
    waiting: int = 0
    partner: PartnerView | None = None
    searching_again: bool = False
    reconnecting: bool = False
    connected_at: float | None = None
    microphone: bool = True
    camera: bool = True
    camera_error: MediaError | None = None
    microphone_error: MediaError | None = None
    speaker_error: MediaError | None = None
    statistics: Statistics = field(default_factory=Statistics)
