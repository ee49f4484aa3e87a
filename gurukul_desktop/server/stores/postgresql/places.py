"""What this instance's people were last told of their place in the queue and their match.

Answers of the database overtake each other: somebody may be told of a match, made by
another's search, before the answer to their own search says that they wait. And a
recovery may find out what is in the inbox as well.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from gurukul_desktop.protocol.messages import SessionId, UserId
from gurukul_desktop.server.stores.events import (
    Arrived,
    Banned,
    Ended,
    Erased,
    Event,
    Matched,
    NoLongerWaiting,
    PartnerLeft,
    Replaced,
    Waiting,
)

REMEMBERED: Final = 10_000
"""So many ends of sessions are remembered, to know a match that is told too late."""

_NO_LONGER: Final = (Matched, NoLongerWaiting, Replaced, Banned, Erased)


class Places:
    """Who waits at this instance, as they were told."""

    def __init__(self) -> None:
        self._told: dict[UserId, tuple[int, int]] = {}
        self._searches: dict[UserId, bool] = {}
        self._wanted: set[UserId] = set()
        self._matched: dict[UserId, SessionId] = {}
        self._over: dict[tuple[UserId, SessionId], None] = {}

    def __len__(self) -> int:
        return len(self._told)

    def want(self, user: UserId) -> None:
        """The user wants a partner, until they are told of a match."""
        self._wanted.add(user)

    def wanted(self, user: UserId) -> bool:
        """Whether the user still wants one."""
        return user in self._wanted

    def search(self, user: UserId) -> None:
        """The user's search begins."""
        self._searches[user] = False

    def searched(self, user: UserId) -> None:
        """It has ended, and was answered."""
        self._searches.pop(user, None)

    def leave(self, user: UserId) -> None:
        """The user is gone."""
        self._told.pop(user, None)
        self._matched.pop(user, None)
        self._wanted.discard(user)

    def sift(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events without those that are outdated; what they say of places is noted."""
        for event in events:
            if isinstance(event, Waiting):
                if self._searches.get(event.user):
                    continue
                self._told[event.user] = event.position, event.waiting
            elif isinstance(event, _NO_LONGER):
                self._told.pop(event.user, None)
                if event.user in self._searches:
                    self._searches[event.user] = isinstance(event, Matched)
                if isinstance(event, Matched):
                    session = event.session.id
                    if self._matched.get(event.user) == session:
                        continue
                    if (event.user, session) in self._over:
                        continue
                    self._matched[event.user] = session
                    self._wanted.discard(event.user)
            elif isinstance(event, Ended | PartnerLeft):
                self._matched.pop(event.user, None)
                self._over[event.user, event.session] = None
                if len(self._over) > REMEMBERED:
                    del self._over[next(iter(self._over))]
            elif isinstance(event, Arrived):
                self._matched.pop(event.user, None)
            yield event

    def changed(self, places: Iterable[Waiting]) -> list[Event]:
        """Those of the places that are not what people were told."""
        return [
            place
            for place in places
            if (told := self._told.get(place.user)) is not None
            and told != (place.position, place.waiting)
        ]
