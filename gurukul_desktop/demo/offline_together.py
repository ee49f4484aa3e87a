"""Chat, goals and focus timer for ``gurukul demo --offline``: nobody is on the other side."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from gurukul_desktop.session import focus
from gurukul_desktop.session.chat import ChatLog
from gurukul_desktop.session.snapshot import Snapshot


class Shown(Protocol):
    """What has the snapshot of the moment."""

    snapshot: Snapshot

    def alter(self, how: Callable[[Snapshot], Snapshot]) -> None:
        """Change something of it; what is on its way comes all the same."""


class OfflineTogether:
    """What the student does with a partner who never answers.

    Args:
        clock: the one of the timer.
    """

    def __init__(self, session: Shown, clock: Callable[[], float]) -> None:
        self._session = session
        self._clock = clock
        self._log = ChatLog(time.time)

    def write(self, text: str) -> bool:
        chat = self._log.write(text)
        if chat is not None:
            self._log.arrived(chat.n)
            lines = (*self._session.snapshot.chat.lines, self._log.view.lines[-1])
            lines = tuple(replace(line, number=number) for number, line in enumerate(lines, 1))
            self._change(chat=replace(self._session.snapshot.chat, lines=lines))
        return chat is not None

    def look(self, on: bool) -> None:
        if on and self._session.snapshot.chat.unread:
            self._change(chat=replace(self._session.snapshot.chat, unread=0))

    def set_goal(self, text: str) -> None:
        self._change(own_goal=text)

    def start_focus(self, focus_minutes: int, break_minutes: int) -> None:
        timer = focus.started(self._timer, focus_minutes, break_minutes, self._clock())
        self._change(focus=timer)

    def pause_focus(self) -> None:
        self._change(focus=focus.paused(self._timer, self._clock()))

    def resume_focus(self) -> None:
        self._change(focus=focus.resumed(self._timer, self._clock()))

    def end_focus(self) -> None:
        self._change(focus=focus.ended(self._timer, self._clock()))

    @property
    def _timer(self) -> focus.FocusTimer:
        return self._session.snapshot.focus

    def _change(self, **changes: Any) -> None:
        self._session.alter(lambda snapshot: replace(snapshot, **changes))
