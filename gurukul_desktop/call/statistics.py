"""What a call measures of itself, once a second."""

from dataclasses import dataclass
from typing import Literal

Path = Literal["direct", "relayed"]
Limit = Literal["cpu", "network"]


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
        loss_in: the part of the incoming packets of the last second that was lost, 0 to 1,
            before any was sent again.
        loss_out: the same of what we send, as the partner reports it; None before a report.
        frozen_ms: for how long the partner's picture stood still since the call began, as the
            W3C counts it (webrtc-stats, totalFreezesDuration).
        concealed_ms: sound that was made up for what did not come, since the call began.
        playout_ms: how long sound waits here to be played evenly; None without sound.
        codec: of the partner's picture, such as ``H264``; empty before the first.
        sent_width, sent_height, sent_fps: of our own picture as it is sent; 0 without one.
        limited_by: what keeps our picture below what was asked for; None: nothing does.
        path: whether the packets go through a relay; None while it is not known.
    """

    frames_received: int = 0
    fps: float = 0.0
    width: int = 0
    height: int = 0
    bits_per_second_in: int = 0
    bits_per_second_out: int = 0
    packets_lost: int = 0
    round_trip_ms: float | None = None
    loss_in: float = 0.0
    loss_out: float | None = None
    frozen_ms: float = 0.0
    concealed_ms: float = 0.0
    playout_ms: float | None = None
    codec: str = ""
    sent_width: int = 0
    sent_height: int = 0
    sent_fps: float = 0.0
    limited_by: Limit | None = None
    path: Path | None = None
