"""What to ask for when packets of a video stream are missing.

A packet is asked for again (NACK, RFC 4585) as soon as a later one shows that it is missing,
and once more each round trip. Every such round loses the question or the answer now and then;
on a lossy path each question is therefore put again, a few milliseconds apart. When the
rounds left cannot mend the picture in :data:`MOST_FROZEN`, a keyframe is asked for beside
them (PLI): whatever comes first is shown. ::

    missing ──▶ asked ──▶ asked ──▶ asked, and a keyframe ──▶ asked … ──▶ given up
       └── reordering ──┘ └─ round trip ─┘

Pure: time is passed in, in seconds; positions are those of
:class:`~gurukul_desktop.call.video.sequence.SequenceNumbers`.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from gurukul_desktop.call.video.response import ResponseTime

MOST_FROZEN: Final = 0.275
"""What one lost packet may cost until a keyframe is on the screen, but for a picture's time."""
HISTORY: Final = 128
"""Packets that the partner's sender remembers at least (aiortc's; browsers more)."""
TWICE, THRICE = 0.01, 0.04
"""From these parts of lost packets on each question is put twice, or three times: at 5 % loss
one in ten goes unanswered, two one in a hundred, and each round trip without is a hitch."""
SPACING: Final = 0.01
TAIL: Final = 0.02
"""A picture whose last packet does not come in this time has lost it."""
REORDERING: Final = 0.015
"""The first packets of a stream may change places for this long."""
MOST_PATIENT: Final = 1.0


class Requests(NamedTuple):
    """What to ask the partner's sender for.

    Attributes:
        again: positions of packets.
        keyframe: a picture that needs no other.
        check: when to look again even if no packet came; None: no need to.
    """

    again: list[int]
    keyframe: bool
    check: float | None


@dataclass(slots=True)
class _Gap:
    since: float
    ask: float
    asked: int = 0
    first_asked: float = 0.0
    known: bool = True
    """False: it may be that nothing is missing."""


class Repair:
    """What is missing of one stream.

    Attributes:
        expected: packets that the sender sent, as far as known.
        lost: those of them that did not come by themselves.
        loss: the part that was lost lately, 0 to 1.
    """

    def __init__(self) -> None:
        self.expected = 0
        self.lost = 0
        self.loss = 0.0
        self._response = ResponseTime()
        self._gaps: dict[int, _Gap] = {}
        self._highest: int | None = None
        self._given_up = -1
        self._reordering = 0.0
        self._tail: tuple[int, float] | None = None
        self._entry: int | None = None
        self._entry_since = 0.0
        self._helpless_since: float | None = None
        self._keyframe_asked: float | None = None

    @property
    def missing(self) -> int:
        """How many packets are being asked for."""
        return len(self._gaps)

    def restart(self) -> None:
        """Another numbering began."""
        self._gaps.clear()
        self._highest = self._tail = self._entry = None
        self._given_up = -1

    def received(self, position: int, now: float, *, again: bool, last: bool) -> float | None:
        """A packet came; if it came again on request, for how long it was missing.

        Args:
            again: it was asked for, as far as the packet itself tells.
            last: no packet is to be expected behind it: it ends a picture.
        """
        gap = self._gaps.pop(position, None)
        if self._highest is None:
            self._highest = position - 1
        if position > self._highest:
            self._advance(position, now)
            self._tail = None if last else (position, now)
            if again:
                self.lost += 1
        elif gap is not None:
            return self._filled(gap, now, again)
        return None

    def done_with(self, position: int | None) -> None:
        """Packets before ``position`` are of no use any more."""
        if position is not None and self._gaps:
            for at in [at for at in self._gaps if at < position]:
                del self._gaps[at]
        if position is not None and self._given_up < position:
            self._given_up = -1

    def requests(
        self, now: float, round_trip: float | None, *, waits: bool, entry: int | None
    ) -> Requests:
        """What is to be asked for now.

        Args:
            round_trip: measured elsewhere; None: unknown.
            waits: only a keyframe can be decoded.
            entry: where a keyframe begins that is not whole yet.
        """
        if entry != self._entry:
            self._entry, self._entry_since = entry, now
        self._guess_tail(now)
        if not (self._gaps or waits or self._given_up >= 0):
            self._helpless_since = None
            return Requests([], False, None if self._tail is None else self._tail[1] + TAIL)
        round_ = self._response.round(round_trip)
        again = self._ask_again(now, round_)
        patience = max(round_, MOST_FROZEN - round_)
        keyframe, look = self._ask_for_keyframe(now, round_, patience, waits)
        checks = [gap.ask for gap in self._gaps.values()]
        if look is not None:
            checks.append(look)
        if self._tail is not None:
            checks.append(self._tail[1] + TAIL)
        return Requests(again, keyframe, min(checks, default=None))

    # What came

    def _advance(self, position: int, now: float) -> None:
        assert self._highest is not None
        step = position - self._highest
        self.expected += step
        lost = step - 1
        self.lost += lost
        self.loss += (lost / step - self.loss) * min(1.0, step / HISTORY)
        if lost >= HISTORY:  # the link was down: what comes next is for the keyframe alone
            self._gaps.clear()
            self._given_up = position - 1
        else:
            for at in range(self._highest + 1, position):
                gap = self._gaps.setdefault(at, _Gap(now, now + self._reordering))
                gap.known = True
        self._highest = position

    def _filled(self, gap: _Gap, now: float, again: bool) -> float | None:
        late = now - gap.since
        if again or (gap.asked and late > self._response.shortest):
            if gap.asked == 1 or now - gap.first_asked < 2 * SPACING + self._response.shortest:
                self._response.measured(now - gap.first_asked)
            return late
        if gap.known:  # it only was overtaken
            self.lost -= 1
            self.loss = max(0.0, self.loss - 1 / HISTORY)
            self._reordering = min(REORDERING, max(self._reordering, 1.5 * late))
        return None

    # What to ask for

    def _guess_tail(self, now: float) -> None:
        if self._tail is not None and now >= self._tail[1] + TAIL:
            self._gaps.setdefault(self._tail[0] + 1, _Gap(now, now, known=False))
            self._tail = None

    def _ask_again(self, now: float, round_: float) -> list[int]:
        forgotten = (self._highest or 0) - HISTORY
        times = 1 + (self.loss >= TWICE) + (self.loss >= THRICE)
        again = []
        for at, gap in list(self._gaps.items()):
            if at <= forgotten:
                self._given_up = max(self._given_up, at)
                del self._gaps[at]
            elif now - gap.since > MOST_PATIENT:
                self._given_up = max(self._given_up, at if gap.known else -1)
                del self._gaps[at]
            elif now >= gap.ask:
                again.append(at)
                if not gap.asked:
                    gap.first_asked = now
                gap.asked += 1
                gap.ask = now + (round_ if gap.asked % times == 0 else SPACING)
        return again

    def _ask_for_keyframe(
        self, now: float, round_: float, patience: float, waits: bool
    ) -> tuple[bool, float | None]:
        """Whether to ask, and else when to look again."""
        if waits or self._given_up >= 0:
            if self._helpless_since is None:
                self._helpless_since = now
            due = self._helpless_since + (REORDERING if waits else 0.0)
        else:
            self._helpless_since = None
            known = [gap.since for gap in self._gaps.values() if gap.known]
            if not known:
                return False, None
            due = min(known) + patience
        if self._keyframe_asked is not None:
            due = max(due, self._keyframe_asked + round_ + 0.05)
        if self._entry is not None:  # one is on its way
            due = max(due, self._entry_since + patience)
        if now < due:
            return False, due
        self._keyframe_asked = now
        return True, now + round_ + 0.05
