"""How much one connection may send: messages and bytes.

Both by the generic cell rate algorithm (ITU-T I.371): each message moves the time at which
all that was sent is paid for, and that time may not run ahead of the clock by more than the
burst that is allowed. One number a limit, and on the way of a message only sums. What runs
ahead is dropped and not charged; a client that goes on so is cut off.
"""

from enum import Enum, auto
from typing import Final

from gurukul_desktop.protocol.limits import MESSAGE_BYTES
from gurukul_desktop.server.limits.values import LimitsInForce

FLOOD_SECONDS: Final = 3.0
"""So many seconds' worth above a limit, in a minute, is a flood."""

_MINUTE: Final = 60.0
_MESSAGE_BURST_SECONDS: Final = 1.0
_TOLD_SECONDS: Final = 1.0
_ROUNDING: Final = 1e-6


class Verdict(Enum):
    """What is to be done with a message."""

    PASS = auto()
    REFUSE = auto()
    """It is dropped, and the client is told."""
    DROP = auto()
    """It is dropped; the client was told a moment ago."""
    CLOSE = auto()
    """There is no end of it: the connection is to be closed."""


class Traffic:
    """What one connection has sent, against the limits that rule.

    Attributes:
        retry_after: seconds until the message that was refused last would have passed.
    """

    __slots__ = (
        "_bytes_paid",
        "_flood_paid",
        "_limits",
        "_messages_paid",
        "_tell_at",
        "retry_after",
    )

    def __init__(self, limits: LimitsInForce) -> None:
        self.retry_after = 0.0
        self._limits = limits
        self._messages_paid = 0.0
        self._bytes_paid = 0.0
        self._flood_paid = 0.0
        self._tell_at = 0.0

    def admit(self, size: int, now: float) -> Verdict:
        """Count one message of ``size`` bytes, ``now`` on a clock that never goes back."""
        limits = self._limits
        if size > MESSAGE_BYTES:
            size = MESSAGE_BYTES  # it is answered as too large, and its sender cut off
        messages, bytes_ = self._messages_paid, self._bytes_paid
        messages = (messages if messages > now else now) + limits.message_seconds
        bytes_ = (bytes_ if bytes_ > now else now) + limits.byte_seconds * size
        too_early = max(
            messages - now - _MESSAGE_BURST_SECONDS, bytes_ - now - limits.burst_seconds
        )
        if too_early > _ROUNDING:
            return self._refuse(too_early, size, now)
        self._messages_paid, self._bytes_paid = messages, bytes_
        return Verdict.PASS

    def _refuse(self, too_early: float, size: int, now: float) -> Verdict:
        limits = self._limits
        self.retry_after = too_early
        # A minute forgives FLOOD_SECONDS' worth.
        share = max(limits.message_seconds, limits.byte_seconds * size / limits.burst_seconds)
        paid = max(self._flood_paid, now) + share * _MINUTE / FLOOD_SECONDS
        if paid - now > _MINUTE + _ROUNDING:
            return Verdict.CLOSE
        self._flood_paid = paid
        if now < self._tell_at:
            return Verdict.DROP
        self._tell_at = now + _TOLD_SECONDS
        return Verdict.REFUSE
