"""Statistics out of what a connection counts (W3C webrtc-stats) and how it does now."""

from dataclasses import astuple, dataclass

from gurukul_desktop.call.statistics import Limit, Path, Statistics


@dataclass(frozen=True, slots=True)
class Totals:
    """Counted since a connection began; of several connections of one call they add up.

    Attributes:
        bytes_in, bytes_out: on the transport.
        expected, lost: incoming RTP packets (RFC 3550, section 6.4.1).
        frames: pictures decoded.
        frozen, concealed: seconds, as in :class:`Statistics`.
    """

    bytes_in: int = 0
    bytes_out: int = 0
    expected: int = 0
    lost: int = 0
    frames: int = 0
    frozen: float = 0.0
    concealed: float = 0.0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Present:
    """How the connection that carries the call does now; named as in :class:`Statistics`."""

    width: int = 0
    height: int = 0
    codec: str = ""
    round_trip_ms: float | None = None
    loss_out: float | None = None
    playout_ms: float | None = None
    sent_width: int = 0
    sent_height: int = 0
    sent_fps: float = 0.0
    limited_by: Limit | None = None
    path: Path | None = None


class Meter:
    """Turns totals into what happened since it was last asked."""

    def __init__(self, now: float) -> None:
        self._at = now
        self._last = Totals()

    def read(self, now: float, total: Totals, present: Present) -> Statistics:
        """The time since the last reading, per second."""
        seconds = max(now - self._at, 1e-3)
        last, self._last, self._at = self._last, total, now
        expected = total.expected - last.expected
        return Statistics(
            frames_received=total.frames,
            fps=(total.frames - last.frames) / seconds,
            width=present.width,
            height=present.height,
            bits_per_second_in=round((total.bytes_in - last.bytes_in) * 8 / seconds),
            bits_per_second_out=round((total.bytes_out - last.bytes_out) * 8 / seconds),
            packets_lost=total.lost,
            round_trip_ms=present.round_trip_ms,
            # What came late is no longer lost, so a second may even gain packets.
            loss_in=min(1.0, max(0, total.lost - last.lost) / expected) if expected > 0 else 0.0,
            loss_out=present.loss_out,
            frozen_ms=total.frozen * 1000,
            concealed_ms=total.concealed * 1000,
            playout_ms=present.playout_ms,
            codec=present.codec,
            sent_width=present.sent_width,
            sent_height=present.sent_height,
            sent_fps=present.sent_fps,
            limited_by=present.limited_by,
            path=present.path,
        )
