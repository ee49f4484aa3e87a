"""How much of the line a call may use, and does, as QML sees it."""

from collections import deque
from typing import Final, Protocol, get_args

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop.call.ports import Usage
from gurukul_desktop.session.snapshot import Snapshot
from gurukul_desktop.ui import sharing_words
from gurukul_desktop.ui.qml import QmlUncreatable

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1

SECONDS: Final = 10
"""What was used in so many seconds is what is used now."""


class UsageCommands(Protocol):
    """What a student can do; :class:`gurukul_desktop.session.line_use.LineUse`."""

    def choose(self, usage: Usage) -> None:
        """Use the line in this way, now and in calls to come."""


@QmlElement
@QmlUncreatable("made by the window")
class UsageModel(QObject):
    """View model of the use of the line."""

    usageChanged = Signal()
    perHourChanged = Signal()

    def __init__(self, commands: UsageCommands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._snapshot = Snapshot()
        self._recent: deque[int] = deque(maxlen=SECONDS)
        self._per_hour = ""

    def show(self, snapshot: Snapshot) -> None:
        """Take over a snapshot."""
        before, self._snapshot = self._snapshot, snapshot
        if snapshot.usage != before.usage:
            self._recent.clear()
            self.usageChanged.emit()
        if snapshot.connected_at != before.connected_at:
            self._recent.clear()
        if snapshot.statistics is not before.statistics:
            used = snapshot.statistics.bits_per_second_in + snapshot.statistics.bits_per_second_out
            if used > 0:  # nothing is not measured yet
                self._recent.append(used)
        mean = sum(self._recent) / max(1, len(self._recent))
        per_hour = sharing_words.per_hour(mean)
        if per_hour != self._per_hour:
            self._per_hour = per_hour
            self.perHourChanged.emit()

    @Property(str, notify=usageChanged)
    def usage(self) -> str:
        return self._snapshot.usage

    @Property(str, notify=usageChanged)
    def sentence(self) -> str:
        """What the chosen way does."""
        return sharing_words.usage_sentence(self._snapshot.usage)

    @Property(str, notify=perHourChanged)
    def perHour(self) -> str:
        """What the call uses now, in a sentence; empty while that is not known."""
        return self._per_hour

    @Slot(str)
    def choose(self, usage: Usage) -> None:
        if usage in get_args(Usage):
            self._commands.choose(usage)
