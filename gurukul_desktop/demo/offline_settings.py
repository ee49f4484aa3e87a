"""The stand-ins for the settings, which hold until the window is closed, updates and desktop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from gurukul_desktop.errors import DeviceKind, MediaError
from gurukul_desktop.media.choice import Choice
from gurukul_desktop.media.devices import Device
from gurukul_desktop.preferences import VERSION, Preferences
from gurukul_desktop.session.settings import Typed
from gurukul_desktop.updates.watch import UpdateState


def _first() -> Preferences:
    return Preferences(version=VERSION)


def _speakers() -> list[Device]:
    return [
        Device("speaker", "Built-in speakers", "speaker0", default=True),
        Device("speaker", "Headset", "speaker1"),
    ]


@dataclass
class OfflineSettings:
    """Settings that are nowhere kept and change nothing but the window."""

    now: Preferences = field(default_factory=_first)
    typed: Typed = field(default_factory=Typed)
    typed_devices: frozenset[DeviceKind] = frozenset()
    waits: bool = False
    ringers: Sequence[Device] = field(default_factory=_speakers)
    ringer_away: bool = False
    ringer_error: MediaError | None = None
    on_change: Callable[[], None] = lambda: None

    def change(self, **changes: Any) -> None:
        self.now = msgspec.structs.replace(self.now, **changes)
        self.on_change()

    def choose_ringer(self, spec: str) -> None:
        names = {device.spec: device.name for device in self.ringers}
        self.change(ringer=Choice(spec, names.get(spec, "")))

    def test_ring(self) -> None:
        """There is nothing to be heard."""

    def reset(self) -> Path | None:
        self.now = _first()
        self.on_change()
        return None


@dataclass
class OfflineUpdates:
    """Looks for no updates."""

    state: UpdateState = field(default_factory=UpdateState)
    on_change: Callable[[], None] = lambda: None

    def set_on(self, on: bool) -> None:
        self.state = replace(self.state, on=on)
        self.on_change()

    def dismiss(self) -> None:
        self.state = replace(self.state, dismissed=True)
        self.on_change()


@dataclass
class OfflineDesktop:
    """The run before this one, which ended in order unless a scene says otherwise."""

    crashed: bool = False

    def dismiss(self) -> None:
        self.crashed = False

    def report(self) -> str:
        return "Gurukul on stand-ins"
