"""The people around a session: buddies, blocked people, the present partner, whom to report."""

import asyncio

from gurukul_desktop.protocol import messages
from gurukul_desktop.session.block_store import BlockStore
from gurukul_desktop.session.blocks import Blocks
from gurukul_desktop.session.buddies import BuddyList
from gurukul_desktop.session.ports import Server
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.report_store import ReportStore
from gurukul_desktop.session.reports import Reports


class People:
    """Tells its parts what happens in the session.

    Attributes:
        buddies: who is whose buddy.
        blocks: whom the student does not want to meet again.
        reports: what was reported of whom.
    """

    def __init__(
        self,
        unanswered: ReportStore,
        blocked: BlockStore,
        presenter: Presenter,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self.buddies = BuddyList(presenter, loop)
        self.blocks = Blocks(blocked, presenter)
        self.reports = Reports(unanswered, presenter, loop)

    def join(self, server: Server) -> None:
        self.buddies.join(server)
        self.reports.join(server)

    def meet(self, info: messages.SessionInfo | messages.Matched) -> None:
        """A call begins."""
        self.buddies.meet(info.session, info.partner)
        self.blocks.meet(info.session, info.partner)
        self.reports.meet(info.session, info.partner.name)

    def part(self, *, met: bool) -> None:
        """The call is over; ``met``: it had been connected."""
        self.buddies.part(late=met)
        self.reports.part()

    def shun(self, session: messages.SessionId) -> messages.Partner | None:
        """Have nothing to do with the partner of a session again; who that is, if it is known."""
        partner = self.blocks.block(session)
        if partner is not None:
            self.buddies.drop(partner.id)
        return partner

    def link_is_back(self, welcome: messages.Welcome) -> None:
        """Send what waits."""
        self.reports.link_is_back(welcome.user.id)
        self.buddies.link_is_back(welcome.session)

    def refused(self, error: messages.Error) -> None:
        """The server refused something."""
        self.reports.refused(error)
        self.buddies.refused()

    def close(self) -> None:
        """Stop the clocks. Idempotent."""
        self.reports.close()
        self.buddies.close()
