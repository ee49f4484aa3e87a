"""People whom a JWT names that is signed with a secret we share (HS256)."""

import time
from collections.abc import Callable
from typing import Final

from gurukul_desktop.server.identity.claims import ClaimsReader
from gurukul_desktop.server.identity.options import JwtOptions
from gurukul_desktop.server.identity.port import InvalidTokenError, Person, Recognised, Rejected

_ALGORITHM: Final = "HS256"


class SharedSecretIdentity:
    """Recognises people at once.

    Args:
        clock: UNIX seconds.
    """

    def __init__(self, options: JwtOptions, clock: Callable[[], float] = time.time) -> None:
        self._secret = options.secret
        self._reader = ClaimsReader(options, clock)

    async def open(self) -> None:
        """Nothing to do."""

    async def close(self) -> None:
        """Nothing to do."""

    def recognise(self, token: str, done: Recognised) -> None:
        """Tell ``done`` at once who has this token."""
        try:
            person: Person | Rejected = self._reader.read(token, self._secret, _ALGORITHM)
        except InvalidTokenError as error:
            person = Rejected(str(error))
        done(person)

    def new_guest(self) -> Rejected:
        """There are no guests here."""
        return Rejected("a token is needed")

    def still_valid(self, person: Person) -> bool:
        """Whether the person's token has not expired."""
        return person.expires is not None and self._reader.is_current(person.expires)
