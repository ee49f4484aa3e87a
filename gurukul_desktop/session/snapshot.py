"""What the session shows of itself: one immutable picture, and notices that pass.

The controller is the only one that makes these; a view model turns them into properties.
"""

from dataclasses import dataclass, field, replace
from enum import Enum

from gurukul_desktop.call.ports import Usage
from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.errors import MediaError
from gurukul_desktop.history import Ending
from gurukul_desktop.media.screens import ScreenTarget
from gurukul_desktop.protocol.channel import MediaState
from gurukul_desktop.protocol.messages import Buddy, Media, Mode, SessionId
from gurukul_desktop.session.block_store import BlockedPerson
from gurukul_desktop.session.chat import Ability, ChatView
from gurukul_desktop.session.focus import FocusTimer
from gurukul_desktop.session.quality import Quality
from gurukul_desktop.session.states import State
from gurukul_desktop.signaling.link import Carrier, Link, Refusal

__all__ = [
    "BlockedPerson",
    "Carrier",
    "Link",
    "Notice",
    "PartnerView",
    "Refusal",
    "Reportable",
    "Snapshot",
    "Standing",
    "Summary",
]


class Notice(Enum):
    """Something said once, as a toast; the value is the stable code."""

    PARTNER_LEFT = "partner_left"
    PARTNER_SKIPPED = "partner_skipped"
    PARTNER_LOST = "partner_lost"
    CONNECT_TIMEOUT = "connect_timeout"
    UNREACHABLE = "unreachable"
    CONNECTION_LOST = "connection_lost"
    BAD_OFFER = "bad_offer"
    NO_RELAY = "no_relay"
    ASLEEP = "asleep"
    SESSION_TIMEOUT = "session_timeout"
    RATE_LIMITED = "rate_limited"
    BANNED = "banned"
    REPLACED = "replaced"
    SERVER_UNSUITABLE = "server_unsuitable"
    OTHER_VERSION = "other_version"
    PORT_OCCUPIED = "port_occupied"
    UNAUTHORIZED = "unauthorized"
    BUDDY_ASKS = "buddy_asks"
    NOW_BUDDIES = "now_buddies"
    BUDDY_FAILED = "buddy_failed"
    SHARING_FAILED = "sharing_failed"
    SHARING_DENIED = "sharing_denied"
    SHARING_LOST = "sharing_lost"
    REPORT_SENT = "report_sent"
    REPORT_KEPT = "report_kept"
    REPORT_REFUSED = "report_refused"
    BLOCKED = "somebody_blocked"
    BLOCK_UNKEPT = "block_unkept"


class Standing(Enum):
    """Where the student and the present partner stand; the value is the stable code."""

    STRANGER = "stranger"
    ASKED = "asked"
    """The student has asked to be buddies."""
    ASKS = "asks"
    """The partner has asked."""
    BUDDIES = "buddies"


@dataclass(frozen=True, slots=True)
class PartnerView:
    """The partner as the student sees them. Camera and microphone as the partner's app says.

    ``screen``: what is seen of them is a screen that they share.
    """

    name: str
    camera: bool = True
    microphone: bool = True
    screen: bool = False

    def after(self, media: MediaState) -> "PartnerView":
        """The same partner, who has switched something."""
        return replace(self, camera=media.camera, microphone=media.microphone, screen=media.screen)


@dataclass(frozen=True, slots=True)
class Reportable:
    """Whom a report would be about: the partner of the call, or of the one just before."""

    session: SessionId
    name: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What the call just before was.

    Attributes:
        session: by which the ended page knows that it is about another call.
        ending: why it is over.
        own_goal, partner_goal: what each of the two had set out to do; empty if nothing.
        rounds: how many rounds of focus were finished.
    """

    session: SessionId
    partner: str
    seconds: float
    ending: Ending
    topics: tuple[str, ...] = ()
    own_goal: str = ""
    partner_goal: str = ""
    rounds: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a page shows.

    Attributes:
        state: the page.
        link: the way to the server; ``retry_in`` seconds until the next try while offline.
        refusal: why the server turned this app away when it was reached last; None once it
            did not.
        carrier: what carries the messages, as far as is known.
        media: what the student asks for; ``call_media`` what the call of the moment has, audio
            where either side asked for audio; None without a call.
        topics: what the student asks to study; empty is anything.
        hide_address: strangers are not to learn this machine's network address; ``can_hide``
            whether the server has the relay that it takes.
        position: the 1-based place in the queue, 0 while it is not known.
        waiting: how many wait in all.
        searching_since: when the search began, by the loop's clock; None without one.
        widened: nobody with these topics came in time, and the server looks for anybody.
        server_trouble: the server is there and keeps the place, but cannot match just now.
        standing: whether the partner is a buddy, or on the way to it: the present one, or the
            one of the call just before while ``addable``, as they can still be asked.
        reportable: None when there was no call lately, or its partner was reported.
        buddies: the whole list; while the link is down it is the last one that was known.
        blocked: whom the student does not want to meet again, oldest first.
        searching_again: the state is ended and a new search follows by itself (after a skip).
        reconnecting: connected, but nothing was heard from the partner for 3 s.
        sharing: the screen or window that the partner sees; None: they see the camera.
        usage: how much of the line a call may use.
        quality: how good the call is; good while nothing is known of it.
        connected_at: when the call was connected, by the loop's clock; None before that.
        ability: whether the partner's app has chat, goals and timer.
        chat: what was written in the call of the moment.
        own_goal, partner_goal: what the two want to get done; those of the last call until the
            next one begins, as ``focus``: the timer that both share.
        summary: the call just before; None if it never was connected.
        find_next: after a call, the next partner is looked for without being asked.
        next_at: when that will be, by the loop's clock; None while it is not to be.
        camera_after_match: the camera stays closed until somebody was found.
        camera_error, microphone_error, speaker_error: what is wrong with each device, or None.
    """

    state: State = State.IDLE
    link: Link = Link.CONNECTING
    retry_in: float = 0.0
    refusal: Refusal | None = None
    carrier: Carrier = Carrier.WEBSOCKET
    mode: Mode = "global"
    media: Media = "video"
    call_media: Media | None = None
    topics: tuple[str, ...] = ()
    hide_address: bool = True
    can_hide: bool = False
    position: int = 0
    waiting: int = 0
    searching_since: float | None = None
    widened: bool = False
    server_trouble: bool = False
    partner: PartnerView | None = None
    standing: Standing = Standing.STRANGER
    addable: bool = False
    reportable: Reportable | None = None
    buddies: tuple[Buddy, ...] = ()
    blocked: tuple[BlockedPerson, ...] = ()
    searching_again: bool = False
    reconnecting: bool = False
    connected_at: float | None = None
    summary: Summary | None = None
    find_next: bool = False
    next_at: float | None = None
    microphone: bool = True
    camera: bool = True
    sharing: ScreenTarget | None = None
    usage: Usage = "automatic"
    camera_after_match: bool = False
    camera_error: MediaError | None = None
    microphone_error: MediaError | None = None
    speaker_error: MediaError | None = None
    quality: Quality = field(default_factory=Quality)
    ability: Ability = Ability.UNKNOWN
    chat: ChatView = field(default_factory=ChatView)
    own_goal: str = ""
    partner_goal: str = ""
    focus: FocusTimer = field(default_factory=FocusTimer)
    statistics: Statistics = field(default_factory=Statistics)

    @property
    def camera_waits(self) -> bool:
        """Whether the camera is kept closed now, until somebody was found."""
        met = self.state in (State.CONNECTING, State.CONNECTED)
        return self.camera_after_match and not met
