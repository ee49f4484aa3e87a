"""People whom the student does not want to meet again.

The server keeps apart whom a report was about. A block without a report is this app's own:
when the server pairs the two all the same, the match is skipped before anything of it is
shown or heard, and the search goes on.
"""

import time
from collections.abc import Callable
from typing import Final

from gurukul_desktop.protocol.messages import Partner, SessionId, UserId
from gurukul_desktop.session.block_store import MOST_BLOCKED, BlockedPerson, BlockStore
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.snapshot import Notice

REMEMBERED_SESSIONS: Final = 16
"""Of so many calls the partner can still be blocked."""
FIRST_PAUSE_SECONDS: Final = 0.5
LONGEST_PAUSE_SECONDS: Final = 30.0
PAUSES_WITHIN_SECONDS: Final = 120.0
"""Matches that were skipped within this time make the next pause twice as long each: where
two who are alone are paired again and again, the blocked one is not disturbed at every turn."""


class Blocks:
    """The one owner of ``blocked`` of the snapshot.

    ``now`` is the time in seconds since the epoch.
    """

    def __init__(
        self, store: BlockStore, presenter: Presenter, now: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._presenter = presenter
        self._now = now
        self._people = {person.user: person for person in store.load()}
        self._met: dict[SessionId, Partner] = {}
        self._skipped: list[float] = []
        self._show()

    def __contains__(self, user: UserId) -> bool:
        return user in self._people

    def meet(self, session: SessionId, partner: Partner) -> None:
        """A call begins; its partner can be blocked, in it or soon after."""
        self._met[session] = partner
        if len(self._met) > REMEMBERED_SESSIONS:
            del self._met[next(iter(self._met))]

    def block(self, session: SessionId) -> Partner | None:
        """Block the partner of a call that was met; whom that is, or None if nobody knows."""
        partner = self._met.get(session)
        if partner is not None:
            self._people.pop(partner.id, None)
            self._people[partner.id] = BlockedPerson(partner.id, partner.name, self._now())
            while len(self._people) > MOST_BLOCKED:
                del self._people[next(iter(self._people))]
            self._keep()
        return partner

    def unblock(self, user: UserId) -> None:
        """Somebody may be met again."""
        if self._people.pop(user, None) is not None:
            self._keep()

    def pause(self) -> float:
        """A match was skipped: how many seconds to wait before asking for the next."""
        now = self._now()
        self._skipped = [at for at in self._skipped if 0 <= now - at < PAUSES_WITHIN_SECONDS]
        seconds = FIRST_PAUSE_SECONDS * 2.0 ** len(self._skipped)
        self._skipped.append(now)
        return min(seconds, LONGEST_PAUSE_SECONDS)

    def _keep(self) -> None:
        if not self._store.save(list(self._people.values())):
            self._presenter.say(Notice.BLOCK_UNKEPT)
        self._show()

    def _show(self) -> None:
        self._presenter.show(blocked=tuple(self._people.values()))
