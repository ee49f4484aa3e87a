"""Which notice says why a call, a search or the link ended."""

from typing import Final

from gurukul_desktop.errors import CallFault
from gurukul_desktop.protocol.messages import LeaveReason
from gurukul_desktop.session.snapshot import Notice
from gurukul_desktop.signaling.link import Refusal

LEFT: Final[dict[LeaveReason, Notice]] = {
    "skipped": Notice.PARTNER_SKIPPED,
    "ended": Notice.PARTNER_LEFT,
    "disconnected": Notice.PARTNER_LOST,
    "timeout": Notice.SESSION_TIMEOUT,
    # Who was reported is not told so.
    "reported": Notice.PARTNER_LEFT,
}
FAULTS: Final = {
    CallFault.TIMEOUT: Notice.CONNECT_TIMEOUT,
    CallFault.UNREACHABLE: Notice.UNREACHABLE,
    CallFault.LOST: Notice.CONNECTION_LOST,
    CallFault.BAD_OFFER: Notice.BAD_OFFER,
    CallFault.NO_RELAY: Notice.NO_RELAY,
    CallFault.ASLEEP: Notice.ASLEEP,
}
REFUSALS: Final = {
    Refusal.BANNED: Notice.BANNED,
    Refusal.REPLACED: Notice.REPLACED,
    Refusal.UNSUITABLE: Notice.SERVER_UNSUITABLE,
    Refusal.OTHER_VERSION: Notice.OTHER_VERSION,
    Refusal.OCCUPIED: Notice.PORT_OCCUPIED,
    Refusal.UNAUTHORIZED: Notice.UNAUTHORIZED,
}
