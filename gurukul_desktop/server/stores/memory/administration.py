"""What an admin sees of the lobby, and what a user may ask to have."""

import secrets
from collections.abc import Callable
from itertools import islice
from typing import Any

import msgspec

from gurukul_desktop.matchmaking.effects import Session
from gurukul_desktop.matchmaking.lobby import Lobby
from gurukul_desktop.matchmaking.wishes import Ticket
from gurukul_desktop.protocol.messages import SessionId, UserId
from gurukul_desktop.server.stores.memory.ledger import Ledger
from gurukul_desktop.server.stores.memory.people import People
from gurukul_desktop.server.stores.port import (
    Instance,
    InstanceStatus,
    Overview,
    SessionEntry,
    WaitingEntry,
)


class Administration:
    """Reads what the store holds; changes nothing but the time at which media flowed.

    Attributes:
        instance: the name of the only instance.
    """

    def __init__(
        self, lobby: Lobby, people: People, ledger: Ledger, wall: Callable[[], float]
    ) -> None:
        self.instance = secrets.token_hex(4)
        self._lobby = lobby
        self._people = people
        self._ledger = ledger
        self._wall = wall
        self._opened = wall()
        self._connected: dict[SessionId, float] = {}

    def media_flows(self, session: SessionId) -> None:
        """One of the two sees or hears the other."""
        self._connected.setdefault(session, self._wall())

    def over(self, session: SessionId) -> None:
        """The session is over."""
        self._connected.pop(session, None)

    def overview(self, status: InstanceStatus, now: float, most: int) -> Overview:
        """The present; ``now`` on the clock of the lobby."""
        wall = self._wall()
        queue = self._lobby.queue
        return Overview(
            waiting=len(queue),
            sessions=self._lobby.sessions,
            online=len(self._people.arrivals),
            queue=tuple(self._waiting(t, wall - (now - t.since)) for t in islice(queue, most)),
            calls=tuple(
                self._session(s, wall - (now - s.started))
                for s in islice(self._lobby.present_sessions(), most)
            ),
            instances=(Instance(self.instance, self._opened, wall, status),),
        )

    def export(self, user: UserId) -> dict[str, Any]:
        """Everything that is known of somebody, ready for JSON."""
        session = self._lobby.session_of(user)
        ticket = self._lobby.queue.get(user)
        reports = [
            {"session": r.session, "reason": r.reason, "note": r.note, "filed": r.filed}
            for r in self._ledger.reports.values()
            if r.reporter == user
        ]
        bans = [ban for ban in self._ledger.bans() if ban.user == user]
        return {
            "user": user,
            "name": self._people.user(user).name if self._people.knows(user) else None,
            "online": user in self._people.arrivals,
            "waiting": None if ticket is None else msgspec.to_builtins(ticket.wish),
            "session": None if session is None else session.id,
            "buddies": list(self._lobby.buddies.of(user)),
            "requests": list(self._lobby.buddies.requests(user)),
            "reports": reports,
            "bans": msgspec.to_builtins(bans),
        }

    def _waiting(self, ticket: Ticket, since: float) -> WaitingEntry:
        wish = ticket.wish
        return WaitingEntry(
            ticket.user,
            self._people.user(ticket.user).name,
            since,
            wish.mode,
            wish.media,
            wish.topics,
            self.instance,
        )

    def _session(self, session: Session, started: float) -> SessionEntry:
        connected = self._connected.get(session.id)
        return SessionEntry(
            session.id, session.caller, session.callee, session.media, started, connected
        )
