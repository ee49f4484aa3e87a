"""From a signed token to a person: what is checked, whatever key it is signed with.

Which algorithm is accepted is said by the configuration and the key, never by the token
(RFC 8725, sections 2.1 and 3.1). Times are checked here rather than by PyJWT, because its
clock cannot be given.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import jwt

from gurukul_desktop.protocol.limits import ID_CHARACTERS
from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.identity.options import JwtOptions
from gurukul_desktop.server.identity.port import GUEST_PREFIX, InvalidTokenError, Person
from gurukul_desktop.server.names import clean_name

LEEWAY_SECONDS: Final = 30.0
"""How far the issuer's clock and ours may be apart."""

_MOST_SECONDS: Final = 1e12
_KEY_CHARACTERS: Final = 256


class ClaimsReader:
    """Reads and checks tokens.

    Args:
        clock: UNIX seconds. Expiry is wall time: when the clock jumps, it jumps too.
    """

    def __init__(self, options: JwtOptions, clock: Callable[[], float]) -> None:
        self._options = options
        self._clock = clock

    def read(
        self, token: str, key: "jwt.PyJWK | str", algorithm: str, key_id: str | None = None
    ) -> Person:
        """Who a token names.

        Args:
            key_id: what :attr:`Person.key` is to be.

        Raises:
            InvalidTokenError: it is not signed with ``key`` by ``algorithm``, not for us, not
                yet or no longer valid, or does not say who it is.
        """
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=self._options.audience,
                issuer=self._options.issuer,
                options={
                    "require": ["exp", "iss", "aud"],
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                    "verify_sub": False,
                    "verify_jti": False,
                },
            )
        except (jwt.PyJWTError, ValueError, RecursionError) as error:
            # Its words may quote the token.
            raise InvalidTokenError(type(error).__name__) from None
        expires = _seconds(claims, "exp")
        if not self.is_current(expires):
            raise InvalidTokenError("expired")
        if "nbf" in claims and self._clock() < _seconds(claims, "nbf") - LEEWAY_SECONDS:
            raise InvalidTokenError("not yet valid")
        user = _user(_claim(claims, self._options.user_claim))
        name = _claim(claims, self._options.name_claim)
        proper = isinstance(name, str) and not name.isspace() and name
        return Person(user, clean_name(proper) if proper else None, token, expires, key_id)

    def is_current(self, expires: float) -> bool:
        """Whether what expires then is still valid."""
        return self._clock() < expires + LEEWAY_SECONDS


def key_id_of(token: str) -> str | None:
    """Which key a token says that it is signed with; not verified, as that needs the key.

    Raises:
        InvalidTokenError: it is no token.
    """
    try:
        key_id = jwt.get_unverified_header(token).get("kid")
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise InvalidTokenError(type(error).__name__) from None
    if key_id is not None and not (isinstance(key_id, str) and len(key_id) <= _KEY_CHARACTERS):
        raise InvalidTokenError("kid")
    return key_id


def _seconds(claims: Mapping[str, Any], name: str) -> float:
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidTokenError(name)
    if not abs(value) < _MOST_SECONDS:  # not a number, or beyond what float can hold
        raise InvalidTokenError(name)
    return float(value)


def _claim(claims: Mapping[str, Any], name: str) -> Any:
    """A claim by its name, or by the path to it; None if there is none."""
    if name in claims:
        return claims[name]  # names may be addresses, which have dots
    value: Any = claims
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _user(value: Any) -> UserId:
    if not isinstance(value, str) or not 0 < len(value) <= ID_CHARACTERS:
        raise InvalidTokenError("user id")
    if not value.isprintable() or value != value.strip():
        raise InvalidTokenError("user id")
    if value.startswith(GUEST_PREFIX):
        raise InvalidTokenError("user id of a guest")
    return UserId(value)
