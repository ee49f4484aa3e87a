"""How much one user, connection or address may do.

* :mod:`~gurukul_desktop.server.limits.values`: the numbers.
* :mod:`~gurukul_desktop.server.limits.window`: so many in a minute.
* :mod:`~gurukul_desktop.server.limits.traffic`: messages and bytes of a connection.
* :mod:`~gurukul_desktop.server.limits.addresses`: connections and new guests of an address.

Each is counted where it happens, by one instance, and so costs no round trip to a store:
a user has one connection, to one instance.
"""

from collections.abc import Callable

from gurukul_desktop.server.limits.addresses import AddressLimit, NewGuests
from gurukul_desktop.server.limits.traffic import Traffic, Verdict
from gurukul_desktop.server.limits.values import Limits, LimitsInForce
from gurukul_desktop.server.limits.window import MINUTE, Meter, PerMinute

__all__ = [
    "MINUTE",
    "AddressLimit",
    "Limiters",
    "Limits",
    "Meter",
    "NewGuests",
    "PerMinute",
    "Traffic",
    "Verdict",
]


class Limiters:
    """Everything that is limited in one instance.

    Attributes:
        finds: searches of each user.
        arrivals: new connections of each user.
        addresses: connections of each address.
        new_guests: of each address, as many a minute as it may have connections.

    Args:
        values: the limits; :meth:`change` sets others.
        clock: seconds, never going back.
    """

    def __init__(self, values: Limits, clock: Callable[[], float]) -> None:
        self._in_force = LimitsInForce(values)
        self.finds = PerMinute(values.finds_per_minute, clock)
        self.arrivals = PerMinute(values.connections_per_user, clock)
        self.addresses = AddressLimit(values.connections_per_address)
        self.new_guests = NewGuests(values.connections_per_address, clock)

    @property
    def values(self) -> Limits:
        """The limits that rule now."""
        return self._in_force.values

    def traffic(self) -> Traffic:
        """The meter of a new connection."""
        return Traffic(self._in_force)

    def change(self, values: Limits) -> None:
        """These limits rule from now on, for open connections too."""
        self._in_force.change(values)
        self.finds.amount = values.finds_per_minute
        self.arrivals.amount = values.connections_per_user
        self.addresses.amount = values.connections_per_address
        self.new_guests.change(values.connections_per_address)
