"""The rules of pairing written as plainly as possible: no index, every pair looked at."""

from dataclasses import dataclass, field, replace

from gurukul_desktop.matchmaking.wishes import Rules, Wish


@dataclass(frozen=True)
class Waiter:
    user: str
    since: float
    refreshed: float
    wish: Wish

    def insists(self, now: float, rules: Rules) -> bool:
        """Whether only people who share a topic will do."""
        return bool(self.wish.topics) and now < self.since + rules.patience


@dataclass
class Model:
    """Who waits, in order, and everything that decides who may be paired with whom."""

    rules: Rules
    waiting: list[Waiter] = field(default_factory=list)
    sessions: dict[str, frozenset[str]] = field(default_factory=dict)
    skipped: dict[frozenset[str], float] = field(default_factory=dict)
    reported: set[frozenset[str]] = field(default_factory=set)
    buddies: set[frozenset[str]] = field(default_factory=set)

    def waiter(self, user: str) -> Waiter | None:
        return next((w for w in self.waiting if w.user == user), None)

    def session_of(self, user: str) -> str | None:
        return next((s for s, members in self.sessions.items() if user in members), None)

    def put(self, user: str, wish: Wish, now: float) -> None:
        for place, waiter in enumerate(self.waiting):
            if waiter.user == user:
                self.waiting[place] = replace(waiter, wish=wish, refreshed=now)
                return
        self.waiting.append(Waiter(user, now, now, wish))

    def remove(self, user: str) -> None:
        self.waiting = [w for w in self.waiting if w.user != user]

    def rank(self, a: Waiter, b: Waiter, now: float) -> int | None:
        """How good a pair is, 0 the best; None if they may not be paired."""
        pair = frozenset((a.user, b.user))
        if a.user == b.user or pair in self.reported:
            return None
        if self.skipped.get(pair, float("-inf")) > now:
            return None
        if pair in self.buddies and "buddies_first" in (a.wish.mode, b.wish.mode):
            return 0
        if set(a.wish.topics) & set(b.wish.topics):
            return 1
        if a.insists(now, self.rules) or b.insists(now, self.rules):
            return None
        return 2

    def choice(self, finder: Waiter, now: float) -> str | None:
        """Whom ``finder`` gets."""
        ranked = [
            (rank, place, other.user)
            for place, other in enumerate(self.waiting)
            if (rank := self.rank(finder, other, now)) is not None
        ]
        return min(ranked)[2] if ranked else None

    def compatible_pairs(self, now: float) -> list[tuple[str, str]]:
        """The pairs that should not be left waiting."""
        return [
            (a.user, b.user)
            for i, a in enumerate(self.waiting)
            for b in self.waiting[i + 1 :]
            if self.rank(a, b, now) is not None
        ]
