"""How many bits a second may be sent: pure policy on what the partner says of our packets.

Three voices are heard. The partner's estimate (REMB, draft-alvestrand-rmcat-remb-03), which
grows with what it receives and drops when our packets queue up on the way; its reports of loss;
and the round trip. The part on loss follows draft-ietf-rmcat-gcc-02, section 6 (below 2 % rise,
above 10 % fall, between the two hold), with two changes:

- A wireless link that loses packets at random loses as many at any rate. So a fall is a trial:
  where the loss stays although less is sent, and nothing queues, it is not ours. The rate comes
  back, and from then on only loss beyond that counts.
- An estimate that merely did not grow, because the picture stood still and little was sent, says
  nothing about the network. Only one that dropped does, or one below what has just arrived.

libwebrtc tries out more bandwidth with padding, which aiortc's estimate does not see; here the
pictures themselves try it, in steps, with growing patience between those that failed.
"""

from typing import Final, NamedTuple

LOWEST: Final = 150_000
START: Final = 1_200_000
"""Sent at once: 720p30 looks well with it, and a link that has less says so within a second."""
SOUND: Final = 60_000
"""Of the partner's estimate, kept for sound."""

DROP: Final = 0.97
"""An estimate below this part of the last one dropped."""
FIRST_DROP: Final = 0.9
"""The first one did, if it is below this part of what has just arrived."""
LOW_LOSS: Final = 0.02
HIGH_LOSS: Final = 0.10
ENOUGH_PACKETS: Final = 100
"""Loss is judged on so many packets; fewer tell chance."""
LONGEST_WINDOW: Final = 2.5
GRAVE_LOSS: Final = 0.3
"""Loss on which to act at once."""
RISE: Final = 1.08
"""A second, as in section 5.5 of the draft."""
BOLD_RISE: Final = 1.25
"""A second, while below what the link carried before, or trying whether it has become wider."""
KNOWN_PART: Final = 0.85
"""Of the rate at the last fall; up to there it was surely carried."""
OUTAGE: Final = 2.5
"""Seconds without a report after which there was no link at all: what was lost meanwhile tells
nothing about the one that there is now."""
AFTER_OUTAGE: Final = 0.7
USED: Final = 0.7
"""Only who sends this part of what he may gets more."""
KEPT_LOSS: Final = 0.5
"""The part of the loss that has to stay after a fall for it not to be ours."""
MOST_FOREIGN_LOSS: Final = 0.35
QUEUE: Final = 0.15
"""Seconds of round trip above the shortest known that mean a queue."""
LONG_QUEUE: Final = 0.4
"""A queue that no estimate spoke of: the rate falls without one."""
PATIENCE: Final = 4.0
MOST_PATIENCE: Final = 60.0
SHORTEST_FORGOTTEN: Final = 60.0


class Report(NamedTuple):
    """What the partner reports of the packets since its last report (RFC 3550, section 6.4.1).

    Attributes:
        packets: how many were expected.
        lost: the part of them that did not come, 0 to 1.
        round_trip: in seconds; None where it is not known.
        sent: what we sent in the last second or so, in bits a second.
    """

    packets: int
    lost: float
    round_trip: float | None
    sent: int


class Bandwidth:
    """The bit rate for the picture and what of it is sent again, between ``LOWEST`` and the
    ceiling; :attr:`loss` is what the partner last reported, smoothed."""

    def __init__(self, ceiling: int) -> None:
        self.ceiling = ceiling
        self.loss = 0.0
        self._rate = float(min(START, ceiling))
        self._estimate: int | None = None
        self._reported: float | None = None
        self._pending_packets = 0
        self._pending_lost = 0.0
        self._pending_since = 0.0
        self._foreign = 0.0
        self._trial: _Trial | None = None
        self._held_until = 0.0
        self._shortest: tuple[float, float] | None = None
        self._queue = 0.0
        self._patience = PATIENCE
        self._dropped: float | None = None
        self._known = 0.0

    @property
    def rate(self) -> int:
        """In bits a second."""
        return round(min(max(self._rate, LOWEST), self.ceiling))

    def estimated(self, now: float, estimate: int, sent: int) -> None:
        """The partner estimates what can reach it (REMB).

        Args:
            estimate: in bits a second, of all that is sent.
            sent: what we sent in the last second or so.
        """
        last, self._estimate = self._estimate, estimate
        arrived = sent * (1 - self.loss)
        dropped = estimate < (DROP * last if last is not None else FIRST_DROP * arrived)
        estimate = max(estimate - SOUND, LOWEST)
        if dropped and estimate < self._rate:
            hasty = self._dropped is not None and now - self._dropped < 3 * self._patience
            self._patience = min(2 * self._patience, MOST_PATIENCE) if hasty else PATIENCE
            self._dropped = now
            self._rate = estimate
            self._known = 0.0
            self._trial = None
        elif estimate > self._rate and sent >= USED * self._rate and now >= self._held_until:
            self._rate = min(estimate, self._rate * RISE)

    def reported(self, now: float, report: Report) -> None:
        """The partner's report came, as it does about once a second."""
        passed = 1.0 if self._reported is None else now - self._reported
        self._reported = now
        if passed > OUTAGE:
            self._resume()
            return
        self._measure_queue(now, report.round_trip)
        if not self._pending_packets:
            self._pending_since = now - passed
        self._pending_packets += report.packets
        self._pending_lost += report.packets * report.lost
        grave = report.lost > GRAVE_LOSS + self._foreign and report.packets >= 10
        waited = now - self._pending_since >= LONGEST_WINDOW
        if self._pending_packets < ENOUGH_PACKETS and not grave and not waited:
            return
        loss = report.lost if grave else self._pending_lost / max(1, self._pending_packets)
        passed = max(passed, now - self._pending_since)
        self._pending_packets, self._pending_lost = 0, 0.0
        self.loss += 0.5 * (loss - self.loss)
        self._judge(now, loss, passed, report.sent)

    def _judge(self, now: float, loss: float, passed: float, sent: int) -> None:
        if self._trial is not None:
            self._end_trial(now, loss)
        excess = loss - self._foreign
        steady = min(excess, self.loss - self._foreign) if loss < GRAVE_LOSS else excess
        if excess < 0:
            self._foreign += 0.3 * excess  # the link has become better
        if self._queue > LONG_QUEUE and now >= self._held_until:
            self._rate = max(LOWEST, 0.85 * min(self._rate, max(sent, LOWEST)))
            self._held_until = now + 2.0
        elif steady > HIGH_LOSS and self._trial is None:
            self._trial = _Trial(now, loss, self._rate)
            self._known = KNOWN_PART * self._rate
            self._rate = max(LOWEST, self._rate * (1 - max(0.5 * loss, excess)))
        elif excess < LOW_LOSS and self._trial is None and now >= self._held_until:
            self._rise(now, passed, sent)

    def _end_trial(self, now: float, loss: float) -> None:
        trial = self._trial
        assert trial is not None
        if now - trial.began < 1.5:  # the report is still about what went before
            return
        self._trial = None
        if loss >= KEPT_LOSS * trial.loss and self._queue < QUEUE:
            self._foreign = min(max(self._foreign, loss), MOST_FOREIGN_LOSS)
            self._rate = max(self._rate, 0.95 * trial.rate)

    def _rise(self, now: float, passed: float, sent: int) -> None:
        if sent < USED * self._rate or self._queue > QUEUE:
            return
        rise = BOLD_RISE if self._rate < self._known else RISE
        if self._dropped is not None:
            if now - self._dropped < self._patience:
                return
            rise = BOLD_RISE
        self._rate = min(self._rate * rise**passed, float(self.ceiling))

    def _resume(self) -> None:
        self._pending_packets, self._pending_lost = 0, 0.0
        self._trial = None
        self._known = max(self._known, self._rate)
        self._rate = max(LOWEST, AFTER_OUTAGE * self._rate)

    def _measure_queue(self, now: float, round_trip: float | None) -> None:
        if round_trip is None:
            return
        if (
            self._shortest is None
            or round_trip <= self._shortest[0]
            or now - self._shortest[1] > SHORTEST_FORGOTTEN
        ):
            self._shortest = round_trip, now
        self._queue = round_trip - self._shortest[0]


class _Trial(NamedTuple):
    """A fall of which it is not known yet whether it helps."""

    began: float
    loss: float
    rate: float
