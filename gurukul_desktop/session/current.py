"""The call of the moment: what belongs to one session with one partner, and dies with it."""

from __future__ import annotations

import logging
from collections import deque
from typing import Final, Protocol

import msgspec

from gurukul_desktop.call.ports import Call, CallFactory, CallPlan, LocalMedia, RemoteMedia
from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.errors import CallError
from gurukul_desktop.late import av
from gurukul_desktop.media.ports import SoundFeed
from gurukul_desktop.protocol.channel import MediaState, Said
from gurukul_desktop.protocol.messages import (
    Connected,
    Matched,
    Media,
    SessionId,
    SessionInfo,
    Signal,
    UserId,
)
from gurukul_desktop.protocol.peer import (
    ByeReason,
    ByeSignal,
    PeerSignal,
    ProtocolError,
    decode_peer,
    encode_peer,
    generation_of,
)
from gurukul_desktop.session.ports import Server, Stage
from gurukul_desktop.session.quality import Judge, Quality
from gurukul_desktop.session.together import Together

log = logging.getLogger(__name__)

MOST_UNSENT: Final = 256


class CallHandler(Protocol):
    """Who is told what happens in the call."""

    def call_connected(self) -> None: ...
    def call_alive(self, alive: bool) -> None: ...
    def call_partner_media(self, media: MediaState) -> None: ...
    def call_bye(self, reason: ByeReason) -> None: ...
    def call_failed(self, error: CallError) -> None: ...
    def call_statistics(self, statistics: Statistics, quality: Quality) -> None: ...


class CurrentCall:
    """A :class:`~gurukul_desktop.call.ports.CallListener` bound to its session.

    What cannot be sent while the link is down waits here and is sent when it is back; what
    belongs to a connection that was given up meanwhile is not.

    Attributes:
        known: the server knows this session; false after it was restarted, or gave up on
            a partner who is still heard directly.
        alive: the partner is heard.
        over: it was left; nothing of the partner is shown or played any more.
    """

    call: Call

    def __init__(
        self,
        info: SessionInfo | Matched,
        server: Server,
        handler: CallHandler,
        together: Together,
    ) -> None:
        self.session: SessionId = info.session
        self.partner: UserId = info.partner.id
        self.media: Media = info.media
        self.known = True
        self.over = False
        self.alive = True
        self._server = server
        self._handler = handler
        self._together = together
        self._judge = Judge()
        self._connected_told = True
        self._generation = 0
        self._unsent: deque[Signal] = deque(maxlen=MOST_UNSENT)

    def place(self, calls: CallFactory, plan: CallPlan, local: LocalMedia, stage: Stage) -> None:
        """Begin the call."""
        self.call = calls.place(plan, local, self._remote(stage), self)
        self._together.meet(self.call, plan.role)

    def leave(self) -> None:
        """It is over for the student."""
        self.over = True
        self._together.part()

    def _remote(self, stage: Stage) -> RemoteMedia:
        """The way to the stage, for as long as the call is not over.

        It closes a little after we leave it, and until then the partner is still received.
        """

        def picture(frame: av.VideoFrame) -> None:
            if not self.over:
                stage.picture(frame)

        def sound(feed: SoundFeed | None) -> None:
            if not self.over:
                stage.sound(feed)

        return RemoteMedia(picture, sound)

    def link_is_back(self, info: SessionInfo) -> None:
        """Send what had to wait; ``info`` is what the server says of the session now."""
        self.call.renew(info.ice_servers)
        while self._unsent and self._server.send(self._unsent[0]):
            self._unsent.popleft()
        if not self._connected_told:
            self._connected_told = self._server.send(Connected(self.session))

    def receive(self, data: msgspec.Raw) -> None:
        """The server relayed something of the partner's app."""
        try:
            signal = decode_peer(data)
        except ProtocolError as error:
            log.warning("a signal of the partner was ignored: %s", error)
            return
        if isinstance(signal, ByeSignal):
            self._handler.call_bye(signal.bye)
        elif signal is not None:
            self.call.receive(signal)

    def on_signal(self, signal: PeerSignal) -> None:
        if not self.known:
            return  # nobody is there to carry it
        generation = generation_of(signal)
        if generation is not None and generation > self._generation:
            self._generation = generation
            self._unsent.clear()
        message = Signal(self.session, encode_peer(signal))
        if self._unsent or not self._server.send(message):
            self._unsent.append(message)

    def on_connected(self) -> None:
        self._connected_told = self._server.send(Connected(self.session))
        self._handler.call_connected()
        self._together.connected()

    def on_alive(self, alive: bool) -> None:
        self.alive = alive
        if alive:
            self._unsent.clear()  # what it was to bring about is there
        else:
            self._server.retry()  # the way to the partner may lead over the server
        self._handler.call_alive(alive)

    def on_partner_media(self, media: MediaState) -> None:
        self._handler.call_partner_media(media)

    def on_said(self, message: Said) -> None:
        self._together.said(message)

    def on_heard(self, number: int) -> None:
        self._together.heard(number)

    def on_left_out(self, count: int) -> None:
        self._together.left_out(count)

    def on_bye(self, reason: ByeReason) -> None:
        self._handler.call_bye(reason)

    def on_failed(self, error: CallError) -> None:
        self._handler.call_failed(error)

    def on_statistics(self, statistics: Statistics) -> None:
        self._handler.call_statistics(statistics, self._judge.hear(statistics))
