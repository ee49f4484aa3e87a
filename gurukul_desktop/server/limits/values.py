"""How much is allowed, as an admin sets it."""

from typing import Final

from msgspec import Struct, structs

from gurukul_desktop.errors import UsageError
from gurukul_desktop.protocol.limits import MESSAGE_BYTES

NO_LIMIT: Final = 0

BURST_BYTES: Final = 4 * MESSAGE_BYTES
"""What a connection may send at once, however little it may send in the long run: the largest
message, and the set-up of a call."""


class Limits(Struct, frozen=True, kw_only=True):
    """How much is allowed; 0 is no limit.

    Attributes:
        finds_per_minute: searches of one user in any minute.
        messages_per_second: messages on one connection.
        bytes_per_second: bytes on one connection; short bursts may be larger.
        connections_per_address: at a time, loopback not counted.
        connections_per_user: new connections of one user in any minute. There is only ever
            one at a time, for the newest replaces the older.

    Raises:
        UsageError: one of them is negative.
    """

    finds_per_minute: int = 10
    messages_per_second: int = 50
    bytes_per_second: int = 256 * 1024
    connections_per_address: int = 50
    connections_per_user: int = 30

    def __post_init__(self) -> None:
        for name, amount in structs.asdict(self).items():
            if amount < 0:
                raise UsageError(f"{name} must be 0 (no limit) or more, not {amount}.")


class LimitsInForce:
    """The limits that rule now, shared by all that enforce them, so that a change is at once.

    Attributes:
        message_seconds: the share of a second that one message uses up; 0 is no limit.
        byte_seconds: the same of one byte.
        burst_seconds: so many seconds' worth of bytes may come at once.
    """

    __slots__ = ("burst_seconds", "byte_seconds", "message_seconds", "values")

    def __init__(self, values: Limits) -> None:
        self.change(values)

    def change(self, values: Limits) -> None:
        """These rule from now on."""
        rate = values.bytes_per_second
        self.values = values
        self.message_seconds = _seconds_each(values.messages_per_second)
        self.byte_seconds = _seconds_each(rate)
        self.burst_seconds = max(1.0, BURST_BYTES / rate) if rate else 1.0


def _seconds_each(rate: int) -> float:
    return 1 / rate if rate else 0.0
