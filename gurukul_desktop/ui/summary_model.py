"""The call just before as QML sees it, and the search that may follow by itself."""

import math
from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop.protocol.messages import SessionId
from gurukul_desktop.session.snapshot import Snapshot, Summary
from gurukul_desktop.ui import aftercall_words
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.ticker import Ticker
from gurukul_desktop.ui.words import shown_name

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1

_NOTHING: Final = Summary(SessionId(""), "", 0.0, "you")


class AftercallCommands(Protocol):
    """What a student decides after a call."""

    def stay(self) -> None:
        """Do not search by itself, this time."""

    def set_find_next(self, on: bool) -> None:
        """Whether to search by itself after a call."""


@QmlElement
@QmlUncreatable("made by the window")
class SummaryModel(QObject):
    """View model of the ended page. ``clock`` is the one that ``Snapshot.next_at`` is read from."""

    summaryChanged = Signal()
    nextChanged = Signal()

    def __init__(
        self,
        commands: AftercallCommands,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self._clock = clock
        self._snapshot = Snapshot()
        self._next_in = 0
        self._ticker = Ticker(self._tick, self)

    def show(self, snapshot: Snapshot) -> None:
        """Take over a snapshot."""
        before, self._snapshot = self._snapshot, snapshot
        if snapshot.summary != before.summary:
            self.summaryChanged.emit()
        if (snapshot.find_next, snapshot.next_at) != (before.find_next, before.next_at):
            self.nextChanged.emit()
            self._ticker.keep(snapshot.next_at is not None)
            self._tick()

    def stop(self) -> None:
        """Stop the clock. Idempotent."""
        self._ticker.stop()

    @Slot()
    def _tick(self) -> None:
        at = self._snapshot.next_at
        next_in = 0 if at is None else max(1, math.ceil(at - self._clock()))
        if next_in != self._next_in:
            self._next_in = next_in
            self.nextChanged.emit()

    @property
    def _summary(self) -> Summary:
        return self._snapshot.summary or _NOTHING

    # What it was

    @Property(bool, notify=summaryChanged)
    def met(self) -> bool:
        """Whether it was a call at all, with somebody who was seen or heard."""
        return self._snapshot.summary is not None

    @Property(str, notify=summaryChanged)
    def name(self) -> str:
        return shown_name(self._summary.partner)

    @Property(str, notify=summaryChanged)
    def headline(self) -> str:
        return aftercall_words.headline(self._summary)

    @Property(str, notify=summaryChanged)
    def reason(self) -> str:
        """Why it is over."""
        return aftercall_words.ending_sentence(self._summary.ending, self._summary.partner)

    @Property(str, notify=summaryChanged)
    def ownGoal(self) -> str:
        return shown_name(self._summary.own_goal)

    @Property(str, notify=summaryChanged)
    def partnerGoal(self) -> str:
        return shown_name(self._summary.partner_goal)

    @Property(str, notify=summaryChanged)
    def rounds(self) -> str:
        """How many rounds of focus; empty if none."""
        return aftercall_words.rounds_sentence(self._summary.rounds)

    # What comes next

    @Property(bool, notify=nextChanged)
    def findNext(self) -> bool:
        return self._snapshot.find_next

    @Property(int, notify=nextChanged)
    def nextIn(self) -> int:
        """Whole seconds until the next search begins by itself; 0 when it does not."""
        return self._next_in

    @Property(str, notify=nextChanged)
    def nextSentence(self) -> str:
        return aftercall_words.next_sentence(self._next_in) if self._next_in else ""

    @Slot()
    def stay(self) -> None:
        self._commands.stay()

    @Slot(bool)
    def setFindNext(self, on: bool) -> None:
        self._commands.set_find_next(on)
