"""How long the partner's sender takes to send a packet again, measured on those that it sent."""

from typing import Final

UNKNOWN: Final = 0.1
SHORTEST: Final = 0.01
LONGEST: Final = 0.5


class ResponseTime:
    """Smoothed as in RFC 6298: it waits in the sender's pacer, too, so that a mere round trip
    would be too short."""

    def __init__(self) -> None:
        self._mean: float | None = None
        self._deviation = 0.0

    @property
    def shortest(self) -> float:
        """What comes sooner than this after its loss was noticed is no answer."""
        return 0.5 * self._mean if self._mean is not None else SHORTEST / 2

    def measured(self, seconds: float) -> None:
        """One question, one answer (Karn: never one of several questions)."""
        seconds = min(max(seconds, 0.0), LONGEST)
        if self._mean is None:
            self._mean, self._deviation = seconds, seconds / 4
        else:
            self._deviation += (abs(seconds - self._mean) - self._deviation) / 4
            self._mean += (seconds - self._mean) / 8

    def round(self, round_trip: float | None) -> float:
        """How long to wait for an answer before asking again, in seconds.

        Args:
            round_trip: what to go by before there was an answer; None: unknown.
        """
        if self._mean is not None:
            seconds = self._mean + max(SHORTEST, 2 * self._deviation)
        else:
            seconds = SHORTEST + 1.1 * (UNKNOWN if round_trip is None else max(0.0, round_trip))
        return min(seconds, LONGEST)
