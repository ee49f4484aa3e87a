"""How many connections, and how many new guests, an address may have."""

from collections.abc import Callable
from ipaddress import IPv6Address
from typing import Final

from gurukul_desktop.server.addresses import parse_address
from gurukul_desktop.server.limits.values import NO_LIMIT
from gurukul_desktop.server.limits.window import PerMinute

_NETWORK_DIGITS: Final = len("2001:0db8:0000:0000")


class AddressLimit:
    """How many connections one address may have at a time. Loopback is not counted.

    Args:
        amount: how many; 0 is no limit. May be set anew at any time: nobody is disconnected
            for it.
    """

    def __init__(self, amount: int) -> None:
        self.amount = amount
        self._open: dict[str, int] = {}

    def admit(self, address: str) -> bool:
        """Count a connection in; False, and not counted, if there are too many."""
        key = _counted_as(address)
        if key is None:
            return True
        count = self._open.get(key, 0)
        if self.amount != NO_LIMIT and count >= self.amount:
            return False
        self._open[key] = count + 1
        return True

    def release(self, address: str) -> None:
        """Count out a connection that was admitted."""
        key = _counted_as(address)
        if key is not None:
            self._open[key] -= 1
            if not self._open[key]:
                del self._open[key]


class NewGuests:
    """How many guests one address may become in a minute. Loopback is not counted.

    What is limited for a user is no limit for who is a new one each time, and each of them
    is remembered for a while.

    Args:
        amount: how many; 0 is no limit. May be set anew at any time.
        clock: seconds, never going back.
    """

    def __init__(self, amount: int, clock: Callable[[], float]) -> None:
        self._per_minute = PerMinute(amount, clock)

    def change(self, amount: int) -> None:
        """So many from now on."""
        self._per_minute.amount = amount

    def retry_after(self, address: str) -> float:
        """Count one; 0 if it is allowed, else whole seconds until the next one is."""
        key = _counted_as(address)
        return 0.0 if key is None else self._per_minute.retry_after(key)


def _counted_as(address: str) -> str | None:
    """What an address counts as; None if it is not counted.

    An IPv6 host is given a /64 to choose its addresses from (RFC 4291, section 2.5.4), so
    there the /64 counts as one address.
    """
    ip = parse_address(address)
    if ip is None:
        return address
    if ip.is_loopback:
        return None
    return ip.exploded[:_NETWORK_DIGITS] if isinstance(ip, IPv6Address) else str(ip)
