"""What the two students say to each other in a call, over all its connections.

A connection may be replaced by the next one at any time, and what was given to the first is then
perhaps lost. So :class:`Talk`, one a call, keeps what the partner has not confirmed, and each
channel has a :class:`Teller` that knows what was said on it. Numbers keep what is said twice from
being heard twice.

The partner may be hostile: what reaches the main loop is bounded here. Chat above the bound is
left out and counted; of goals and timers above it the newest is told with the next heartbeat.
Lives on the call thread; the clock is brought in.
"""

from collections.abc import Callable, Iterator
from typing import Final

from gurukul_desktop.protocol.channel import Chat, Focus, Goal, Heard, Said

CHATS_PER_SECOND: Final = 5
CHAT_BURST: Final = 10
OWN_PER_SECOND: Final = 4
OWN_BURST: Final = 8
"""What we say ourselves stays below what the partner's app takes."""
LARGEST_STEP: Final = 1000
"""The most by which a timer's number may run ahead: ours has to stay above it."""

MOST_LATE: Final = 86_400_000
"""In milliseconds: no call lasts for a day."""


class Bucket:
    """Lets ``rate`` things a second through, and ``burst`` at once."""

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._at = now

    def take(self, now: float) -> bool:
        """Whether one more may pass."""
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class Talk:
    """What is said and heard in one call.

    Args:
        on_said: the partner said this.
        on_heard: the partner has heard our chat up to this number.
        on_left_out: so many of the partner's messages were left out so far; told at most once
            a heartbeat.

    Attributes:
        unheard: our chat that the partner has not confirmed, oldest first.
        goal, focus: our newest ones; no focus before the first.
        focus_at: when the focus was said.
        heard: the number of the partner's newest chat.
    """

    def __init__(
        self,
        now: float,
        on_said: Callable[[Said], None],
        on_heard: Callable[[int], None],
        on_left_out: Callable[[int], None],
    ) -> None:
        self._on_said = on_said
        self._on_heard = on_heard
        self._on_left_out = on_left_out
        self._chats = Bucket(CHATS_PER_SECOND, CHAT_BURST, now)
        self._states = Bucket(CHATS_PER_SECOND, CHAT_BURST, now)
        self._held: dict[type[Said], Said] = {}
        self._left_out = self._told_left_out = 0
        self._partner_goal = -1
        self._partner_focus = 0
        self.unheard: list[Chat] = []
        self.goal = Goal(n=0, text="")
        self.focus: Focus | None = None
        self.focus_at = now
        self.heard = 0

    def say(self, message: Said, now: float) -> None:
        """The student said this. Bounded by who calls: see the session's log."""
        match message:
            case Chat():
                self.unheard.append(message)
            case Goal():
                self.goal = message
            case Focus():
                self.focus, self.focus_at = message, now

    def receive(self, message: Said | Heard, now: float) -> bool:
        """The partner said this; whether to confirm it at once."""
        match message:
            case Heard(n):
                if self.unheard and n >= self.unheard[0].n:
                    heard = min(n, self.unheard[-1].n)
                    self.unheard = [chat for chat in self.unheard if chat.n > heard]
                    self._on_heard(heard)
            case Chat(n):
                if n > self.heard:
                    self.heard = n
                    if self._chats.take(now):
                        self._on_said(message)
                        return True
                    self._left_out += 1
            case Goal(n):
                if n > self._partner_goal:
                    self._partner_goal = n
                    self._tell_state(message, now)
            case Focus(n):
                # Of two with one number both are told: whose holds is known to the session.
                newest = max(self._partner_focus, self.focus.n if self.focus is not None else 0)
                if self._partner_focus < n <= newest + LARGEST_STEP:
                    self._partner_focus = n
                    self._tell_state(message, now)
        return False

    def beat(self) -> None:
        """Once a heartbeat: tell what was held back."""
        held, self._held = self._held, {}
        for message in held.values():
            self._on_said(message)
        if self._left_out != self._told_left_out:
            self._told_left_out = self._left_out
            self._on_left_out(self._left_out)

    def _tell_state(self, message: Goal | Focus, now: float) -> None:
        kind = type(message)
        if kind not in self._held and self._states.take(now):
            self._on_said(message)
        else:
            self._held[kind] = message


class Teller:
    """What of a :class:`Talk` was said on one channel."""

    def __init__(self, talk: Talk, now: float) -> None:
        self._talk = talk
        self._pace = Bucket(OWN_PER_SECOND, OWN_BURST, now)
        self._chat = self._focus = self._heard = 0
        self._goal = -1

    def untold(self, now: float) -> Iterator[Said | Heard]:
        """What is still to be said here; each one counts as said when the next is asked for."""
        talk = self._talk
        if talk.heard > self._heard:
            heard = talk.heard
            yield Heard(n=heard)
            self._heard = heard
        if talk.goal.n > self._goal:
            goal = talk.goal
            yield goal
            self._goal = goal.n
        if talk.focus is not None and talk.focus.n > self._focus:
            focus = talk.focus
            yield late(focus, now - talk.focus_at)
            self._focus = focus.n
        for chat in talk.unheard:
            if chat.n > self._chat:
                if not self._pace.take(now):
                    return
                yield chat
                self._chat = chat.n


def late(focus: Focus, seconds: float) -> Focus:
    """A timer that is told ``seconds`` after it was set."""
    if not focus.running:
        return focus
    remaining = max(-MOST_LATE, focus.remaining - round(seconds * 1000))
    return Focus(focus.n, focus.phase, focus.running, remaining, focus.focus, focus.pause)
