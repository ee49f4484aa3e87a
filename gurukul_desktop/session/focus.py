"""The focus timer of a call, pure: 25 minutes of study, 5 of rest, over and over.

::

    off ── start ──▶ focus ◀──── time ────▶ break ── end ──▶ off
                    (each runs, or is paused)

Both sides have a copy and let it run by their own clock; what a student presses is told to the
other as a whole (:class:`~gurukul_desktop.protocol.channel.Focus`) and numbered. The higher
number holds; when both press at once, the caller's, on both sides.
"""

import math
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from gurukul_desktop.protocol.channel import Focus
from gurukul_desktop.protocol.messages import Role

MINUTE: Final = 60.0


class Phase(Enum):
    """What the timer counts; the value is that of the protocol."""

    OFF = "off"
    FOCUS = "focus"
    BREAK = "break"


class By(Enum):
    """Who brought the timer to where it is."""

    OWN = "own"
    PARTNER = "partner"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class FocusTimer:
    """The timer as it is since ``since``.

    Attributes:
        left: seconds of the phase that were left then.
        since: by the loop's clock.
        focus_minutes, break_minutes: how long the phases take.
        by: who brought it there.
        rounds: how many stretches of focus came to their end in this call.
        focused: for how many seconds focus had run in this call at ``since``.
        number: of the change that brought it here; 0 before the first.
    """

    phase: Phase = Phase.OFF
    running: bool = False
    left: float = 0.0
    since: float = 0.0
    focus_minutes: int = 25
    break_minutes: int = 5
    by: By = By.OWN
    rounds: int = 0
    focused: float = 0.0
    number: int = 0

    def remaining(self, now: float) -> float:
        """Seconds of the phase that are left; below 0 once it is over."""
        return self.left - (now - self.since) if self.running else self.left

    def length(self) -> float:
        """How long the phase takes, in seconds; 0 while off."""
        minutes = {Phase.OFF: 0, Phase.FOCUS: self.focus_minutes, Phase.BREAK: self.break_minutes}
        return minutes[self.phase] * MINUTE


def advanced(timer: FocusTimer, now: float) -> FocusTimer:
    """The timer at ``now``: in the phase that has come by then, counted from ``now``."""
    while timer.running and timer.remaining(now) <= 0:
        at = timer.since + timer.left
        focus = timer.phase is Phase.FOCUS
        timer = replace(
            timer,
            phase=Phase.BREAK if focus else Phase.FOCUS,
            by=By.CLOCK,
            rounds=timer.rounds + focus,
            focused=timer.focused + (max(0.0, timer.left) if focus else 0.0),
            left=(timer.break_minutes if focus else timer.focus_minutes) * MINUTE,
            since=at,
        )
    return _counted(timer, now)


def started(timer: FocusTimer, focus: int, pause: int, now: float) -> FocusTimer:
    """A first stretch of focus begins, of ``focus`` minutes."""
    timer = advanced(timer, now)
    changed = _by_student(timer, phase=Phase.FOCUS, running=True)
    return replace(changed, left=focus * MINUTE, focus_minutes=focus, break_minutes=pause)


def paused(timer: FocusTimer, now: float) -> FocusTimer:
    """It stands still; nothing where it does not run."""
    timer = advanced(timer, now)
    return _by_student(timer, phase=timer.phase, running=False) if timer.running else timer


def resumed(timer: FocusTimer, now: float) -> FocusTimer:
    """It goes on; nothing where it runs or is off."""
    timer = advanced(timer, now)
    if timer.running or timer.phase is Phase.OFF:
        return timer
    return _by_student(timer, phase=timer.phase, running=True)


def ended(timer: FocusTimer, now: float) -> FocusTimer:
    """It is off; nothing where it is."""
    timer = advanced(timer, now)
    if timer.phase is Phase.OFF:
        return timer
    return replace(_by_student(timer, phase=Phase.OFF, running=False), left=0.0)


def said(timer: FocusTimer) -> Focus:
    """What the partner is told of a change of ours; at the moment of the change."""
    return Focus(
        n=timer.number,
        phase=timer.phase.value,
        running=timer.running,
        remaining=round(timer.left * 1000),
        focus=timer.focus_minutes,
        pause=timer.break_minutes,
    )


def heard(timer: FocusTimer, message: Focus, role: Role, now: float) -> FocusTimer:
    """What the partner changed, taken over where it holds; ``role`` is our own."""
    newer = message.n > timer.number or (message.n == timer.number and role == "callee")
    if not newer:
        return timer
    phase = Phase(message.phase)
    counted = advanced(timer, now)
    length = {Phase.OFF: 0, Phase.FOCUS: message.focus, Phase.BREAK: message.pause}[phase]
    # Of a word that comes late only the present turn counts: the ones before are not ours.
    turn = (message.focus + message.pause) * MINUTE
    left = math.fmod(min(message.remaining / 1000, length * MINUTE), turn)
    taken = replace(
        counted,
        phase=phase,
        running=message.running and phase is not Phase.OFF,
        left=left,
        focus_minutes=message.focus,
        break_minutes=message.pause,
        by=By.PARTNER,
        number=message.n,
    )
    if not taken.running:
        return replace(taken, left=max(0.0, taken.left))
    # Said late, it may have run on; what ran before the partner's word is not ours to count.
    ran = advanced(taken, now)
    return replace(ran, rounds=taken.rounds, focused=taken.focused)


def _by_student(timer: FocusTimer, *, phase: Phase, running: bool) -> FocusTimer:
    return replace(timer, phase=phase, running=running, by=By.OWN, number=timer.number + 1)


def _counted(timer: FocusTimer, now: float) -> FocusTimer:
    """Counted from ``now`` on, with the focus that has run so far."""
    ran = max(0.0, now - timer.since) if timer.running else 0.0
    return replace(
        timer,
        left=timer.left - ran,
        since=now,
        focused=timer.focused + (ran if timer.phase is Phase.FOCUS else 0.0),
    )
