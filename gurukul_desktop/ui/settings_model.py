"""The settings as QML sees them: what is set, and slots that set it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, get_args

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop.errors import DeviceKind, MediaError, UsageError
from gurukul_desktop.media.devices import Device
from gurukul_desktop.preferences import (
    LEAST_TEXT,
    MOST_TEXT,
    SERVER_CHARACTERS,
    Language,
    Motion,
    Preferences,
    Quality,
    Scheme,
)
from gurukul_desktop.protocol.limits import FOCUS_MINUTES, NAME_CHARACTERS
from gurukul_desktop.protocol.plain_text import one_line, plain_name
from gurukul_desktop.session.settings import Typed
from gurukul_desktop.signaling.address import parse_server_urls
from gurukul_desktop.ui import settings_words
from gurukul_desktop.ui.device_options import DeviceOptions
from gurukul_desktop.ui.qml import QmlUncreatable

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


class SettingsCommands(Protocol):
    """What can be set; :class:`gurukul_desktop.session.settings.Settings`."""

    @property
    def now(self) -> Preferences: ...
    @property
    def typed(self) -> Typed: ...
    @property
    def typed_devices(self) -> frozenset[DeviceKind]: ...
    @property
    def waits(self) -> bool: ...
    @property
    def ringers(self) -> Sequence[Device]: ...
    @property
    def ringer_away(self) -> bool: ...
    @property
    def ringer_error(self) -> MediaError | None: ...
    def change(self, **changes: Any) -> None: ...
    def choose_ringer(self, spec: str) -> None: ...
    def test_ring(self) -> None: ...
    def reset(self) -> Path | None: ...


@QmlElement
@QmlUncreatable("made by the window")
class SettingsModel(QObject):
    """View model of the settings; an observer of them."""

    changed = Signal()
    noticed = Signal(str)

    def __init__(self, commands: SettingsCommands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._ringers = DeviceOptions(self)
        self.on_settings()

    def on_settings(self) -> None:
        """Take over what is set."""
        commands = self._commands
        self._ringers.show(
            commands.ringers,
            commands.now.ringer,
            away=commands.ringer_away,
            usual=settings_words.same_ringer(),
        )
        self.changed.emit()

    @property
    def _now(self) -> Preferences:
        return self._commands.now

    # You, and the server

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._commands.typed.name or self._now.name

    @Property(bool, notify=changed)
    def nameTyped(self) -> bool:
        """The command line decides for this run; so with the others that end in these words."""
        return self._commands.typed.name != ""

    @Property(str, notify=changed)
    def nameNote(self) -> str:
        commands = self._commands
        return settings_words.name_sentence(typed=commands.typed.name != "", waits=commands.waits)

    @Property(int, constant=True)
    def nameCharacters(self) -> int:
        return NAME_CHARACTERS

    @Property(str, notify=changed)
    def server(self) -> str:
        return " ".join(self._commands.typed.servers) or self._now.server

    @Property(bool, notify=changed)
    def serverTyped(self) -> bool:
        return self._commands.typed.servers != ()

    @Property(str, notify=changed)
    def serverNote(self) -> str:
        commands = self._commands
        return settings_words.server_sentence(
            self._now.server, typed=commands.typed.servers != (), waits=commands.waits
        )

    @Property(int, constant=True)
    def serverCharacters(self) -> int:
        return SERVER_CHARACTERS

    @Property(bool, notify=changed)
    def cameraTyped(self) -> bool:
        return "camera" in self._commands.typed_devices

    @Property(bool, notify=changed)
    def microphoneTyped(self) -> bool:
        return "microphone" in self._commands.typed_devices

    @Property(bool, notify=changed)
    def speakerTyped(self) -> bool:
        return "speaker" in self._commands.typed_devices

    # Sounds

    @Property(int, notify=changed)
    def ringVolume(self) -> int:
        return self._now.ring_volume

    @Property(int, notify=changed)
    def callVolume(self) -> int:
        return self._now.call_volume

    @Property(DeviceOptions, constant=True)
    def ringers(self) -> DeviceOptions:
        return self._ringers

    @Property(str, notify=changed)
    def ringerProblem(self) -> str:
        """Why the chosen ringer is not used; empty when it is."""
        commands = self._commands
        return settings_words.ringer_sentence(commands.ringer_error, away=commands.ringer_away)

    # Calls and privacy

    @Property(bool, notify=changed)
    def cameraAfterMatch(self) -> bool:
        return self._now.camera_after_match

    @Property(bool, notify=changed)
    def findNext(self) -> bool:
        return self._now.find_next

    @Property(str, notify=changed)
    def quality(self) -> str:
        return self._now.quality

    @Property(int, notify=changed)
    def focusMinutes(self) -> int:
        return self._now.focus_minutes

    @Property(int, notify=changed)
    def breakMinutes(self) -> int:
        return self._now.break_minutes

    @Property(bool, notify=changed)
    def smallWindow(self) -> bool:
        """Whether a call is shown in a small window while the large one is minimised."""
        return self._now.small_window

    @Property(bool, notify=changed)
    def notifications(self) -> bool:
        return self._now.notifications

    # Appearance and language

    @Property(str, notify=changed)
    def scheme(self) -> str:
        return self._now.scheme

    @Property(str, notify=changed)
    def motion(self) -> str:
        return self._now.motion

    @Property(int, notify=changed)
    def textSize(self) -> int:
        return self._now.text_size

    @Property(str, notify=changed)
    def language(self) -> str:
        return self._now.language

    # What the student sets; what QML cannot mean is passed over

    @Slot(str)
    def setName(self, name: str) -> None:
        self._set(name=plain_name(name))

    @Slot(str, result=str)
    def setServer(self, text: str) -> str:
        """Use the server at this address; what is wrong with it, or empty."""
        plain = one_line(text)
        try:
            if len(plain) > SERVER_CHARACTERS:
                return settings_words.wrong_server()
            if plain:
                parse_server_urls(plain)
        except UsageError:
            return settings_words.wrong_server()
        self._set(server=plain)
        return ""

    @Slot(int)
    def setRingVolume(self, percent: int) -> None:
        self._set(ring_volume=min(max(percent, 0), 100))

    @Slot(int)
    def setCallVolume(self, percent: int) -> None:
        self._set(call_volume=min(max(percent, 0), 100))

    @Slot(str)
    def chooseRinger(self, value: str) -> None:
        self._commands.choose_ringer(value)

    @Slot()
    def testRing(self) -> None:
        self._commands.test_ring()

    @Slot(bool)
    def setCameraAfterMatch(self, on: bool) -> None:
        self._set(camera_after_match=on)

    @Slot(bool)
    def setFindNext(self, on: bool) -> None:
        self._set(find_next=on)

    @Slot(str)
    def setQuality(self, quality: str) -> None:
        if quality in get_args(Quality):
            self._set(quality=quality)

    @Slot(int)
    def setFocusMinutes(self, minutes: int) -> None:
        self._set(focus_minutes=min(max(minutes, 1), FOCUS_MINUTES))

    @Slot(int)
    def setBreakMinutes(self, minutes: int) -> None:
        self._set(break_minutes=min(max(minutes, 1), FOCUS_MINUTES))

    @Slot(bool)
    def setSmallWindow(self, on: bool) -> None:
        self._set(small_window=on)

    @Slot(bool)
    def setNotifications(self, on: bool) -> None:
        self._set(notifications=on)

    @Slot(str)
    def setScheme(self, scheme: str) -> None:
        if scheme in get_args(Scheme):
            self._set(scheme=scheme)

    @Slot(str)
    def setMotion(self, motion: str) -> None:
        if motion in get_args(Motion):
            self._set(motion=motion)

    @Slot(int)
    def setTextSize(self, percent: int) -> None:
        self._set(text_size=min(max(percent, LEAST_TEXT), MOST_TEXT))

    @Slot(str)
    def setLanguage(self, language: str) -> None:
        if language in get_args(Language):
            self._set(language=language)

    @Slot()
    def reset(self) -> None:
        try:
            self.noticed.emit(settings_words.reset_sentence(self._commands.reset()))
        except OSError:
            self.noticed.emit(settings_words.no_reset())

    def _set(self, **changes: Any) -> None:
        self._commands.change(**changes)
