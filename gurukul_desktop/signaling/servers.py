"""Which of several servers is next."""

import logging
from collections.abc import Sequence
from typing import Final

from gurukul_desktop.errors import UsageError
from gurukul_desktop.signaling.address import is_secure, parse_server_url

log = logging.getLogger(__name__)

MOST_SERVERS: Final = 16
"""More than these that a server names are not looked at."""


class Servers:
    """A ring of WebSocket addresses, tried in turn.

    Args:
        configured: what the student or their campus typed, at least one.
    """

    def __init__(self, configured: Sequence[str]) -> None:
        self._configured = tuple(dict.fromkeys(configured))
        self._ring = self._configured
        self._at = 0
        self._tried = 0

    @property
    def configured(self) -> tuple[str, ...]:
        """The addresses that were typed."""
        return self._configured

    @property
    def current(self) -> str:
        """The one to try now."""
        return self._ring[max(self._at, 0)]

    @property
    def several(self) -> bool:
        """Whether there is another one."""
        return len(self._ring) > 1

    def advance(self) -> bool:
        """The current one failed; False when all of them have since one was reached."""
        self._at = (self._at + 1) % len(self._ring)
        self._tried += 1
        return self._tried % len(self._ring) != 0

    def reached(self) -> None:
        """The current one is well: a new round begins."""
        self._tried = 0

    def instead(self, named: Sequence[str]) -> None:
        """Use the addresses that the current server names, from the next connection on.

        One that does not parse is left out, and so is one in plain text named over TLS. The
        configured ones stay behind them: a server that named a wrong one could not be told
        otherwise any more.
        """
        current = self.current
        accepted = [url for text in named[:MOST_SERVERS] if (url := _usable(text, current))]
        ring = tuple(dict.fromkeys((*accepted, *self._configured)))
        if ring != self._ring:
            self._ring = ring
            # -1: the first of the new ones is next, whatever the present one was.
            self._at = ring.index(current) if current in (accepted or ring) else -1
            self._tried = 0


def _usable(text: str, current: str) -> str | None:
    try:
        url = parse_server_url(text)
    except UsageError:
        log.warning("the server named another one whose address cannot be read")
        return None
    if is_secure(current) and not is_secure(url):
        log.warning("the server named another one without TLS; it is not used")
        return None
    return url
