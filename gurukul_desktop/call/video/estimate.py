"""How much the way here carries, as the times of arrival show, and when the partner is told.

The estimate is aiortc's (Google's congestion control, receiving side: draft-ietf-rmcat-gcc-02).
It looks at growing delays, never at losses. It costs 9 to 14 µs a packet, 0.4 % of a core at
4 Mbit/s. While it sees the link overused it has a new value for every packet, though, and each
told is a packet back (REMB) through an already full link.

Who wants to receive less says so by the same estimate. A browser keeps to it; our own sender
heeds only one that drops, for one that merely stays says nothing about the network
(:mod:`gurukul_desktop.call.video.bandwidth`). So it is told less for a moment where more arrives
than was asked for.
"""

from typing import Final

from aiortc.rate import RemoteBitrateEstimator

SOONEST_MS: Final = 100
"""Between two that are told, unless the estimate fell."""
FALLEN: Final = 0.97
"""Below this part of what was told last, it is told at once (as libwebrtc does)."""
MOST_STREAMS: Final = 8
EXCEEDED: Final = 1.1
"""So many times what was asked for is more than chance."""
REMINDER: Final = 0.9
"""What is told then, as a part of what was asked for: less than ``FALLEN``, so that it is heard."""


class ArrivalEstimate:
    """The estimate for all streams of one receiver."""

    def __init__(self) -> None:
        self._estimator = RemoteBitrateEstimator()
        self._told: int | None = None
        self._told_at = 0

    def add(
        self, *, sent: int, arrived_ms: int, size: int, ssrc: int, most: int | None = None
    ) -> tuple[int, list[int]] | None:
        """A packet came: what to tell the partner now, bits a second and the streams it is for.

        Args:
            sent: the partner's clock, 24 bits (abs-send-time).
            size: of the payload, in bytes.
            most: what we want to receive, in bits a second; None is all that the way carries.
        """
        streams = self._estimator.ssrcs
        if ssrc not in streams and len(streams) >= MOST_STREAMS:
            return None  # an honest partner has two; each is remembered
        estimate = self._estimator.add(
            abs_send_time=sent, arrival_time_ms=arrived_ms, payload_size=size, ssrc=ssrc
        )
        if estimate is None:
            return None
        bitrate = estimate[0] if most is None else self._asked(estimate[0], most, arrived_ms)
        fallen = self._told is None or bitrate < FALLEN * self._told
        if not fallen and arrived_ms - self._told_at < SOONEST_MS:
            return None
        self._told, self._told_at = bitrate, arrived_ms
        return bitrate, estimate[1]

    def _asked(self, estimate: int, most: int, now_ms: int) -> int:
        """What to tell where no more than ``most`` is wanted."""
        if estimate <= REMINDER * most:
            return estimate
        arriving = self._estimator.incoming_bitrate.rate(now_ms)
        reminded = self._told is not None and self._told < FALLEN * most
        if arriving is not None and arriving > EXCEEDED * most and not reminded:
            return round(REMINDER * most)
        return min(estimate, most)
