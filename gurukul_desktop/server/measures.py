"""What the service counts of its own work: plain numbers, read when somebody asks.

Counting costs an addition; nothing is formatted, and no library is needed, so the server
inside the app counts too. :mod:`~gurukul_desktop.server.metrics` shows the numbers to
Prometheus and :mod:`~gurukul_desktop.server.history` to the admin page. Labels are from
fixed sets, never a user's.

Each instance counts what its own users see. Summed over all instances the figures are
those of the whole server, because a match and a session are counted where the caller is.
"""

from typing import Final, Literal, get_args

from gurukul_desktop.protocol.messages import (
    ErrorCode,
    LeaveReason,
    Mode,
    ReportReason,
    Role,
)
from gurukul_desktop.server.distribution import Distribution

HelloFailure = Literal["unauthorized", "unsupported_version", "banned", "late"]

LATENCY_MS: Final = (
    *(0.25, 0.5, 1, 2, 5, 10, 25, 50, 100, 250, 500),
    *(1e3, 2.5e3, 5e3, 10e3, 30e3, 60e3, 120e3, 300e3),
)
"""From a match at once to a student who was alone for minutes."""

MEDIA_MS: Final = (50, 100, 200, 300, 500, 750, 1e3, 1.5e3, 2.5e3, 5e3, 10e3, 20e3, 60e3)


def _zeroes(labels: object) -> dict[str, int]:
    """A count for every label: a rate needs to see the zero before the first."""
    return dict.fromkeys(get_args(labels), 0)


class Measures:
    """The numbers of one instance since it started.

    Attributes:
        received: messages of clients.
        relayed: signals passed on; ``relayed_bytes`` their size. Added to directly, on the
            one path where a call of a method would be felt.
        opened: connections taken, by carrier.
        slow_readers: connections cut because their client did not read.
        closed: connections that the server closed, by close code.
        refused: errors that clients were sent, by code.
        hello_failures: connections that never got a welcome, by the reason.
        finds: searches begun, by mode.
        matches: matches by the mode of the caller.
        skips: sessions that somebody left by Skip.
        reports: reports of users, by reason.
        ends: members who were told that their session is over, by reason; most sessions
            have two.
        latency_ms: find to matched of each member.
        media_ms: matched to the first picture or sound of each member, as clients say.
    """

    def __init__(self) -> None:
        self.received = 0
        self.relayed = 0
        self.relayed_bytes = 0
        self.opened = {"websocket": 0, "http": 0}
        self.slow_readers = 0
        self.closed: dict[int, int] = {}
        self.refused = _zeroes(ErrorCode)
        self.hello_failures = _zeroes(HelloFailure)
        self.finds = _zeroes(Mode)
        self.matches = _zeroes(Mode)
        self.skips = 0
        self.reports = _zeroes(ReportReason)
        self.ends = _zeroes(LeaveReason)
        self.latency_ms = Distribution(LATENCY_MS)
        self.media_ms = Distribution(MEDIA_MS)

    # Connections

    def connected(self, carrier: str) -> None:
        """A connection was taken."""
        self.opened[carrier] += 1

    def closing(self, code: int) -> None:
        """The server closes a connection (RFC 6455, section 7.4)."""
        self.closed[code] = self.closed.get(code, 0) + 1

    def refuse(self, code: ErrorCode) -> None:
        """A client was sent an error."""
        self.refused[code] += 1

    def hello_failed(self, reason: HelloFailure) -> None:
        """A connection is closed before its welcome."""
        self.hello_failures[reason] += 1

    # Searches and sessions

    def found(self, mode: Mode) -> None:
        """Somebody begins to look for a partner."""
        self.finds[mode] += 1

    def matched(self, seconds: float, mode: Mode, role: Role) -> None:
        """Somebody who has looked for ``seconds`` has a partner."""
        self.latency_ms.add(1000 * seconds)
        if role == "caller":
            self.matches[mode] += 1

    def media_flows(self, seconds: float) -> None:
        """Somebody sees or hears the partner, ``seconds`` after their match."""
        self.media_ms.add(1000 * seconds)

    def reported(self, reason: ReportReason) -> None:
        """Somebody reports their partner."""
        self.reports[reason] += 1

    def ended(self, reason: LeaveReason) -> None:
        """A member was told that the session is over."""
        self.ends[reason] += 1
