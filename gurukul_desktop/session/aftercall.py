"""What comes after a call: what it was, kept in the history, and what happens next."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

from gurukul_desktop.history import (
    GOAL_CHARACTERS,
    MOST_ROUNDS,
    Ending,
    History,
    PastSession,
    fitted,
)
from gurukul_desktop.protocol.limits import NAME_CHARACTERS
from gurukul_desktop.protocol.messages import SessionId
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.snapshot import Notice, Summary
from gurukul_desktop.session.states import State
from gurukul_desktop.session.timers import StateTimers

SKIP_PAUSE_SECONDS: Final = 0.5
REST_SECONDS: Final = 1.5
"""How long the ended page stays when the call never was one."""
NEXT_SECONDS: Final = 5.0
"""How long before the next search that begins by itself; it can be stopped meanwhile."""
KEEP_SECONDS: Final = 30.0
"""How often a call that goes on is kept, so that one that the app does not outlive is known."""
MOST_IN_A_ROW: Final = 3
"""So many searches begin by themselves while nobody presses Find: the chair may be empty."""

_ENDINGS: Final[dict[Notice, Ending]] = {
    Notice.PARTNER_LEFT: "partner",
    Notice.PARTNER_SKIPPED: "moved_on",
    Notice.PARTNER_LOST: "partner_lost",
    Notice.SESSION_TIMEOUT: "time_limit",
}


class Aftercall:
    """The one owner of ``summary``, ``find_next`` and ``next_at`` of the snapshot.

    Args:
        wall: the time in seconds since the epoch; ``offset`` by how many minutes the clock on
            the wall is ahead of UTC then.
    """

    def __init__(
        self,
        presenter: Presenter,
        timers: StateTimers,
        loop: asyncio.AbstractEventLoop,
        history: History,
        *,
        wall: Callable[[], float] = time.time,
        offset: Callable[[float], int] = lambda at: (time.localtime(at).tm_gmtoff or 0) // 60,
    ) -> None:
        self._presenter = presenter
        self._timers = timers
        self._loop = loop
        self._history = history
        self._wall = wall
        self._offset = offset
        self._in_a_row = 0

    def join(self, find: Callable[[], None], rest: Callable[[], None]) -> None:
        """How to search for the next one, and how to come to rest."""
        self._find = find
        self._rest = rest

    # The student

    def set_find_next(self, on: bool) -> None:
        """Whether the next partner is looked for without being asked; from the next call on."""
        self._presenter.show(find_next=on)
        if not on:
            self.stay()

    def stay(self) -> None:
        """Do not look for the next partner by itself, this time."""
        if self._presenter.snapshot.next_at is not None:
            self._timers.cancel()
            self._presenter.show(next_at=None)

    def put_away(self) -> None:
        """Make room for something else, if it is a call that is over that is shown."""
        now = self._presenter.snapshot
        if now.state is State.ENDED and not now.searching_again:
            self._rest()

    def asked_to_find(self) -> None:
        """Somebody sits there: the searches that begin by themselves are counted anew."""
        self._in_a_row = 0

    # The call

    def keep(self) -> None:
        """Keep what is known of the call that goes on, now and again."""
        self._history.begin(self._past("lost"))
        self._timers.later(KEEP_SECONDS, self.keep)

    def sum_up(self, session: SessionId, notice: Notice | None) -> None:
        """A call ends, for the reason of ``notice``, or because the student ended it."""
        now = self._presenter.snapshot
        if now.state is not State.CONNECTED or now.connected_at is None:
            self._presenter.show(summary=None)
            return
        ending: Ending = "you" if notice is None else _ENDINGS.get(notice, "lost")
        summary = Summary(
            session,
            now.partner.name if now.partner is not None else "",
            self._loop.time() - now.connected_at,
            ending,
            now.topics,
            now.own_goal,
            now.partner_goal,
            now.focus.rounds,
        )
        self._presenter.show(summary=summary)
        self._history.add(self._past(ending))

    def go_on(self) -> None:
        """The call is over: search again after a skip, rest if it never was one, else stay."""
        now = self._presenter.snapshot
        if now.searching_again:
            self._timers.later(SKIP_PAUSE_SECONDS, self._find)
        elif now.summary is None:
            self._timers.later(REST_SECONDS, self._rest)
        elif now.find_next and self._in_a_row < MOST_IN_A_ROW:
            self._timers.later(NEXT_SECONDS, self._find_next)
            self._presenter.show(next_at=self._loop.time() + NEXT_SECONDS)

    def _find_next(self) -> None:
        count = self._in_a_row + 1
        self._find()
        self._in_a_row = count

    def _past(self, ending: Ending) -> PastSession:
        now = self._presenter.snapshot
        seconds = self._loop.time() - now.connected_at if now.connected_at is not None else 0.0
        began = self._wall() - seconds
        return PastSession(
            at=max(0, round(began)),
            offset=self._offset(began),
            seconds=round(seconds),
            ending=ending,
            partner=fitted(now.partner.name, NAME_CHARACTERS) if now.partner is not None else "",
            topics=now.topics,
            own_goal=fitted(now.own_goal, GOAL_CHARACTERS),
            partner_goal=fitted(now.partner_goal, GOAL_CHARACTERS),
            rounds=min(now.focus.rounds, MOST_ROUNDS),
        )
