"""What people ask of a store. One person's commands are obeyed in the order they came in."""

from msgspec import Raw, Struct

from gurukul_desktop.matchmaking.wishes import Wish
from gurukul_desktop.protocol.messages import ReportReason, SessionId, UserId


class _Command(Struct, frozen=True, tag=True):
    """Something that ``user``, whose connection this instance has, wants."""

    user: UserId


class Arrive(_Command, frozen=True):
    """The user said hello here. Answered by ``Arrived`` or ``TurnedAway``.

    Whoever is connected elsewhere as the same user is replaced, and waits no longer.

    Attributes:
        arrival: names this connection among all that the user ever had.
        name: what others read; empty keeps the name that is known.
    """

    arrival: str
    name: str


class Depart(_Command, frozen=True):
    """The connection of this arrival is gone: out of the queue now, out of a session later.

    Means nothing if the user has arrived again since.
    """

    arrival: str


class Find(_Command, frozen=True):
    """Look for a partner; of somebody who waits already, renew the wish in its place.

    Answered by ``Waiting``, ``Matched`` or ``AlreadyInSession``.
    """

    wish: Wish


class Cancel(_Command, frozen=True):
    """Stop looking. Answered by ``NoLongerWaiting``, also if the user did not wait."""


class Skip(_Command, frozen=True):
    """Leave the session; the two are not paired again for a while."""

    session: SessionId


class End(_Command, frozen=True):
    """Leave the session."""

    session: SessionId


class Report(_Command, frozen=True):
    """Report the partner, and leave the session if it lasts.

    Accepted for an hour after the session has ended. The two are never paired again.
    Answered by ``Ended`` once the report is kept, else by ``NotInSession``.
    """

    session: SessionId
    reason: ReportReason
    note: str


class MediaFlows(_Command, frozen=True):
    """The user sees or hears the partner. Answered only if they are not in the session."""

    session: SessionId


class Relay(_Command, frozen=True):
    """A signal for a partner who is not connected here; kept if they are away.

    The service has checked that the two are in the session.

    Attributes:
        data: one JSON object, never looked into.
    """

    partner: UserId
    session: SessionId
    data: Raw


class Befriend(_Command, frozen=True):
    """Add a buddy: the partner by ``session``, which may be over for ``LATE_SECONDS`` of
    :mod:`gurukul_desktop.matchmaking.buddies`, or a known buddy by ``partner``."""

    session: SessionId | None
    partner: UserId | None


class Unfriend(_Command, frozen=True):
    """Remove a buddy, take back a request or turn one down; named as in ``Befriend``."""

    session: SessionId | None
    partner: UserId | None


Command = (
    Arrive | Depart | Find | Cancel | Skip | End | Report | MediaFlows | Relay | Befriend | Unfriend
)
