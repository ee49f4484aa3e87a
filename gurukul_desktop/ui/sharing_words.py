"""The words around a shared screen, and around how much of the line a call uses."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gurukul_desktop.call.ports import Usage
from gurukul_desktop.media.screens import ScreenTarget
from gurukul_desktop.ui.device_words import device_name
from gurukul_desktop.ui.translation import QT_TRANSLATE_NOOP, translate
from gurukul_desktop.ui.words import isolated, shown_name

AUDIO_CALL: Final = QT_TRANSLATE_NOOP(
    "words", "A screen cannot be shared in an audio call. In a call with video it can."
)
NOTHING_TO_SHARE: Final = QT_TRANSLATE_NOOP(
    "words", "This computer does not let Gurukul show a screen or a window."
)

_USAGES: Final[Mapping[Usage, str]] = MappingProxyType(
    {
        "saving": QT_TRANSLATE_NOOP(
            "words", "Small pictures both ways, for who pays for every megabyte."
        ),
        "automatic": QT_TRANSLATE_NOOP(
            "words", "As good as your network and this computer carry without trouble."
        ),
        "best": QT_TRANSLATE_NOOP(
            "words", "The sharpest picture that your camera gives. It needs a fast network."
        ),
    }
)


def target_name(target: ScreenTarget, number: int, count: int) -> str:
    """What can be shared; ``number`` counts screens from 1, of ``count``."""
    if target.kind == "asked":
        return translate("words", "Let this computer ask what to show")
    if target.kind == "window":
        return device_name(target.name)
    if count == 1:
        return translate("words", "The whole screen")
    name = device_name(target.name)
    return translate("words", "Screen {number} ({name})").format(number=number, name=isolated(name))


def target_detail(target: ScreenTarget) -> str:
    """More of it, in small: its size, or what it is."""
    if target.kind == "asked":
        return translate("words", "You choose a screen or a window next.")
    if target.kind == "window":
        return translate("words", "Window")
    return f"{target.width} × {target.height}"


def partner_shares(name: str) -> str:
    """Said of the partner's picture."""
    return translate("words", "{name} shares the screen").replace(
        "{name}", isolated(shown_name(name))
    )


def you_share(target: ScreenTarget) -> str:
    """Said to who is seen."""
    if target.kind == "window":
        return translate("words", "You share a window")
    return translate("words", "You share your screen")


def usage_sentence(usage: Usage) -> str:
    """What a way of using the line does."""
    return translate("words", _USAGES[usage])


def per_hour(bits_per_second: float) -> str:
    """How much that is in an hour, as mobile networks count it; empty while it is not known."""
    if bits_per_second <= 0:
        return ""
    megabytes = bits_per_second * 3600 / 8 / 1e6
    if megabytes < 1000:
        amount = f"{max(10, round(megabytes, -1)):.0f} MB"
    else:
        amount = f"{megabytes / 1000:.1f} GB"
    return translate("words", "This call uses about {amount} an hour.").format(amount=amount)
