"""What the student chose last, kept from one run to the next.

One JSON file a window. A file that cannot be read, because it is damaged or was written by a
newer version, is set aside under another name and never written over.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec

from gurukul_desktop import foreign_json, paths
from gurukul_desktop.media.choice import Choice
from gurukul_desktop.media.specs import names_a_device
from gurukul_desktop.private_file import write_private
from gurukul_desktop.protocol.limits import FOCUS_MINUTES, NAME_CHARACTERS, TOPIC_CHARACTERS, TOPICS
from gurukul_desktop.protocol.messages import Media, Mode

VERSION: Final = 2
OLDEST: Final = 1
"""The oldest version whose files are read; what it did not have is as at a first start."""
LARGEST: Final = 64 * 1024
"""No file of ours has so many bytes."""
MOST_SET_ASIDE: Final = 100

_log = logging.getLogger(__name__)


class UpdateMemory(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of updates.

    Attributes:
        on: whether it is asked for them.
        asked: when it was asked last, in seconds since 1970; 0 is never.
        version, page: what was answered last.
        dismissed: the version of which the student wants to hear no more.
    """

    on: bool = True
    asked: Annotated[int, msgspec.Meta(ge=0, le=foreign_json.LAST_SECOND)] = 0
    version: str = ""
    page: str = ""
    dismissed: str = ""


Scheme = Literal["system", "light", "dark"]
Motion = Literal["system", "reduced"]
Language = Literal["system", "en", "hi"]
Quality = Literal["saving", "automatic", "best"]
"""How much of the line a call may use; ``saving`` is for who pays for every megabyte."""

Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]
LEAST_TEXT: Final = 80
MOST_TEXT: Final = 160
SERVER_CHARACTERS: Final = 2048
TextSize = Annotated[int, msgspec.Meta(ge=LEAST_TEXT, le=MOST_TEXT)]
Minutes = Annotated[int, msgspec.Meta(ge=1, le=FOCUS_MINUTES)]
_Topic = Annotated[str, msgspec.Meta(min_length=1, max_length=TOPIC_CHARACTERS)]
REMEMBERED_TOPICS: Final = 50


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered.

    Attributes:
        welcomed: the steps of the first start were gone through, or skipped.
        name: what the partner reads; empty lets the server choose.
        mode, media, topics: the wish of the last search.
        known_topics: what was studied before, the latest first, to be suggested.
        find_next: after a call, look for the next partner without being asked.
        quality: how much of the line a call may use.
        focus_minutes, break_minutes: the lengths that a focus timer begins with.
        small_window: show a call in a small window while the large one is minimised.
        ring_volume, call_volume: percent of full volume of the ring and of the partner.
        ringer: the device that rings, chimes and hangs up; as the speaker where none is chosen.
        camera_after_match: the camera stays closed until somebody was found.
        notifications: tell of a match on the desktop while the window is in the background.
        scheme, motion, text_size, language: how the window looks and speaks; the text's size
            in percent.
        server: the address of the server; empty is the one of this machine.
        camera, microphone, speaker: the devices that were chosen.
        echo, noise, gain: whether the microphone's sound is freed from echo and noise, and
            brought to an even level.
        hide_address: whether strangers shall not learn the network address, where there is a
            way to hide it.
        updates: whether to ask for a newer version, and what was heard of one.
    """

    version: int
    camera: Choice = Choice()
    microphone: Choice = Choice()
    speaker: Choice = Choice()
    echo: bool = True
    noise: bool = True
    gain: bool = True
    hide_address: bool = True
    updates: UpdateMemory = UpdateMemory()
    welcomed: bool = False
    name: Annotated[str, msgspec.Meta(max_length=NAME_CHARACTERS)] = ""
    mode: Mode = "global"
    media: Media = "video"
    topics: Annotated[tuple[_Topic, ...], msgspec.Meta(max_length=TOPICS)] = ()
    known_topics: Annotated[tuple[_Topic, ...], msgspec.Meta(max_length=REMEMBERED_TOPICS)] = ()
    find_next: bool = False
    quality: Quality = "automatic"
    focus_minutes: Minutes = 25
    break_minutes: Minutes = 5
    small_window: bool = True
    ring_volume: Percent = 40
    call_volume: Percent = 100
    ringer: Choice = Choice()
    camera_after_match: bool = False
    notifications: bool = True
    scheme: Scheme = "system"
    motion: Motion = "system"
    text_size: TextSize = 100
    language: Language = "system"
    server: Annotated[str, msgspec.Meta(max_length=SERVER_CHARACTERS)] = ""


Watcher = Callable[[Preferences], None]
"""Told what holds now, after each change."""

LASTING: Final = frozenset({"version", "welcomed"})
"""What a reset leaves: it is no setting."""


def _nobody() -> None:
    """Nobody wants to be told."""


@dataclass(frozen=True)
class SetAside:
    """A file that could not be read: where it is now (None: where it was), and why."""

    path: Path | None
    reason: Literal["damaged", "newer"]


@dataclass
class PreferenceFile:
    """The preferences, read once and written at each change.

    Args:
        path: the file; None remembers nothing beyond this run.

    Attributes:
        now: what holds now.
        set_aside: what became of a file that held nothing of use.
        kept: whether the next run will find what holds now, as far as is known.
        unreadable: there is one, and the system does not let it be read.
        on_unkept: called once, when a change could not be written.
    """

    path: Path | None
    now: Preferences = field(default=Preferences(version=VERSION), init=False)
    set_aside: SetAside | None = field(default=None, init=False)
    kept: bool = field(default=True, init=False)
    unreadable: bool = field(default=False, init=False)
    on_unkept: Callable[[], None] = field(default_factory=lambda: _nobody, init=False)
    _watchers: list[Watcher] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        if self.path is not None:
            self._read(self.path)
        self.kept = self.path is not None

    def watch(self, watcher: Watcher) -> None:
        """Tell ``watcher`` of each change from now on, whoever made it."""
        self._watchers.append(watcher)

    def change(self, **changes: Any) -> None:
        """Remember something else; the fields are those of :class:`Preferences`."""
        preferences = msgspec.structs.replace(self.now, **changes)
        if preferences == self.now:
            return
        self.now = preferences
        if self.path is not None:
            text = msgspec.json.format(msgspec.json.encode(preferences), indent=2)
            try:
                write_private(self.path, text.decode() + "\n")
                self.kept = True
            except OSError as error:
                self.kept = False
                _log.warning("the preferences could not be written: %s", error.strerror)
                tell, self.on_unkept = self.on_unkept, _nobody
                tell()
        for watcher in tuple(self._watchers):
            watcher(preferences)

    def reset(self) -> Path | None:
        """Begin anew, but for what is no setting; returns where a copy of what was is now.

        Raises:
            OSError: no copy could be made; nothing was changed.
        """
        aside = None
        if self.path is not None and self.path.exists():
            aside = _free_name(self.path, "reset")
            if aside is None:
                raise FileExistsError
            write_private(aside, self.path.read_text("utf-8"))
        lasting = {name: getattr(self.now, name) for name in LASTING}
        # What it heard of a newer version is no setting either; whether it asks is one.
        lasting["updates"] = msgspec.structs.replace(self.now.updates, on=True)
        self.change(**{**msgspec.structs.asdict(Preferences(**lasting)), **lasting})
        return aside

    def _read(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
        except FileNotFoundError:
            return
        except OSError as error:
            _log.warning("the preferences could not be read: %s", error.strerror)
            self.unreadable = True
            self.path = None  # what is there is not to be written over
            return
        try:
            preferences = decode(data)
        except ValueError:
            self._set_aside(path, "newer" if _version(data) > VERSION else "damaged")
        else:
            self.now = preferences

    def _set_aside(self, path: Path, reason: Literal["damaged", "newer"]) -> None:
        aside = _free_name(path, reason)
        try:
            if aside is None:
                raise FileExistsError
            path.rename(aside)
        except OSError:
            self.path = None
            self.set_aside = SetAside(None, reason)
        else:
            self.set_aside = SetAside(aside, reason)
        _log.warning("the preferences are %s and were set aside", reason)


def _free_name(path: Path, why: str) -> Path | None:
    """Where a file that is set aside can go; None if there are too many already."""
    names = (f"{path.stem}.{why}-{n}{path.suffix}" for n in range(1, MOST_SET_ASIDE + 1))
    return next((aside for name in names if not (aside := path.with_name(name)).exists()), None)


def decode(data: bytes) -> Preferences:
    """Read and check a file.

    Raises:
        ValueError: it is damaged, or another version's.
    """
    if len(data) > LARGEST:
        raise ValueError("too large")
    preferences = foreign_json.decode(data, Preferences)
    if not OLDEST <= preferences.version <= VERSION:
        raise ValueError("another version")
    for choice in (
        preferences.camera,
        preferences.microphone,
        preferences.speaker,
        preferences.ringer,
    ):
        if choice.spec and not names_a_device(choice.spec):
            raise ValueError("not a device")
    return msgspec.structs.replace(preferences, version=VERSION)


def file_for(data_dir: Path, number: int | None) -> Path | None:
    """The file of a window: ``number`` is that of its identity, None if it has none.

    It is in the user's folder for settings; where another data folder was asked for, in that.
    """
    if number is None:
        return None
    usual = data_dir == paths.default_data_dir()
    folder = paths.default_config_dir() if usual else data_dir
    return folder / f"preferences-{number}.json"


class _Versioned(msgspec.Struct):
    version: int


def _version(data: bytes) -> int:
    try:
        return foreign_json.decode(data, _Versioned).version
    except ValueError:
        return 0
