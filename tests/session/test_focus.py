"""The focus timer, pure: both sides count the same, whatever they press."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.protocol.channel import Focus
from gurukul_desktop.session.focus import (
    By,
    FocusTimer,
    Phase,
    advanced,
    ended,
    heard,
    paused,
    resumed,
    said,
    started,
)

MINUTE = 60.0


@pytest.fixture
def running() -> FocusTimer:
    return started(FocusTimer(), 25, 5, 100.0)


def test_focus_and_break_take_turns(running: FocusTimer) -> None:
    assert (running.phase, running.running, running.remaining(100.0)) == (
        Phase.FOCUS,
        True,
        25 * MINUTE,
    )
    rest = advanced(running, 100.0 + 25 * MINUTE)
    assert (rest.phase, rest.by, rest.rounds) == (Phase.BREAK, By.CLOCK, 1)
    assert rest.remaining(100.0 + 26 * MINUTE) == pytest.approx(4 * MINUTE)
    again = advanced(rest, 100.0 + 31 * MINUTE)
    assert (again.phase, again.rounds) == (Phase.FOCUS, 1)
    assert again.left == pytest.approx(24 * MINUTE)
    assert again.focused == pytest.approx(26 * MINUTE)


def test_what_was_slept_through_is_made_up_for(running: FocusTimer) -> None:
    later = advanced(running, 100.0 + 62 * MINUTE)
    assert (later.phase, later.rounds) == (Phase.FOCUS, 2)
    assert later.left == pytest.approx(23 * MINUTE)
    assert later.focused == pytest.approx(52 * MINUTE)


def test_a_pause_stands_still_and_goes_on(running: FocusTimer) -> None:
    held = paused(running, 100.0 + 10 * MINUTE)
    assert not held.running
    assert held.remaining(10_000.0) == pytest.approx(15 * MINUTE)
    assert paused(held, 10_000.0).number == held.number, "it stands already"
    on = resumed(held, 10_000.0)
    assert on.remaining(10_000.0 + MINUTE) == pytest.approx(14 * MINUTE)
    assert on.focused == pytest.approx(10 * MINUTE)
    assert resumed(on, 10_001.0).number == on.number


def test_the_end_is_off(running: FocusTimer) -> None:
    off = ended(running, 100.0 + MINUTE)
    assert (off.phase, off.running, off.left) == (Phase.OFF, False, 0.0)
    assert off.focused == pytest.approx(MINUTE)
    assert ended(off, 200.0).number == off.number
    assert resumed(off, 200.0).number == off.number
    assert off.length() == 0


def test_the_partner_takes_over_what_is_said(running: FocusTimer) -> None:
    theirs = heard(FocusTimer(), said(running), "callee", 7.0)
    assert (theirs.phase, theirs.running, theirs.by) == (Phase.FOCUS, True, By.PARTNER)
    assert theirs.remaining(7.0) == pytest.approx(25 * MINUTE)
    held = paused(theirs, 7.0 + MINUTE)
    ours = heard(running, said(held), "caller", 100.0 + MINUTE)
    assert not ours.running
    assert ours.left == pytest.approx(24 * MINUTE)


def test_what_is_said_late_has_run_on() -> None:
    message = Focus(1, "focus", True, -2_000, 25, 5)
    timer = heard(FocusTimer(), message, "callee", 50.0)
    assert (timer.phase, timer.rounds, timer.focused) == (Phase.BREAK, 0, 0.0)
    assert timer.remaining(50.0) == pytest.approx(5 * MINUTE - 2)


def test_what_is_said_a_day_late_is_not_counted_as_studied() -> None:
    timer = heard(FocusTimer(), Focus(1, "focus", True, -86_370_000, 1, 1), "callee", 0.0)
    assert (timer.phase, timer.remaining(0.0)) == (Phase.FOCUS, pytest.approx(30))
    later = advanced(timer, 31.0)
    assert (later.phase, later.rounds, later.focused) == (Phase.BREAK, 1, pytest.approx(30))


def test_more_time_than_a_phase_has_is_not_believed() -> None:
    timer = heard(FocusTimer(), Focus(1, "break", False, 10_000_000, 25, 5), "callee", 0.0)
    assert timer.left == 5 * MINUTE
    late = heard(FocusTimer(), Focus(1, "break", False, -10_000, 25, 5), "callee", 0.0)
    assert late.left == 0
    off = heard(FocusTimer(), Focus(1, "off", True, 60_000, 25, 5), "callee", 0.0)
    assert not off.running


presses = st.lists(
    st.tuples(st.sampled_from(["start", "pause", "resume", "end", "wait", "hear"]), st.booleans()),
    max_size=30,
)


@given(presses)
def test_both_sides_agree_once_all_is_heard(steps: list[tuple[str, bool]]) -> None:
    """Whatever both press, also at once: messages cross, and the two end with one timer."""
    caller, callee = FocusTimer(), FocusTimer()
    to_callee: list[Focus] = []
    to_caller: list[Focus] = []
    now = 0.0
    for step, by_caller in steps:
        timer = caller if by_caller else callee
        before = timer.number
        match step:
            case "start":
                timer = started(timer, 2, 1, now)
            case "pause":
                timer = paused(timer, now)
            case "resume":
                timer = resumed(timer, now)
            case "end":
                timer = ended(timer, now)
            case "wait":
                now += 37.0
            case "hear" if by_caller and to_caller:
                timer = heard(timer, to_caller.pop(0), "caller", now)
                before = timer.number
            case "hear" if not by_caller and to_callee:
                timer = heard(timer, to_callee.pop(0), "callee", now)
                before = timer.number
        if timer.number != before:
            (to_callee if by_caller else to_caller).append(said(timer))
        if by_caller:
            caller = timer
        else:
            callee = timer
    # Messages that took no time, as those of a test do, or all of it came before the last wait.
    for message in to_caller:
        caller = heard(caller, message, "caller", now)
    for message in to_callee:
        callee = heard(callee, message, "callee", now)
    caller, callee = advanced(caller, now), advanced(callee, now)
    assert caller.number == callee.number
    assert (caller.focus_minutes, caller.running) == (callee.focus_minutes, callee.running)
    if "wait" not in [step for step, _ in steps]:
        assert caller.phase is callee.phase
        assert caller.left == pytest.approx(callee.left, abs=0.01)


def test_both_press_at_once_and_the_callers_holds(running: FocusTimer) -> None:
    theirs = heard(FocusTimer(), said(running), "callee", 100.0)
    ours, other = paused(running, 101.0), ended(theirs, 101.0)
    assert ours.number == other.number
    kept = heard(ours, said(other), "caller", 101.1)
    taken = heard(other, said(ours), "callee", 101.1)
    assert kept == ours
    assert (taken.phase, taken.running, taken.number) == (Phase.FOCUS, False, ours.number)
    assert replace(taken, by=ours.by, since=0, focused=0) == replace(ours, since=0, focused=0)
