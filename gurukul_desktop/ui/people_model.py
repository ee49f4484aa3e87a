"""The other people as QML sees them: the buddies, the present partner, whom to report."""

from collections.abc import Callable
from typing import Final, get_args

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop.protocol.limits import NOTE_CHARACTERS
from gurukul_desktop.protocol.messages import ReportReason, SessionId, UserId
from gurukul_desktop.session.ports import SessionCommands
from gurukul_desktop.session.snapshot import Link, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui import words
from gurukul_desktop.ui.blocked_model import BlockedModel
from gurukul_desktop.ui.buddies_model import BuddiesModel
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.rows_model import RowsModel
from gurukul_desktop.ui.translation import translate

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1

_REASON: Final[dict[str, Callable[[ReportReason], str]]] = {
    "value": lambda reason: reason,
    "words": lambda reason: translate("words", words.REPORT_REASONS[reason]),
}


@QmlElement
@QmlUncreatable("made by the window")
class PeopleModel(QObject):
    """View model of the people around a session."""

    buddiesChanged = Signal()
    blockedChanged = Signal()
    standingChanged = Signal()
    reportableChanged = Signal()

    def __init__(self, commands: SessionCommands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._snapshot = Snapshot()
        self._buddies = BuddiesModel(self)
        self._reasons = RowsModel(_REASON, self)
        self._reasons.show_rows(list(words.REPORT_REASONS))
        self._blocked = BlockedModel(self)
        self._groups: tuple[tuple[Callable[[], None], Callable[[Snapshot], object]], ...] = (
            (self.buddiesChanged.emit, lambda s: (s.buddies, s.link is Link.ONLINE)),
            (self.blockedChanged.emit, lambda s: len(s.blocked)),
            (self.standingChanged.emit, lambda s: (s.standing, s.addable)),
            (self.reportableChanged.emit, lambda s: (s.reportable, _in_call(s))),
        )

    def show(self, snapshot: Snapshot) -> None:
        """Take over a snapshot."""
        before, self._snapshot = self._snapshot, snapshot
        if snapshot.buddies != before.buddies:
            self._buddies.show(snapshot.buddies)
        if snapshot.blocked is not before.blocked:
            self._blocked.show(snapshot.blocked)
        for notify, key in self._groups:
            if key(before) != key(snapshot):
                notify()

    # The buddies

    @Property(BuddiesModel, constant=True)
    def buddies(self) -> BuddiesModel:
        return self._buddies

    @Property(int, notify=buddiesChanged)
    def count(self) -> int:
        return len(self._snapshot.buddies)

    @Property(int, notify=buddiesChanged)
    def onlineCount(self) -> int:
        """How many are online; 0 while that cannot be known."""
        known = self._snapshot.link is Link.ONLINE
        return sum(buddy.online for buddy in self._snapshot.buddies) if known else 0

    @Property(bool, notify=buddiesChanged)
    def known(self) -> bool:
        """Whether the list is that of this moment."""
        return self._snapshot.link is Link.ONLINE

    # Who is not to be met again

    @Property(BlockedModel, constant=True)
    def blocked(self) -> BlockedModel:
        return self._blocked

    @Property(int, notify=blockedChanged)
    def blockedCount(self) -> int:
        return len(self._snapshot.blocked)

    # The present partner

    @Property(str, notify=standingChanged)
    def standing(self) -> str:
        return self._snapshot.standing.value

    @Property(bool, notify=standingChanged)
    def addable(self) -> bool:
        """Whether the partner of the call just before can still be added."""
        return self._snapshot.addable

    # Reports

    @Property(str, notify=reportableChanged)
    def reportSession(self) -> str:
        """The session that a report would be about; empty when there is none."""
        reportable = self._snapshot.reportable
        return reportable.session if reportable is not None else ""

    @Property(str, notify=reportableChanged)
    def reportName(self) -> str:
        reportable = self._snapshot.reportable
        return words.shown_name(reportable.name) if reportable is not None else ""

    @Property(bool, notify=reportableChanged)
    def reportEndsCall(self) -> bool:
        return self._snapshot.reportable is not None and _in_call(self._snapshot)

    @Property(RowsModel, notify=reportableChanged)
    def reportReasons(self) -> RowsModel:
        """Each with its ``value`` and its ``words``."""
        return self._reasons

    @Property(int, constant=True)
    def noteCharacters(self) -> int:
        """How long a note may be."""
        return NOTE_CHARACTERS

    # What the student asks for

    @Slot()
    def addBuddy(self) -> None:
        self._commands.add_buddy()

    @Slot()
    def declineBuddy(self) -> None:
        self._commands.decline_buddy()

    @Slot(str)
    def removeBuddy(self, user: str) -> None:
        self._commands.remove_buddy(UserId(user))

    @Slot(str, str, str)
    def report(self, session: str, reason: ReportReason, note: str) -> None:
        if session and reason in get_args(ReportReason):
            self._commands.report(SessionId(session), reason, note)

    @Slot(str)
    def block(self, session: str) -> None:
        if session:
            self._commands.block(SessionId(session))

    @Slot(str)
    def unblock(self, user: str) -> None:
        self._commands.unblock(UserId(user))


def _in_call(snapshot: Snapshot) -> bool:
    return snapshot.state in (State.CONNECTING, State.CONNECTED)
