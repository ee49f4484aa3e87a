"""The devices as QML sees them: what there is, what was chosen, how loud the microphone is."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop.errors import DeviceKind, MediaError
from gurukul_desktop.media.choice import Choice, Turn
from gurukul_desktop.media.devices import Device
from gurukul_desktop.media.voice.chain import VoiceSwitches
from gurukul_desktop.ui import device_words
from gurukul_desktop.ui.device_options import DeviceOptions
from gurukul_desktop.ui.qml import QmlUncreatable

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1

_LOOK_MS: Final = 50
"""How often the level is looked at while it is shown."""
_REMEMBERED: Final = 40
"""So many looks make the words: who speaks pauses for breath, and the words stay."""


class DeviceCommands(Protocol):
    """What can be asked about devices; :class:`gurukul_desktop.session.desk.Desk`."""

    def devices(self, kind: DeviceKind) -> Sequence[Device]: ...
    def choice(self, kind: DeviceKind) -> Choice: ...
    def away(self, kind: DeviceKind) -> bool: ...
    def choose(self, kind: DeviceKind, spec: str) -> None: ...
    @property
    def refusals(self) -> Mapping[DeviceKind, MediaError]: ...
    def preview(self, on: bool) -> None: ...
    def look(self) -> None: ...
    def level(self) -> float: ...
    def test_sound(self) -> None: ...
    @property
    def switches(self) -> VoiceSwitches: ...
    def set_switches(self, switches: VoiceSwitches) -> None: ...


@QmlElement
@QmlUncreatable("made by the window")
class DevicesModel(QObject):
    """View model of the devices; an observer of the desk."""

    refusalsChanged = Signal()
    switchesChanged = Signal()
    levelChanged = Signal()
    hearingChanged = Signal()
    noticed = Signal(str)

    def __init__(self, commands: DeviceCommands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._options: dict[DeviceKind, DeviceOptions] = {
            "camera": DeviceOptions(self),
            "microphone": DeviceOptions(self),
            "speaker": DeviceOptions(self),
        }
        self._switches = commands.switches
        self._places: set[str] = set()
        self._looked = False
        self._level = 0.0
        self._lately: deque[float] = deque([0.0], _REMEMBERED)
        self._hearing = device_words.hearing(0.0)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.on_devices()

    def on_devices(self) -> None:
        """Take over lists, choices, refusals and switches."""
        commands = self._commands
        for kind, options in self._options.items():
            options.show(commands.devices(kind), commands.choice(kind), away=commands.away(kind))
        self.refusalsChanged.emit()
        if self._commands.switches != self._switches:
            self._switches = self._commands.switches
            self.switchesChanged.emit()

    def on_turn(self, kind: DeviceKind, choice: Choice, turn: Turn) -> None:
        """Say why another device is used than before."""
        if turn.told:
            self.say(device_words.turn_sentence(kind, turn.reason, choice.name))

    def say(self, sentence: str) -> None:
        """Show a toast."""
        self.noticed.emit(sentence)

    def stop(self) -> None:
        """Stop looking. Idempotent."""
        self._timer.stop()

    # What there is

    @Property(DeviceOptions, constant=True)
    def cameras(self) -> DeviceOptions:
        return self._options["camera"]

    @Property(DeviceOptions, constant=True)
    def microphones(self) -> DeviceOptions:
        return self._options["microphone"]

    @Property(DeviceOptions, constant=True)
    def speakers(self) -> DeviceOptions:
        return self._options["speaker"]

    @Property(str, notify=refusalsChanged)
    def cameraRefusal(self) -> str:
        """Why the camera that was chosen last is not used; empty when it is."""
        return self._refusal("camera")

    @Property(str, notify=refusalsChanged)
    def microphoneRefusal(self) -> str:
        return self._refusal("microphone")

    @Property(str, notify=refusalsChanged)
    def speakerRefusal(self) -> str:
        return self._refusal("speaker")

    # What the microphone hears

    @Property(float, notify=levelChanged)
    def level(self) -> float:
        """How loud it is, 0 to 1; 0 without a preview."""
        return self._level

    @Property(str, notify=hearingChanged)
    def hearing(self) -> str:
        """The same in words."""
        return self._hearing

    # The switches

    @Property(bool, notify=switchesChanged)
    def echo(self) -> bool:
        return self._switches.echo

    @Property(bool, notify=switchesChanged)
    def noise(self) -> bool:
        return self._switches.noise

    @Property(bool, notify=switchesChanged)
    def gain(self) -> bool:
        return self._switches.gain

    # What the student asks for

    @Slot(str)
    def chooseCamera(self, value: str) -> None:
        self._commands.choose("camera", value)

    @Slot(str)
    def chooseMicrophone(self, value: str) -> None:
        self._commands.choose("microphone", value)

    @Slot(str)
    def chooseSpeaker(self, value: str) -> None:
        self._commands.choose("speaker", value)

    @Slot(bool)
    def setEcho(self, on: bool) -> None:
        self._commands.set_switches(replace(self._switches, echo=on))

    @Slot(bool)
    def setNoise(self, on: bool) -> None:
        self._commands.set_switches(replace(self._switches, noise=on))

    @Slot(bool)
    def setGain(self, on: bool) -> None:
        self._commands.set_switches(replace(self._switches, gain=on))

    @Slot()
    def testSound(self) -> None:
        self._commands.test_sound()

    @Slot(bool)
    def setPreview(self, on: bool) -> None:
        """As :meth:`watch`, for the panel."""
        self.watch("panel", on)

    @Slot(str, bool)
    def watch(self, place: str, on: bool) -> None:
        """Show, or stop showing, what camera and microphone give at a place of the window."""
        before = bool(self._places)
        if on:
            self._places.add(place)
        else:
            self._places.discard(place)
        now = bool(self._places)
        if not on and self._looked:
            # A camera that is to stay closed was opened for that place alone.
            self._looked = before = False
            self._commands.preview(False)
        if now != before:
            self._commands.preview(now)
        if now:
            self._look()
            self._timer.start()
        else:
            self._timer.stop()
            self._lately.clear()
            self._show_level(0.0)

    @Slot()
    def look(self) -> None:
        """Show the camera in the preview although it is to stay closed until a match."""
        self._looked = True
        self._commands.look()

    @Slot()
    def _look(self) -> None:
        self._show_level(self._commands.level())

    def _show_level(self, level: float) -> None:
        if level != self._level:
            self._level = level
            self.levelChanged.emit()
        self._lately.append(level)
        hearing = device_words.hearing(max(self._lately))
        if hearing != self._hearing:
            self._hearing = hearing
            self.hearingChanged.emit()

    def _refusal(self, kind: DeviceKind) -> str:
        error = self._commands.refusals.get(kind)
        return device_words.media_sentence(error) if error is not None else ""
