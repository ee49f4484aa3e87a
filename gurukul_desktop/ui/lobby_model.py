"""What the lobby shows beside the session: topics to be typed, the preview, who is online."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop.protocol.limits import TOPICS
from gurukul_desktop.session import topics
from gurukul_desktop.session.ports import SessionCommands
from gurukul_desktop.session.snapshot import Link, Snapshot
from gurukul_desktop.session.topics import Refused
from gurukul_desktop.ui import lobby_words
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.rows_model import RowsModel
from gurukul_desktop.ui.subjects import subjects

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the window")
class SuggestionsModel(RowsModel):
    """Topics to choose from; each row tells its ``topic``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__({"topic": lambda topic: topic}, parent)


@QmlElement
@QmlUncreatable("made by the window")
class LobbyModel(QObject):
    """View model of the lobby; ``known`` tells what was studied before, the latest first."""

    topicsChanged = Signal()
    suggestedChanged = Signal()
    refusedChanged = Signal()
    buddiesChanged = Signal()
    previewingChanged = Signal()

    def __init__(
        self,
        commands: SessionCommands,
        known: Callable[[], Sequence[str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self._known = known
        self._snapshot = Snapshot()
        self._typed = ""
        self._suggestions = SuggestionsModel(self)
        self._refused: Refused | None = None
        self._previewing = False

    def show(self, snapshot: Snapshot) -> None:
        """Take over a snapshot."""
        before, self._snapshot = self._snapshot, snapshot
        if snapshot.topics != before.topics:
            self._suggest()
            self._refuse(None)
            self.topicsChanged.emit()
        if (snapshot.buddies, snapshot.link) != (before.buddies, before.link):
            self.buddiesChanged.emit()

    # Topics

    @Property(SuggestionsModel, notify=suggestedChanged)
    def suggestions(self) -> SuggestionsModel:
        """What the text that is typed may become."""
        return self._suggestions

    @Property(bool, notify=topicsChanged)
    def full(self) -> bool:
        """Whether there is no room for one more topic."""
        return self._is_full()

    @Property(str, notify=refusedChanged)
    def refused(self) -> str:
        """Why what was typed last is not among the topics; empty where it is."""
        return lobby_words.refused_sentence(self._refused)

    @Property(int, notify=suggestedChanged)
    def suggested(self) -> int:
        """How many suggestions there are."""
        return len(self._suggestions.rows)

    @Slot(int, result=str)
    def suggestion(self, row: int) -> str:
        """The topic of a row; empty where there is none."""
        rows = self._suggestions.rows
        return rows[row] if 0 <= row < len(rows) else ""

    @Slot(str)
    def typing(self, text: str) -> None:
        """The student types; nothing is taken up yet."""
        if text != self._typed:  # else it is what was left of the last ones
            self._typed = text
            self._refuse(None)
        self._suggest()

    @Slot(str, result=str)
    def add(self, text: str) -> str:
        """Take up what was typed; returns what is left of it to be changed."""
        added = topics.add(self._snapshot.topics, text)
        self._typed = added.rest
        if added.topics != self._snapshot.topics:
            self._commands.set_topics(added.topics)
        self._refuse(added.refused)
        self._suggest()
        return added.rest

    def _is_full(self) -> bool:
        return len(self._snapshot.topics) >= TOPICS

    def _suggest(self) -> None:
        chosen = self._snapshot.topics
        offered = topics.suggest(self._typed, self._known(), subjects(), chosen)
        self._suggestions.show_rows([] if self._is_full() else offered)
        self.suggestedChanged.emit()

    def _refuse(self, refused: Refused | None) -> None:
        if refused is not self._refused:
            self._refused = refused
            self.refusedChanged.emit()

    # The preview

    @Property(bool, notify=previewingChanged)
    def previewing(self) -> bool:
        """Whether the student wants to see and hear themselves in the lobby."""
        return self._previewing

    @Slot(bool)
    def setPreviewing(self, on: bool) -> None:
        if on != self._previewing:
            self._previewing = on
            self.previewingChanged.emit()

    # Buddies

    @Property(str, notify=buddiesChanged)
    def online(self) -> str:
        """Which buddies are online; empty while none is."""
        return lobby_words.online_sentence(self._online)

    @Property(str, notify=buddiesChanged)
    def firstOnline(self) -> str:
        """The name of one who is."""
        return self._online[0] if self._online else ""

    @property
    def _online(self) -> list[str]:
        if self._snapshot.link is not Link.ONLINE:
            return []
        names = [buddy.name for buddy in self._snapshot.buddies if buddy.online]
        return sorted(names, key=str.casefold)
