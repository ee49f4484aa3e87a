"""Who is connected, and what everybody is called."""

from collections.abc import Callable
from typing import Final

from gurukul_desktop.protocol.messages import User, UserId
from gurukul_desktop.server.names import DEFAULT_NAME, clean_name

NAMES_SWEEP_AT: Final = 1024
"""So many names are kept before those of people who are gone are looked for."""


class People:
    """Who is connected, and the names of those that somebody may still ask for.

    Attributes:
        arrivals: the one connection of each user who is connected.
    """

    def __init__(self) -> None:
        self.arrivals: dict[UserId, str] = {}
        self._names: dict[UserId, str] = {}
        self._sweep_at = NAMES_SWEEP_AT

    def user(self, user: UserId) -> User:
        """The user as others see them."""
        return User(user, self._names.get(user, DEFAULT_NAME))

    def knows(self, user: UserId) -> bool:
        """Whether there is a name for the user."""
        return user in self._names

    def rename(self, user: UserId, name: str) -> None:
        """Take the name that ``user`` gave; without one they keep what they had."""
        if name or user not in self._names:
            self._names[user] = clean_name(name)

    def forget(self, user: UserId) -> None:
        """Forget that there was such a user."""
        self.arrivals.pop(user, None)
        self._names.pop(user, None)

    def forget_the_gone(self, is_needed: Callable[[UserId], bool]) -> None:
        """Forget, now and then, the names of those who are gone and not needed."""
        if len(self._names) < self._sweep_at:
            return
        for user in list(self._names):
            if user not in self.arrivals and not is_needed(user):
                del self._names[user]
        # Doubling keeps the cost of the walks constant for each user that came and went.
        self._sweep_at = max(NAMES_SWEEP_AT, 2 * len(self._names))
