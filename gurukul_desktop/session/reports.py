"""Reports on their way to the server, and whom the student can report.

A report is sent at once, or when the link is back; it is kept until the server has
answered it, over a restart of the app too. One is on its way at a time, because an
``error`` does not say what it answers.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final

from gurukul_desktop.protocol.limits import NOTE_CHARACTERS
from gurukul_desktop.protocol.messages import Error, Report, ReportReason, SessionId, UserId
from gurukul_desktop.session.ports import Server
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.report_store import MOST_REPORTS, ReportStore, UnansweredReport
from gurukul_desktop.session.snapshot import Notice, Reportable

log = logging.getLogger(__name__)

KEPT_SECONDS: Final = 7 * 24 * 3600.0
"""An older report is about a call that no server knows any more."""
REPORTABLE_SECONDS: Final = 300.0
"""How long after a call its partner can still be reported."""
SEND_AGAIN_SECONDS: Final = 5.0
MOST_WAIT_SECONDS: Final = 300.0
REFUSALS: Final = 2
"""The refusal of something else may look like that of a report; two are believed."""


class Reports:
    """The one owner of ``reportable`` of the snapshot and of the unanswered reports.

    ``now`` is the time in seconds since the epoch.
    """

    def __init__(
        self,
        store: ReportStore,
        presenter: Presenter,
        loop: asyncio.AbstractEventLoop,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._presenter = presenter
        self._loop = loop
        self._now = now
        self._unanswered = store.load()
        self._user: UserId | None = None
        self._on_its_way: UnansweredReport | None = None
        self._refusals = 0
        self._told_kept = False
        self._later: asyncio.TimerHandle | None = None
        self._expiry: asyncio.TimerHandle | None = None

    def join(self, server: Server) -> None:
        self._server = server

    def close(self) -> None:
        """Stop the clocks. Idempotent."""
        self._wait_no_longer()
        if self._expiry is not None:
            self._expiry.cancel()

    # Whom

    def meet(self, session: SessionId, name: str) -> None:
        """A call begins; its partner can be reported."""
        if self._expiry is not None:
            self._expiry.cancel()
        self._presenter.show(reportable=Reportable(session, name))

    def part(self) -> None:
        """The call is over; its partner can be reported for a while."""
        self._expiry = self._loop.call_later(REPORTABLE_SECONDS, self._forget)

    def _forget(self) -> None:
        self._presenter.show(reportable=None)

    # What

    def file(self, session: SessionId, reason: ReportReason, note: str) -> None:
        """Report the partner of a session, now or when the server is back."""
        if self._user is None:
            return  # no server has ever known us: there was no call
        # A text field that cuts may leave half a character, which UTF-8 cannot carry.
        note = note.encode(errors="ignore").decode().strip()[:NOTE_CHARACTERS]
        report = UnansweredReport(self._user, session, reason, note, self._now())
        self._unanswered = [*self._unanswered, report][-MOST_REPORTS:]
        self._store.save(self._unanswered)
        reportable = self._presenter.snapshot.reportable
        if reportable is not None and reportable.session == session:
            self._presenter.show(reportable=None)
        self._told_kept = False
        self._send_next()
        if self._on_its_way is None:
            self._say_kept()

    # The link

    def link_is_back(self, user: UserId) -> None:
        """The server knows us as ``user``: send what waits."""
        self._user = user
        self._on_its_way = None
        self._send_next()

    def link_is_down(self) -> None:
        """Nothing is answered any more."""
        self._wait_no_longer()
        if self._on_its_way is not None:
            self._on_its_way = None
            self._say_kept()

    def ended(self, session: SessionId) -> None:
        """The answer to the report of a session, if there was one."""
        if self._on_its_way is not None and self._on_its_way.session == session:
            self._presenter.say(Notice.REPORT_SENT)
            self._close_first()

    def refused(self, error: Error) -> None:
        """The server refused something; perhaps the report that is on its way."""
        if self._on_its_way is None:
            return
        if error.code in ("rate_limited", "unavailable", "internal"):
            self._on_its_way = None
            self._say_kept()
            seconds = min(error.retry_after or SEND_AGAIN_SECONDS, MOST_WAIT_SECONDS)
            self._wait_no_longer()
            self._later = self._loop.call_later(seconds, self._send_next)
            return
        self._refusals += 1
        if self._refusals < REFUSALS:
            self._server.send(_message(self._on_its_way))
        else:
            log.warning("the server does not take a report: %s", error.code)
            self._presenter.say(Notice.REPORT_REFUSED)
            self._close_first()

    # Steps

    def _send_next(self) -> None:
        self._later = None
        if self._on_its_way is not None:
            return
        self._drop_old()
        for report in self._unanswered:
            if report.reporter == self._user:
                if self._server.send(_message(report)):
                    self._on_its_way = report
                    self._refusals = 0
                return

    def _close_first(self) -> None:
        done, self._on_its_way = self._on_its_way, None
        self._unanswered = [report for report in self._unanswered if report is not done]
        self._store.save(self._unanswered)
        self._told_kept = False
        self._send_next()

    def _drop_old(self) -> None:
        oldest = self._now() - KEPT_SECONDS
        kept = [report for report in self._unanswered if report.at > oldest]
        if len(kept) < len(self._unanswered):
            self._unanswered = kept
            self._store.save(kept)

    def _say_kept(self) -> None:
        if not self._told_kept:
            self._told_kept = True
            self._presenter.say(Notice.REPORT_KEPT)

    def _wait_no_longer(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None


def _message(report: UnansweredReport) -> Report:
    return Report(report.session, report.reason, report.note)
