"""What a call measures of itself, once a second."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statistics:
    """One second of a call, as received here.

    Attributes:
        frames_received: pictures decoded since the call began.
        fps: pictures decoded in the last second.
        width, height: of the newest picture, in pixels; 0 before the first.
        bits_per_second_in, bits_per_second_out: on the wire, RTP payload and headers.
        packets_lost: incoming RTP packets known lost since the call began
            (RFC 3550, section 6.4.1).
        round_trip_ms: of the heartbeat; None before the first answer.
    """

    frames_received: int = 0
    fps: float = 0.0
    width: int = 0
    height: int = 0
    bits_per_second_in: int = 0
    bits_per_second_out: int = 0
    packets_lost: int = 0
    round_trip_ms: float | None = None
