"""The student's own sessions as QML sees them: a list by day, and the picture of a week."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Property, QLocale, QModelIndex, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop import study_time
from gurukul_desktop.history import History, PastSession
from gurukul_desktop.study_time import Day, Week
from gurukul_desktop.ui import history_words
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.rows_model import RowsModel

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1

_TALLEST_MINUTES: Final = 60
"""The tallest bar of a week is at least so many minutes: a short call is no mountain."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One session, and the heading of its day."""

    session: PastSession
    day: str


@dataclass(frozen=True, slots=True)
class _Bar:
    """One day of the week that is shown."""

    day: Day
    today: bool
    share: float


@QmlElement
@QmlUncreatable("made by the window")
class PastSessionsModel(RowsModel):
    """The newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns: Mapping[str, Callable[[_Row], object]] = {
            "day": lambda row: row.day,
            "time": lambda row: history_words.time_of(row.session),
            "name": lambda row: history_words.name_of(row.session),
            "length": lambda row: history_words.length_of(row.session),
            "about": lambda row: history_words.about(row.session),
            "lost": lambda row: not row.session.well,
            "spoken": lambda row: history_words.spoken(row.session),
        }
        super().__init__(columns, parent)

    def drop(self, number: int) -> None:
        """One is gone; the others stay where they are."""
        self.beginRemoveRows(QModelIndex(), number, number)
        del self.rows[number]
        self.endRemoveRows()


@QmlElement
@QmlUncreatable("made by the window")
class WeekModel(RowsModel):
    """Seven bars."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns: Mapping[str, Callable[[_Bar], object]] = {
            "label": lambda bar: history_words.day_label(bar.day.date),
            "value": lambda bar: history_words.bar_value(bar.day.seconds),
            "share": lambda bar: bar.share,
            "today": lambda bar: bar.today,
            "spoken": lambda bar: history_words.spoken_day(bar.day, today=bar.today),
        }
        # Each day keeps its bar, which grows or shrinks from week to week.
        super().__init__(columns, parent, key=lambda bar: bar.day.date.weekday())


@QmlElement
@QmlUncreatable("made by the window")
class HistoryModel(QObject):
    """View model of the history sheet. Nothing is read before :meth:`load`."""

    changed = Signal()

    def __init__(
        self,
        history: History,
        parent: QObject | None = None,
        *,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._today = today
        self._entries = PastSessionsModel(self)
        self._bars = WeekModel(self)
        self._seconds: Mapping[date, int] = {}
        self._back = 0
        self._most_back = 0
        self._week = Week(tuple(Day(date.min) for _ in range(study_time.WEEK)))

    # What the student asks for

    @Slot()
    def load(self) -> None:
        """Read what there is, and show this week."""
        self._back = 0
        sessions = study_time.newest_first(self._history.sessions())
        self._count_up(sessions)
        self._entries.show_rows(self._rows(sessions))
        self._show_week()

    @Slot()
    def earlier(self) -> None:
        """Show the week before."""
        self._back = min(self._back + 1, self._most_back)
        self._show_week()

    @Slot()
    def later(self) -> None:
        """Show the week after."""
        self._back = max(0, self._back - 1)
        self._show_week()

    @Slot(int)
    def remove(self, number: int) -> None:
        """Forget one session."""
        if 0 <= number < len(self._entries.rows):
            self._history.remove(self._entries.rows[number].session)
            self._entries.drop(number)
            self._count_up([row.session for row in self._entries.rows])
            self._show_week()

    @Slot()
    def clear(self) -> None:
        """Forget all."""
        self._history.clear()
        self.load()

    # What is shown

    @Property(PastSessionsModel, constant=True)
    def entries(self) -> PastSessionsModel:
        return self._entries

    @Property(int, notify=changed)
    def count(self) -> int:
        return len(self._entries.rows)

    @Property(WeekModel, notify=changed)
    def bars(self) -> WeekModel:
        return self._bars

    @Property(str, notify=changed)
    def weekTitle(self) -> str:
        return history_words.week_title(self._week, self._back)

    @Property(str, notify=changed)
    def weekTotal(self) -> str:
        return history_words.week_total(self._week)

    @Property(bool, notify=changed)
    def hasEarlier(self) -> bool:
        return self._back < self._most_back

    @Property(bool, notify=changed)
    def hasLater(self) -> bool:
        return self._back > 0

    @Property(str, notify=changed)
    def streak(self) -> str:
        """How many days in a row; empty for fewer than two."""
        return history_words.streak_sentence(study_time.streak(self._today(), self._seconds))

    @Property(str, notify=changed)
    def notice(self) -> str:
        """What is wrong with the file; empty when nothing is."""
        return history_words.file_sentence(kept=self._history.kept, damaged=self._history.damaged)

    def _count_up(self, sessions: Sequence[PastSession]) -> None:
        self._seconds = study_time.by_day(sessions)
        most = study_time.weeks_back(self._today(), self._seconds, _first_weekday())
        self._most_back = most
        self._back = min(self._back, most)

    def _rows(self, sessions: Sequence[PastSession]) -> list[_Row]:
        today = self._today()
        headings = {
            day: history_words.day_heading(day, today, seconds)
            for day, seconds in self._seconds.items()
        }
        return [_Row(session, headings[study_time.day_of(session)]) for session in sessions]

    def _show_week(self) -> None:
        today = self._today()
        ordinal = max(1, today.toordinal() - self._back * study_time.WEEK)
        self._week = study_time.week_of(date.fromordinal(ordinal), self._seconds, _first_weekday())
        tallest = max(_TALLEST_MINUTES, *(day.minutes for day in self._week.days))
        bars = [
            _Bar(day, day.date == today, math.ceil(day.seconds / 60) / tallest)
            for day in self._week.days
        ]
        self._bars.show_rows(bars)
        self.changed.emit()


def _first_weekday() -> int:
    """The day that a week begins with where the student lives; Monday is 0."""
    return QLocale().firstDayOfWeek().value - 1
