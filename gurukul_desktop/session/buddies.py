"""The buddies, and where the student and the present partner stand.

::

    stranger ── add ──▶ asked ── accepted ──▶ buddies ── removed ──▶ stranger
        │                                        ▲
        └── requested ──▶ asks ── add ───────────┘
              ▲             │
              └── decline ──┘  (back to stranger)

The server tells both people of a request in the same words, so the first ``requested``
after our own add is its echo, and any other one is the partner's. That a partner
declined is not shown: it stays "asked", and cannot be asked again in the same call.

Who was really met can still be added for a while after the call.
"""

import asyncio
from typing import Final

from gurukul_desktop.protocol.messages import (
    Buddies,
    BuddyChanged,
    ChangeBuddy,
    Partner,
    SessionId,
    SessionInfo,
    UserId,
)
from gurukul_desktop.session.ports import Server
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.snapshot import Notice, Standing

LATE_SECONDS: Final = 240.0
"""How long after a call its partner can be added; the server allows a little more."""


class BuddyList:
    """The one owner of ``buddies``, ``standing`` and ``addable`` of the snapshot.

    A change that the server has not answered is said again when the link is back.
    """

    def __init__(self, presenter: Presenter, loop: asyncio.AbstractEventLoop) -> None:
        self._presenter = presenter
        self._loop = loop
        self._unanswered: dict[UserId, ChangeBuddy] = {}
        self._session: SessionId | None = None
        self._partner: Partner | None = None
        self._asked = self._asks = self._are = False
        self._late: asyncio.TimerHandle | None = None

    def join(self, server: Server) -> None:
        self._server = server

    def close(self) -> None:
        """Stop the clock. Idempotent."""
        if self._late is not None:
            self._late.cancel()
            self._late = None

    # The student

    def add(self) -> None:
        """Ask the present partner, or say yes to what they asked."""
        if self._session is None or self._partner is None or self._asked or self._are:
            return
        self._asked = True
        self._change(self._partner.id, ChangeBuddy("add", session=self._session))
        self._show()

    def decline(self) -> None:
        """Say no to the present partner."""
        if self._partner is not None and self._asks:
            self._asks = False
            self.remove(self._partner.id)
            self._show()

    def remove(self, user: UserId) -> None:
        """End what is between the two. The list shortens when the server has done it."""
        self._change(user, ChangeBuddy("remove", partner=user))

    def drop(self, user: UserId) -> None:
        """Leave nothing between the two, if there is anything."""
        present = self._partner is not None and self._partner.id == user
        between = present and (self._are or self._asked or self._asks)
        if between or any(buddy.id == user for buddy in self._presenter.snapshot.buddies):
            self.remove(user)
        if present:
            self._asked = False
            self._forget()

    # The session

    def meet(self, session: SessionId, partner: Partner) -> None:
        """A call with ``partner`` begins."""
        self._forget()
        self._session = session
        self._partner = partner
        self._are = partner.buddy
        self._show()

    def part(self, *, late: bool) -> None:
        """The call is over; ``late``: they have really met, and may add each other for a while."""
        if not late:
            self._forget()
        elif self._partner is not None:
            self._late = self._loop.call_later(LATE_SECONDS, self._forget)
            self._show()

    def _forget(self) -> None:
        """Who was not added cannot be any more."""
        self.close()
        if self._partner is not None and self._asked:
            self._unanswered.pop(self._partner.id, None)
        self._session = self._partner = None
        self._asked = self._asks = self._are = False
        self._show()

    def link_is_back(self, session: SessionInfo | None) -> None:
        """Say again what was not answered; ``session`` is the one that the server knows."""
        partner = self._partner
        if partner is not None:
            if session is not None and session.session == self._session:
                self._are = session.partner.buddy
            elif self._late is None and self._asked and partner.id in self._unanswered:
                # The server was restarted and cannot know whom we mean.
                del self._unanswered[partner.id]
                self._asked = False
                self._presenter.say(Notice.BUDDY_FAILED)
            self._show()
        for change in self._unanswered.values():
            self._server.send(change)

    def on_list(self, message: Buddies) -> None:
        self._presenter.show(buddies=message.buddies)

    def on_changed(self, message: BuddyChanged) -> None:
        """Something is another between the student and somebody."""
        other = message.partner
        change = self._unanswered.get(other.id)
        action = None if change is None else change.action
        answered = action == ("remove" if message.state == "removed" else "add")
        if answered:
            del self._unanswered[other.id]
        present = self._partner is not None and self._partner.id == other.id
        if message.state == "accepted":
            if not (present and self._are):
                self._presenter.say(Notice.NOW_BUDDIES, other.name)
            if present:
                self._are, self._asked, self._asks = True, False, False
        elif present and message.state == "removed":
            self._are = self._asks = False
        elif present and not answered:
            if not self._asks:
                self._presenter.say(Notice.BUDDY_ASKS, other.name)
            self._asks, self._asked = True, False
        self._show()

    def refused(self) -> None:
        """The server refused something: the oldest change that it has not answered, if any."""
        for user, change in self._unanswered.items():
            del self._unanswered[user]
            if change.action == "add":
                self._asked = False
            self._presenter.say(Notice.BUDDY_FAILED)
            self._show()
            return

    # What is shown

    def _change(self, user: UserId, change: ChangeBuddy) -> None:
        self._unanswered.pop(user, None)
        self._unanswered[user] = change
        self._server.send(change)

    def _show(self) -> None:
        if self._are:
            standing = Standing.BUDDIES
        elif self._asked:
            standing = Standing.ASKED
        else:
            standing = Standing.ASKS if self._asks else Standing.STRANGER
        self._presenter.show(standing=standing, addable=self._late is not None)
