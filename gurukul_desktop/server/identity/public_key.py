"""People whom a JWT names that is signed with a private key of the issuer (RS256, ES256)."""

import time
from collections.abc import Callable

from gurukul_desktop.server.identity.claims import ClaimsReader, key_id_of
from gurukul_desktop.server.identity.key_set import KeySet
from gurukul_desktop.server.identity.options import JwtOptions
from gurukul_desktop.server.identity.port import InvalidTokenError, Person, Recognised, Rejected


class PublicKeyIdentity:
    """Recognises people, at once if the key is known.

    Args:
        clock: UNIX seconds.
    """

    def __init__(self, options: JwtOptions, clock: Callable[[], float] = time.time) -> None:
        self._reader = ClaimsReader(options, clock)
        self._keys = KeySet(options.jwks_url)

    async def open(self) -> None:
        """Begin to fetch the keys."""
        await self._keys.open()

    async def close(self) -> None:
        """Fetch no more."""
        await self._keys.close()

    def recognise(self, token: str, done: Recognised) -> None:
        """Tell ``done`` who has this token; later if its key has to be fetched first."""
        try:
            key_id = key_id_of(token)
        except InvalidTokenError as error:
            done(Rejected(str(error)))
            return
        if self._keys.find(key_id) is not None:
            done(self._read(token, key_id))
            return
        # It may be a key that was made a moment ago, or no key at all.
        wait = self._keys.fetch(lambda: done(self._read(token, key_id)))
        if wait:
            done(Rejected("unknown key", wait))

    def new_guest(self) -> Rejected:
        """There are no guests here."""
        return Rejected("a token is needed")

    def still_valid(self, person: Person) -> bool:
        """Whether the person's token has not expired and its key was not withdrawn."""
        return (
            person.expires is not None
            and self._reader.is_current(person.expires)
            and self._keys.find(person.key) is not None
        )

    def _read(self, token: str, key_id: str | None) -> Person | Rejected:
        key = self._keys.find(key_id)
        if key is None:
            wait = self._keys.retry_after
            return Rejected("unknown key" if wait is None else "no keys", wait)
        try:
            return self._reader.read(token, key, key.algorithm_name, key.key_id)
        except InvalidTokenError as error:
            return Rejected(str(error))
