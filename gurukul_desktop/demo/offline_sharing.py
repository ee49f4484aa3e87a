"""Stand-ins for the screens that can be shared, and for how much of the line is used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from gurukul_desktop.call.ports import Usage
from gurukul_desktop.media.screens import ScreenTarget
from gurukul_desktop.session.snapshot import Snapshot

TARGETS: Final = (
    ScreenTarget("screen 1", "screen", "eDP-1", 1920, 1200),
    ScreenTarget("screen 2", "screen", "HDMI-A-1", 2560, 1440),
    ScreenTarget("window 1", "window", "Linear algebra, chapter 4.pdf"),
    ScreenTarget("window 2", "window", "नोट्स – LibreOffice Writer"),
)

Change = Callable[[Callable[[Snapshot], Snapshot]], None]
"""Changes the snapshot that is shown."""


@dataclass
class OfflineScreens:
    """Shares whatever is asked for at once, and shows nothing of it."""

    there: Sequence[ScreenTarget] = TARGETS
    change: Change = field(default=lambda how: None)

    def targets(self) -> Sequence[ScreenTarget]:
        return self.there

    def share(self, target: ScreenTarget) -> None:
        self.change(lambda snapshot: replace(snapshot, sharing=target))

    def stop(self) -> None:
        self.change(lambda snapshot: replace(snapshot, sharing=None))


@dataclass
class OfflineUsage:
    """Uses what is asked for."""

    change: Change = field(default=lambda how: None)

    def choose(self, usage: Usage) -> None:
        self.change(lambda snapshot: replace(snapshot, usage=usage))
