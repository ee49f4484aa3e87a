"""One line of ``make bench``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement beside its reference, both of the same run.

    Attributes:
        name: what was measured.
        value, unit: the measurement.
        reference: what another way of doing it gave, in words; empty if there is none.
        target: what it is to be, in words.
        ok: whether it is.
    """

    name: str
    value: float
    unit: str
    reference: str
    target: str
    ok: bool
