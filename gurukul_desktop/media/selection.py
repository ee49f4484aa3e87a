"""What the student chose, what there is, and so what the studio uses.

On the main thread, as whoever watches the devices and the student are.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from gurukul_desktop.errors import DeviceKind
from gurukul_desktop.media.choice import Choice, Following, Turn
from gurukul_desktop.media.devices import Device
from gurukul_desktop.media.portaudio import DEVICES
from gurukul_desktop.media.specs import names_a_device
from gurukul_desktop.media.studio import Studio

Chosen = Callable[[DeviceKind, Choice], None]
Turned = Callable[[DeviceKind, Choice, Turn], None]


class Selection:
    """The choices of one app.

    Args:
        studio: uses what is chosen; it has been made with these ``choices``.
        choices: of each kind, at first.
        on_chosen: told what to remember.
        on_taken_back: told that what was chosen last cannot be used, and is to be forgotten.
    """

    def __init__(
        self,
        studio: Studio,
        choices: Mapping[DeviceKind, Choice],
        *,
        on_chosen: Chosen,
        on_taken_back: Callable[[DeviceKind], None],
    ) -> None:
        self._studio = studio
        self._on_chosen = on_chosen
        self._on_taken_back = on_taken_back
        self._on_change: Callable[[], None] = lambda: None
        self._on_turn: Turned = lambda kind, choice, turn: None
        kinds: tuple[DeviceKind, ...] = get_args(DeviceKind)
        self._following = {kind: Following(choices.get(kind, Choice())) for kind in kinds}
        self._devices: dict[DeviceKind, Sequence[Device]] = dict.fromkeys(kinds, ())
        self._before: dict[DeviceKind, Choice] = {}

    def join(self, on_change: Callable[[], None], on_turn: Turned) -> None:
        """Tell of a change of the lists or choices, and of devices that go and come."""
        self._on_change, self._on_turn = on_change, on_turn

    def devices(self, kind: DeviceKind) -> Sequence[Device]:
        """What there is to choose from."""
        return self._devices[kind]

    def choice(self, kind: DeviceKind) -> Choice:
        """What was chosen, whether it is there or not."""
        return self._following[kind].choice

    def away(self, kind: DeviceKind) -> bool:
        """Whether the chosen device is not there, so that the default stands in for it."""
        return self._following[kind].away

    def choose(self, kind: DeviceKind, spec: str) -> None:
        """The student chose a device of the list, or the default; anything else is passed over."""
        device = next((device for device in self._devices[kind] if device.spec == spec), None)
        if device is None and spec:
            return
        following = self._following[kind]
        self._before[kind] = following.choice
        choice = Choice(spec, device.name) if device is not None else Choice()
        following.choose(choice)
        self._use(kind, spec)
        self._on_chosen(kind, choice)
        self._on_change()

    def listed(self, kind: DeviceKind, devices: Sequence[Device]) -> None:
        """There are these devices now."""
        devices = [device for device in devices if names_a_device(device.spec)]
        if devices == self._devices[kind]:
            return
        if self._devices[kind]:
            DEVICES.changed()
        self._devices[kind] = devices
        following = self._following[kind]
        turn = following.listed(devices)
        if turn is not None:
            self._use(kind, turn.spec)
            self._on_turn(kind, following.choice, turn)
        self._on_change()

    def refresh(self) -> None:
        """A choice may have been refused: then the one before it holds again."""
        for kind in self._studio.refusals:
            before = self._before.pop(kind, None)
            if before is not None:
                self._following[kind].choose(before)
                self._on_taken_back(kind)
        self._on_change()

    def _use(self, kind: DeviceKind, spec: str) -> None:
        match kind:
            case "camera":
                self._studio.use_camera(spec)
            case "microphone":
                self._studio.use_microphone(spec)
            case "speaker":
                self._studio.use_speaker(spec)
