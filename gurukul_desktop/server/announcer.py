"""What clients are told of what happened in the store, and what is remembered of it."""

from collections.abc import Callable, Iterable
from typing import Final

from gurukul_desktop.protocol import limits, messages
from gurukul_desktop.protocol.codec import encode
from gurukul_desktop.protocol.messages import (
    CloseCode,
    ErrorCode,
    IcePolicy,
    IceServer,
    Partner,
    ServerSettings,
    SessionInfo,
    User,
    UserId,
)
from gurukul_desktop.server.connection import Connection
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.stores import events
from gurukul_desktop.server.stores.events import Event, SessionView
from gurukul_desktop.server.stores.lanes import RETRY_AFTER_SECONDS
from gurukul_desktop.server.turn import IceServers

_REFUSALS: Final[dict[str, tuple[ErrorCode, str]]] = {
    "full": ("unavailable", "one of the two buddy lists is full"),
    "not_in_session": ("not_in_session", "not a member of this session"),
    "stranger": ("bad_message", "partner: not a buddy; give the session"),
}


class Announcer:
    """Turns events into messages.

    Args:
        online: the one live connection of each user of this instance.
        settings: what clients are told in ``welcome``.
        welcomed: called when a client has just been welcomed.
        clock: the service's.
    """

    def __init__(
        self,
        online: dict[UserId, Connection],
        options: ServerOptions,
        settings: Callable[[], ServerSettings],
        welcomed: Callable[[Connection], None],
        clock: Callable[[], float],
    ) -> None:
        self._online = online
        self._has_turn = options.has_turn
        self._ice_servers = IceServers(options.ice_servers, options.turn)
        self._settings = settings
        self._welcomed = welcomed
        self._clock = clock

    def announce(self, event: Event) -> None:
        """Tell whom it concerns, if they are connected here."""
        if isinstance(event, events.StoreLost):
            for connection in self._online.values():
                if connection.wish is not None:
                    self._unavailable(connection, RETRY_AFTER_SECONDS)
            return
        if isinstance(event, events.SettingsChanged | events.DrainRequested):
            return
        there = self._online.get(event.user)
        if there is not None and (there.early is None or _before_welcome(event)):
            self._tell(there, event)

    def _tell(self, connection: Connection, event: Event) -> None:
        match event:
            case events.Relayed(_, session, data):
                connection.carrier.send(encode(messages.Signal(session, data)))
            case events.Matched(_, view):
                self._matched(connection, view)
            case events.Waiting(_, position, waiting, mode):
                fresh = self._fresh_ice(connection)
                connection.send(messages.Queued(position, waiting, mode, fresh))
            case events.NoLongerWaiting():
                if connection.cancels:
                    connection.cancels -= 1  # they may be searching anew by now
                else:
                    connection.wish = None
                connection.send(messages.Cancelled())
            case events.Ended(_, session, reason):
                if self._over(connection, session):
                    connection.measures.ended(reason)
                connection.send(messages.Ended(session, reason))
            case events.PartnerLeft(_, session, reason):
                if self._over(connection, session):
                    connection.measures.ended(reason)
                    connection.send(messages.PartnerLeft(session, reason))
            case events.AlreadyInSession():
                # To a cancel that crossed the match, or to a search.
                connection.cancels = max(0, connection.cancels - 1)
                connection.wish = None
                connection.refuse("already_in_session", "leave the session first")
            case events.NotInSession():
                connection.refuse("not_in_session", "not a member of this session")
            case events.BuddyChanged(_, partner, state):
                connection.send(messages.BuddyChanged(partner, state))
            case events.BuddyList(_, buddies):
                connection.send(messages.Buddies(buddies))
            case events.BuddyRefused(_, why):
                connection.refuse(*_REFUSALS[why])
            case events.Unavailable(_, retry_after):
                self._unavailable(connection, retry_after)
            case _:
                self._admit_or_dismiss(connection, event)

    def _admit_or_dismiss(self, connection: Connection, event: Event) -> None:
        match event:
            case events.Arrived(_, arrival):
                if arrival == connection.arrival:
                    self._welcome(connection, event)
            case events.TurnedAway(_, arrival):
                if arrival == connection.arrival:
                    connection.measures.hello_failed("banned")
                    self._dismiss(connection, CloseCode.BANNED, "banned")
            case events.Replaced(_, arrival):
                if arrival == connection.arrival:
                    words = "replaced by a newer connection"
                    self._dismiss(connection, CloseCode.REPLACED, words)
            case events.Banned():
                self._dismiss(connection, CloseCode.BANNED, "banned")
            case events.Erased():
                self._dismiss(connection, CloseCode.UNAUTHORIZED, "erased")

    def _welcome(self, connection: Connection, arrived: events.Arrived) -> None:
        if connection.early is None:
            return  # told twice
        connection.name = arrived.name
        connection.session = arrived.session
        view = arrived.session
        connection.send(
            messages.Welcome(
                protocol=limits.PROTOCOL_VERSION,
                user=User(arrived.user, arrived.name),
                token=connection.token,
                ice_servers=self._ice(connection),
                settings=self._settings(),
                session=None if view is None else self._info(connection, view),
            )
        )
        connection.send(messages.Buddies(arrived.buddies))
        self._welcomed(connection)

    def _dismiss(self, connection: Connection, code: int, why: str) -> None:
        """Close a connection of which the store knows that it is over."""
        assert connection.user is not None  # it is online
        del self._online[connection.user]
        if code == CloseCode.BANNED:
            connection.refuse("banned", why)
        connection.close(code, why)

    def _matched(self, connection: Connection, view: SessionView) -> None:
        wish, connection.wish = connection.wish, None
        if connection.session is not None and connection.session.id == view.id:
            return  # told twice
        connection.session = view
        connection.paired = self._clock()
        if wish is not None:
            waited = connection.paired - connection.sought
            connection.measures.matched(waited, wish.mode, view.role)
        info = self._info(connection, view)
        connection.send(
            messages.Matched(
                info.session,
                info.partner,
                info.role,
                info.media,
                info.ice_servers,
                info.ice_policy,
            )
        )

    @staticmethod
    def _over(connection: Connection, session: messages.SessionId) -> bool:
        if connection.session is None or connection.session.id != session:
            return False
        connection.session = connection.paired = None
        return True

    @staticmethod
    def _unavailable(connection: Connection, retry_after: float) -> None:
        words = "the server's store cannot be reached; it goes on by itself"
        connection.refuse("unavailable", words, retry_after=retry_after)

    def _ice(self, connection: Connection) -> tuple[IceServer, ...]:
        assert connection.user is not None  # only who has said who they are is told anything
        connection.relay_told = self._clock()
        return self._ice_servers.of(connection.user)

    def _fresh_ice(self, connection: Connection) -> tuple[IceServer, ...]:
        """New credentials for who has waited so long that theirs get old; else nothing."""
        age = self._clock() - connection.relay_told
        return self._ice(connection) if age > self._ice_servers.fresh_for else ()

    def _info(self, connection: Connection, view: SessionView) -> SessionInfo:
        # Buddies know each other: between them nothing is hidden, and nothing is slowed down.
        relay = view.hide_address and not view.buddy and self._has_turn
        policy: IcePolicy = "relay" if relay else "all"
        return SessionInfo(
            session=view.id,
            partner=Partner(view.partner.id, view.partner.name, view.buddy),
            role=view.role,
            media=view.media,
            ice_servers=self._ice(connection),
            ice_policy=policy,
        )


def _before_welcome(event: Event) -> bool:
    """Whether a client that has not been welcomed hears of this."""
    return isinstance(
        event, events.Arrived | events.TurnedAway | events.Unavailable | events.Replaced
    )


def tell_all(connections: Iterable[Connection], message: messages.Message) -> None:
    """Send one message to many, encoded once."""
    payload = encode(message)
    for connection in connections:
        connection.carrier.send(payload)
