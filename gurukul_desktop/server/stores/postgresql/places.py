"""What this instance's people were last told of their place in the queue.

Answers of the database overtake each other: somebody may be told of a match, made by
another's search, before the answer to their own search says that they wait.
"""

from collections.abc import Iterable, Iterator

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.stores.events import (
    Banned,
    Erased,
    Event,
    Matched,
    NoLongerWaiting,
    Replaced,
    Waiting,
)

_NO_LONGER = (Matched, NoLongerWaiting, Replaced, Banned, Erased)


class Places:
    """Who waits at this instance, as they were told."""

    def __init__(self) -> None:
        self._told: dict[UserId, tuple[int, int]] = {}
        self._searches: dict[UserId, bool] = {}

    def __len__(self) -> int:
        return len(self._told)

    def search(self, user: UserId) -> None:
        """The user's search begins."""
        self._searches[user] = False

    def searched(self, user: UserId) -> None:
        """It has ended, and was answered."""
        self._searches.pop(user, None)

    def leave(self, user: UserId) -> None:
        """The user is gone."""
        self._told.pop(user, None)

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
            yield event

    def changed(self, places: Iterable[Waiting]) -> list[Event]:
        """Those of the places that are not what people were told."""
        return [
            place
            for place in places
            if (told := self._told.get(place.user)) is not None
            and told != (place.position, place.waiting)
        ]
