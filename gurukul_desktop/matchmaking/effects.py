"""What a command has brought about. Each effect is for one person, and each must be told."""

from msgspec import Struct

from gurukul_desktop.protocol.messages import LeaveReason, Media, Mode, Role, SessionId, UserId


class Session(Struct, frozen=True):
    """Two people who were paired.

    The one who waited longer is the callee: they sit ready, and the newcomer calls.

    Attributes:
        hide_address: at least one of the two hides their address from the other.
        started: when they were paired, in seconds.
    """

    id: SessionId
    caller: UserId
    callee: UserId
    media: Media
    hide_address: bool
    started: float

    @property
    def members(self) -> tuple[UserId, UserId]:
        return self.caller, self.callee

    def partner(self, user: UserId) -> UserId:
        """The other member."""
        return self.callee if user == self.caller else self.caller

    def role(self, user: UserId) -> Role:
        """Which part ``user`` has in setting up the call."""
        return "caller" if user == self.caller else "callee"


class Waiting(Struct, frozen=True, tag=True):
    """In the queue, at ``position`` (from 1) of ``waiting``."""

    user: UserId
    position: int
    waiting: int
    mode: Mode


class NoLongerWaiting(Struct, frozen=True, tag=True):
    """Out of the queue without a partner: cancelled, or not refreshed for too long."""

    user: UserId


class Matched(Struct, frozen=True, tag=True):
    """A partner was found."""

    user: UserId
    session: Session


class Ended(Struct, frozen=True, tag=True):
    """The session is over, because of ``user`` or of its age."""

    user: UserId
    session: Session
    reason: LeaveReason


class PartnerLeft(Struct, frozen=True, tag=True):
    """The session is over because of the other member."""

    user: UserId
    session: Session
    reason: LeaveReason


class AlreadyInSession(Struct, frozen=True, tag=True):
    """Refused: ``user`` is in a session."""

    user: UserId


class NotInSession(Struct, frozen=True, tag=True):
    """Refused: ``user`` is not in the session that they named."""

    user: UserId


Effect = Waiting | NoLongerWaiting | Matched | Ended | PartnerLeft | AlreadyInSession | NotInSession
