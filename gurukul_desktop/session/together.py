"""What two students do together in a call beside talking: chat, goals and the focus timer."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

from gurukul_desktop.call.ports import Call
from gurukul_desktop.preferences import PreferenceFile
from gurukul_desktop.protocol.channel import Chat, Focus, Goal, Said
from gurukul_desktop.protocol.limits import FOCUS_MINUTES, GOAL_CHARACTERS
from gurukul_desktop.protocol.messages import Role
from gurukul_desktop.session import focus
from gurukul_desktop.session.chat import Ability, ChatLog
from gurukul_desktop.session.presenter import Presenter

ANSWER_SECONDS: Final = 5.0
"""An app with a chat has said so by then, counted from the start of the connection."""


class Together:
    """The one owner of ``ability``, ``chat``, ``own_goal``, ``partner_goal`` and ``focus``.

    Goals and timer of a call stay in the snapshot after it, to be shown; the chat does not.

    Args:
        wall_clock: seconds since 1970.
    """

    def __init__(
        self,
        presenter: Presenter,
        loop: asyncio.AbstractEventLoop,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        self._presenter = presenter
        self._loop = loop
        self._log = ChatLog(wall_clock)
        self._preferences: PreferenceFile | None = None
        self._call: Call | None = None
        self._role: Role = "caller"
        self._goals = 0
        self._waiting: asyncio.TimerHandle | None = None
        self._phase_end: asyncio.TimerHandle | None = None

    def join(self, preferences: PreferenceFile) -> None:
        """Begin with the lengths that were used last, and remember others."""
        self._preferences = preferences
        self._presenter.show(focus=self._fresh())

    # The student

    def write(self, text: str) -> bool:
        """Say this in the chat; False where it cannot be."""
        if self._call is None or self._presenter.snapshot.ability is Ability.NO:
            return False
        chat = self._log.write(text)
        if chat is not None:
            self._call.say(chat)
            self._show_chat()
        return chat is not None

    def look(self, on: bool) -> None:
        """Whether the student sees the chat."""
        self._log.look(on)
        self._show_chat()

    def set_goal(self, text: str) -> None:
        """What the student wants to get done; the partner sees it."""
        goal = " ".join(text.encode(errors="ignore").decode().split())[:GOAL_CHARACTERS].strip()
        if self._call is not None and goal != self._presenter.snapshot.own_goal:
            self._goals += 1
            self._call.say(Goal(n=self._goals, text=goal))
            self._presenter.show(own_goal=goal)

    def start_focus(self, focus_minutes: int, break_minutes: int) -> None:
        """Begin to study for so long, and rest for so long, over and over."""
        minutes = [min(max(1, value), FOCUS_MINUTES) for value in (focus_minutes, break_minutes)]
        if self._call is None:
            return
        if self._preferences is not None:
            self._preferences.change(focus_minutes=minutes[0], break_minutes=minutes[1])
        self._change(focus.started(self._timer, minutes[0], minutes[1], self._loop.time()))

    def pause_focus(self) -> None:
        """The timer stands still, for both."""
        self._change(focus.paused(self._timer, self._loop.time()))

    def resume_focus(self) -> None:
        """The timer goes on, for both."""
        self._change(focus.resumed(self._timer, self._loop.time()))

    def end_focus(self) -> None:
        """The timer is off, for both."""
        self._change(focus.ended(self._timer, self._loop.time()))

    # The call

    def meet(self, call: Call, role: Role) -> None:
        """A call begins."""
        self._call = call
        self._role = role
        self._goals = 0
        self._log.clear()
        self._log.look(False)
        self._presenter.show(
            ability=Ability.UNKNOWN,
            chat=self._log.view,
            own_goal="",
            partner_goal="",
            focus=self._fresh(),
        )

    def connected(self) -> None:
        """The connection stands: an app that can do this says so now."""
        self._forget(self._waiting)
        self._waiting = self._loop.call_later(ANSWER_SECONDS, self._nothing_heard)

    def part(self) -> None:
        """The call is over."""
        self._call = None
        self._forget(self._waiting)
        self._forget(self._phase_end)
        self._log.clear()
        self._show_chat()
        # Off, and all that was studied counted.
        self._presenter.show(focus=focus.ended(self._timer, self._loop.time()))

    def said(self, message: Said) -> None:
        """The partner said this."""
        if self._call is None:
            return
        self._forget(self._waiting)
        self._presenter.show(ability=Ability.YES)
        match message:
            case Chat(_, text):
                self._log.heard(text)
                self._show_chat()
            case Goal(_, text):
                self._presenter.show(partner_goal=text)
            case Focus():
                now = self._loop.time()
                self._show_timer(focus.heard(self._timer, message, self._role, now))

    def heard(self, number: int) -> None:
        """The partner's app has our lines up to this one."""
        self._log.arrived(number)
        self._show_chat()

    def left_out(self, count: int) -> None:
        """The partner wrote too fast."""
        self._log.left_out(count)
        self._show_chat()

    @property
    def _timer(self) -> focus.FocusTimer:
        return self._presenter.snapshot.focus

    def _fresh(self) -> focus.FocusTimer:
        now = self._preferences.now if self._preferences is not None else None
        if now is None:
            return focus.FocusTimer()
        return focus.FocusTimer(focus_minutes=now.focus_minutes, break_minutes=now.break_minutes)

    def _change(self, timer: focus.FocusTimer) -> None:
        """Show what the student did, and tell the partner."""
        if self._call is not None and timer.number != self._timer.number:
            self._call.say(focus.said(timer))
            self._show_timer(timer)

    def _show_timer(self, timer: focus.FocusTimer) -> None:
        self._forget(self._phase_end)
        if timer.running:
            end = timer.remaining(self._loop.time())
            self._phase_end = self._loop.call_later(max(0.0, end), self._phase_over)
        self._presenter.show(focus=timer)

    def _phase_over(self) -> None:
        self._show_timer(focus.advanced(self._timer, self._loop.time()))

    def _nothing_heard(self) -> None:
        if self._presenter.snapshot.ability is Ability.UNKNOWN:
            self._presenter.show(ability=Ability.NO)

    def _show_chat(self) -> None:
        self._presenter.show(chat=self._log.view)

    @staticmethod
    def _forget(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()
