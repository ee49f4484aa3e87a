"""Who is signed in to the admin page of this instance, and how often one may try."""

import hmac
import secrets
from collections.abc import Callable
from typing import Final

from gurukul_desktop.server.limits import PerMinute

LONGEST_SECONDS: Final = 12 * 3600.0
IDLE_SECONDS: Final = 3600.0
MOST_SESSIONS: Final = 100
"""Beyond so many the one that was used the longest ago ends."""

TRIES_PER_ADDRESS: Final = 5
TRIES: Final = 30
"""In a minute, of everybody."""


class AdminSession:
    """One signed-in browser.

    Attributes:
        label: names it in the log, and opens nothing.
        csrf: what each of its requests that change something carries.
    """

    __slots__ = ("csrf", "label", "opened", "used")

    def __init__(self, now: float) -> None:
        self.label = secrets.token_hex(4)
        self.csrf = secrets.token_urlsafe(32)
        self.opened = now
        self.used = now

    def carries(self, csrf: str) -> bool:
        """Whether this is the session's own token against forged requests."""
        return hmac.compare_digest(self.csrf.encode(), csrf.encode(errors="surrogatepass"))


class Sessions:
    """The sessions, by the random id in each one's cookie.

    Args:
        clock: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._sessions: dict[str, AdminSession] = {}

    def open(self) -> tuple[str, AdminSession]:
        """A new session and its id."""
        now = self._clock()
        self._sessions = {k: v for k, v in self._sessions.items() if not _over(v, now)}
        if len(self._sessions) >= MOST_SESSIONS:
            del self._sessions[min(self._sessions, key=lambda id_: self._sessions[id_].used)]
        id_, session = secrets.token_urlsafe(32), AdminSession(now)
        self._sessions[id_] = session
        return id_, session

    def find(self, id_: str, active: bool) -> AdminSession | None:
        """The session with this id, if it lasts.

        Args:
            active: a person does something; a page that refreshes itself is idle.
        """
        session, now = self._sessions.get(id_), self._clock()
        if session is None:
            return None
        if _over(session, now):
            del self._sessions[id_]
            return None
        if active:
            session.used = now
        return session

    def close(self, id_: str) -> None:
        """Sign out. Idempotent."""
        self._sessions.pop(id_, None)


def _over(session: AdminSession, now: float) -> bool:
    return now - session.opened >= LONGEST_SECONDS or now - session.used >= IDLE_SECONDS


class Tries:
    """How often one may try to sign in: of one address, and of all together."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._each = PerMinute(TRIES_PER_ADDRESS, clock)
        self._all = PerMinute(TRIES, clock)

    def retry_after(self, address: str) -> float:
        """Count one try; 0 if it is allowed, else the seconds until the next one is."""
        # An address that has used up its own does not use up everybody's.
        return self._each.retry_after(address) or self._all.retry_after("")
