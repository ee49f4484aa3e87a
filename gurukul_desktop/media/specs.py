"""The SPEC that a student or tester types for a camera, a microphone or a speaker.

==================  =========================================================
``default`` or ""   the system's own choice
``none``            no device
``test``            a camera's moving picture with a clock, a microphone's tone
``test:VARIANT``    another picture (any word), or the tone's frequency in Hz
``file:PATH``       a picture, film or sound, over and over
anything else       the name or path of a device
==================  =========================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from gurukul_desktop.errors import UsageError
from gurukul_desktop.late import av

LOWEST_TONE: Final = 20.0
HIGHEST_TONE: Final = 20_000.0
DEFAULT_TONE: Final = 440.0


@dataclass(frozen=True, slots=True)
class NamedDevice:
    """A real device. ``name`` is a name or a path as the system has it; empty: its default."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class NoDevice:
    """Nothing is sent, or nothing is played."""


@dataclass(frozen=True, slots=True)
class TestPicture:
    """A moving picture with a clock; ``variant`` chooses its colours and stands in it."""

    __test__ = False  # it is not a test, whatever pytest reads in its name

    variant: str = ""


@dataclass(frozen=True, slots=True)
class TestTone:
    """A steady tone of ``frequency`` Hz."""

    __test__ = False

    frequency: float = DEFAULT_TONE


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that is played over and over."""

    path: Path


CameraSpec = NamedDevice | NoDevice | TestPicture | MediaFile
MicrophoneSpec = NamedDevice | NoDevice | TestTone | MediaFile
SpeakerSpec = NamedDevice | NoDevice


def camera(text: str) -> CameraSpec:
    """Read the SPEC of a camera.

    Raises:
        UsageError: a ``file:`` that cannot be read, or that holds no picture.
    """
    kind, _, rest = text.strip().partition(":")
    if kind == "test":
        return TestPicture(rest.strip())
    if kind == "file":
        return MediaFile(_playable(rest, "video"))
    return _device(text)


def microphone(text: str) -> MicrophoneSpec:
    """Read the SPEC of a microphone.

    Raises:
        UsageError: a ``file:`` that cannot be read or that holds no sound, or a tone that
            is no frequency.
    """
    kind, _, rest = text.strip().partition(":")
    if kind == "test":
        return TestTone(_frequency(rest) if rest.strip() else DEFAULT_TONE)
    if kind == "file":
        return MediaFile(_playable(rest, "audio"))
    return _device(text)


def speaker(text: str) -> SpeakerSpec:
    """Read the SPEC of a speaker.

    Raises:
        UsageError: ``test`` or ``file:``, which only a camera or a microphone can be.
    """
    if text.strip().partition(":")[0] in ("test", "file"):
        raise UsageError(f"A speaker cannot be {text.strip()!r}: give a device name or none.")
    return _device(text)


def names_a_device(text: str) -> bool:
    """Whether a text that a device is called by stands for that device, and for nothing else."""
    name = text.strip()
    return name == text and name.partition(":")[0] not in ("test", "file", "none", "default", "")


def _device(text: str) -> NamedDevice | NoDevice:
    name = text.strip()
    if name == "none":
        return NoDevice()
    return NamedDevice("" if name == "default" else name)


def _frequency(text: str) -> float:
    try:
        frequency = float(text)
    except ValueError:
        frequency = 0.0
    if not LOWEST_TONE <= frequency <= HIGHEST_TONE:  # also refuses "nan"
        raise UsageError(
            f"A test tone is a frequency from {LOWEST_TONE:.0f} to {HIGHEST_TONE:.0f} Hz, "
            f"such as test:440, not {text!r}."
        )
    return frequency


def _playable(text: str, kind: Literal["video", "audio"]) -> Path:
    path = Path(text).expanduser()
    if not path.is_file():
        raise UsageError(f"There is no file {text!r}.")
    try:
        with av.open(str(path)) as container:
            streams = container.streams.video if kind == "video" else container.streams.audio
            if streams:
                return path
    except (av.FFmpegError, OSError, ValueError):
        raise UsageError(f"The file {text!r} cannot be read as a picture, film or sound.") from None
    raise UsageError(
        f"The file {text!r} holds no {'picture' if kind == 'video' else 'sound'} to play."
    )
