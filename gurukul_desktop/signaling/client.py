"""The client's end of the link: connect, say hello, stay, come back.

One task owns the connection::

    connecting ── welcome ──▶ online ── lost ──▶ offline ── waited ──▶ connecting …
                                │ ▲
                                └─┘ moved to another carrier, without a gap

What carries it, :mod:`~gurukul_desktop.signaling.ladder` decides; which server is next,
:mod:`~gurukul_desktop.signaling.servers`. It never gives up by itself, but when the user is
banned or another window took over; :meth:`SignalingClient.retry` tries even then.
"""

import asyncio
import importlib
import logging
import platform
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from gurukul_desktop import __version__
from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.codec import encode
from gurukul_desktop.protocol.messages import (
    ClientInfo,
    ClientMessage,
    Draining,
    Hello,
    ServerMessage,
    ServerSettings,
    Settings,
    Welcome,
)
from gurukul_desktop.signaling.at_home import Summon, open_at_home
from gurukul_desktop.signaling.backoff import Backoff
from gurukul_desktop.signaling.carrier import Connection, Gone, Outbox, first_to_end
from gurukul_desktop.signaling.credentials import Credentials
from gurukul_desktop.signaling.greeting import TokenRefused, expect_welcome
from gurukul_desktop.signaling.ladder import Ladder
from gurukul_desktop.signaling.link import Carrier, Link, LinkListener, Refusal
from gurukul_desktop.signaling.moving import Mover
from gurukul_desktop.signaling.naming import SESSION_LOOK_SECONDS, Naming
from gurukul_desktop.signaling.servers import Servers
from gurukul_desktop.signaling.suspicion import Suspicion
from gurukul_desktop.signaling.timing import Timing
from gurukul_desktop.signaling.tokens import TokenStore
from gurukul_desktop.signaling.traffic import Traffic

log = logging.getLogger(__name__)

UNSENT_MESSAGES: Final = 256
"""More than this waiting to be written means that the link is dead, not slow."""
LONGEST_WAIT_SECONDS: Final = 300.0


class SignalingClient:
    """One user's link to one service; another name is told through ``naming``.

    Args:
        urls: the WebSocket addresses of its servers, at least one
            (:func:`~gurukul_desktop.signaling.address.parse_server_urls`).
        name: what the partner reads; empty lets the server choose.
        tokens: where the token of the last visit is kept.
        listener: who is told.
        summon: called when nothing listens at the address; it may start a server there, and
            returns whether trying again at once makes sense.
        sign_in: gives the token of a user who signed in somewhere else; asked at each hello.
    """

    def __init__(
        self,
        *urls: str,
        name: str,
        tokens: TokenStore,
        listener: LinkListener,
        summon: Summon | None = None,
        sign_in: Callable[[], str] | None = None,
        backoff: Backoff | None = None,
        ladder: Ladder | None = None,
        timing: Timing | None = None,
    ) -> None:
        self._servers = Servers(urls)
        self._credentials = Credentials(tokens, urls, sign_in)
        self._listener = listener
        self._summon = summon
        self._backoff = backoff or Backoff()
        self._ladder = ladder or Ladder()
        self._timing = timing or Timing()
        self._clock = asyncio.get_running_loop().time
        self._traffic = Traffic()
        self.naming = Naming(name, self._traffic)
        self._task: asyncio.Task[None] | None = None
        self._outbox: Outbox | None = None
        self._url = self._servers.current
        self._rung = self._ladder.carrier
        self._carrier: Carrier | None = None
        self._doubted: Refusal | None = None
        self._welcomed_at: float | None = None
        self._retry_after: float | None = None
        self._hurry = asyncio.Event()
        self._draining = asyncio.Event()
        self._suspicion = Suspicion(self._timing.proof)
        self._mover = Mover(self._ladder, self._traffic, self._timing, self._open)

    def start(self) -> None:
        """Connect, and stay connected until :meth:`aclose`."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="signaling")

    async def aclose(self) -> None:
        """Close the link. Idempotent; nothing is told afterwards."""
        task, self._task = self._task, None
        if task is not None:
            if self._outbox is not None:
                # The last word, a cancel or an end, must not be cut off.
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._timing.farewell):
                        await self._outbox.join()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def send(self, message: ClientMessage) -> bool:
        """Queue a message; False if the link is not online, and the message is dropped."""
        if self._outbox is None:
            return False
        try:
            self._outbox.put_nowait(encode(message))
        except asyncio.QueueFull:
            return False
        self._traffic.sent(message, self._clock())
        log.debug("> %s", type(message).__name__)
        return True

    def retry(self) -> None:
        """Do not wait any longer: connect now if the link is down, or has died unnoticed."""
        self._hurry.set()
        self._suspicion.suspect()
        if self._task is not None and self._task.done():
            self.start()

    async def _run(self) -> None:
        moved: Connection | None = None
        while True:
            try:
                moved = await self._visit(moved)
                continue
            except Gone as gone:
                log.info("= the link is down: %s", gone)
                wait = self._after(gone)
                if gone.refusal in (Refusal.BANNED, Refusal.REPLACED):
                    self._listener.on_link(Link.OFFLINE, 0.0)
                    return
            except Exception:
                # A fault of ours must not leave the student without a server for good.
                log.exception("the link met a fault")
                wait = self._backoff.next()
            moved = None
            if wait > 0:
                # What was hurried while there was a link has nothing to do with this wait.
                self._hurry.clear()
                self._listener.on_link(Link.OFFLINE, wait)
                await self._pause(wait)

    def _after(self, gone: Gone) -> float:
        """Learn from what ended a visit; returns the seconds until the next."""
        lived = None if self._welcomed_at is None else self._clock() - self._welcomed_at
        if lived is not None and lived >= self._ladder.young:
            self._backoff.reset()
        other_carrier = False
        if not gone.spoken and gone.wait is None:
            other_carrier = (
                self._ladder.failed(self._rung)
                if lived is None
                else self._ladder.lost(self._rung, lived)
            )
        self._tell(gone, hope=other_carrier or self._ladder.hopeful)
        if gone.wait is not None:
            return gone.wait
        if other_carrier:
            return 0.0
        if self._servers.advance():
            return self._backoff.jitter()
        asked = gone.retry_after if self._retry_after is None else self._retry_after
        # Not all at once: the wait that was asked for, and some of one's own.
        return _bounded(asked) + self._backoff.next()

    def _tell(self, gone: Gone, *, hope: bool) -> None:
        """Tell a refusal; one that may be a proxy's only when there is no other way either."""
        refusal = gone.refusal
        if refusal is not None and gone.doubtful and hope:
            self._doubted = refusal
            return
        if (refusal is None or gone.doubtful) and self._welcomed_at is None and not hope:
            refusal, self._doubted = self._doubted or refusal, None
        if refusal is not None:
            self._listener.on_refusal(refusal)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._hurry.wait()

    # One connection

    async def _visit(self, connection: Connection | None) -> Connection:
        """One connection from its start to its end; returns the one that the link moved to.

        Raises:
            Gone: there is no link any more.
        """
        self._welcomed_at = self._retry_after = None
        self._draining.clear()
        if connection is None:
            self._listener.on_link(Link.CONNECTING, 0.0)
            self._url, self._rung = self._servers.current, self._ladder.carrier
            connection = await self._open(self._rung)
        self._rung = connection.carrier
        moved: Connection | None = None
        try:
            self._enter(connection.carrier, await self._greet(connection))
            moved = await self._stay(connection)
            return moved
        except asyncio.CancelledError:
            await connection.leave()
            raise
        finally:
            if moved is None:
                self._outbox = None
            await connection.aclose()

    async def _open(self, carrier: Carrier) -> Connection:
        # Off the loop: they are slow to import, and a window may be showing a call, or itself.
        module = "http" if carrier is Carrier.HTTP else "websocket"
        await asyncio.to_thread(importlib.import_module, f"gurukul_desktop.signaling.{module}")
        if carrier is Carrier.HTTP:
            from gurukul_desktop.signaling.http import HttpConnection

            return await HttpConnection.open(self._url, self._timing)
        if self._summon is not None:
            return await open_at_home(self._url, self._timing, self._summon)
        from gurukul_desktop.signaling.websocket import WebSocketConnection

        return await WebSocketConnection.open(self._url, self._timing)

    async def _greet(self, connection: Connection) -> Welcome:
        token = self._credentials.present(self._url)
        if self._credentials.from_outside and not token:
            raise self._unauthorized()
        client = ClientInfo(version=__version__, platform=platform.system()[:64])
        hello = Hello(limits.PROTOCOL_VERSION, token=token, name=self.naming.said(), client=client)
        try:
            welcome = expect_welcome(await connection.greet(encode(hello)))
        except TokenRefused:
            if token and not self._credentials.from_outside:
                # The server's secret changed, or the token is too old: be a new guest.
                self._credentials.refused(self._url)
                raise Gone("the token is no longer good", wait=0.0) from None
            raise self._unauthorized() from None
        self._credentials.accepted(self._url, token, welcome.token)
        return welcome

    def _unauthorized(self) -> Gone:
        return Gone(
            "the sign-in is not accepted",
            wait=self._timing.unauthorized + self._backoff.jitter(),
            refusal=Refusal.UNAUTHORIZED,
        )

    def _enter(self, carrier: Carrier, welcome: Welcome) -> None:
        self._welcomed_at = self._clock()
        self._ladder.welcomed(carrier)
        self._servers.reached()
        self._doubted = None
        if self._outbox is None:
            self._outbox = asyncio.Queue(UNSENT_MESSAGES)
        if carrier is not self._carrier:
            self._carrier = carrier
            self._listener.on_carrier(carrier)
        self._listener.on_link(Link.ONLINE, 0.0)
        self._heed(welcome.settings)
        self._deliver(welcome)

    def _deliver(self, message: ServerMessage) -> None:
        self._traffic.received(message, self._clock())
        if isinstance(message, Settings):
            self._heed(message.settings)
        elif isinstance(message, Draining):
            self._retry_after = message.retry_after
            self._draining.set()
        self._listener.on_message(message)

    def _heed(self, settings: ServerSettings) -> None:
        self._ladder.obey(settings.transport)
        self._servers.instead(settings.servers)
        self._mover.look()

    async def _stay(self, connection: Connection) -> Connection:
        """Talk until the link can move to another connection, which is opened and returned.

        Raises:
            Gone: the link broke.
        """
        assert self._outbox is not None
        talking = first_to_end(
            connection.converse(self._outbox, self._deliver),
            self._depart(connection),
            self._suspicion.watch(connection),
            self.naming.watch(connection),
        )
        talk = asyncio.create_task(talking, name="signaling talk")
        move = asyncio.create_task(self._mover.move(connection.carrier), name="signaling move")
        moved: Connection | None = None
        try:
            await asyncio.wait((talk, move), return_when=asyncio.FIRST_COMPLETED)
            if not move.done():
                await talk
            moved = await move
            return moved
        finally:
            talk.cancel()
            move.cancel()
            _, late = await asyncio.gather(talk, move, return_exceptions=True)
            if moved is None and not isinstance(late, BaseException):
                await late.aclose()

    async def _depart(self, connection: Connection) -> None:
        """Leave a server that drains before it hangs up: it finds nobody a partner any more.

        Raises:
            Gone: always, in the end.
        """
        await self._draining.wait()
        if self._servers.several:
            await asyncio.sleep(self._backoff.jitter())
            await connection.leave()
            raise Gone("the server drains; there is another", spoken=True)
        await asyncio.sleep(_bounded(self._retry_after) + self._backoff.jitter())
        while True:
            # Another instance may be at the same address; none may know of the session, though.
            if not self._traffic.in_session:
                await connection.leave()
                raise Gone("the server drains", wait=0.0, spoken=True)
            await asyncio.sleep(SESSION_LOOK_SECONDS)


def _bounded(asked: float | None) -> float:
    """The seconds to wait, whatever a server asks for."""
    return min(max(asked or 0.0, 0.0), LONGEST_WAIT_SECONDS)
