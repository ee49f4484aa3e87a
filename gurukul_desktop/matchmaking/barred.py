"""Pairs of people who are not to be paired: skipped for a while, reported for good."""

from typing import Final

from gurukul_desktop.protocol.messages import UserId

_Pair = tuple[UserId, UserId]

REPORTED_PAIRS: Final = 100_000
"""How many reported pairs are remembered; beyond it the oldest is forgotten."""


class Barred:
    """Who is barred from whom. A bar holds in both directions."""

    def __init__(self, reported_pairs: int = REPORTED_PAIRS) -> None:
        self._until: dict[_Pair, float] = {}
        self._reported: dict[_Pair, None] = {}
        self._reported_pairs = reported_pairs

    def __contains__(self, pair: _Pair) -> bool:
        pair = _ordered(pair)
        return pair in self._until or pair in self._reported

    def reported(self, pair: _Pair) -> bool:
        """Whether a pair is barred for good."""
        return _ordered(pair) in self._reported

    def skip(self, pair: _Pair, until: float) -> None:
        """Bar a pair until a time that is no earlier than that of any skip before."""
        pair = _ordered(pair)
        self._until.pop(pair, None)
        self._until[pair] = until

    def report(self, pair: _Pair) -> None:
        """Bar a pair for good."""
        self._reported[_ordered(pair)] = None
        if len(self._reported) > self._reported_pairs:
            del self._reported[next(iter(self._reported))]

    def next_expiry(self) -> tuple[float, _Pair] | None:
        """When the oldest skip is over, and between whom."""
        for pair, until in self._until.items():
            return until, pair
        return None

    def expire(self, pair: _Pair) -> None:
        """Forget a skip."""
        del self._until[pair]


def _ordered(pair: _Pair) -> _Pair:
    one, other = pair
    return (one, other) if one < other else (other, one)
