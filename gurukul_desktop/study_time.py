"""How much was studied when: days, weeks and streaks. Pure: today is passed in.

A session counts, whole, to the day on which it began, by the clock of the student at that
time: past midnight it is still the evening's work, and neither summer time nor a journey
moves it to another day later.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from gurukul_desktop.history import PastSession

WEEK: Final = 7
LEAST_SECONDS: Final = 60
"""A day of less is not one of study."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a week."""

    date: date
    seconds: int = 0

    @property
    def minutes(self) -> int:
        return self.seconds // 60


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, and what they come to."""

    days: tuple[Day, ...]

    @property
    def first(self) -> date:
        return self.days[0].date

    @property
    def last(self) -> date:
        return self.days[-1].date

    @property
    def seconds(self) -> int:
        return sum(day.seconds for day in self.days)


def began(session: PastSession) -> datetime:
    """When it began, as the student's clock showed it (without a time zone)."""
    shown = _EPOCH + timedelta(seconds=session.at, minutes=session.offset)
    return shown.replace(tzinfo=None)


def day_of(session: PastSession) -> date:
    """The day that a session counts to."""
    return began(session).date()


def by_day(sessions: Iterable[PastSession]) -> Mapping[date, int]:
    """The seconds of each day on which there was a session."""
    seconds: dict[date, int] = {}
    for session in sessions:
        day = day_of(session)
        seconds[day] = seconds.get(day, 0) + session.seconds
    return seconds


def week_of(day: date, seconds: Mapping[date, int], first_weekday: int = 0) -> Week:
    """The week of a day; ``first_weekday`` is the day that it begins with, Monday being 0."""
    start = _later(day, -((day.weekday() - first_weekday) % WEEK))
    dates = [_later(start, number) for number in range(WEEK)]
    return Week(tuple(Day(date_, seconds.get(date_, 0)) for date_ in dates))


def weeks_back(day: date, seconds: Mapping[date, int], first_weekday: int = 0) -> int:
    """How many weeks before that of ``day`` the first day of study is; 0 without one."""
    start = week_of(day, {}, first_weekday).first
    oldest = week_of(min(seconds, default=day), {}, first_weekday).first
    return max(0, (start - oldest).days // WEEK)


def streak(today: date, seconds: Mapping[date, int]) -> int:
    """How many days in a row were days of study, up to today, or yesterday while today is not."""
    studied = {day for day, long in seconds.items() if long >= LEAST_SECONDS}
    last = today.toordinal() - (today not in studied)
    length = 0
    while last > length and date.fromordinal(last - length) in studied:
        length += 1
    return length


def newest_first(sessions: Sequence[PastSession]) -> list[PastSession]:
    """By when they began, with whole days together."""
    return sorted(sessions, key=began, reverse=True)


def _later(day: date, days: int) -> date:
    """Some days later, as far as there are dates."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))
