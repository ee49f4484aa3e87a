"""Drives a search and a call through the five states.

The one owner of the state. Commands come from the student, messages from the server,
events from the call, all on one loop; each either moves the state along the table in
:mod:`~gurukul_desktop.session.states` or changes what the present page shows. Timers
belong to a state; sounds follow it (:mod:`gurukul_desktop.ui.sounds`); devices are open
from the start of a search to the end of a call.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from gurukul_desktop.call.ports import CallFactory
from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.errors import CallError
from gurukul_desktop.history import History, MemoryHistory
from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.channel import MediaState
from gurukul_desktop.protocol.peer import ByeReason
from gurukul_desktop.session import notices
from gurukul_desktop.session.aftercall import Aftercall
from gurukul_desktop.session.block_store import BlockStore, MemoryBlocks
from gurukul_desktop.session.commands import PartCommands
from gurukul_desktop.session.current import CurrentCall
from gurukul_desktop.session.departures import Departures
from gurukul_desktop.session.equipment import Equipment
from gurukul_desktop.session.people import People
from gurukul_desktop.session.ports import Devices, Server, SessionObserver, Stage
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.quality import UNHEARD, Quality
from gurukul_desktop.session.report_store import ReportStore
from gurukul_desktop.session.search import Search
from gurukul_desktop.session.sharing import Sharing
from gurukul_desktop.session.snapshot import Notice, PartnerView, Snapshot
from gurukul_desktop.session.states import Event, State, after, allowed
from gurukul_desktop.session.timers import StateTimers
from gurukul_desktop.session.together import Together
from gurukul_desktop.session.way import Way
from gurukul_desktop.signaling.link import Carrier, Link, Refusal

log = logging.getLogger(__name__)


class SessionController(PartCommands):
    """One student's way through searches and calls.

    Implements :class:`~gurukul_desktop.session.ports.SessionCommands` for the user
    interface and :class:`~gurukul_desktop.signaling.link.LinkListener` for the link.
    Both are made with the controller in hand, so they come in by :meth:`join`, once and
    before anything is asked of it.

    Attributes:
        equipment: the student's own devices.
        search: what the student asks for, and the asking.
        sharing: the screen in the camera's place.
    """

    def __init__(
        self,
        devices: Devices,
        unanswered: ReportStore,
        blocked: BlockStore | None = None,
        history: History | None = None,
        *,
        media: messages.Media = "video",
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._timers = StateTimers(self._loop)
        self._presenter = Presenter(Snapshot(media=media))
        self._show, self._say = self._presenter.show, self._presenter.say
        self.equipment = Equipment(devices, self._presenter)
        self.sharing = Sharing(self._presenter, self.equipment)
        self.search = Search(self._presenter, self._timers, self._loop, self.equipment)
        self.together = Together(self._presenter, self._loop)
        self.aftercall = Aftercall(
            self._presenter, self._timers, self._loop, history or MemoryHistory()
        )
        self._people = People(unanswered, blocked or MemoryBlocks(), self._presenter, self._loop)
        self._current: CurrentCall | None = None
        self._departures = Departures(self._loop)
        self._way = Way(self._presenter)
        self._closed = False

    def join(
        self,
        *,
        server: Server,
        calls: CallFactory,
        stage: Stage,
        observers: Sequence[SessionObserver],
    ) -> None:
        """Connect the parts that the session drives and tells."""
        self._server = server
        self._calls = calls
        self._stage = stage
        self.search.join(server, calls)
        self._people.join(server)
        self._departures.join(server)
        self.aftercall.join(self.find, lambda: self._rest(Event.REST))
        self._presenter.join(observers)

    @property
    def _snapshot(self) -> Snapshot:
        return self._presenter.snapshot

    # The student's commands

    def find(self) -> None:
        if allowed(self._snapshot.state, Event.FIND) and not self._closed:
            self.aftercall.asked_to_find()
            self._move(Event.FIND, position=0, waiting=0, partner=None, searching_again=False)
            self._server.retry()
            self.equipment.open()
            self.search.ask()

    def cancel(self) -> None:
        if self._snapshot.state is State.SEARCHING:
            self._server.send(messages.Cancel())
            self._rest(Event.CANCEL)
        elif self._snapshot.state is State.ENDED:
            self._rest(Event.REST)

    def skip(self) -> None:
        if self._current is not None:
            message = messages.Skip(self._current.session)
            self._leave(Event.SKIP, say=message, bye="skipped", again=True)

    def end(self) -> None:
        if self._current is not None:
            self._leave(Event.END, say=messages.End(self._current.session), bye="ended")
        elif self._snapshot.searching_again:
            self._rest(Event.REST)

    def report(self, session: messages.SessionId, reason: messages.ReportReason, note: str) -> None:
        self._people.reports.file(session, reason, note)
        self._shun(session, None)  # the report itself ends the session on the server

    def block(self, session: messages.SessionId) -> None:
        # A skip, for then the server keeps the two apart for a while as well.
        partner = self._shun(session, messages.Skip(session))
        if partner is not None:
            self._say(Notice.BLOCKED, partner.name)

    async def aclose(self) -> None:
        """End what goes on, tell everybody, release everything. Idempotent."""
        self._closed = True
        if self._current is not None:
            self._leave(Event.END, say=messages.End(self._current.session), bye="ended")
        elif self._snapshot.state is State.SEARCHING:
            self.cancel()
        self._timers.cancel()
        self._people.close()
        self.equipment.close()
        await self._departures.aclose()

    # The link

    def on_link(self, link: Link, retry_in: float) -> None:
        if link is not Link.ONLINE:
            self._people.reports.link_is_down()
            self.search.link_is_down()
        self._way.on_link(link, retry_in)

    def on_carrier(self, carrier: Carrier) -> None:
        self._way.on_carrier(carrier)

    def on_refusal(self, refusal: Refusal) -> None:
        if self._way.on_refusal(refusal):
            self._rest(Event.FAIL)

    def on_message(self, message: messages.ServerMessage) -> None:
        match message:
            case messages.Welcome():
                self._people.link_is_back(message)
                self.search.welcomed(message.ice_servers)
                self._welcomed(message.session)
            case messages.Queued() | messages.Cancelled():
                if self._snapshot.state is State.SEARCHING:
                    self.search.on_message(message)
            case messages.Matched():
                self._matched(message)
            case messages.Signal(session, data):
                if self._current is not None and self._current.session == session:
                    self._current.receive(data)
            case messages.PartnerLeft() | messages.Ended():
                if isinstance(message, messages.Ended):
                    self._people.reports.ended(message.session)
                self._session_over(message.session, message.reason)
            case messages.Buddies():
                self._people.buddies.on_list(message)
            case messages.BuddyChanged():
                self._people.buddies.on_changed(message)
            case messages.Error():
                self._refused(message)

    def _welcomed(self, session: messages.SessionInfo | None) -> None:
        current = self._current
        if current is not None and session is not None and session.session == current.session:
            current.link_is_back(session)
            return
        if current is not None:
            # The server was restarted and has forgotten us; the call itself needs no server.
            current.known = False
            if self._snapshot.state is State.CONNECTING:
                self._leave(Event.FAIL, notice=Notice.CONNECTION_LOST)
        if session is not None:
            self._matched(session)
        if self._snapshot.state is State.SEARCHING:
            self.search.ask()

    def _matched(self, info: messages.SessionInfo | messages.Matched) -> None:
        if self._snapshot.state is not State.SEARCHING or info.session in self._departures:
            # It crossed our cancel, or we left it while the link was down.
            self._server.send(self._departures.words(info.session))
            return
        if info.partner.id in self._people.blocks:
            log.info("matched with somebody who is blocked: the search goes on")
            self._departures.remember(info.session, messages.Skip(info.session))
            self._server.send(self._departures.words(info.session))
            self.search.pause(self._people.blocks.pause())
            return
        current = self._current = CurrentCall(info, self._server, self, self.together)
        self._people.meet(info)
        self._move(
            Event.MATCHED,
            partner=PartnerView(info.partner.name),
            statistics=Statistics(),
            quality=Quality(),
            reconnecting=False,
            connected_at=None,
            call_media=info.media,
        )
        self.equipment.open()
        self._stage.clear()
        current.place(self._calls, self.search.found(info), self.equipment.local(), self._stage)
        self.equipment.use(current.call)

    def _session_over(self, session: messages.SessionId, reason: messages.LeaveReason) -> None:
        current = self._current
        if current is None or current.session != session:
            return
        current.known = False
        talking = self._snapshot.state is State.CONNECTED and current.alive
        if reason == "disconnected" and talking:
            log.info("the partner has lost the server, not us: the call goes on")
            return
        self._leave(Event.PARTNER_LEFT, notice=notices.LEFT[reason])

    def _refused(self, error: messages.Error) -> None:
        log.info("the server refused: %s", error.code)
        self._people.refused(error)
        if self._snapshot.state is State.SEARCHING:
            if error.code == "banned":
                self._say(Notice.BANNED)
                self._rest(Event.FAIL)
            else:
                self.search.on_message(error)

    # The call

    def call_connected(self) -> None:
        if allowed(self._snapshot.state, Event.MEDIA_FLOWS):
            self._move(Event.MEDIA_FLOWS, connected_at=self._loop.time())
            self.aftercall.keep()

    def call_alive(self, alive: bool) -> None:
        self._show(reconnecting=not alive, **({} if alive else {"quality": UNHEARD}))

    def call_partner_media(self, media: MediaState) -> None:
        if self._snapshot.partner is not None:
            self._show(partner=self._snapshot.partner.after(media))

    def call_bye(self, reason: ByeReason) -> None:
        if self._current is not None:
            notice = Notice.PARTNER_SKIPPED if reason == "skipped" else Notice.PARTNER_LEFT
            # It often overtakes the server's word, who may not know: a link can be down.
            say = messages.End(self._current.session)
            self._leave(Event.PARTNER_LEFT, notice=notice, say=say)

    def call_failed(self, error: CallError) -> None:
        if self._current is not None:
            log.warning("the call failed: %s", error)
            say = messages.End(self._current.session)
            self._leave(Event.FAIL, notice=notices.FAULTS[error.fault], say=say, bye="failed")

    def call_statistics(self, statistics: Statistics, quality: Quality) -> None:
        self._show(statistics=statistics, quality=quality)

    def _shun(
        self, session: messages.SessionId, say: messages.ClientMessage | None
    ) -> messages.Partner | None:
        """Leave nothing between the student and the partner of a session."""
        partner = self._people.shun(session)
        if self._current is not None and self._current.session == session:
            self._leave(Event.END, say=say, bye="ended")
        self.aftercall.stay()
        return partner

    # Moves

    def _move(self, event: Event, **changes: Any) -> None:
        state = after(self._snapshot.state, event)
        log.info("= %s: %s", event.value, state.value)
        self._timers.cancel()
        self._show(state=state, server_trouble=False, next_at=None, **changes)

    def _leave(
        self,
        event: Event,
        *,
        notice: Notice | None = None,
        say: messages.ClientMessage | None = None,
        bye: ByeReason | None = None,
        again: bool = False,
    ) -> None:
        """End the call of the moment, for whatever reason; the only way out of it."""
        current, self._current = self._current, None
        assert current is not None
        self._departures.leave(current, say, bye)
        self.equipment.call = None
        self._people.part(met=self._snapshot.state is State.CONNECTED)
        self._stage.clear()
        if not again:
            self.equipment.close()
        self.aftercall.sum_up(current.session, notice)
        self.sharing.stop()
        self._move(
            event, searching_again=again, reconnecting=False, connected_at=None, call_media=None
        )
        self.aftercall.go_on()
        if notice is not None:
            self._say(notice)

    def _rest(self, event: Event) -> None:
        self.search.over()
        self.equipment.close()
        self._move(event, partner=None, searching_again=False, position=0, waiting=0)
