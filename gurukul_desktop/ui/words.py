"""The sentences a student reads: what is wrong, and the one thing to do next.

No Qt here, so that the command line can say the same words.
"""

import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from gurukul_desktop.errors import DeviceKind, MediaError, MediaFault
from gurukul_desktop.media.choice import Reason
from gurukul_desktop.protocol.messages import ReportReason
from gurukul_desktop.session.snapshot import Carrier, Link, Notice, Refusal
from gurukul_desktop.signaling.address import DEFAULT_PORT

if TYPE_CHECKING:
    # It reads what devices are called, and that needs what the server alone has not installed.
    from gurukul_desktop.preferences import SetAside

_MEDIA: Final = MappingProxyType(
    {
        ("camera", MediaFault.BUSY): (
            "Camera is being used by another app. Please close other video apps and try again."
        ),
        ("camera", MediaFault.DENIED): (
            "Gurukul is not allowed to use the camera. "
            "Please allow it in your privacy settings and try again."
        ),
        ("camera", MediaFault.ABSENT): (
            "No camera was found. Please connect one and try again, or continue with audio only."
        ),
        ("camera", MediaFault.UNPLUGGED): (
            "The camera was unplugged. Please plug it in again and try again."
        ),
        ("camera", MediaFault.HANGING): (
            "The camera does not answer. Please unplug it, plug it in again and try again."
        ),
        ("camera", MediaFault.BROKEN): (
            "The camera could not be started. Please restart it or choose another one."
        ),
        ("microphone", MediaFault.BUSY): (
            "Microphone is being used by another app. Please close other call apps and try again."
        ),
        ("microphone", MediaFault.DENIED): (
            "Gurukul is not allowed to use the microphone. "
            "Please allow it in your privacy settings and try again."
        ),
        ("microphone", MediaFault.ABSENT): (
            "No microphone was found. Please connect one and try again."
        ),
        ("microphone", MediaFault.UNPLUGGED): (
            "The microphone was unplugged. Please plug it in again and try again."
        ),
        ("microphone", MediaFault.HANGING): (
            "The microphone does not answer. Please unplug it, plug it in again and try again."
        ),
        ("microphone", MediaFault.BROKEN): (
            "The microphone could not be started. Please restart it or choose another one."
        ),
        ("speaker", MediaFault.BUSY): (
            "The speaker is being used by another app. Please close other sound apps and try again."
        ),
        ("speaker", MediaFault.DENIED): (
            "Gurukul is not allowed to use the speaker. "
            "Please allow it in your sound settings and try again."
        ),
        ("speaker", MediaFault.ABSENT): (
            "No speaker or headphones were found. Please connect some and try again."
        ),
        ("speaker", MediaFault.UNPLUGGED): (
            "The speaker or headphones were unplugged. Please plug them in again and try again."
        ),
        ("speaker", MediaFault.HANGING): (
            "The speaker does not answer. Please unplug it, plug it in again and try again."
        ),
        ("speaker", MediaFault.BROKEN): (
            "The speaker could not be started. Please restart it or choose another one."
        ),
    }
)

_NOTICES: Final = MappingProxyType(
    {
        Notice.PARTNER_LEFT: "Partner left the call",
        Notice.PARTNER_SKIPPED: "Partner moved on to someone else",
        Notice.PARTNER_LOST: "Partner lost the connection",
        Notice.CONNECT_TIMEOUT: "The call took too long to connect. Please find a new partner.",
        Notice.UNREACHABLE: (
            "Your two networks could not reach each other. Please find a new partner."
        ),
        Notice.CONNECTION_LOST: (
            "The connection to your partner was lost. Please find a new partner."
        ),
        Notice.BAD_OFFER: (
            "Your partner’s app could not set up the call. Please find a new partner."
        ),
        Notice.NO_RELAY: (
            "The relay that keeps network addresses hidden cannot be used just now. "
            "Please try again later."
        ),
        Notice.SESSION_TIMEOUT: "The call reached its time limit. Time for a short break!",
        Notice.RATE_LIMITED: "That was a bit fast. Please wait a moment and try again.",
        Notice.BANNED: "This account is blocked. Please contact whoever runs your server.",
        Notice.REPLACED: (
            "Gurukul was opened somewhere else with your account. Please continue there."
        ),
        Notice.UNAUTHORIZED: (
            "The server did not accept your sign-in. Please sign in again, "
            "or ask whoever runs your server."
        ),
        Notice.SERVER_UNSUITABLE: (
            "The server address does not lead to a Gurukul server. Please check it."
        ),
        Notice.OTHER_VERSION: (
            "The server is of another version of Gurukul. Please update Gurukul, "
            "and close any other version of it that is open on this computer."
        ),
        Notice.PORT_OCCUPIED: (
            f"Another program uses port {DEFAULT_PORT} of this computer, which Gurukul needs. "
            "Please close that program, or restart the computer."
        ),
        Notice.BUDDY_ASKS: "{name} wants to be your buddy",
        Notice.NOW_BUDDIES: "You and {name} are buddies now",
        Notice.BUDDY_FAILED: "Your buddies could not be changed. Please try again later.",
        Notice.REPORT_SENT: "Thank you. Your report was sent.",
        Notice.REPORT_KEPT: "Thank you. Your report will be sent when the server is back.",
        Notice.REPORT_REFUSED: (
            "The server does not know that call any more and did not take your report. "
            "Please tell whoever runs it."
        ),
    }
)

REPORT_REASONS: Final[MappingProxyType[ReportReason, str]] = MappingProxyType(
    {
        "nudity": "Nudity or sexual behaviour",
        "harassment": "Insults, hate or threats",
        "spam": "Advertising or a scam",
        "underage": "Too young to be here",
        "other": "Something else",
    }
)
"""What a student can report, in the order in which it is offered."""

NOT_KEPT: Final = (
    "Gurukul cannot write to its folder on this computer. "
    "It works, but forgets your choices when it is closed."
)
LINK_LATER: Final = "Please open the link again when your search or call is over."

SERVER_TROUBLE: Final = "The server is having trouble. You keep your place; we go on by ourselves."

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS: Final = "\u200c\u200d"
"""Format characters too, but names in Indian scripts are spelt with them."""

_LINKS: Final = MappingProxyType(
    {
        Link.CONNECTING: "Connecting to the server…",
        Link.ONLINE: "Online",
        Link.OFFLINE: "No connection to the server. Please check your network.",
    }
)

_REFUSALS: Final = MappingProxyType(
    {
        Refusal.UNSUITABLE: "That is no Gurukul server.",
        Refusal.OTHER_VERSION: "The server is of another version.",
        Refusal.OCCUPIED: f"Another program uses port {DEFAULT_PORT}.",
        Refusal.UNAUTHORIZED: "The server did not accept your sign-in.",
    }
)

DEVICE_NAME_CHARACTERS: Final = 80

_HEARING: Final = (
    (0.12, "Say something: nothing is heard yet"),
    (0.45, "You are heard, quietly"),
    (0.97, "You are heard well"),
    (1.0, "You are heard, but it is too loud"),
)


def media_sentence(error: MediaError) -> str:
    """What is wrong with a device, and the one thing to do about it."""
    return fault_sentence(error.device, error.fault)


def fault_sentence(device: DeviceKind, fault: MediaFault) -> str:
    """The sentence of one kind of device and one fault."""
    return _MEDIA[device, fault]


def device_name(name: str) -> str:
    """What a device calls itself, fit to be shown on one line."""
    shown = " ".join(shown_name(name).split())
    if len(shown) > DEVICE_NAME_CHARACTERS:
        shown = shown[: DEVICE_NAME_CHARACTERS - 1] + "…"
    return shown or "Without a name"


def default_device(name: str) -> str:
    """The system's default, and which device that is if ``name`` is known."""
    return f"System default ({isolated(device_name(name))})" if name else "System default"


def absent_device(name: str) -> str:
    """A device that was chosen and is not there now."""
    return f"{isolated(device_name(name))} (not connected)"


def turn_sentence(kind: DeviceKind, reason: Reason, name: str) -> str:
    """Why another device is used than before; ``name`` is the one that was chosen."""
    shown = isolated(device_name(name)) if name else f"The chosen {kind}"
    if reason is Reason.BACK:
        return f"{shown} is back and is used again."
    return f"{shown} is not connected any more. The system’s default is used instead."


def set_aside_sentence(set_aside: "SetAside") -> str:
    """What became of preferences that could not be read."""
    why = (
        "Your settings were saved by a newer Gurukul"
        if set_aside.reason == "newer"
        else "Your settings could not be read"
    )
    if set_aside.path is None:
        return f"{why}. The usual ones are used, and changes are not kept."
    return f"{why}. The usual ones are used; the file was kept as {set_aside.path.name}."


def hearing(level: float) -> str:
    """What a level of the microphone means; ``level`` is 0 to 1 of the bar."""
    return next(text for most, text in _HEARING if level <= most)


def notice_sentence(notice: Notice, name: str = "") -> str:
    """A toast; ``name`` is whom it is about, for the few that name somebody."""
    return _NOTICES[notice].replace("{name}", isolated(shown_name(name)))


def shown_name(name: str) -> str:
    """Somebody's name without what could change how the words around it are read.

    The server has taken these characters out; this is for one that has not.
    """
    return "".join(c for c in name if c in _JOINERS or unicodedata.category(c) not in _UNSEEN)


def isolated(name: str) -> str:
    """A name to be put into a sentence; one that runs from the right keeps to itself (UAX #9)."""
    if any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in name):
        return f"\u2068{name}\u2069"
    return name


def link_sentence(link: Link, retry_in: int = 0, refusal: Refusal | None = None) -> str:
    """How the way to the server is; ``retry_in`` whole seconds until the next try."""
    if link is Link.ONLINE:
        return _LINKS[link]
    # What stands in the way stays on the screen; the network is well enough.
    sentence = _LINKS[link] if refusal is None else _REFUSALS.get(refusal, _LINKS[link])
    if link is Link.OFFLINE and retry_in > 0:
        return f"{sentence} Trying again in {retry_in} s."
    return sentence


def detour_sentence(link: Link, carrier: Carrier) -> str:
    """Why messages to the server take longer than they might; empty while they do not."""
    if link is Link.ONLINE and carrier is Carrier.HTTP:
        return "Messages to the server take a small detour just now. Your calls are not affected."
    return ""


def duration(seconds: float) -> str:
    """A length of time as a clock shows it: ``0:07``, ``12:30``, ``1:00:00``."""
    minutes, second = divmod(max(0, int(seconds)), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"
