"""How long a store takes, for whoever watches the server."""

from typing import Final

from gurukul_desktop.server.distribution import Distribution
from gurukul_desktop.server.stores.commands import Command

BOUNDS_SECONDS: Final = (
    *(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05),
    *(0.1, 0.25, 0.5, 1, 2.5, 5),
)


class Timings:
    """Counts of one store since it was made.

    Attributes:
        seconds: of each command that was carried out, by its type's name, from when it was
            its turn.
        failures: how often a command was not carried out, because the store was away or
            has failed at it.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, Distribution] = {}
        self.failures = 0

    def took(self, command: Command, seconds: float) -> None:
        """A command was carried out."""
        name = type(command).__name__
        taken = self.seconds.get(name)
        if taken is None:
            taken = self.seconds[name] = Distribution(BOUNDS_SECONDS)
        taken.add(seconds)
