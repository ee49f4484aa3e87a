"""Relays that clients may use, and the credentials for them, made for each person and short-lived.

The shared-secret scheme that coturn implements with ``use-auth-secret``
(draft-uberti-behave-turn-rest-00): the user name is the time at which it expires and who it is
for, the password is its HMAC-SHA1 under a secret that this server and the relay share. So the
relay asks nobody, and several instances with the same secret need not talk about it.

coturn checks the time when an allocation is made and not when it is refreshed: a call goes on
over a relay for which its credentials have expired, only a new connection needs fresh ones.
They come with ``welcome`` and ``matched``, and with ``queued`` for who searches long.
"""

import base64
import hashlib
import hmac
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from gurukul_desktop.errors import UsageError
from gurukul_desktop.protocol.messages import IceServer, UserId

DEFAULT_SECONDS: Final = 7200
"""As long as the longest session, so that a call can be rebuilt until its end."""
LEAST_SECONDS: Final = 60
MOST_SECONDS: Final = 24 * 3600
SECRET_CHARACTERS: Final = 16
MOST_URLS: Final = 8

# RFC 7065, section 3.1; a relay is reached by name, address or [address].
_URL: Final = re.compile(
    r"turns?:(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?(\?transport=(udp|tcp))?"
)
_PSEUDONYM_CHARACTERS: Final = 16


@dataclass(frozen=True, slots=True)
class TurnOptions:
    """The relays, and the secret that they share with this server.

    Attributes:
        urls: as ``turn:HOST:3478``, with ``?transport=tcp``, or ``turns:HOST:5349``.
        secret: coturn's ``static-auth-secret``.
        seconds: how long credentials are good for a new connection.

    Raises:
        UsageError: a value makes no sense.
    """

    urls: tuple[str, ...]
    secret: str = field(repr=False)
    seconds: int = DEFAULT_SECONDS

    def __post_init__(self) -> None:
        if not self.urls or len(self.urls) > MOST_URLS:
            raise UsageError(f"A relay has 1 to {MOST_URLS} addresses.")
        for url in self.urls:
            if len(url) > 255 or not _URL.fullmatch(url):
                raise UsageError(f"{url!r} is not an address of a relay, as turn:HOST:3478.")
        if len(self.secret) < SECRET_CHARACTERS:
            raise UsageError(
                f"The relay's secret must have at least {SECRET_CHARACTERS} characters."
            )
        if not LEAST_SECONDS <= self.seconds <= MOST_SECONDS:
            raise UsageError(
                f"Credentials for the relay last {LEAST_SECONDS} to {MOST_SECONDS} seconds."
            )


class IceServers:
    """What each client is told to use.

    Args:
        always: the same for everybody.
        clock: seconds since 1970, as the relay's clock shows them.
    """

    def __init__(
        self,
        always: tuple[IceServer, ...],
        turn: TurnOptions | None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._always = always
        self._turn = turn
        self._clock = clock

    @property
    def fresh_for(self) -> float:
        """After so many seconds a client that may need them is given new ones."""
        return float("inf") if self._turn is None else self._turn.seconds / 2

    def of(self, user: UserId) -> tuple[IceServer, ...]:
        """The list for one person, with credentials as of now."""
        turn = self._turn
        if turn is None:
            return self._always
        username = f"{int(self._clock()) + turn.seconds}:{_pseudonym(turn.secret, user)}"
        return (
            *self._always,
            IceServer(turn.urls, username, credential(turn.secret, username)),
        )


def credential(secret: str, username: str) -> str:
    """The password that belongs to ``username``."""
    return base64.b64encode(hmac.digest(secret.encode(), username.encode(), "sha1")).decode()


def _pseudonym(secret: str, user: UserId) -> str:
    """Who it is for, as the relay counts them: the same for all of a person's calls.

    The user name crosses the network readable and stands in the relay's log, so it is not the
    user's own.
    """
    key = hmac.new(secret.encode(), b"turn:" + user.encode(), hashlib.sha256)
    return key.hexdigest()[:_PSEUDONYM_CHARACTERS]
