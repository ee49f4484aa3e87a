"""How values are spread: counts in buckets, as Prometheus keeps a histogram."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Self


class Distribution:
    """Counts values by size.

    Attributes:
        bounds: the upper bound of each bucket, ascending; one more bucket is above the last.
        counts: how many fell into each bucket, that bucket alone.
        total: the sum of all values.
    """

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(self.bounds) + 1)
        self.total = 0.0

    def add(self, value: float) -> None:
        """Count one value; a bound belongs to the bucket that it ends."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value

    def __len__(self) -> int:
        return sum(self.counts)

    def copy(self) -> Self:
        """The same counts, which do not change any more."""
        twin = type(self)(self.bounds)
        twin.counts = list(self.counts)
        twin.total = self.total
        return twin

    def since(self, earlier: "Distribution") -> Self:
        """What came after ``earlier`` was copied from this."""
        later = self.copy()
        later.counts = [now - was for now, was in zip(self.counts, earlier.counts, strict=True)]
        later.total -= earlier.total
        return later

    def quantile(self, share: float) -> float | None:
        """The value that ``share`` of all (0 to 1) do not exceed; None if there are none.

        Interpolated within its bucket, as ``histogram_quantile`` of Prometheus does, so that
        the admin page and Grafana agree. Above the last bound the answer is that bound.
        """
        wanted = share * len(self)
        if not len(self):
            return None
        lower = 0.0
        below = 0
        for upper, count in zip(self.bounds, self.counts, strict=False):
            if count and below + count >= wanted:
                return lower + (upper - lower) * max(0.0, wanted - below) / count
            below += count
            lower = upper
        return lower
