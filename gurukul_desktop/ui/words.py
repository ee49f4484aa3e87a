"""The sentences a student reads: what is wrong, and the one thing to do next.

No Qt here, so that the command line can say the same words.
"""

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from gurukul_desktop.protocol.messages import ReportReason
from gurukul_desktop.protocol.plain_text import JOINERS
from gurukul_desktop.session.snapshot import Carrier, Link, Notice, Refusal
from gurukul_desktop.signaling.address import DEFAULT_PORT
from gurukul_desktop.ui.translation import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    # It reads what devices are called, and that needs what the server alone has not installed.
    from gurukul_desktop.preferences import SetAside

_NOTICES: Final = MappingProxyType(
    {
        Notice.PARTNER_LEFT: QT_TRANSLATE_NOOP("words", "Partner left the call"),
        Notice.PARTNER_SKIPPED: QT_TRANSLATE_NOOP("words", "Partner moved on to someone else"),
        Notice.PARTNER_LOST: QT_TRANSLATE_NOOP("words", "Partner lost the connection"),
        Notice.CONNECT_TIMEOUT: QT_TRANSLATE_NOOP(
            "words", "The call took too long to connect. Please find a new partner."
        ),
        Notice.UNREACHABLE: QT_TRANSLATE_NOOP(
            "words", "Your two networks could not reach each other. Please find a new partner."
        ),
        Notice.CONNECTION_LOST: QT_TRANSLATE_NOOP(
            "words", "The connection to your partner was lost. Please find a new partner."
        ),
        Notice.BAD_OFFER: QT_TRANSLATE_NOOP(
            "words", "Your partner’s app could not set up the call. Please find a new partner."
        ),
        Notice.NO_RELAY: QT_TRANSLATE_NOOP(
            "words",
            "The relay that keeps network addresses hidden cannot be used just now. "
            "Please try again later.",
        ),
        Notice.ASLEEP: QT_TRANSLATE_NOOP(
            "words", "This computer slept, so the call ended. Please find a new partner."
        ),
        Notice.SESSION_TIMEOUT: QT_TRANSLATE_NOOP(
            "words", "The call reached its time limit. Time for a short break!"
        ),
        Notice.RATE_LIMITED: QT_TRANSLATE_NOOP(
            "words", "That was a bit fast. Please wait a moment and try again."
        ),
        Notice.BANNED: QT_TRANSLATE_NOOP(
            "words", "This account is blocked. Please contact whoever runs your server."
        ),
        Notice.REPLACED: QT_TRANSLATE_NOOP(
            "words",
            "Gurukul was opened somewhere else with your account. Please continue there.",
        ),
        Notice.UNAUTHORIZED: QT_TRANSLATE_NOOP(
            "words",
            "The server did not accept your sign-in. Please sign in again, "
            "or ask whoever runs your server.",
        ),
        Notice.SERVER_UNSUITABLE: QT_TRANSLATE_NOOP(
            "words", "The server address does not lead to a Gurukul server. Please check it."
        ),
        Notice.OTHER_VERSION: QT_TRANSLATE_NOOP(
            "words",
            "The server is of another version of Gurukul. Please update Gurukul, "
            "and close any other version of it that is open on this computer.",
        ),
        Notice.PORT_OCCUPIED: QT_TRANSLATE_NOOP(
            "words",
            "Another program uses port {port} of this computer, which Gurukul needs. "
            "Please close that program, or restart the computer.",
        ),
        Notice.BUDDY_ASKS: QT_TRANSLATE_NOOP("words", "{name} wants to be your buddy"),
        Notice.NOW_BUDDIES: QT_TRANSLATE_NOOP("words", "You and {name} are buddies now"),
        Notice.BUDDY_FAILED: QT_TRANSLATE_NOOP(
            "words", "Your buddies could not be changed. Please try again later."
        ),
        Notice.SHARING_FAILED: QT_TRANSLATE_NOOP(
            "words", "Your system did not let this be shown. Please choose something else."
        ),
        Notice.SHARING_DENIED: QT_TRANSLATE_NOOP(
            "words",
            "Gurukul is not allowed to record the screen. "
            "Please allow it in your privacy settings and try again.",
        ),
        Notice.SHARING_LOST: QT_TRANSLATE_NOOP(
            "words", "What you shared is not there any more. Your partner sees your camera again."
        ),
        Notice.REPORT_SENT: QT_TRANSLATE_NOOP("words", "Thank you. Your report was sent."),
        Notice.REPORT_KEPT: QT_TRANSLATE_NOOP(
            "words", "Thank you. Your report will be sent when the server is back."
        ),
        Notice.BLOCKED: QT_TRANSLATE_NOOP(
            "words", "{name} is blocked. You will not be paired with them again."
        ),
        Notice.BLOCK_UNKEPT: QT_TRANSLATE_NOOP(
            "words",
            "Gurukul cannot write down whom you blocked. It holds until the app is closed.",
        ),
        Notice.REPORT_REFUSED: QT_TRANSLATE_NOOP(
            "words",
            "The server does not know that call any more and did not take your report. "
            "Please tell whoever runs it.",
        ),
    }
)

REPORT_REASONS: Final[MappingProxyType[ReportReason, str]] = MappingProxyType(
    {
        "nudity": QT_TRANSLATE_NOOP("words", "Nudity or sexual behaviour"),
        "harassment": QT_TRANSLATE_NOOP("words", "Insults, hate or threats"),
        "spam": QT_TRANSLATE_NOOP("words", "Advertising or a scam"),
        "underage": QT_TRANSLATE_NOOP("words", "Too young to be here"),
        "other": QT_TRANSLATE_NOOP("words", "Something else"),
    }
)
"""What a student can report, in the order in which it is offered."""

NOT_KEPT: Final = QT_TRANSLATE_NOOP(
    "words",
    "Gurukul cannot write to its folder on this computer. "
    "It works, but forgets your choices when it is closed.",
)
LINK_LATER: Final = QT_TRANSLATE_NOOP(
    "words", "Please open the link again when your search or call is over."
)

SERVER_TROUBLE: Final = QT_TRANSLATE_NOOP(
    "words", "The server is having trouble. You keep your place; we go on by ourselves."
)

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Not so what is unassigned (Cn): this Python may be older than an emoji."""

_LINKS: Final = MappingProxyType(
    {
        Link.CONNECTING: QT_TRANSLATE_NOOP("words", "Connecting to the server…"),
        Link.ONLINE: QT_TRANSLATE_NOOP("words", "Online"),
        Link.OFFLINE: QT_TRANSLATE_NOOP(
            "words", "No connection to the server. Please check your network."
        ),
    }
)

_REFUSALS: Final = MappingProxyType(
    {
        Refusal.UNSUITABLE: QT_TRANSLATE_NOOP("words", "That is no Gurukul server."),
        Refusal.OTHER_VERSION: QT_TRANSLATE_NOOP("words", "The server is of another version."),
        Refusal.OCCUPIED: QT_TRANSLATE_NOOP("words", "Another program uses port {port}."),
        Refusal.UNAUTHORIZED: QT_TRANSLATE_NOOP("words", "The server did not accept your sign-in."),
    }
)


def set_aside_sentence(set_aside: "SetAside") -> str:
    """What became of preferences that could not be read."""
    if set_aside.reason == "newer":
        why = translate("words", "Your settings were saved by a newer Gurukul.")
    else:
        why = translate("words", "Your settings could not be read.")
    if set_aside.path is None:
        then = translate("words", "The usual ones are used, and changes are not kept.")
    else:
        then = translate("words", "The usual ones are used; the file was kept as {file}.")
        then = then.replace("{file}", set_aside.path.name)
    return f"{why} {then}"


def blocks_sentence(file: str) -> str:
    """What became of a list of blocked people that was damaged."""
    sentence = translate(
        "words",
        "The list of people whom you blocked was damaged. "
        "What could be read of it holds; the file was kept as {file}.",
    )
    return sentence.replace("{file}", file)


def notice_sentence(notice: Notice, name: str = "") -> str:
    """A toast; ``name`` is whom it is about, for the few that name somebody."""
    sentence = translate("words", _NOTICES[notice]).replace("{port}", str(DEFAULT_PORT))
    return sentence.replace("{name}", isolated(shown_name(name)))


def shown_name(name: str) -> str:
    """Somebody's name without what could change how the words around it are read.

    The server has taken these characters out; this is for one that has not.
    """
    return "".join(filter(seen, name))


def seen(character: str) -> bool:
    """Whether a character is seen, and leaves the ones beside it as they are."""
    return character in JOINERS or unicodedata.category(character) not in _UNSEEN


def filled(sentence: str, **values: str) -> str:
    """A sentence with its gaps in braces filled; what fills one is not looked into."""
    return re.sub(r"\{(\w+)\}", lambda gap: values.get(gap[1], gap[0]), sentence)


def isolated(name: str) -> str:
    """A name to be put into a sentence; one that runs from the right keeps to itself (UAX #9)."""
    if any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in name):
        return f"\u2068{name}\u2069"
    return name


def link_sentence(link: Link, retry_in: int = 0, refusal: Refusal | None = None) -> str:
    """How the way to the server is; ``retry_in`` whole seconds until the next try."""
    if link is Link.ONLINE:
        return translate("words", _LINKS[link])
    # What stands in the way stays on the screen; the network is well enough.
    why = _LINKS[link] if refusal is None else _REFUSALS.get(refusal, _LINKS[link])
    sentence = translate("words", why).replace("{port}", str(DEFAULT_PORT))
    if link is Link.OFFLINE and retry_in > 0:
        again = translate("words", "Trying again in {seconds} s.")
        return f"{sentence} {again}".replace("{seconds}", str(retry_in))
    return sentence


def detour_sentence(link: Link, carrier: Carrier) -> str:
    """Why messages to the server take longer than they might; empty while they do not."""
    if link is Link.ONLINE and carrier is Carrier.HTTP:
        return translate(
            "words",
            "Messages to the server take a small detour just now. Your calls are not affected.",
        )
    return ""


def duration(seconds: float) -> str:
    """A length of time as a clock shows it: ``0:07``, ``12:30``, ``1:00:00``."""
    minutes, second = divmod(max(0, int(seconds)), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"
