"""What each message does: from bytes that came in to bytes that go out, synchronously.

The service owns the connections of one instance and what they are about; who waits and
who is paired is the store's. It knows nothing of sockets: a carrier opens a
:class:`Connection`, hands over what arrives and says when it is gone. A relayed signal
between two clients of this instance never leaves this module.
"""

import asyncio
import logging
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from gurukul_desktop import __version__
from gurukul_desktop.matchmaking.wishes import Wish
from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.codec import ProtocolError, decode_client, encode
from gurukul_desktop.protocol.messages import CloseCode, ErrorCode, SessionId, UserId
from gurukul_desktop.server.announcer import Announcer, tell_all
from gurukul_desktop.server.census import Census, take_census
from gurukul_desktop.server.connection import Carrier, Connection
from gurukul_desktop.server.identity.port import Identity, Person
from gurukul_desktop.server.limits import Limiters, Limits, Verdict
from gurukul_desktop.server.measures import Measures
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.reception import Reception
from gurukul_desktop.server.scheduler import Scheduler
from gurukul_desktop.server.settings import LiveSettings
from gurukul_desktop.server.stores import commands
from gurukul_desktop.server.stores.commands import Command
from gurukul_desktop.server.stores.events import DrainRequested, Event, SettingsChanged
from gurukul_desktop.server.stores.port import InstanceStatus, Presence, Store

_log: Final = logging.getLogger(__name__)

EARLY_MESSAGES: Final = 16
"""So many messages may come between ``hello`` and ``welcome``."""


class Service:
    """The matchmaking server without its sockets: one instance on a store.

    Args:
        identity: tells who somebody is; opened and closed by the caller, as is the store.
    """

    def __init__(
        self, options: ServerOptions, scheduler: Scheduler, store: Store, identity: Identity
    ) -> None:
        self.options = options
        self.store = store
        self.settings = LiveSettings(options.changeable(), options.fixed)
        self.measures = Measures()
        self._clock = scheduler.time
        self.limiters = Limiters(options.limits, scheduler.time)
        self._online: dict[UserId, Connection] = {}
        self._connections: dict[Connection, None] = {}
        self._announcer = Announcer(
            self._online, options, lambda: self.settings.for_clients, self._welcomed, self._clock
        )
        self._reception = Reception(identity, self.limiters, scheduler, self.measures, self._admit)
        self._draining: float | None = None
        self._empty = asyncio.Event()
        self._drain_wanted = asyncio.Event()

    # What a carrier calls

    def open(self, carrier: Carrier, address: str) -> Connection | None:
        """A client connected; None if it was turned away."""
        connection = Connection(
            carrier, address, self._clock(), self.limiters.traffic(), self.measures
        )
        if not self.limiters.addresses.admit(address):
            connection.refuse("rate_limited", "too many connections", retry_after=60.0)
            connection.close(CloseCode.RATE_LIMITED, "too many connections")
            return None
        self._connections[connection] = None
        self.measures.connected(carrier.kind)
        self._reception.opened(connection)
        return connection

    def receive(self, connection: Connection, payload: bytes, counted: bool = False) -> None:
        """One message arrived, ``counted`` or not. Never raises for what a client can send."""
        if connection.closing:
            return
        self.measures.received += 1
        if not counted and not self.counts(connection, len(payload)):
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
        if user is None and self._reception.is_expecting(connection):
            if type(message) is messages.Hello:
                self._reception.hello(connection, message)
            else:
                self.malformed(connection, "unauthorized", "the first message is hello")
        elif user is None or connection.early is not None:
            self._keep(connection, message)
        elif type(message) is messages.Signal:
            self._relay(connection, user, message)
        else:
            self._obey(connection, user, message)

    def counts(self, connection: Connection, size: int) -> bool:
        """Count one frame or message of ``size`` bytes; False if it is too much, and dropped."""
        verdict = connection.traffic.admit(size, self._clock())
        if verdict is Verdict.PASS:
            return True
        if verdict is Verdict.CLOSE:
            connection.close(CloseCode.RATE_LIMITED, "too many messages")
        elif verdict is Verdict.REFUSE:
            retry_after = connection.traffic.retry_after
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
        self._reception.left(connection)
        self.limiters.addresses.release(connection.address)
        user = connection.user
        if user is not None and self._online.get(user) is connection:
            del self._online[user]
            self.store.submit(commands.Depart(user, connection.arrival))

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
        """What ``GET /healthz`` answers: how this instance is."""
        census = self.census()
        return {
            "status": "ok" if self._draining is None else "draining",
            "connections": len(self._connections),
            "waiting": census.waiting,
            "in_session": census.in_session,
        }

    def census(self) -> Census:
        """How this instance stands, for its metrics and its history."""
        return take_census(self._connections, self._clock())

    @property
    def draining(self) -> bool:
        """Whether no new searches are taken."""
        return self._draining is not None

    async def drain_requested(self) -> None:
        """Wait until an admin wants this instance to drain."""
        await self._drain_wanted.wait()

    def drain(self, retry_after: float) -> None:
        """Tell everybody that the server goes down, and take no new searches."""
        self._draining = retry_after
        tell_all(self._welcomed_ones(), messages.Draining(retry_after))

    def change_settings(self, stored: Mapping[str, str]) -> None:
        """These are the stored settings now: they rule, and clients hear what concerns them."""
        before = self.settings.for_clients
        self.settings.take(stored)
        self.limiters.change(Limits(**self.settings.limits))
        if self.settings.for_clients != before:
            tell_all(self._welcomed_ones(), messages.Settings(self.settings.for_clients))

    def close(self) -> None:
        """Close every connection and stop the timers, for good."""
        self._reception.close()
        for connection in list(self._connections):
            connection.close(CloseCode.DRAINING, "the server is going down")

    def _welcomed_ones(self) -> list[Connection]:
        return [c for c in self._online.values() if c.early is None and not c.closing]

    # What the store calls

    def happened(self, events: Iterable[Event]) -> None:
        """Tell those of this instance whom it concerns."""
        for event in events:
            if isinstance(event, DrainRequested):
                self._drain_wanted.set()
            elif isinstance(event, SettingsChanged):
                self.change_settings(event.settings)
            else:
                self._announcer.announce(event)

    def present(self) -> Sequence[Presence]:
        """Everybody who is connected here and said hello."""
        return [
            Presence(user, c.arrival, c.name, c.wish, c.session) for user, c in self._online.items()
        ]

    def status(self) -> InstanceStatus:
        """What others are told of this instance."""
        return InstanceStatus(__version__, self.census().connections, self.draining)

    # Messages

    def _admit(self, connection: Connection, person: Person, name: str) -> None:
        user = connection.user = person.user
        connection.arrival = secrets.token_hex(8)
        connection.token = person.token
        older = self._online.pop(user, None)
        if older is not None:
            older.close(CloseCode.REPLACED, "replaced by a newer connection")
            # The newer one may be gone before the store hears of it, and then nobody would be
            # there whom the store takes for connected.
            self.store.submit(commands.Depart(user, older.arrival))
        self._online[user] = connection
        known_as = name if person.name is None else person.name
        self.store.submit(commands.Arrive(user, connection.arrival, known_as))

    def _keep(self, connection: Connection, message: messages.ClientMessage) -> None:
        """Wait with a message until its sender is welcomed."""
        early = connection.early
        if early is None or len(early) >= EARLY_MESSAGES:
            connection.refuse("rate_limited", "wait for welcome", retry_after=1.0)
        else:
            early.append(message)

    def _welcomed(self, connection: Connection) -> None:
        early, connection.early = connection.early or [], None
        if self._draining is not None:
            connection.send(messages.Draining(self._draining))
        for message in early:
            assert connection.user is not None  # it said hello
            if isinstance(message, messages.Signal):
                self._relay(connection, connection.user, message)
            else:
                self._obey(connection, connection.user, message)

    def _relay(self, connection: Connection, user: UserId, signal: messages.Signal) -> None:
        """The hot path: nothing of ``data`` is parsed, and nothing is awaited."""
        session = connection.session
        if session is None or session.id != signal.session:
            connection.refuse("not_in_session", "not a member of this session")
            return
        receiver = self._online.get(session.partner.id)
        if (
            receiver is not None
            and receiver.session is not None
            and receiver.session.id == signal.session
            and connection.detour != signal.session
        ):
            payload = encode(signal)
            receiver.carrier.send(payload)
            self.measures.relayed += 1
            self.measures.relayed_bytes += len(payload)
            return
        connection.detour = signal.session
        partner = session.partner.id
        self.measures.relayed += 1
        self.measures.relayed_bytes += len(signal.data)
        # A copy, for a Raw keeps alive all that it was cut from.
        self.store.submit(commands.Relay(user, partner, signal.session, signal.data.copy()))

    def _obey(self, connection: Connection, user: UserId, message: messages.ClientMessage) -> None:
        match message:
            case messages.Find():
                self._find(connection, user, message)
            case messages.Cancel():
                connection.wish = None
                connection.cancels += 1
                self.store.submit(commands.Cancel(user))
            case messages.Skip(session):
                if self._in_session(connection, session, commands.Skip(user, session)):
                    self.measures.skips += 1
            case messages.End(session):
                self._in_session(connection, session, commands.End(user, session))
            case messages.Connected(session):
                self._connected(connection, user, session)
            case messages.Report(session, reason, note):
                self.measures.reported(reason)
                # The session may be over by now, so the store has to judge.
                self.store.submit(commands.Report(user, session, reason, note))
            case messages.ChangeBuddy(action, session, partner):
                kind = commands.Befriend if action == "add" else commands.Unfriend
                by_session = session if isinstance(session, str) else None
                by_partner = partner if isinstance(partner, str) else None
                self.store.submit(kind(user, by_session, by_partner))
            case _:
                self.malformed(connection, "bad_message", "hello was said already")

    def _find(self, connection: Connection, user: UserId, find: messages.Find) -> None:
        if self._draining is not None:
            connection.refuse("unavailable", "going down", retry_after=self._draining)
            return
        if retry_after := self.limiters.finds.retry_after(user):
            connection.refuse("rate_limited", "too many searches", retry_after=retry_after)
            return
        wish = Wish.of(find)
        if connection.wish is None:
            connection.sought = self._clock()
            self.measures.found(wish.mode)
        connection.wish = wish
        self.store.submit(commands.Find(user, wish))

    def _in_session(self, connection: Connection, session: SessionId, command: Command) -> bool:
        """Submit what only a member may do; False if they are none."""
        if connection.session is None or connection.session.id != session:
            connection.refuse("not_in_session", "not a member of this session")
            return False
        self.store.submit(command)
        return True

    def _connected(self, connection: Connection, user: UserId, session: SessionId) -> None:
        if self._in_session(connection, session, commands.MediaFlows(user, session)):
            if connection.paired is not None:
                self.measures.media_flows(self._clock() - connection.paired)
                connection.paired = None
            _log.info("= session %s: media flows", session)
