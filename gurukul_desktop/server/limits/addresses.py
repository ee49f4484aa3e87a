"""How many connections an address may have."""

from ipaddress import IPv6Address
from typing import Final

from gurukul_desktop.server.addresses import parse_address
from gurukul_desktop.server.limits.values import NO_LIMIT

_NETWORK_DIGITS: Final = len("2001:0db8:0000:0000")


class AddressLimit:
    """How many connections one address may have at a time. Loopback is not counted.

    An IPv6 host is given a /64 to choose its addresses from (RFC 4291, section 2.5.4), so
    there the /64 counts as one address.

    Args:
        amount: how many; 0 is no limit. May be set anew at any time: nobody is disconnected
            for it.
    """

    def __init__(self, amount: int) -> None:
        self.amount = amount
        self._open: dict[str, int] = {}

    def admit(self, address: str) -> bool:
        """Count a connection in; False, and not counted, if there are too many."""
        key = self._key(address)
        if key is None:
            return True
        count = self._open.get(key, 0)
        if self.amount != NO_LIMIT and count >= self.amount:
            return False
        self._open[key] = count + 1
        return True

    def release(self, address: str) -> None:
        """Count out a connection that was admitted."""
        key = self._key(address)
        if key is not None:
            self._open[key] -= 1
            if not self._open[key]:
                del self._open[key]

    @staticmethod
    def _key(address: str) -> str | None:
        """What the address counts as; None if it is not counted."""
        ip = parse_address(address)
        if ip is None:
            return address
        if ip.is_loopback:
            return None
        return ip.exploded[:_NETWORK_DIGITS] if isinstance(ip, IPv6Address) else str(ip)
