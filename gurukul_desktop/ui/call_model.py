"""How the call goes, as QML sees it: the mark with its reason, and the figures behind it."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QmlElement

from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.session.snapshot import Snapshot
from gurukul_desktop.ui import figures
from gurukul_desktop.ui.qml import QmlUncreatable

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the window")
class CallModel(QObject):
    """View model of the call's quality.

    ``read_aloud`` tells whether a screen reader is at work.
    """

    qualityChanged = Signal()
    figuresChanged = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        read_aloud: Callable[[], bool] = QAccessible.isActive,
    ) -> None:
        super().__init__(parent)
        self._read_aloud = read_aloud
        self._snapshot = Snapshot()

    def show(self, snapshot: Snapshot) -> None:
        """Take over a snapshot."""
        before, self._snapshot = self._snapshot, snapshot
        if snapshot.quality != before.quality:
            self.qualityChanged.emit()
        if snapshot.statistics is not before.statistics:
            self.figuresChanged.emit()

    @Slot(result=bool)
    def isReadAloud(self) -> bool:
        """Whether the student hears the window: what is hidden from sight must stay for them."""
        return self._read_aloud()

    @Property(str, notify=qualityChanged)
    def level(self) -> str:
        return self._snapshot.quality.level.value

    @Property(str, notify=qualityChanged)
    def mark(self) -> str:
        """The mark in words."""
        return figures.mark(self._snapshot.quality)

    @Property(str, notify=qualityChanged)
    def reason(self) -> str:
        """Why it is not good; empty for a good call."""
        return figures.reason(self._snapshot.quality)

    @Property(str, notify=figuresChanged)
    def names(self) -> str:
        """What each figure is, a line each."""
        return "\n".join(name for name, _ in figures.figures(Statistics()))

    @Property(str, notify=figuresChanged)
    def values(self) -> str:
        """The figures, a line each, in the order of their names."""
        return "\n".join(value for _, value in self._figures())

    @Property(str, notify=figuresChanged)
    def spoken(self) -> str:
        """Names and figures in one sentence each, for a screen reader."""
        return " ".join(f"{name}: {value}." for name, value in self._figures())

    def _figures(self) -> Iterator[tuple[str, str]]:
        return figures.figures(self._snapshot.statistics)
