"""What people are told of what happens to them in the lobby."""

from collections.abc import Iterable

from gurukul_desktop.matchmaking import effects
from gurukul_desktop.matchmaking.lobby import Lobby
from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.messages import IcePolicy, Partner, SessionInfo, UserId
from gurukul_desktop.server.mailbox import Mailboxes
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.users import Users


class Announcer:
    """Turns effects into messages, and tells those who wait when their place has changed."""

    def __init__(
        self, lobby: Lobby, users: Users, mailboxes: Mailboxes, options: ServerOptions
    ) -> None:
        self._lobby = lobby
        self._users = users
        self._mailboxes = mailboxes
        self._options = options
        self._places: dict[UserId, tuple[int, int]] = {}
        self._revision = 0

    def announce(self, happened: Iterable[effects.Effect]) -> None:
        """Tell everybody whom an effect concerns."""
        for effect in happened:
            self._users.tell(effect.user, self._message(effect))

    def _message(self, effect: effects.Effect) -> messages.Message:
        user = effect.user
        match effect:
            case effects.Matched(_, session):
                self._places.pop(user, None)
                info = self._info(session, user)
                return messages.Matched(
                    info.session,
                    info.partner,
                    info.role,
                    info.media,
                    info.ice_servers,
                    info.ice_policy,
                )
            case effects.Waiting(_, position, waiting, mode):
                self._places[user] = position, waiting
                return messages.Queued(position, waiting, mode)
            case effects.NoLongerWaiting():
                self._places.pop(user, None)
                return messages.Cancelled()
            case effects.Ended(_, session, reason):
                self._mailboxes.take(user)
                return messages.Ended(session.id, reason)
            case effects.PartnerLeft(_, session, reason):
                self._mailboxes.take(user)
                return messages.PartnerLeft(session.id, reason)
            case effects.AlreadyInSession():
                return messages.Error("already_in_session", "leave the session first")
            case effects.NotInSession():
                return messages.Error("not_in_session", "not a member of this session")

    def present_session(self, user: UserId) -> SessionInfo | None:
        """What ``user`` needs to know of the session that they are in."""
        session = self._lobby.session_of(user)
        return None if session is None else self._info(session, user)

    def _info(self, session: effects.Session, user: UserId) -> SessionInfo:
        partner = self._users.user(session.partner(user))
        relay = session.hide_address and self._options.has_turn
        policy: IcePolicy = "relay" if relay else "all"
        return SessionInfo(
            session=session.id,
            partner=Partner(partner.id, partner.name, self._lobby.buddies.are(user, partner.id)),
            role=session.role(user),
            media=session.media,
            ice_servers=self._options.ice_servers,
            ice_policy=policy,
        )

    @property
    def places_changed(self) -> bool:
        """Whether somebody's place may have changed since :meth:`tell_places`."""
        return self._revision != self._lobby.queue.revision

    def tell_places(self) -> None:
        """Tell those whose place, or how many wait, has changed, in one pass over the queue."""
        queue = self._lobby.queue
        if not self.places_changed:
            return
        self._revision = queue.revision
        waiting = len(queue)
        for position, ticket in enumerate(queue, 1):
            if self._places.get(ticket.user) != (position, waiting):
                self._places[ticket.user] = position, waiting
                message = messages.Queued(position, waiting, ticket.wish.mode)
                self._users.tell(ticket.user, message)

    def forget_place(self, user: UserId) -> None:
        """``user`` no longer hears of their place."""
        self._places.pop(user, None)
