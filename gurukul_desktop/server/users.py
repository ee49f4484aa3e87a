"""Who is online, and what everybody is called."""

from collections.abc import Callable
from typing import Final

from gurukul_desktop.protocol.messages import Message, User, UserId
from gurukul_desktop.server.connection import Connection
from gurukul_desktop.server.names import DEFAULT_NAME, clean_name

NAMES_SWEEP_AT: Final = 1024
"""So many names are kept before those of people who are gone are looked for."""


class Users:
    """The users that are online, and the names of those that somebody may still ask for.

    Attributes:
        online: the one live connection of each.
    """

    def __init__(self) -> None:
        self.online: dict[UserId, Connection] = {}
        self._names: dict[UserId, str] = {}
        self._sweep_at = NAMES_SWEEP_AT

    def tell(self, user: UserId, message: Message) -> None:
        """Send to a user, if they are online."""
        connection = self.online.get(user)
        if connection is not None:
            connection.send(message)

    def user(self, user: UserId) -> User:
        """The user as others see them."""
        return User(user, self._names.get(user, DEFAULT_NAME))

    def rename(self, user: UserId, name: str) -> None:
        """Take the name that ``user`` gave; without one they keep what they had."""
        if name or user not in self._names:
            self._names[user] = clean_name(name)

    def forget_the_gone(self, is_needed: Callable[[UserId], bool]) -> None:
        """Forget, now and then, the names of those who are gone and not needed."""
        if len(self._names) < self._sweep_at:
            return
        for user in list(self._names):
            if user not in self.online and not is_needed(user):
                del self._names[user]
        # Doubling keeps the cost of the walks constant for each user that came and went.
        self._sweep_at = max(NAMES_SWEEP_AT, 2 * len(self._names))
