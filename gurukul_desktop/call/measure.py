"""Statistics out of what aiortc counts (W3C webrtc-stats) and what was decoded here."""

from dataclasses import dataclass

from aiortc import RTCPeerConnection
from aiortc.stats import RTCInboundRtpStreamStats, RTCTransportStats

from gurukul_desktop.call.statistics import Statistics


@dataclass(frozen=True, slots=True)
class Totals:
    """Counted since the call began."""

    bytes_in: int = 0
    bytes_out: int = 0
    packets_in: int = 0
    packets_lost: int = 0


async def totals(connection: RTCPeerConnection) -> Totals:
    """What the connection has counted so far."""
    report = (await connection.getStats()).values()
    transports = [s for s in report if isinstance(s, RTCTransportStats)]
    inbound = [s for s in report if isinstance(s, RTCInboundRtpStreamStats)]
    return Totals(
        bytes_in=sum(t.bytesReceived for t in transports),
        bytes_out=sum(t.bytesSent for t in transports),
        packets_in=sum(t.packetsReceived for t in transports),
        packets_lost=sum(s.packetsLost for s in inbound),
    )


class Meter:
    """Turns totals into what happened since it was last asked."""

    def __init__(self, now: float) -> None:
        self._at = now
        self._last = Totals()
        self._frames = 0

    def read(
        self,
        now: float,
        total: Totals,
        *,
        frames: int,
        size: tuple[int, int],
        round_trip_ms: float | None,
    ) -> Statistics:
        """The time since the last reading, per second."""
        seconds = max(now - self._at, 1e-3)
        statistics = Statistics(
            frames_received=frames,
            fps=(frames - self._frames) / seconds,
            width=size[0],
            height=size[1],
            bits_per_second_in=round((total.bytes_in - self._last.bytes_in) * 8 / seconds),
            bits_per_second_out=round((total.bytes_out - self._last.bytes_out) * 8 / seconds),
            packets_lost=total.packets_lost,
            round_trip_ms=round_trip_ms,
        )
        self._at, self._last, self._frames = now, total, frames
        return statistics
