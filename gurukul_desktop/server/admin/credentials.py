"""What an admin proves to be one: a password or a token, of which only hashes are kept."""

import asyncio
import hashlib
import hmac
import secrets
import unicodedata
from typing import Final

from gurukul_desktop.errors import UsageError

PASSWORD_CHARACTERS: Final = 12
"""At least so many in a password."""

TOKEN_CHARACTERS: Final = 24
"""At least so many in a token, which is not hashed slowly."""

MAX_CHARACTERS: Final = 1024


class Credentials:
    """What opens the admin page.

    Args:
        password: typed by a person; empty if there is none.
        token: made by a machine, for scripts as a bearer token (RFC 6750) and for the form;
            empty if there is none.

    Raises:
        UsageError: one of them is too short or too long.
    """

    def __init__(self, password: str = "", token: str = "") -> None:
        for what, value, least in (
            ("password", password, PASSWORD_CHARACTERS),
            ("token", token, TOKEN_CHARACTERS),
        ):
            if value and not least <= len(value) <= MAX_CHARACTERS:
                raise UsageError(
                    f"The admin {what} must have {least} to {MAX_CHARACTERS} characters."
                )
        self._salt = secrets.token_bytes(16)
        self._password = self._slow_hash(password) if password else None
        self._token = _fast_hash(token) if token else None
        self._one_at_a_time = asyncio.Lock()

    def __bool__(self) -> bool:
        """Whether there is anything that opens the page; else there is no page."""
        return self._password is not None or self._token is not None

    def is_token(self, tried: str) -> bool:
        """Whether this is the token; at once."""
        if self._token is None or len(tried) > MAX_CHARACTERS:
            return False
        return hmac.compare_digest(_fast_hash(tried), self._token)

    async def open_with(self, tried: str) -> bool:
        """Whether this is the password or the token.

        The slow hash (scrypt, RFC 7914: 16 MiB) is made on a thread, so that the loop goes
        on, and for one at a time, so that memory has a bound.
        """
        if self.is_token(tried):
            return True
        if self._password is None or len(tried) > MAX_CHARACTERS:
            return False
        async with self._one_at_a_time:
            hashed = await asyncio.to_thread(self._slow_hash, tried)
        return hmac.compare_digest(hashed, self._password)

    def _slow_hash(self, password: str) -> bytes:
        # The same letters typed on another keyboard may arrive composed differently.
        typed = unicodedata.normalize("NFC", password).encode(errors="surrogatepass")
        return hashlib.scrypt(typed, salt=self._salt, n=2**14, r=8, p=1)


def _fast_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()
