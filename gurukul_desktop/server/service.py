"""What each message does: from bytes that came in to bytes that go out, synchronously.

The service owns the lobby, the users and their connections, and knows nothing of
sockets: a carrier opens a :class:`Connection`, hands over what arrives and says when it
is gone. Time comes from a :class:`Scheduler`, which an asyncio loop is.
"""

import asyncio
import logging
import secrets
from typing import Final

from gurukul_desktop.matchmaking.lobby import Departure, Lobby
from gurukul_desktop.matchmaking.wishes import Wish
from gurukul_desktop.protocol import limits, messages
from gurukul_desktop.protocol.codec import ProtocolError, decode_client, encode
from gurukul_desktop.protocol.messages import (
    CloseCode,
    ErrorCode,
    SessionId,
    UserId,
)
from gurukul_desktop.server.acquaintance import Acquaintance
from gurukul_desktop.server.announcer import Announcer
from gurukul_desktop.server.connection import Carrier, Connection
from gurukul_desktop.server.identity import Guests, InvalidTokenError, load_secret
from gurukul_desktop.server.limits import AddressLimit, FindLimit
from gurukul_desktop.server.mailbox import Mailboxes
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.reports import ReportBook
from gurukul_desktop.server.scheduler import Handle, Scheduler
from gurukul_desktop.server.users import Users

_log: Final = logging.getLogger(__name__)

PLACES_SECONDS: Final = 1.0
"""How often those who wait are told that their place has changed, at most."""

_POLICY_VIOLATION: Final = 1008
_PROTOCOL_ERROR: Final = 1002


class Service:
    """The matchmaking server without its sockets.

    Raises:
        UsageError: the secret in the options' data folder cannot be used.
    """

    def __init__(self, options: ServerOptions, scheduler: Scheduler) -> None:
        self.options = options
        self.lobby = Lobby(lambda: SessionId(secrets.token_urlsafe(12)), options.rules)
        self.reports = ReportBook()
        self._scheduler = scheduler
        self._clock = scheduler.time
        self._guests = Guests(options.secret or load_secret(options.data_dir))
        self._finds = FindLimit(options.finds_per_minute, scheduler.time)
        self._addresses = AddressLimit(options.connections_per_address)
        self._mailboxes = Mailboxes()
        self._users = Users()
        self._newcomers: dict[Connection, None] = {}
        self._connections: dict[Connection, None] = {}
        self._announcer = Announcer(self.lobby, self._users, self._mailboxes, options)
        self._acquaintance = Acquaintance(self.lobby, self._users)
        self._places_due = 0.0
        self._draining: float | None = None
        self._empty = asyncio.Event()
        self._closed = False
        self._timer: Handle | None = None
        self._timer_due = 0.0

    # What a carrier calls

    def open(self, carrier: Carrier, address: str) -> Connection | None:
        """A client connected; None if it was turned away."""
        connection = Connection(carrier, address, self._clock(), self.options.messages_per_second)
        if not self._addresses.admit(address):
            connection.refuse("rate_limited", "too many connections", retry_after=60.0)
            connection.close(CloseCode.RATE_LIMITED, "too many connections")
            return None
        self._connections[connection] = None
        self._newcomers[connection] = None
        self._arm()
        return connection

    def receive(self, connection: Connection, payload: bytes) -> None:
        """One message arrived. Never raises for what a client can send."""
        if connection.closing:
            return
        if not self.counts(connection):
            return
        try:
            # msgspec does not look into a Raw, and text that is not UTF-8 would make the
            # partner's WebSocket fail (RFC 6455, section 8.1).
            if not payload.isascii():
                payload.decode()
            message = decode_client(payload)
        except ProtocolError as error:
            self.malformed(connection, error.code, str(error))
            return
        except UnicodeDecodeError:
            self.malformed(connection, "bad_message", "not UTF-8")
            return
        user = connection.user
        if user is None:
            if type(message) is messages.Hello:
                self._hello(connection, message)
            else:
                self.malformed(connection, "unauthorized", "the first message is hello")
        elif type(message) is messages.Signal:
            self._relay(connection, user, message)
            return
        else:
            self._obey(connection, user, message)
        self._arm()

    def counts(self, connection: Connection) -> bool:
        """Count one frame or message; False if it is one too many, and to be dropped."""
        now = self._clock()
        over = connection.messages.over(now)
        if not over:
            return True
        if connection.excess.over(now):
            connection.close(CloseCode.RATE_LIMITED, "too many messages")
        elif over == 1:
            retry_after = connection.messages.remaining(now)
            connection.refuse("rate_limited", "too many messages", retry_after=retry_after)
        return False

    def malformed(self, connection: Connection, code: ErrorCode, what: str) -> None:
        """Answer something that is no message, and close when there is no end of it."""
        connection.refuse(code, what)
        if code == "too_large":
            connection.close(CloseCode.TOO_LARGE, "message too large")
        elif connection.faults.over(self._clock()):
            connection.close(CloseCode.RATE_LIMITED, "too many malformed messages")

    def failed(self, connection: Connection) -> None:
        """Something of ours broke while a message was handled."""
        connection.refuse("internal", "the server failed to handle this message")

    def closed(self, connection: Connection) -> None:
        """The connection is gone, whoever closed it. May be called again."""
        connection.closing = True
        if connection not in self._connections:
            return
        del self._connections[connection]
        if not self._connections:
            self._empty.set()
        self._newcomers.pop(connection, None)
        self._addresses.release(connection.address)
        user = connection.user
        if user is not None and self._users.online.get(user) is connection:
            del self._users.online[user]
            self._announcer.forget_place(user)
            self._announcer.announce(self.lobby.disconnected(user, self._clock()))
            self._acquaintance.changed(user)
            self._users.forget_the_gone(self._is_needed)
        self._arm()

    # What the runner calls

    @property
    def connections(self) -> int:
        """How many connections there are, with those that have not said hello."""
        return len(self._connections)

    async def emptied(self) -> None:
        """Wait until there is no connection."""
        while self._connections:
            self._empty.clear()
            await self._empty.wait()

    def health(self) -> dict[str, object]:
        """What ``GET /healthz`` answers."""
        return {
            "status": "ok" if self._draining is None else "draining",
            "connections": len(self._connections),
            "waiting": len(self.lobby.queue),
            "sessions": self.lobby.sessions,
        }

    def drain(self, retry_after: float) -> None:
        """Tell everybody that the server goes down, and take no new searches."""
        self._draining = retry_after
        for user in list(self._users.online):
            self._users.tell(user, messages.Draining(retry_after))

    def close(self) -> None:
        """Close every connection and stop the timer, for good."""
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for connection in list(self._connections):
            connection.close(CloseCode.DRAINING, "the server is going down")

    # Time

    def _arm(self) -> None:
        """Have :meth:`_wake` called when something is due."""
        due = self._next_deadline()
        if self._closed or due is None or (self._timer is not None and self._timer_due <= due):
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer_due = due
        self._timer = self._scheduler.call_at(due, self._wake)

    def _next_deadline(self) -> float | None:
        due = self.lobby.next_deadline()
        for newcomer in self._newcomers:
            hello_by = newcomer.opened + limits.HELLO_SECONDS
            due = hello_by if due is None else min(due, hello_by)
            break
        if self._announcer.places_changed or self._acquaintance.pending:
            due = self._places_due if due is None else min(due, self._places_due)
        return due

    def _wake(self) -> None:
        self._timer = None
        now = self._clock()
        while (newcomer := next(iter(self._newcomers), None)) is not None:
            if newcomer.opened + limits.HELLO_SECONDS > now:
                break
            del self._newcomers[newcomer]
            newcomer.refuse("bad_message", f"no hello within {limits.HELLO_SECONDS:g} s")
            # Not 4001: a client on a slow link must not throw its token away for this.
            newcomer.close(_POLICY_VIOLATION, "no hello")
        self._announcer.announce(self.lobby.advance(now))
        if now >= self._places_due:
            self._places_due = now + PLACES_SECONDS
            self._announcer.tell_places()
            self._acquaintance.flush()
        self._arm()

    def _is_needed(self, user: UserId) -> bool:
        return self.lobby.session_of(user) is not None or bool(self.lobby.buddies.of(user))

    # Messages

    def _hello(self, connection: Connection, hello: messages.Hello) -> None:
        if hello.protocol != limits.PROTOCOL_VERSION:
            connection.refuse(
                "unsupported_version",
                f"this server speaks version {limits.PROTOCOL_VERSION}",
            )
            connection.close(_PROTOCOL_ERROR, "unsupported version")
            return
        try:
            user = self._guests.recognise(hello.token) if hello.token else self._guests.new()
        except InvalidTokenError:
            connection.refuse("unauthorized", "the token is not valid here")
            connection.close(CloseCode.UNAUTHORIZED, "unauthorized")
            return
        now = self._clock()
        del self._newcomers[connection]
        connection.user = user
        older = self._users.online.pop(user, None)
        if older is not None:
            older.close(CloseCode.REPLACED, "replaced by a newer connection")
            # The newer client does not know that the older one was searching.
            self._announcer.forget_place(user)
            self._announcer.announce(self.lobby.disconnected(user, now))
        self._announcer.announce(self.lobby.connected(user, now))
        # From here on this connection is told; before, welcome would not be the first.
        self._users.online[user] = connection
        self._users.rename(user, hello.name)
        connection.send(
            messages.Welcome(
                protocol=limits.PROTOCOL_VERSION,
                user=self._users.user(user),
                token=hello.token or self._guests.token(user),
                ice_servers=self.options.ice_servers,
                session=self._announcer.present_session(user),
            )
        )
        self._acquaintance.tell_list(user)
        for signal in self._mailboxes.take(user):
            connection.carrier.send(signal)
        self._acquaintance.changed(user)
        if self._draining is not None:
            connection.send(messages.Draining(self._draining))

    def _relay(self, connection: Connection, user: UserId, signal: messages.Signal) -> None:
        """The hot path: nothing of ``data`` is parsed, and nothing is awaited."""
        session = self.lobby.session_of(user)
        if session is None or session.id != signal.session:
            connection.refuse("not_in_session", "not a member of this session")
            return
        partner = session.partner(user)
        payload = encode(signal)
        receiver = self._users.online.get(partner)
        if receiver is None:
            self._mailboxes.keep(partner, payload)
        else:
            receiver.carrier.send(payload)

    def _obey(self, connection: Connection, user: UserId, message: messages.ClientMessage) -> None:
        match message:
            case messages.Find():
                self._find(connection, user, message)
            case messages.Cancel():
                self._announcer.announce(self.lobby.cancel(user, self._clock()))
            case messages.Skip(session):
                self._leave(user, session, "skipped")
            case messages.End(session):
                self._leave(user, session, "ended")
            case messages.Report():
                self._report(user, message)
            case messages.Connected(session):
                self._connected(connection, user, session)
            case messages.ChangeBuddy():
                now = self._clock()
                happened = self._acquaintance.change(connection, user, message, now)
                self._announcer.announce(happened)
            case _:
                self.malformed(connection, "bad_message", "hello was said already")

    def _find(self, connection: Connection, user: UserId, find: messages.Find) -> None:
        if self._draining is not None:
            connection.refuse("unavailable", "going down", retry_after=self._draining)
            return
        if retry_after := self._finds.retry_after(user):
            connection.refuse("rate_limited", "too many searches", retry_after=retry_after)
            return
        self._announcer.announce(self.lobby.find(user, Wish.of(find), self._clock()))

    def _leave(self, user: UserId, session: SessionId, departure: Departure) -> None:
        self._announcer.announce(self.lobby.leave(user, session, departure, self._clock()))

    def _report(self, user: UserId, report: messages.Report) -> None:
        session = self.lobby.session_of(user)
        if session is not None and session.id == report.session:
            self.reports.add(session.id, user, session.partner(user), report.reason, report.note)
        self._leave(user, report.session, "reported")

    def _connected(self, connection: Connection, user: UserId, id_: SessionId) -> None:
        session = self.lobby.session_of(user)
        if session is None or session.id != id_:
            connection.refuse("not_in_session", "not a member of this session")
            return
        _log.info(
            "= session %s: media flows for its %s after %.0f ms",
            session.id,
            session.role(user),
            1000 * (self._clock() - session.started),
        )
