"""What outlives a session: reports, bans, settings, and which sessions there were lately."""

import itertools
import json
import logging
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gurukul_desktop.matchmaking.buddies import LATE_SECONDS
from gurukul_desktop.matchmaking.effects import Session
from gurukul_desktop.protocol.messages import SessionId, UserId
from gurukul_desktop.server.stores.commands import Report
from gurukul_desktop.server.stores.memory.people import People
from gurukul_desktop.server.stores.port import Ban, FiledReport, Verdict

_log: Final = logging.getLogger(__name__)

REPORTS: Final = 1000
"""How many are kept in memory; beyond it the oldest that was decided on goes, else the oldest."""

PAST_SESSIONS: Final = 20_000
PAST_SECONDS: Final = 3600.0
"""How long after its end a session may be reported."""


class _Past(Struct, frozen=True):
    session: Session
    ended: float


class Ledger:
    """Reports, bans and settings.

    Args:
        wall: UNIX seconds, for people to read; nothing is decided by it but the end of a ban.
    """

    def __init__(self, people: People, wall: Callable[[], float]) -> None:
        self.reports: OrderedDict[str, FiledReport] = OrderedDict()
        self.settings: dict[str, str] = {}
        self._bans: dict[UserId, Ban] = {}
        self._people = people
        self._wall = wall
        self._numbers = itertools.count(1)
        self._past: OrderedDict[SessionId, _Past] = OrderedDict()

    # Sessions that are over

    def remember(self, session: Session, now: float) -> None:
        """The session is over; it can still be reported for a while."""
        self._past[session.id] = _Past(session, now)
        while self._past:
            oldest = next(iter(self._past.values()))
            if len(self._past) <= PAST_SESSIONS and oldest.ended + PAST_SECONDS > now:
                break
            self._past.popitem(last=False)

    def past(self, id_: SessionId, user: UserId) -> Session | None:
        """A session that ``user`` was lately in."""
        past = self._past.get(id_)
        return past.session if past is not None and user in past.session.members else None

    def just_over(self, id_: SessionId, user: UserId, now: float) -> Session | None:
        """The same, if it is over for so short a while that the two may still become buddies."""
        past = self._past.get(id_)
        late = past is None or past.ended + LATE_SECONDS <= now
        return None if late else self.past(id_, user)

    # Reports

    def file(self, report: Report, session: Session, now: float) -> None:
        """Keep a report; one that was kept before is not kept twice."""
        reported = session.partner(report.user)
        for kept in self.reports.values():
            if kept.session == session.id and kept.reporter == report.user:
                return
        wall = self._wall()
        id_ = str(next(self._numbers))
        self.reports[id_] = FiledReport(
            id=id_,
            session=session.id,
            reporter=report.user,
            reporter_name=self._people.user(report.user).name,
            reported=reported,
            reported_name=self._people.user(reported).name,
            reason=report.reason,
            note=report.note,
            filed=wall,
            session_started=wall - (now - session.started),
            verdict="open",
        )
        if len(self.reports) > REPORTS:
            decided = (id_ for id_, kept in self.reports.items() if kept.verdict != "open")
            del self.reports[next(decided, next(iter(self.reports)))]
        facts = {
            "session": session.id,
            "reporter": report.user,
            "reported": reported,
            "reason": report.reason,
        }
        # The note is kept, not logged: it is what a student wrote in confidence.
        _log.warning("report %s", json.dumps(facts))

    def judge(self, id_: str, verdict: Verdict) -> FiledReport | None:
        """Decide on a report."""
        report = self.reports.get(id_)
        if report is None:
            return None
        report = self.reports[id_] = replace(report, verdict=verdict)
        return report

    # Bans

    def ban(self, user: UserId, reason: str, until: float | None) -> None:
        """Ban somebody, or ban them anew."""
        self._bans.pop(user, None)
        self._bans[user] = Ban(user, self._people.user(user).name, reason, self._wall(), until)

    def unban(self, user: UserId) -> bool:
        """Let somebody in again."""
        return self.banned(user) and self._bans.pop(user, None) is not None

    def banned(self, user: UserId) -> bool:
        """Whether somebody may not come in now."""
        ban = self._bans.get(user)
        if ban is not None and ban.until is not None and ban.until <= self._wall():
            del self._bans[user]
            return False
        return ban is not None

    def bans(self) -> list[Ban]:
        """Who is banned now, the newest first."""
        return [ban for user, ban in reversed(list(self._bans.items())) if self.banned(user)]

    # Erasure

    def erase(self, user: UserId) -> bool:
        """Forget the user's own reports and sessions, and their name in what others reported."""
        found = False
        for id_, report in list(self.reports.items()):
            if report.reporter == user:
                del self.reports[id_]
            elif report.reported == user:
                self.reports[id_] = replace(report, reported_name="")
            else:
                continue
            found = True
        for past in [p for p in self._past.values() if user in p.session.members]:
            del self._past[past.session.id]
            found = True
        ban = self._bans.get(user)
        if ban is not None:
            self._bans[user] = replace(ban, name="")
        return found
