"""Tests for gurukul_desktop.study_time."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop import study_time
from gurukul_desktop.history import PastSession

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
SECONDS = st.dictionaries(DAYS, st.integers(0, 90_000), max_size=30)


def past(at: datetime, seconds: int = 600) -> PastSession:
    offset = at.utcoffset() or timedelta()
    minutes = int(offset.total_seconds()) // 60
    return PastSession(at=int(at.timestamp()), offset=minutes, seconds=seconds, ending="you")


def test_a_session_past_midnight_counts_to_the_evening() -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    late = past(datetime(2026, 11, 16, 23, 50, tzinfo=india), 3600)
    early = past(datetime(2026, 11, 17, 0, 10, tzinfo=india), 60)
    assert study_time.day_of(late) == date(2026, 11, 16)
    assert study_time.by_day([late, early]) == {date(2026, 11, 16): 3600, date(2026, 11, 17): 60}


@pytest.mark.parametrize("month", [3, 10])
def test_summer_time_moves_no_session(month: int) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    day = date(2026, month, 29 if month == 3 else 25)
    for hour in (0, 1, 4, 23):
        began = datetime(day.year, day.month, day.day, hour, 30, tzinfo=berlin)
        assert study_time.began(past(began)) == began.replace(tzinfo=None)
        assert study_time.day_of(past(began)) == day


@given(
    st.integers(50_000_000, 4_000_000_000),
    st.integers(-14 * 60, 14 * 60),
)
def test_it_began_when_the_clock_said_so(seconds: int, offset: int) -> None:
    at = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=offset)))
    assert study_time.began(past(at)) == at.replace(tzinfo=None)


@given(DAYS, SECONDS, st.integers(0, 6))
def test_a_week_is_seven_days_around_the_day(
    day: date, seconds: dict[date, int], first: int
) -> None:
    week = study_time.week_of(day, seconds, first)
    dates = [one.date for one in week.days]
    assert len(dates) == 7
    assert day in dates
    assert dates[0].weekday() == first
    assert [(b - a).days for a, b in pairwise(dates)] == [1] * 6
    assert week.seconds == sum(seconds.get(one, 0) for one in dates)


@given(DAYS, SECONDS, st.integers(0, 6))
def test_going_back_through_the_weeks_all_of_it_is_seen_once(
    today: date, seconds: dict[date, int], first: int
) -> None:
    past_ones = {day: long for day, long in seconds.items() if day <= today}
    back = study_time.weeks_back(today, past_ones, first)
    weeks = [
        study_time.week_of(today - timedelta(weeks=number), past_ones, first)
        for number in range(back + 1)
    ]
    assert sum(week.seconds for week in weeks) == sum(past_ones.values())


@given(DAYS, st.sets(st.integers(0, 40)))
def test_a_streak_is_as_long_as_the_days_are_unbroken(today: date, ago: set[int]) -> None:
    seconds = {today - timedelta(days=days): 60 for days in ago}
    length = study_time.streak(today, seconds)
    start = 0 if 0 in ago else 1
    assert set(range(start, start + length)) <= ago
    assert start + length not in ago


def test_less_than_a_minute_is_no_day_of_study() -> None:
    today = date(2026, 11, 22)
    assert study_time.streak(today, {today: 59}) == 0
    assert study_time.streak(today, {today: 60}) == 1
    assert study_time.streak(today, {}) == 0
    assert study_time.streak(date.min, {date.min: 60}) == 1


def test_at_the_edges_of_the_calendar() -> None:
    first = study_time.week_of(date.min, {}, 6)
    last = study_time.week_of(date.max, {}, 0)
    assert (first.first, last.last) == (date.min, date.max)
    oldest = PastSession(at=0, offset=-1439, seconds=1, ending="you")
    newest = PastSession(at=253_402_214_400, offset=1439, seconds=1, ending="you")
    assert study_time.began(oldest).year == 1969
    assert study_time.began(newest).year == 9999


def test_the_newest_comes_first() -> None:
    sessions = [past(datetime(2026, 1, day, tzinfo=UTC)) for day in (2, 3, 1)]
    assert [s.at for s in study_time.newest_first(sessions)] == sorted(
        (s.at for s in sessions), reverse=True
    )
