"""A sender's way to the wire for parts that encode themselves, and what the partner says of it.

aiortc's own loop encodes on the pool that sound shares, sends a picture in one burst and keeps
128 packets; :func:`drive` replaces the whole loop.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final, NamedTuple

from aiortc import RTCRtpSender, RTCRtpTransceiver
from aiortc.clock import current_ntp_time
from aiortc.codecs import is_rtx
from aiortc.rtcrtpparameters import RTCRtpCodecParameters, RTCRtpSendParameters
from aiortc.rtp import AnyRtcpPacket, RtcpRrPacket, RtcpSrPacket

_log = logging.getLogger(__name__)

RTCP_HANDLER: Final = "_handle_rtcp_packet"
SENDER_ROUND_TRIP: Final = "_RTCRtpSender__rtt"
SEND: Final = "send"
RUN: Final = "_run_rtp"
STARTED: Final = "_RTCRtpSender__rtp_started"
EXITED: Final = "_RTCRtpSender__rtp_exited"
NTP_TIME: Final = "_RTCRtpSender__ntp_timestamp"
RTP_TIME: Final = "_RTCRtpSender__rtp_timestamp"
OCTETS: Final = "_RTCRtpSender__octet_count"
PACKETS: Final = "_RTCRtpSender__packet_count"
REPORT_ID: Final = "_RTCRtpSender__lsr"
REPORT_TIME: Final = "_RTCRtpSender__lsr_time"


class Outlet:
    """Where the packets of one sender go, and what they have to say of themselves.

    Attributes:
        mime_type: of the codec that was negotiated.
        payload_type, ssrc: of the stream (RFC 3550, section 5.1).
        rtx_payload_type, rtx_ssrc: of what is sent again (RFC 4588); no type: not negotiated.
        mid: of the section of the description (RFC 8843, section 15).
        extensions: the ids of the header extensions that were negotiated, by their URIs.
    """

    def __init__(
        self, sender: RTCRtpSender, parameters: RTCRtpSendParameters, codec: RTCRtpCodecParameters
    ) -> None:
        self._sender: Any = sender
        self._loop = asyncio.get_running_loop()
        assert codec.payloadType is not None  # it was negotiated
        self.mime_type = codec.mimeType
        self.payload_type: int = codec.payloadType
        self.ssrc: int = sender._ssrc
        self.rtx_ssrc: int = sender._rtx_ssrc
        self.rtx_payload_type = next(
            (
                other.payloadType
                for other in parameters.codecs
                if is_rtx(other) and other.parameters.get("apt") == codec.payloadType
            ),
            None,
        )
        self.mid = parameters.muxId
        self.extensions = {each.uri: each.id for each in parameters.headerExtensions}

    async def send(self, packet: bytes) -> None:
        """Encrypt and send one packet.

        Raises:
            ConnectionError: there is no way to the partner, or no more.
        """
        await self._sender.transport._send_rtp(packet)

    def sent(self, *, packets: int, octets: int, timestamp: int, filmed: float) -> None:
        """A picture was sent. Sender reports tell its ``timestamp`` and when it was filmed.

        So the partner plays picture and sound together, however long encoding took
        (RFC 3550, section 6.4.1).

        Args:
            packets, octets: how many, and the bytes of their payloads.
            timestamp: the RTP time of the picture.
            filmed: when, by the clock of the loop.
        """
        sender = self._sender
        setattr(sender, PACKETS, getattr(sender, PACKETS) + packets)
        setattr(sender, OCTETS, getattr(sender, OCTETS) + octets)
        age = self._loop.time() - filmed
        setattr(sender, NTP_TIME, current_ntp_time() - round(age * (1 << 32)))
        setattr(sender, RTP_TIME, timestamp)


def round_trip_of(sender: RTCRtpSender, report_id: int, held: int) -> float | None:
    """Seconds to the partner and back by one receiver report; None if it answers none of ours.

    Args:
        report_id, held: its LSR and DLSR fields (RFC 3550, section 6.4.1).
    """
    if not held or getattr(sender, REPORT_ID) != report_id:
        return None
    seconds: float = time.time() - getattr(sender, REPORT_TIME) - held / 65536
    return max(0.0, seconds)


def drive(sender: RTCRtpSender, work: Callable[[Outlet], Awaitable[None]]) -> None:
    """Have ``work`` send what ``sender`` sends, from when it starts until it is stopped.

    To be called before the connection starts the sender; it takes no pictures from its track
    and encodes nothing any more. ``work`` is cancelled at the sender's end.
    """
    stock = sender.send

    async def send(parameters: RTCRtpSendParameters) -> None:
        async def run(codec: RTCRtpCodecParameters) -> None:
            getattr(sender, STARTED).set()
            try:
                await work(Outlet(sender, parameters, codec))
            except asyncio.CancelledError:
                raise
            except ConnectionError:  # the connection went away under it, as it may
                pass
            except Exception:
                _log.exception("sending pictures ended by a fault")
            finally:
                getattr(sender, EXITED).set()  # or the sender could never be stopped

        setattr(sender, RUN, run)
        await stock(parameters)

    setattr(sender, SEND, send)


def round_trip(sender: RTCRtpSender) -> float | None:
    """Seconds to the partner and back as its receiver reports tell (RFC 3550, section 6.4.1)."""
    seconds: float | None = getattr(sender, SENDER_ROUND_TRIP)
    return seconds


def listen(sender: RTCRtpSender, heard: Callable[[AnyRtcpPacket], None]) -> None:
    """Call ``heard`` with every RTCP packet for ``sender``, before aiortc acts on it."""
    stock = sender._handle_rtcp_packet

    async def handle(packet: AnyRtcpPacket) -> None:
        heard(packet)
        await stock(packet)

    setattr(sender, RTCP_HANDLER, handle)


class Report(NamedTuple):
    """What the partner says of the packets of one sender (RFC 3550, section 6.4.1).

    Attributes:
        highest: the highest sequence number that came, extended by its cycles: it only grows.
        lost: the part that was lost since the report before, 0 to 1.
    """

    highest: int
    lost: float


def on_reports(sender: RTCRtpSender, heard: Callable[[Report], None]) -> None:
    """Call ``heard`` with each report of what ``sender`` sent."""

    def look(packet: AnyRtcpPacket) -> None:
        if isinstance(packet, RtcpRrPacket | RtcpSrPacket):
            for report in packet.reports:
                if report.ssrc == sender._ssrc:
                    heard(Report(report.highest_sequence, report.fraction_lost / 256))

    listen(sender, look)


def mime_type(transceiver: RTCRtpTransceiver) -> str | None:
    """The codec of a section that both sides have described; None where they share none."""
    codec = next((codec for codec in transceiver._codecs if not is_rtx(codec)), None)
    return codec.mimeType if codec is not None else None
