"""RTP packets of one picture stream: headers, what is kept for later, and what is sent again.

A packet's header is put together when it leaves, not when it is queued, so that the time in it
(abs-send-time, from which the partner estimates the bandwidth) is true.
"""

import random
import time
from struct import Struct
from typing import Final, NamedTuple

from gurukul_desktop.call.internals.sending import Outlet

MID_URI: Final = "urn:ietf:params:rtp-hdrext:sdes:mid"
SEND_TIME_URI: Final = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"

_HEADER: Final = Struct("!BBHLL")
_PLAIN: Final = 0x80
_EXTENDED: Final = 0x90
_ONE_BYTE: Final = 0xBEDE
_LONGEST_MID: Final = 16
"""What the one-byte form of a header extension can hold (RFC 8285, section 4.2)."""


class RtpPayload(NamedTuple):
    """What one packet carries."""

    sequence_number: int
    timestamp: int
    marker: bool
    payload: bytes


class RtpStream:
    """Numbers the payloads of pictures, and writes the packets.

    The first sequence number is in the lower half of its range: SRTP does not survive that
    the first packets of all are lost just where the number starts again (RFC 3711, appendix A).
    """

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet
        self._sequence_number = random.randrange(1 << 15)
        self._again_number = random.randrange(1 << 15)
        self._origin = random.randrange(1 << 32)
        self._before, self._behind = _extension(outlet)

    def picture(self, payloads: list[bytes], pts: int) -> list[RtpPayload]:
        """The packets of the picture that was filmed at ``pts``, on the 90 kHz clock."""
        timestamp = self.timestamp(pts)
        last = len(payloads) - 1
        first = self._sequence_number
        self._sequence_number = (first + len(payloads)) & 0xFFFF
        return [
            RtpPayload((first + index) & 0xFFFF, timestamp, index == last, payload)
            for index, payload in enumerate(payloads)
        ]

    def timestamp(self, pts: int) -> int:
        """The RTP time of a picture."""
        return (self._origin + pts) & 0xFFFFFFFF

    def write(self, packet: RtpPayload) -> bytes:
        """The packet as it leaves now."""
        outlet = self._outlet
        header = self._header(packet, outlet.payload_type, packet.sequence_number, outlet.ssrc)
        return header + packet.payload

    def write_again(self, packet: RtpPayload) -> bytes:
        """The same once more: on the stream for that (RFC 4588), if the partner knows it."""
        outlet = self._outlet
        if outlet.rtx_payload_type is None:
            return self.write(packet)
        number = self._again_number
        self._again_number = (number + 1) & 0xFFFF
        header = self._header(packet, outlet.rtx_payload_type, number, outlet.rtx_ssrc)
        return header + packet.sequence_number.to_bytes(2, "big") + packet.payload

    def _header(self, packet: RtpPayload, payload_type: int, number: int, ssrc: int) -> bytes:
        header = _HEADER.pack(
            _EXTENDED if self._before else _PLAIN,
            packet.marker << 7 | payload_type,
            number,
            packet.timestamp,
            ssrc,
        )
        if not self._before:
            return header
        if self._behind is None:
            return header + self._before
        return header + self._before + _send_time() + self._behind


def _send_time() -> bytes:
    """Now, in seconds with 18 bits of fraction, modulo 64 (abs-send-time)."""
    return (int(time.time() % 64 * (1 << 18)) & 0xFFFFFF).to_bytes(3, "big")


def _extension(outlet: Outlet) -> tuple[bytes, bytes | None]:
    """The header extension (RFC 8285) up to the time of sending, and what is behind it."""
    body = b""
    mid, mid_id = outlet.mid.encode(), outlet.extensions.get(MID_URI)
    if mid_id is not None and mid_id < 15 and 0 < len(mid) <= _LONGEST_MID:
        body += bytes([mid_id << 4 | len(mid) - 1]) + mid
    time_id = outlet.extensions.get(SEND_TIME_URI)
    timed = time_id is not None and time_id < 15
    if time_id is not None and timed:
        body += bytes([time_id << 4 | 2])
    if not body:
        return b"", None
    length = len(body) + (3 if timed else 0)
    padding = bytes(-length % 4)
    words = (length + len(padding)) // 4
    start = _ONE_BYTE.to_bytes(2, "big") + words.to_bytes(2, "big") + body
    return (start, padding) if timed else (start + padding, None)
