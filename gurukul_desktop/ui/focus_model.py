"""The focus timer and the goals of a call as QML sees them."""

import math
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop.protocol.limits import FOCUS_MINUTES, GOAL_CHARACTERS
from gurukul_desktop.session.chat import Ability
from gurukul_desktop.session.focus import Phase
from gurukul_desktop.session.snapshot import Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui import together_words as words
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.ticker import Ticker
from gurukul_desktop.ui.words import duration

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


class FocusCommands(Protocol):
    """Who shares timer and goals with the partner."""

    def set_goal(self, text: str) -> None:
        """What the student wants to get done."""

    def start_focus(self, focus_minutes: int, break_minutes: int) -> None:
        """Begin to study for so long, and rest for so long, over and over."""

    def pause_focus(self) -> None:
        """The timer stands still, for both."""

    def resume_focus(self) -> None:
        """The timer goes on, for both."""

    def end_focus(self) -> None:
        """The timer is off, for both."""


@QmlElement
@QmlUncreatable("made by the window")
class FocusModel(QObject):
    """View model of timer and goals.

    Args:
        clock: the one that the timer of the snapshot is read from.
    """

    openChanged = Signal()
    timerChanged = Signal()
    leftChanged = Signal()
    goalsChanged = Signal()
    abilityChanged = Signal()
    noticed = Signal(str)
    """Something became of the timer that is to be seen."""
    told = Signal(str)
    """Something became of a goal that is to be heard."""

    def __init__(
        self,
        commands: FocusCommands,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self._clock = clock
        self._snapshot = Snapshot()
        self._open = False
        self._seconds = 0
        self._ticker = Ticker(self._tick, self)

    def show(self, snapshot: Snapshot) -> None:
        """Take over a snapshot."""
        before, self._snapshot = self._snapshot, snapshot
        in_call = snapshot.state is State.CONNECTED
        if not in_call:
            self._set_open(False)
        if snapshot.focus != before.focus:
            self._tick()
            self.timerChanged.emit()
            self.leftChanged.emit()
            news = words.timer_news(before.focus, snapshot.focus, self._name)
            if in_call and news:
                self.noticed.emit(news)
        if (snapshot.own_goal, snapshot.partner_goal, snapshot.partner) != (
            before.own_goal,
            before.partner_goal,
            before.partner,
        ):
            self.goalsChanged.emit()
            if in_call and snapshot.partner_goal != before.partner_goal:
                self.told.emit(words.goal_news(snapshot.partner_goal, self._name))
        if snapshot.ability is not before.ability:
            self.abilityChanged.emit()
        self._ticker.keep(in_call and snapshot.focus.running)

    def stop(self) -> None:
        """Stop the clock. Idempotent."""
        self._ticker.stop()

    @Slot()
    def _tick(self) -> None:
        seconds = max(0, math.ceil(self._snapshot.focus.remaining(self._clock())))
        if seconds != self._seconds:
            self._seconds = seconds
            self.leftChanged.emit()

    # The timer

    @Property(bool, notify=openChanged)
    def open(self) -> bool:
        """Whether the timer's card is shown."""
        return self._open

    @Property(bool, notify=abilityChanged)
    def able(self) -> bool:
        """Whether the partner's app has timer and goals, as far as is known."""
        return self._snapshot.ability is not Ability.NO

    @Property(str, notify=timerChanged)
    def phase(self) -> str:
        """off, focus or break."""
        return self._snapshot.focus.phase.value

    @Property(str, notify=timerChanged)
    def phaseName(self) -> str:
        return words.phase_name(self._snapshot.focus.phase)

    @Property(bool, notify=timerChanged)
    def on(self) -> bool:
        return self._snapshot.focus.phase is not Phase.OFF

    @Property(bool, notify=timerChanged)
    def running(self) -> bool:
        return self._snapshot.focus.running

    @Property(int, notify=timerChanged)
    def rounds(self) -> int:
        """How many stretches of focus were gone through in this call."""
        return self._snapshot.focus.rounds

    @Property(int, notify=timerChanged)
    def focusMinutes(self) -> int:
        return self._snapshot.focus.focus_minutes

    @Property(int, notify=timerChanged)
    def breakMinutes(self) -> int:
        return self._snapshot.focus.break_minutes

    @Property(int, notify=timerChanged)
    def mostMinutes(self) -> int:
        return FOCUS_MINUTES

    @Property(str, notify=leftChanged)
    def left(self) -> str:
        """The time that is left, as a clock shows it."""
        return duration(self._seconds)

    @Property(float, notify=leftChanged)
    def share(self) -> float:
        """The part of the phase that is left, 0 to 1."""
        length = self._snapshot.focus.length()
        return min(1.0, self._seconds / length) if length else 0.0

    @Property(str, notify=leftChanged)
    def spoken(self) -> str:
        """The timer in a sentence, for a screen reader."""
        return words.timer_sentence(self._snapshot.focus, self._seconds)

    # The goals

    @Property(str, notify=goalsChanged)
    def ownGoal(self) -> str:
        return words.one_line(self._snapshot.own_goal)

    @Property(str, notify=goalsChanged)
    def partnerGoal(self) -> str:
        return words.one_line(self._snapshot.partner_goal)

    @Property(str, notify=goalsChanged)
    def partner(self) -> str:
        return words.partner_name(self._name)

    @Property(int, constant=True)
    def goalCharacters(self) -> int:
        return GOAL_CHARACTERS

    # What the student asks for

    @Slot(bool)
    def setOpen(self, on: bool) -> None:
        """Show the timer's card, or no more; only in a call."""
        self._set_open(on and self._snapshot.state is State.CONNECTED)

    @Slot(int, int)
    def start(self, focus_minutes: int, break_minutes: int) -> None:
        self._commands.start_focus(focus_minutes, break_minutes)

    @Slot()
    def pause(self) -> None:
        self._commands.pause_focus()

    @Slot()
    def resume(self) -> None:
        self._commands.resume_focus()

    @Slot()
    def end(self) -> None:
        self._commands.end_focus()

    @Slot(str)
    def setGoal(self, text: str) -> None:
        self._commands.set_goal(words.one_line(text))

    @property
    def _name(self) -> str:
        partner = self._snapshot.partner
        return partner.name if partner is not None else ""

    def _set_open(self, on: bool) -> None:
        if on != self._open:
            self._open = on
            self.openChanged.emit()
