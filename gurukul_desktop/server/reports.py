"""What people reported about each other."""

import json
import logging
from collections import deque
from typing import Final

from msgspec import Struct

from gurukul_desktop.protocol.messages import ReportReason, SessionId, UserId

_log: Final = logging.getLogger(__name__)

REPORTS: Final = 1000
"""How many are kept in memory; beyond it the oldest is forgotten."""


class FiledReport(Struct, frozen=True):
    """One report. The note is kept, not logged: it is what a student wrote in confidence."""

    session: SessionId
    reporter: UserId
    reported: UserId
    reason: ReportReason
    note: str


class ReportBook:
    """The latest reports, each with one line in the log."""

    def __init__(self, reports: int = REPORTS) -> None:
        self.reports: deque[FiledReport] = deque(maxlen=reports)

    def add(
        self,
        session: SessionId,
        reporter: UserId,
        reported: UserId,
        reason: ReportReason,
        note: str,
    ) -> None:
        """File a report."""
        self.reports.append(FiledReport(session, reporter, reported, reason, note))
        facts = {"session": session, "reporter": reporter, "reported": reported, "reason": reason}
        _log.warning("report %s", json.dumps(facts))
