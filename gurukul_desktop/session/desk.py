"""Where the student chooses, tries and sets up devices, in a call or before it."""

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Protocol, get_args

from gurukul_desktop.errors import DeviceKind, MediaError
from gurukul_desktop.media.choice import Choice, Turn
from gurukul_desktop.media.devices import Device
from gurukul_desktop.media.level import Level
from gurukul_desktop.media.ports import Unsubscribe
from gurukul_desktop.media.selection import Selection
from gurukul_desktop.media.studio import Studio
from gurukul_desktop.media.voice.chain import VoiceSwitches
from gurukul_desktop.preferences import PreferenceFile, Preferences
from gurukul_desktop.session.equipment import Equipment
from gurukul_desktop.session.snapshot import Notice, Snapshot


class DeskObserver(Protocol):
    """Who shows the desk. Called on the main thread."""

    def on_devices(self) -> None:
        """A list, a choice, a switch or a refusal is another one."""

    def on_turn(self, kind: DeviceKind, choice: Choice, turn: Turn) -> None:
        """Another device is used than before, as devices went or came."""


class Desk:
    """The devices panel's other side.

    Args:
        studio: the devices; made with what ``preferences`` and the command line say.
        equipment: who opens them.
        preferences: where choices are kept.
        choices: of each kind, as the studio was made.
        play_test: plays a short sound through the speaker.
    """

    def __init__(
        self,
        studio: Studio,
        equipment: Equipment,
        preferences: PreferenceFile,
        choices: Mapping[DeviceKind, Choice],
        play_test: Callable[[], None],
    ) -> None:
        self._studio = studio
        self._equipment = equipment
        self._preferences = preferences
        self._play_test = play_test
        self._remembered: dict[DeviceKind, Choice] = {}
        self._selection = Selection(
            studio, choices, on_chosen=self._remember, on_taken_back=self._forget
        )
        self._level = Level()
        self._unsubscribe: Unsubscribe | None = None
        self._observer: DeskObserver | None = None
        self._seen = {"hide_address": preferences.now.hide_address}
        self._seen["find_next"] = preferences.now.find_next
        studio.set_voice(self.switches)

    def join(self, observer: DeskObserver) -> None:
        """Tell ``observer`` from now on."""
        self._observer = observer
        self._selection.join(observer.on_devices, observer.on_turn)

    # The lists and the choices

    def devices(self, kind: DeviceKind) -> Sequence[Device]:
        """What there is to choose from."""
        return self._selection.devices(kind)

    def names(self) -> list[str]:
        """What the devices call themselves; some are named for a person."""
        kinds: tuple[DeviceKind, ...] = ("camera", "microphone", "speaker")
        return [device.name for kind in kinds for device in self.devices(kind)]

    def choice(self, kind: DeviceKind) -> Choice:
        """What was chosen, whether it is there or not."""
        return self._selection.choice(kind)

    def away(self, kind: DeviceKind) -> bool:
        """Whether the chosen device is not there, so that the default stands in for it."""
        return self._selection.away(kind)

    def choose(self, kind: DeviceKind, spec: str) -> None:
        """Use a device of the list; empty is the system's default."""
        self._selection.choose(kind, spec)

    def listed(self, kind: DeviceKind, devices: Sequence[Device]) -> None:
        """There are these devices now."""
        self._selection.listed(kind, devices)

    @property
    def refusals(self) -> Mapping[DeviceKind, MediaError]:
        """Why a device that was chosen last is not used, while the one before it goes on."""
        return self._studio.refusals

    def refresh(self) -> None:
        """A device has failed, was refused or works again: show it."""
        self._equipment.refresh()
        self._selection.refresh()

    # The session, as one of its observers

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Remember what is chosen in the session: for the next run, too."""
        now = {"hide_address": snapshot.hide_address, "find_next": snapshot.find_next}
        # What is as it was may be about to follow the preferences, and is not written over them.
        changed = {name: value for name, value in now.items() if self._seen.get(name) != value}
        self._seen = now
        self._preferences.change(**changed)

    def on_notice(self, notice: Notice, name: str) -> None:
        """Nothing of it is remembered."""

    # Looking at them

    def preview(self, on: bool) -> None:
        """Have camera and microphone open to be looked at, as far as they are switched on."""
        if on and self._unsubscribe is None:
            self._unsubscribe = self._studio.microphone.subscribe(self._level.hear)
        elif not on and self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
            self._studio.forget_refusals()
        self._equipment.preview(on)

    def level(self) -> float:
        """How loud the microphone is, 0 to 1, while there is a preview."""
        return self._level.look()

    def test_sound(self) -> None:
        """Play a short sound through the speaker."""
        self._play_test()

    # The switches

    @property
    def switches(self) -> VoiceSwitches:
        """What is done to the microphone's sound."""
        now = self._preferences.now
        return VoiceSwitches(echo=now.echo, noise=now.noise, gain=now.gain)

    def set_switches(self, switches: VoiceSwitches) -> None:
        """Do this to the microphone's sound from now on."""
        self._studio.set_voice(switches)
        self._preferences.change(echo=switches.echo, noise=switches.noise, gain=switches.gain)
        if self._observer is not None:
            self._observer.on_devices()

    def reset(self, *, keep: Container[DeviceKind]) -> None:
        """Use the system's defaults, but for the kinds to ``keep``, and every switch as usual."""
        for kind in get_args(DeviceKind):
            if kind not in keep:
                self.choose(kind, "")
        self.set_switches(VoiceSwitches())

    def look(self) -> None:
        """Show the camera in the preview although it is to stay closed until a match."""
        self._equipment.look()

    def _remember(self, kind: DeviceKind, choice: Choice) -> None:
        self._remembered[kind] = getattr(self._preferences.now, kind)
        self._preferences.change(**{kind: choice})

    def _forget(self, kind: DeviceKind) -> None:
        self._preferences.change(**{kind: self._remembered[kind]})


def choices(
    remembered: Preferences, typed: Mapping[DeviceKind, str | None]
) -> dict[DeviceKind, Choice]:
    """What to begin with: what was typed beats what is remembered."""
    chosen: dict[DeviceKind, Choice] = {
        "camera": remembered.camera,
        "microphone": remembered.microphone,
        "speaker": remembered.speaker,
    }
    for kind, spec in typed.items():
        if spec is not None:
            name = spec.strip()
            chosen[kind] = Choice("" if name == "default" else name)
    return chosen
