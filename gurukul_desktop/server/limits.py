"""How much one user, connection or address may do. A limit of 0 is no limit."""

import ipaddress
import math
from collections.abc import Callable
from typing import Final

from limits import RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

MINUTE: Final = 60.0
_SWEEP_AT: Final = 1024


class Counters(Storage):
    """Counters of the ``limits`` library in memory.

    The library's own memory storage starts a thread at every hit and walks all of its
    keys there; this one forgets what has expired while it counts.

    Args:
        clock: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(None)
        self._clock = clock
        self._counts: dict[str, tuple[int, float]] = {}
        self._sweep_at = _SWEEP_AT

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count; the first of a key starts its window of ``expiry`` seconds."""
        now = self._clock()
        count, ends = self._counts.get(key, (0, now))
        if ends <= now:
            count, ends = 0, now + expiry
            if len(self._counts) >= self._sweep_at:
                self._counts = {k: v for k, v in self._counts.items() if v[1] > now}
                self._sweep_at = max(_SWEEP_AT, 2 * len(self._counts))
        self._counts[key] = (count + amount, ends)
        return count + amount

    def get(self, key: str) -> int:
        count, ends = self._counts.get(key, (0, 0.0))
        return count if ends > self._clock() else 0

    def get_expiry(self, key: str) -> float:
        return self._counts.get(key, (0, self._clock()))[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        forgotten = len(self._counts)
        self._counts.clear()
        return forgotten

    def clear(self, key: str) -> None:
        self._counts.pop(key, None)

    def __len__(self) -> int:
        return len(self._counts)


class FindLimit:
    """How often one user may search."""

    def __init__(self, per_minute: int, clock: Callable[[], float]) -> None:
        self._item = RateLimitItemPerMinute(per_minute) if per_minute else None
        self._clock = clock
        self._limiter = FixedWindowRateLimiter(Counters(clock))

    def retry_after(self, user: str) -> float:
        """Count one search; 0 if it is allowed, else the seconds until the next one is."""
        if self._item is None or self._limiter.hit(self._item, user):
            return 0.0
        ends = self._limiter.get_window_stats(self._item, user).reset_time
        return max(1.0, math.ceil(ends - self._clock()))


class Meter:
    """Counts events in windows; two numbers, so that each connection can have its own.

    Args:
        amount: how many are allowed in a window; 0 is no limit.
        window: its length in seconds.
    """

    __slots__ = ("_amount", "_count", "_ends", "_window")

    def __init__(self, amount: int, window: float) -> None:
        self._amount = amount
        self._window = window
        self._count = 0
        self._ends = 0.0

    def over(self, now: float) -> int:
        """Count one; by how many the window is now over what is allowed, 0 if it is not."""
        if now >= self._ends:
            self._ends = now + self._window
            self._count = 0
        self._count += 1
        return max(0, self._count - self._amount) if self._amount else 0

    def remaining(self, now: float) -> float:
        """Seconds until the next window."""
        return max(0.0, self._ends - now)


class AddressLimit:
    """How many connections one address may have at a time. Loopback is not counted.

    An IPv6 host is given a /64 to choose its addresses from (RFC 4291, section 2.5.4), so
    there the /64 counts as one address.
    """

    def __init__(self, connections: int) -> None:
        self._limit = connections
        self._open: dict[str, int] = {}

    def admit(self, address: str) -> bool:
        """Count a connection in; False, and not counted, if there are too many."""
        key = self._key(address)
        if key is None:
            return True
        count = self._open.get(key, 0)
        if count >= self._limit:
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

    def _key(self, address: str) -> str | None:
        """What the address counts as; None if it is not counted."""
        if not self._limit:
            return None
        try:
            ip = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return address
        if isinstance(ip, ipaddress.IPv6Address):
            if ip.ipv4_mapped is None:
                return None if ip.is_loopback else ip.exploded[:19]
            ip = ip.ipv4_mapped
        return None if ip.is_loopback else str(ip)
