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
from dataclasses import replace
from typing import Any, Final

from gurukul_desktop.call.ports import CallFactory, CallPlan, LocalMedia
from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.errors import CallError, CallFault
from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.channel import MediaState
from gurukul_desktop.protocol.messages import (
    ClientMessage,
    LeaveReason,
    Media,
    Mode,
    ServerMessage,
    SessionId,
    SessionInfo,
)
from gurukul_desktop.protocol.peer import ByeReason, ByeSignal, ProtocolError, decode_peer
from gurukul_desktop.session.current import CurrentCall
from gurukul_desktop.session.ports import Devices, Server, SessionObserver, Stage
from gurukul_desktop.session.snapshot import Notice, PartnerView, Snapshot
from gurukul_desktop.session.states import Event, State, after, allowed
from gurukul_desktop.session.timers import StateTimers
from gurukul_desktop.signaling.link import Link, Refusal

log = logging.getLogger(__name__)

SKIP_PAUSE_SECONDS: Final = 0.5
REST_SECONDS: Final = 1.5
"""How long the ended page stays before idle comes back."""
RENEW_SECONDS: Final = 45.0
"""The wish is renewed this often, so that the server does not sweep it (after 2 minutes)."""
ASK_AGAIN_SECONDS: Final = 1.0
REMEMBERED_SESSIONS: Final = 16

_LEFT: Final[dict[LeaveReason, Notice]] = {
    "skipped": Notice.PARTNER_SKIPPED,
    "ended": Notice.PARTNER_LEFT,
    "disconnected": Notice.PARTNER_LOST,
    "timeout": Notice.SESSION_TIMEOUT,
    "reported": Notice.PARTNER_LEFT,
}
_FAULTS: Final = {
    CallFault.TIMEOUT: Notice.CONNECT_TIMEOUT,
    CallFault.UNREACHABLE: Notice.UNREACHABLE,
    CallFault.LOST: Notice.CONNECTION_LOST,
    CallFault.BAD_OFFER: Notice.BAD_OFFER,
}
_REFUSALS: Final = {
    Refusal.BANNED: Notice.BANNED,
    Refusal.REPLACED: Notice.REPLACED,
    Refusal.UNSUITABLE: Notice.SERVER_UNSUITABLE,
}


class SessionController:
    """One student's way through searches and calls.

    Implements :class:`~gurukul_desktop.session.ports.SessionCommands` for the user
    interface and :class:`~gurukul_desktop.signaling.link.LinkListener` for the link.
    Both are made with the controller in hand, so they come in by :meth:`join`, once and
    before anything is asked of it.
    """

    def __init__(self, devices: Devices, *, media: Media = "video") -> None:
        self._devices = devices
        self._loop = asyncio.get_running_loop()
        self._timers = StateTimers(self._loop)
        self._snapshot = Snapshot(media=media)
        self._current: CurrentCall | None = None
        # Sessions that we left, and what we said or would have said to the server: one that
        # it still holds when the link is back is left again in the same words.
        self._left: dict[SessionId, ClientMessage] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._closed = False
        self._said_unsuitable = False

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
        self._observers = observers
        for observer in observers:
            observer.on_snapshot(self._snapshot)

    # The student's commands

    def find(self) -> None:
        if allowed(self._snapshot.state, Event.FIND) and not self._closed:
            self._move(Event.FIND, position=0, waiting=0, partner=None, searching_again=False)
            self._server.retry()
            self._devices.open(camera=self._wants_camera())
            self._ask()

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

    def set_mode(self, mode: Mode) -> None:
        self._wish(mode=mode)

    def set_media(self, media: Media) -> None:
        self._wish(media=media)

    def set_microphone(self, on: bool) -> None:
        self._show(microphone=on)
        self._apply_switches()

    def set_camera(self, on: bool) -> None:
        self._show(camera=on)
        self._apply_switches()

    def retry_devices(self) -> None:
        self._devices.retry()

    def refresh_devices(self) -> None:
        """A device has failed or works again: show it."""
        errors = self._devices.errors
        self._show(
            camera_error=errors.get("camera"),
            microphone_error=errors.get("microphone"),
            speaker_error=errors.get("speaker"),
        )

    async def aclose(self) -> None:
        """End what goes on, tell everybody, release everything. Idempotent."""
        self._closed = True
        if self._current is not None:
            self._leave(Event.END, say=messages.End(self._current.session), bye="ended")
        elif self._snapshot.state is State.SEARCHING:
            self.cancel()
        self._timers.cancel()
        self._devices.close()
        while self._closing:
            await asyncio.gather(*self._closing, return_exceptions=True)

    # The link

    def on_link(self, link: Link, retry_in: float) -> None:
        changes: dict[str, Any] = {} if link is Link.ONLINE else {"position": 0, "waiting": 0}
        self._show(link=link, retry_in=retry_in, **changes)

    def on_refusal(self, refusal: Refusal) -> None:
        if refusal is not Refusal.UNSUITABLE or not self._said_unsuitable:
            self._say(_REFUSALS[refusal])
        self._said_unsuitable |= refusal is Refusal.UNSUITABLE
        if refusal is not Refusal.UNSUITABLE and self._snapshot.state is State.SEARCHING:
            self._rest(Event.FAIL)

    def on_message(self, message: ServerMessage) -> None:
        match message:
            case messages.Welcome():
                self._welcomed(message.session)
            case messages.Queued() if self._snapshot.state is State.SEARCHING:
                self._show(position=message.position, waiting=message.waiting)
            case messages.Cancelled() if self._snapshot.state is State.SEARCHING:
                # The entry was swept, or this answers a cancel of before: ask anew.
                self._timers.later(ASK_AGAIN_SECONDS, self._ask)
            case messages.Matched():
                self._matched(message)
            case messages.Signal():
                self._signalled(message)
            case messages.PartnerLeft() | messages.Ended():
                self._session_over(message.session, message.reason)
            case messages.Error():
                self._refused(message)

    def _welcomed(self, session: SessionInfo | None) -> None:
        self._said_unsuitable = False
        current = self._current
        if current is not None and session is not None and session.session == current.session:
            current.link_is_back()
            return
        if current is not None:
            # The server was restarted and has forgotten us; the call itself needs no server.
            current.known = False
            if self._snapshot.state is State.CONNECTING:
                self._leave(Event.FAIL, notice=Notice.CONNECTION_LOST)
        if session is not None:
            self._matched(session)
        if self._snapshot.state is State.SEARCHING:
            self._ask()

    def _matched(self, info: SessionInfo | messages.Matched) -> None:
        if self._snapshot.state is not State.SEARCHING or info.session in self._left:
            # It crossed our cancel, or we left it while the link was down.
            self._server.send(self._left.get(info.session, messages.End(info.session)))
            return
        current = CurrentCall(info.session, info.media, self._server, self)
        self._current = current
        self._move(
            Event.MATCHED,
            partner=PartnerView(info.partner.name, info.partner.buddy),
            statistics=Statistics(),
            reconnecting=False,
            connected_at=None,
            call_media=info.media,
        )
        self._devices.open(camera=self._wants_camera())
        self._stage.clear()
        current.call = self._calls.place(
            CallPlan(info.role, info.media, info.ice_servers, info.ice_policy),
            LocalMedia(
                self._devices.camera if info.media == "video" else None, self._devices.microphone
            ),
            current.remote(self._stage),
            current,
        )
        self._apply_switches()

    def _signalled(self, message: messages.Signal) -> None:
        current = self._current
        if current is None or message.session != current.session:
            return
        try:
            signal = decode_peer(message.data)
        except ProtocolError as error:
            log.warning("a signal of the partner was ignored: %s", error)
            return
        if isinstance(signal, ByeSignal):
            self.call_bye(signal.bye)
        elif signal is not None:
            current.call.receive(signal)

    def _session_over(self, session: SessionId, reason: LeaveReason) -> None:
        current = self._current
        if current is None or current.session != session:
            return
        current.known = False
        talking = self._snapshot.state is State.CONNECTED and current.alive
        if reason == "disconnected" and talking:
            log.info("the partner has lost the server, not us: the call goes on")
            return
        self._leave(Event.PARTNER_LEFT, notice=_LEFT[reason])

    def _refused(self, error: messages.Error) -> None:
        log.info("the server refused: %s", error.code)
        if self._snapshot.state is not State.SEARCHING:
            return
        if error.code == "banned":
            self._say(Notice.BANNED)
            self._rest(Event.FAIL)
        elif error.code in ("rate_limited", "unavailable"):
            if error.code == "rate_limited":
                self._say(Notice.RATE_LIMITED)
            self._timers.later(error.retry_after or ASK_AGAIN_SECONDS, self._ask)

    # The call

    def call_connected(self) -> None:
        if allowed(self._snapshot.state, Event.MEDIA_FLOWS):
            self._move(Event.MEDIA_FLOWS, connected_at=self._loop.time())

    def call_alive(self, alive: bool) -> None:
        self._show(reconnecting=not alive)

    def call_partner_media(self, media: MediaState) -> None:
        partner = self._snapshot.partner
        if partner is not None:
            partner = replace(partner, camera=media.camera, microphone=media.microphone)
            self._show(partner=partner)

    def call_bye(self, reason: ByeReason) -> None:
        if self._current is not None:
            # It often overtakes the server's word, and says the same.
            notice = Notice.PARTNER_SKIPPED if reason == "skipped" else Notice.PARTNER_LEFT
            # The server may not know: it can be away, or the partner's link can.
            say = messages.End(self._current.session)
            self._leave(Event.PARTNER_LEFT, notice=notice, say=say)

    def call_failed(self, error: CallError) -> None:
        if self._current is not None:
            log.warning("the call failed: %s", error)
            say = messages.End(self._current.session)
            self._leave(Event.FAIL, notice=_FAULTS[error.fault], say=say, bye="failed")

    def call_statistics(self, statistics: Statistics) -> None:
        self._show(statistics=statistics)

    # Moves

    def _move(self, event: Event, **changes: Any) -> None:
        state = after(self._snapshot.state, event)
        log.info("= %s: %s", event.value, state.value)
        self._timers.cancel()
        self._show(state=state, **changes)

    def _ask(self) -> None:
        """Say the wish to the server; an earlier one is renewed and keeps its place."""
        self._server.send(messages.Find(self._snapshot.mode, self._snapshot.media))
        self._timers.cancel()
        self._timers.later(RENEW_SECONDS, self._ask)

    def _wish(self, **changes: Any) -> None:
        if self._snapshot.state not in (State.IDLE, State.SEARCHING):
            return
        before = self._snapshot
        self._show(**changes)
        if before.state is State.SEARCHING and self._snapshot != before:
            self._devices.open(camera=self._wants_camera())
            self._ask()

    def _leave(
        self,
        event: Event,
        *,
        notice: Notice | None = None,
        say: ClientMessage | None = None,
        bye: ByeReason | None = None,
        again: bool = False,
    ) -> None:
        """End the call of the moment, for whatever reason; the only way out of it."""
        current, self._current = self._current, None
        assert current is not None
        current.over = True
        self._left[current.session] = say or messages.End(current.session)
        if len(self._left) > REMEMBERED_SESSIONS:
            del self._left[next(iter(self._left))]
        if say is not None and current.known:
            self._server.send(say)
        task = self._loop.create_task(current.call.close(bye), name="closing a call")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
        self._stage.clear()
        if not again:
            self._devices.close()
        self._move(
            event,
            searching_again=again,
            reconnecting=False,
            connected_at=None,
            call_media=None,
        )
        if again:
            self._timers.later(SKIP_PAUSE_SECONDS, self.find)
        else:
            self._timers.later(REST_SECONDS, lambda: self._rest(Event.REST))
        if notice is not None:
            self._say(notice)

    def _rest(self, event: Event) -> None:
        self._devices.close()
        self._move(event, partner=None, searching_again=False, position=0, waiting=0)

    def _wants_camera(self) -> bool:
        media = self._current.media if self._current is not None else self._snapshot.media
        return media == "video" and self._snapshot.camera

    def _apply_switches(self) -> None:
        """Mute and camera off; a camera that is off is released, so that its light goes out."""
        if self._snapshot.state in (State.IDLE, State.ENDED):
            return
        self._devices.open(camera=self._wants_camera())
        if self._current is not None:
            self._current.call.set_media(
                microphone=self._snapshot.microphone, camera=self._wants_camera()
            )

    def _show(self, **changes: Any) -> None:
        snapshot = replace(self._snapshot, **changes)
        if snapshot != self._snapshot:
            self._snapshot = snapshot
            for observer in self._observers:
                observer.on_snapshot(snapshot)

    def _say(self, notice: Notice) -> None:
        for observer in self._observers:
            observer.on_notice(notice)
