"""Guests: somebody without an account, recognised by the token they were given.

The token is a JWT (RFC 7519) signed with HS256. It says who, not for how long: it is the
only thing that a guest has, and an expired one would cost them their buddies.
"""

import hashlib
import secrets
import time
from typing import Final

import jwt

from gurukul_desktop.protocol.limits import ID_CHARACTERS
from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.identity.port import (
    GUEST_PREFIX,
    InvalidTokenError,
    Person,
    Recognised,
    Rejected,
)

_ALGORITHM: Final = "HS256"
_ISSUER: Final = "gurukul"


class Guests:
    """Makes guests and recognises them.

    Args:
        secret: whoever has it can be anybody.
    """

    def __init__(self, secret: str) -> None:
        # Hashed, so that the key has the length that HS256 asks for (RFC 7518, section 3.2).
        self._key = hashlib.sha256(secret.encode()).digest()

    async def open(self) -> None:
        """Nothing to do."""

    async def close(self) -> None:
        """Nothing to do."""

    def new_guest(self) -> Person:
        """Somebody whose user id nobody has and nobody can guess."""
        user = UserId(GUEST_PREFIX + secrets.token_urlsafe(12))
        claims = {"iss": _ISSUER, "sub": user, "iat": int(time.time())}
        return Person(user, None, jwt.encode(claims, self._key, algorithm=_ALGORITHM))

    def recognise(self, token: str, done: Recognised) -> None:
        """Tell ``done`` at once who has this token."""
        try:
            person: Person | Rejected = Person(self._read(token), None, token)
        except InvalidTokenError as error:
            person = Rejected(str(error))
        done(person)

    def still_valid(self, person: Person) -> bool:
        """Guests are for good."""
        return True

    def _read(self, token: str) -> UserId:
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                issuer=_ISSUER,
                # A clock that was set back must not lock anybody out.
                options={"require": ["iss", "sub"], "verify_iat": False},
            )
        except (jwt.InvalidTokenError, ValueError, RecursionError) as error:
            raise InvalidTokenError(type(error).__name__) from None
        user: str = claims["sub"]
        if not user.startswith(GUEST_PREFIX) or len(user) > ID_CHARACTERS:
            raise InvalidTokenError("sub")
        return UserId(user)
