"""The search as its page shows it: the place, the time, and who is looked for."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop.session.ports import SessionCommands
from gurukul_desktop.session.snapshot import Link, Snapshot
from gurukul_desktop.ui import lobby_words, words
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.ticker import Ticker

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the window")
class SearchModel(QObject):
    """View model of a search. ``clock`` is that of ``Snapshot.searching_since``."""

    searchChanged = Signal()
    elapsedChanged = Signal()

    def __init__(
        self,
        commands: SessionCommands,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self._clock = clock
        self._snapshot = Snapshot()
        self._elapsed = words.duration(0)
        self._ticker = Ticker(self._tick, self)

    def show(self, snapshot: Snapshot) -> None:
        """Take over a snapshot."""
        before, self._snapshot = self._snapshot, snapshot
        if _seen(before) != _seen(snapshot):
            self.searchChanged.emit()
        self._ticker.keep(snapshot.searching_since is not None)
        self._tick()

    def stop(self) -> None:
        """Stop the clock. Idempotent."""
        self._ticker.stop()

    @Slot()
    def _tick(self) -> None:
        since = self._snapshot.searching_since
        elapsed = words.duration(self._clock() - since if since is not None else 0)
        if elapsed != self._elapsed:
            self._elapsed = elapsed
            self.elapsedChanged.emit()

    @Property(str, notify=searchChanged)
    def place(self) -> str:
        """How the search stands."""
        if self._snapshot.link is Link.CONNECTING:
            return words.link_sentence(Link.CONNECTING)
        return lobby_words.place_sentence(self._snapshot.position, self._snapshot.waiting)

    @Property(str, notify=searchChanged)
    def outlook(self) -> str:
        """Who is looked for first and who then; empty where anybody is at once."""
        return lobby_words.outlook_sentence(self._snapshot.topics, widened=self._snapshot.widened)

    @Property(bool, notify=searchChanged)
    def widened(self) -> bool:
        """Whether the search went beyond the topics."""
        return self._snapshot.widened

    @Property(str, notify=elapsedChanged)
    def elapsed(self) -> str:
        """How long it has been searched, as a clock shows it."""
        return self._elapsed

    @Slot()
    def retry(self) -> None:
        """Try to reach the server now."""
        self._commands.retry_link()


def _seen(snapshot: Snapshot) -> object:
    return (
        snapshot.link,
        snapshot.position,
        snapshot.waiting,
        snapshot.topics,
        snapshot.widened,
    )
