"""What an instance knows by itself of its users: enough to tell a Redis that has forgotten."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from gurukul_desktop.protocol.messages import LeaveReason, Mode, SessionId, UserId
from gurukul_desktop.server.stores import events
from gurukul_desktop.server.stores.events import Event

MOST_OVER: Final = 1000
"""So many of the sessions that ended last are remembered."""


class Places(Struct, frozen=True, tag=True):
    """What ``places.lua`` says: how many wait, and users with their places."""

    waiting: int
    places: tuple[tuple[UserId, int], ...]


class Over(Struct, frozen=True):
    """A session that is over. ``by`` is who left it, empty for neither."""

    user: UserId
    partner: UserId
    reason: LeaveReason
    by: UserId | str


class Knowledge:
    """Follows the events of the users of one instance.

    Attributes:
        stamps: of each arrival that Redis has acknowledged, when it did.
        waiting: of each who waits, what they were last told: place, how many wait, mode.
        over: the sessions that ended last.
        settings: as last told.
    """

    def __init__(self) -> None:
        self.stamps: dict[UserId, tuple[str, int]] = {}
        self.waiting: dict[UserId, tuple[int, int, Mode]] = {}
        self.over: OrderedDict[SessionId, Over] = OrderedDict()
        self.settings: dict[str, str] | None = None
        self._partners: dict[UserId, tuple[SessionId, UserId]] = {}

    def arrived(self, user: UserId, arrival: str, stamp: int) -> None:
        """Redis knows of the arrival."""
        self.stamps[user] = arrival, stamp

    def departed(self, user: UserId, arrival: str) -> None:
        """The connection is gone."""
        if self.stamps.get(user, ("", 0))[0] == arrival:
            self._forget(user)

    def follow(self, happened: Iterable[Event]) -> None:
        """Take in what happened."""
        for event in happened:
            match event:
                case events.Waiting(user, position, waiting, mode):
                    self.waiting[user] = position, waiting, mode
                case events.Matched(user, session):
                    self.waiting.pop(user, None)
                    self._partners[user] = session.id, session.partner.id
                case events.Arrived(user, _, _, session, _):
                    self.waiting.pop(user, None)
                    self._partners.pop(user, None)
                    if session is not None:
                        self._partners[user] = session.id, session.partner.id
                case events.NoLongerWaiting(user):
                    self.waiting.pop(user, None)
                case events.Ended(user, session_id, reason):
                    self._ended(user, session_id, reason, left=reason != "timeout")
                case events.PartnerLeft(user, session_id, reason):
                    self._ended(user, session_id, reason, left=False)
                case events.Replaced(user, arrival):
                    self.departed(user, arrival)
                case events.Banned(user) | events.Erased(user):
                    self._forget(user)
                case events.SettingsChanged(settings):
                    self.settings = settings
                case _:
                    pass

    def changed(self, places: Places) -> Iterator[Event]:
        """What is told of places, to those whose place has changed."""
        for user, position in places.places:
            told = self.waiting.get(user)
            if told is not None and told[:2] != (position, places.waiting):
                yield events.Waiting(user, position, places.waiting, told[2])

    def remembered(self) -> Sequence[str]:
        """The sessions that are over, as ``bury.lua`` takes them."""
        return [
            field
            for session, over in self.over.items()
            for field in (session, over.user, over.partner, over.reason, over.by)
        ]

    def _ended(self, user: UserId, session: SessionId, reason: LeaveReason, left: bool) -> None:
        id_, partner = self._partners.get(user, ("", None))
        if partner is None or id_ != session:
            return  # one that was over before: a late report
        del self._partners[user]
        by = user if left else "" if reason == "timeout" else partner
        self.over[session] = Over(user, partner, reason, by)
        if len(self.over) > MOST_OVER:
            self.over.popitem(last=False)

    def _forget(self, user: UserId) -> None:
        self.stamps.pop(user, None)
        self.waiting.pop(user, None)
        self._partners.pop(user, None)
