"""Guests: somebody without an account, recognised by the token they were given.

The token is a JWT (RFC 7519) signed with HS256. It says who, not for how long: it is the
only thing that a guest has, and an expired one would cost them their buddies.
"""

import contextlib
import hashlib
import os
import secrets
import time
from pathlib import Path
from typing import Final

import jwt

from gurukul_desktop.errors import UsageError
from gurukul_desktop.protocol.limits import ID_CHARACTERS
from gurukul_desktop.protocol.messages import UserId

SECRET_FILE: Final = "server-secret"
_ALGORITHM: Final = "HS256"
_ISSUER: Final = "gurukul"


class InvalidTokenError(Exception):
    """A token that this server did not sign."""


class Guests:
    """Makes guests and recognises them.

    Args:
        secret: whoever has it can be anybody.
    """

    def __init__(self, secret: str) -> None:
        # Hashed, so that the key has the length that HS256 asks for (RFC 7518, section 3.2).
        self._key = hashlib.sha256(secret.encode()).digest()

    def new(self) -> UserId:
        """A user id that nobody has and nobody can guess."""
        return UserId("guest-" + secrets.token_urlsafe(12))

    def token(self, user: UserId) -> str:
        """The token by which ``user`` is recognised."""
        claims = {"iss": _ISSUER, "sub": user, "iat": int(time.time())}
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM)

    def recognise(self, token: str) -> UserId:
        """Whose token it is.

        Raises:
            InvalidTokenError: it is none of ours.
        """
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
        user = claims["sub"]
        if not user or len(user) > ID_CHARACTERS:
            raise InvalidTokenError("sub")
        return UserId(user)


def load_secret(data_dir: Path | None) -> str:
    """The secret kept in ``data_dir``, made there by the first to ask; random without one.

    Raises:
        UsageError: the file cannot be read or made, or is damaged.
    """
    if data_dir is None:
        return secrets.token_urlsafe(32)
    path = data_dir / SECRET_FILE
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make_secret(path)
        secret = path.read_text("ascii").strip()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UsageError(f"The server's secret {path} cannot be used: {reason}.") from None
    if len(secret) < 16:
        raise UsageError(f"The server's secret {path} is damaged; delete it to make a new one.")
    return secret


def _make_secret(path: Path) -> None:
    """Make the file whole or not at all, and never replace one that is there."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            # Two servers that start at once: the second link fails, and both read the first.
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
        except OSError:
            # No hard links on this file system (FAT): renaming is whole, though not exclusive.
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
