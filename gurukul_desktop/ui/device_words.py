"""The sentences about devices: what is wrong with one, and the one thing to do next.

No Qt here, so that the command line can say the same words.
"""

from types import MappingProxyType
from typing import Final

from gurukul_desktop.errors import DeviceKind, MediaError, MediaFault
from gurukul_desktop.media.choice import Reason
from gurukul_desktop.ui.translation import QT_TRANSLATE_NOOP, translate
from gurukul_desktop.ui.words import isolated, shown_name

_MEDIA: Final = MappingProxyType(
    {
        ("camera", MediaFault.BUSY): QT_TRANSLATE_NOOP(
            "words",
            "Camera is being used by another app. Please close other video apps and try again.",
        ),
        ("camera", MediaFault.DENIED): QT_TRANSLATE_NOOP(
            "words",
            "Gurukul is not allowed to use the camera. "
            "Please allow it in your privacy settings and try again.",
        ),
        ("camera", MediaFault.ABSENT): QT_TRANSLATE_NOOP(
            "words",
            "No camera was found. Please connect one and try again, or continue with audio only.",
        ),
        ("camera", MediaFault.UNPLUGGED): QT_TRANSLATE_NOOP(
            "words", "The camera was unplugged. Please plug it in again and try again."
        ),
        ("camera", MediaFault.HANGING): QT_TRANSLATE_NOOP(
            "words",
            "The camera does not answer. Please unplug it, plug it in again and try again.",
        ),
        ("camera", MediaFault.BROKEN): QT_TRANSLATE_NOOP(
            "words", "The camera could not be started. Please restart it or choose another one."
        ),
        ("microphone", MediaFault.BUSY): QT_TRANSLATE_NOOP(
            "words",
            "Microphone is being used by another app. Please close other call apps and try again.",
        ),
        ("microphone", MediaFault.DENIED): QT_TRANSLATE_NOOP(
            "words",
            "Gurukul is not allowed to use the microphone. "
            "Please allow it in your privacy settings and try again.",
        ),
        ("microphone", MediaFault.ABSENT): QT_TRANSLATE_NOOP(
            "words", "No microphone was found. Please connect one and try again."
        ),
        ("microphone", MediaFault.UNPLUGGED): QT_TRANSLATE_NOOP(
            "words", "The microphone was unplugged. Please plug it in again and try again."
        ),
        ("microphone", MediaFault.HANGING): QT_TRANSLATE_NOOP(
            "words",
            "The microphone does not answer. Please unplug it, plug it in again and try again.",
        ),
        ("microphone", MediaFault.BROKEN): QT_TRANSLATE_NOOP(
            "words",
            "The microphone could not be started. Please restart it or choose another one.",
        ),
        ("speaker", MediaFault.BUSY): QT_TRANSLATE_NOOP(
            "words",
            "The speaker is being used by another app. "
            "Please close other sound apps and try again.",
        ),
        ("speaker", MediaFault.DENIED): QT_TRANSLATE_NOOP(
            "words",
            "Gurukul is not allowed to use the speaker. "
            "Please allow it in your sound settings and try again.",
        ),
        ("speaker", MediaFault.ABSENT): QT_TRANSLATE_NOOP(
            "words", "No speaker or headphones were found. Please connect some and try again."
        ),
        ("speaker", MediaFault.UNPLUGGED): QT_TRANSLATE_NOOP(
            "words",
            "The speaker or headphones were unplugged. Please plug them in again and try again.",
        ),
        ("speaker", MediaFault.HANGING): QT_TRANSLATE_NOOP(
            "words",
            "The speaker does not answer. Please unplug it, plug it in again and try again.",
        ),
        ("speaker", MediaFault.BROKEN): QT_TRANSLATE_NOOP(
            "words",
            "The speaker could not be started. Please restart it or choose another one.",
        ),
    }
)

_CHOSEN: Final[MappingProxyType[DeviceKind, str]] = MappingProxyType(
    {
        "camera": QT_TRANSLATE_NOOP("words", "The chosen camera"),
        "microphone": QT_TRANSLATE_NOOP("words", "The chosen microphone"),
        "speaker": QT_TRANSLATE_NOOP("words", "The chosen speaker"),
    }
)

DEVICE_NAME_CHARACTERS: Final = 80

_HEARING: Final = (
    (0.12, QT_TRANSLATE_NOOP("words", "Say something: nothing is heard yet")),
    (0.45, QT_TRANSLATE_NOOP("words", "You are heard, quietly")),
    (0.97, QT_TRANSLATE_NOOP("words", "You are heard well")),
    (1.0, QT_TRANSLATE_NOOP("words", "You are heard, but it is too loud")),
)


def media_sentence(error: MediaError) -> str:
    """What is wrong with a device, and the one thing to do about it."""
    return fault_sentence(error.device, error.fault)


def fault_sentence(device: DeviceKind, fault: MediaFault) -> str:
    """The sentence of one kind of device and one fault."""
    return translate("words", _MEDIA[device, fault])


def device_name(name: str) -> str:
    """What a device calls itself, fit to be shown on one line."""
    shown = " ".join(shown_name(name).split())
    if len(shown) > DEVICE_NAME_CHARACTERS:
        shown = shown[: DEVICE_NAME_CHARACTERS - 1] + "…"
    return shown or translate("words", "Without a name")


def default_device(name: str) -> str:
    """The system's default, and which device that is if ``name`` is known."""
    if not name:
        return translate("words", "System default")
    return translate("words", "System default ({name})").replace("{name}", _shown(name))


def absent_device(name: str) -> str:
    """A device that was chosen and is not there now."""
    return translate("words", "{name} (not connected)").replace("{name}", _shown(name))


def turn_sentence(kind: DeviceKind, reason: Reason, name: str) -> str:
    """Why another device is used than before; ``name`` is the one that was chosen."""
    shown = _shown(name) if name else translate("words", _CHOSEN[kind])
    if reason is Reason.BACK:
        sentence = translate("words", "{name} is back and is used again.")
    else:
        sentence = translate(
            "words",
            "{name} is not connected any more. The system’s default is used instead.",
        )
    return sentence.replace("{name}", shown)


def hearing(level: float) -> str:
    """What a level of the microphone means; ``level`` is 0 to 1 of the bar."""
    return translate("words", next(text for most, text in _HEARING if level <= most))


def _shown(name: str) -> str:
    return isolated(device_name(name))
