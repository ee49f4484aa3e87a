"""What the service asks of an identity."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from gurukul_desktop.protocol.messages import UserId

GUEST_PREFIX: Final = "guest-"
"""How the user ids of guests start, and nobody else's."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was recognised.

    Attributes:
        name: what others read; None if they may choose.
        token: what ``welcome`` gives back; whoever has it can be this person.
        expires: until when they are recognised, in UNIX seconds; None is for good.
        key: names the key that their token is signed with, where there are several.
    """

    user: UserId
    name: str | None
    token: str = field(repr=False)
    expires: float | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """Somebody who was not.

    Attributes:
        reason: for the log, without the token.
        retry_after: the same token may do in so many seconds; None if it never will.
    """

    reason: str
    retry_after: float | None = None


Recognised = Callable[[Person | Rejected], None]


class InvalidTokenError(Exception):
    """A token by which nobody is recognised; ``str()`` is for the log, without the token."""


class Identity(Protocol):
    """Tells who somebody is. Everything is called on the server's loop."""

    async def open(self) -> None:
        """Begin to work. Waits for nobody else's server."""

    async def close(self) -> None:
        """Stop; who waits to be recognised hears nothing more. Idempotent."""

    def recognise(self, token: str, done: Recognised) -> None:
        """Tell ``done`` who has this token: before this returns, unless keys must be fetched."""

    def new_guest(self) -> Person | Rejected:
        """Somebody who has no token."""

    def still_valid(self, person: Person) -> bool:
        """Whether somebody would be recognised now as they were before."""
