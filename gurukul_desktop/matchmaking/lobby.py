"""The lobby: who waits, who is paired with whom, and what time does to both.

::

                      find                      find, widening, a skip that is over
    ── connected ──▶  ─────▶  waiting  ──────────────────────────▶  in a session
           ▲                     │ cancel, drop, 2 minutes               │ skip, end, report,
           └─────────────────────┴───────────────────────────────────────┘ 20 s away, 2 hours

Three things always hold after a command, and the tests look for them after each: nobody
is in two sessions, nobody waits while in a session, and no two people who could be
paired are both left waiting. The last holds because a search is made for exactly the
people whose possibilities have just grown.

Every delay is constant, so each table below is in the order of its deadlines by itself,
and only its first entry has to be looked at.
"""

from collections.abc import Callable, Iterator
from typing import Literal

from msgspec.structs import replace

from gurukul_desktop.matchmaking.barred import Barred
from gurukul_desktop.matchmaking.buddies import Buddies
from gurukul_desktop.matchmaking.choice import choose
from gurukul_desktop.matchmaking.effects import (
    AlreadyInSession,
    Effect,
    Ended,
    Matched,
    NoLongerWaiting,
    NotInSession,
    PartnerLeft,
    Session,
    Waiting,
)
from gurukul_desktop.matchmaking.queue import Queue
from gurukul_desktop.matchmaking.wishes import Rules, Ticket, Wish
from gurukul_desktop.protocol.messages import LeaveReason, SessionId, UserId

Departure = Literal["skipped", "ended", "reported"]


class Lobby:
    """Pairs people. Every command takes the present time and brings the lobby up to it.

    Args:
        new_session_id: gives a session id that nobody can guess.
        rules: how long things last.
    """

    def __init__(self, new_session_id: Callable[[], SessionId], rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self.queue = Queue()
        self.buddies = Buddies()
        self.barred = Barred()
        self._new_session_id = new_session_id
        self._tickets_made = 0
        self._refreshed: dict[UserId, float] = {}
        self._members: dict[UserId, Session] = {}
        self._sessions: dict[SessionId, Session] = {}
        self._away: dict[UserId, float] = {}

    # What is

    def session_of(self, user: UserId) -> Session | None:
        """The session that ``user`` is in."""
        return self._members.get(user)

    def is_away(self, user: UserId) -> bool:
        """Whether ``user`` is a member whose connection has dropped."""
        return user in self._away

    @property
    def sessions(self) -> int:
        """How many sessions there are."""
        return len(self._sessions)

    def present_sessions(self) -> Iterator[Session]:
        """Every session, the longest lasting first."""
        return iter(self._sessions.values())

    # Commands

    def find(self, user: UserId, wish: Wish, now: float) -> list[Effect]:
        """Look for a partner; of somebody who waits already, renew the wish in its place."""
        effects = self.advance(now)
        if user in self._members:
            return [*effects, AlreadyInSession(user)]
        ticket = self._ticket(user, wish, now)
        self.queue.put(ticket)
        # Freshness is kept in order of time: the one refreshed last goes last.
        self._refreshed.pop(user, None)
        self._refreshed[user] = now
        if not self._pair(user, now, effects):
            # A new ticket is the last; only a refresh has to count.
            last = len(self.queue)
            position = last if ticket.number == self._tickets_made else self.queue.position(user)
            effects.append(Waiting(user, position, last, wish.mode))
        return effects

    def cancel(self, user: UserId, now: float) -> list[Effect]:
        """Stop looking. Answered also when ``user`` did not wait, so that it may be repeated."""
        effects = self.advance(now)
        if user in self._members:
            return [*effects, AlreadyInSession(user)]
        if user in self.queue:
            self._dequeue(user)
            effects.append(NoLongerWaiting(user))
        elif NoLongerWaiting(user) not in effects:
            effects.append(NoLongerWaiting(user))
        return effects

    def leave(
        self, user: UserId, session: SessionId, reason: Departure, now: float
    ) -> list[Effect]:
        """Leave a session; a skip bars the pair for a while, a report for good."""
        effects = self.advance(now)
        present = self._members.get(user)
        if present is None or present.id != session:
            return [*effects, NotInSession(user)]
        if reason == "skipped":
            self.barred.skip(present.members, now + self.rules.skip)
        elif reason == "reported":
            self.barred.report(present.members)
        self._part(present, reason, effects, by=user)
        return effects

    def connected(self, user: UserId, now: float) -> list[Effect]:
        """The connection of ``user`` is there (again)."""
        effects = self.advance(now)
        self._away.pop(user, None)
        return effects

    def disconnected(self, user: UserId, now: float) -> list[Effect]:
        """The connection of ``user`` dropped: out of the queue at once, out of a session later."""
        effects = self.advance(now)
        if user in self.queue:
            self._dequeue(user)
        elif user in self._members and user not in self._away:
            self._away[user] = now
        return effects

    def befriend(self, user: UserId, partner: UserId, now: float) -> tuple[bool, list[Effect]]:
        """``user`` wants ``partner`` as a buddy; whether they are now, and what follows.

        Raises:
            BuddyListFullError: there is no room for one more.
        """
        effects = self.advance(now)
        buddies = self.buddies.add(user, partner)
        if user in self.queue and partner in self.queue:
            self._pair(user, now, effects)
        return buddies, effects

    # Time

    def next_deadline(self) -> float | None:
        """When :meth:`advance` has something to do if nobody gives a command before."""
        return min((due for due, _ in self._due()), default=None)

    def advance(self, now: float) -> list[Effect]:
        """Do what was due by ``now``, each thing at its own time and in that order."""
        effects: list[Effect] = []
        while True:
            due, act = min(self._due(), key=lambda item: item[0], default=(now, None))
            if act is None or due > now:
                return effects
            act(due, effects)

    def _due(self) -> list[tuple[float, Callable[[float, list[Effect]], None]]]:
        """The first deadline of each kind, with what is to be done then."""
        due: list[tuple[float, Callable[[float, list[Effect]], None]]] = []
        if narrow := self.queue.next_narrow():
            due.append((narrow.since + self.rules.patience, self._widen))
        if skip := self.barred.next_expiry():
            due.append((skip[0], self._forget_skip))
        for refreshed in self._refreshed.values():
            due.append((refreshed + self.rules.ticket, self._sweep))
            break
        for away in self._away.values():
            due.append((away + self.rules.grace, self._give_up))
            break
        for session in self._sessions.values():
            due.append((session.started + self.rules.session, self._time_out))
            break
        return due

    def _widen(self, now: float, effects: list[Effect]) -> None:
        ticket = self.queue.next_narrow()
        assert ticket is not None  # it was due
        self.queue.put(replace(ticket, open=True))
        self._pair(ticket.user, now, effects)

    def _forget_skip(self, now: float, effects: list[Effect]) -> None:
        skip = self.barred.next_expiry()
        assert skip is not None  # it was due
        self.barred.expire(skip[1])
        one, other = skip[1]
        if one in self.queue and other in self.queue:
            self._pair(one, now, effects)

    def _sweep(self, now: float, effects: list[Effect]) -> None:
        user = next(iter(self._refreshed))
        self._dequeue(user)
        effects.append(NoLongerWaiting(user))

    def _give_up(self, now: float, effects: list[Effect]) -> None:
        user = next(iter(self._away))
        self._part(self._members[user], "disconnected", effects, by=user)

    def _time_out(self, now: float, effects: list[Effect]) -> None:
        session = next(iter(self._sessions.values()))
        self._part(session, "timeout", effects, by=None)

    # Steps

    def _ticket(self, user: UserId, wish: Wish, now: float) -> Ticket:
        old = self.queue.get(user)
        if old is not None:
            # Patience runs from the first find, so that a refresh cannot starve anybody.
            patient = now < old.since + self.rules.patience
            return replace(old, wish=wish, open=not (wish.topics and patient))
        self._tickets_made += 1
        return Ticket(user, self._tickets_made, now, wish, open=not wish.topics)

    def _pair(self, user: UserId, now: float, effects: list[Effect]) -> bool:
        """Pair a waiting user if there is somebody for them."""
        finder = self.queue.get(user)
        assert finder is not None  # callers have just seen or put the ticket
        partner = choose(finder, self.queue, self.buddies, self.barred)
        if partner is None:
            return False
        callee, caller = sorted((finder, partner), key=lambda ticket: ticket.number)
        session = Session(
            id=self._new_session_id(),
            caller=caller.user,
            callee=callee.user,
            media="audio" if "audio" in (caller.wish.media, callee.wish.media) else "video",
            hide_address=caller.wish.hide_address or callee.wish.hide_address,
            started=now,
        )
        self._sessions[session.id] = session
        for member in session.members:
            self._dequeue(member)
            self._members[member] = session
            effects.append(Matched(member, session))
        return True

    def _part(
        self, session: Session, reason: LeaveReason, effects: list[Effect], by: UserId | None
    ) -> None:
        del self._sessions[session.id]
        for member in session.members:
            del self._members[member]
            self._away.pop(member, None)
            told = Ended if by in (member, None) else PartnerLeft
            effects.append(told(member, session, reason))

    def _dequeue(self, user: UserId) -> None:
        self.queue.remove(user)
        del self._refreshed[user]
