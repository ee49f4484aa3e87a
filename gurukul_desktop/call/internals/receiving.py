"""A receiver's packets for parts that make pictures and sound of them themselves.

aiortc's own buffers hold a picture back by one, freeze for seconds after a loss and let sound
drift; here all of a receiver's packets go to a :class:`Reception` in their place.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, NamedTuple, Protocol

from aiortc import RTCRtpReceiver
from aiortc.codecs import depayload, is_rtx
from aiortc.rtcrtpreceiver import StreamStatistics
from aiortc.rtp import (
    RTCP_PSFB_APP,
    AnyRtcpPacket,
    RtcpPsfbPacket,
    RtcpSrPacket,
    RtpPacket,
    pack_remb_fci,
    unwrap_rtx,
)

from gurukul_desktop.call.internals.sending import RTCP_HANDLER
from gurukul_desktop.call.video.estimate import ArrivalEstimate

RECEIVER_CODECS: Final = "_RTCRtpReceiver__codecs"
RECEIVER_STREAMS: Final = "_RTCRtpReceiver__remote_streams"
RECEIVER_RTX: Final = "_RTCRtpReceiver__rtx_ssrc"
RECEIVER_SSRC: Final = "_RTCRtpReceiver__rtcp_ssrc"
RTP_HANDLER: Final = "_handle_rtp_packet"

MOST_STREAMS: Final = 8
"""An honest sender has one stream and one of what it sends again; each is kept and reported on."""


class MediaPacket(NamedTuple):
    """One RTP packet of a known codec.

    Attributes:
        sequence_number, timestamp, marker, ssrc: as in RFC 3550, section 5.1.
        payload: as it came.
        data: without the codec's payload header, for the decoder.
        codec: ``H264``, ``VP8`` or ``opus``.
        arrived: by the call loop's clock, in seconds.
        again: it was sent again on the partner's RTX stream.
    """

    sequence_number: int
    timestamp: int
    marker: bool
    ssrc: int
    payload: bytes
    data: bytes
    codec: str
    arrived: float
    again: bool


class Feedback:
    """What a reception tells the partner's sender (RFC 4585)."""

    def __init__(self, receiver: RTCRtpReceiver) -> None:
        self._receiver = receiver
        self._tasks: set[asyncio.Task[None]] = set()

    def ask_again(self, ssrc: int, sequence_numbers: list[int]) -> None:
        """A negative acknowledgement (NACK)."""
        self._send(self._receiver._send_rtcp_nack(ssrc, sequence_numbers))

    def ask_for_keyframe(self, ssrc: int) -> None:
        """A picture loss indication (PLI)."""
        self._send(self._receiver._send_rtcp_pli(ssrc))

    def _send(self, sending: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(sending)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class Reception(Protocol):
    """What becomes of the packets of one receiver. Called on the call thread, never blocks."""

    def begin(self, feedback: Feedback) -> None:
        """Told once, before everything else."""

    def packet(self, packet: MediaPacket) -> None:
        """A packet came, in whatever order."""

    def report(self, ntp: int, timestamp: int) -> None:
        """The sender says which RTP time is which time of its clock (64-bit NTP, RFC 3550)."""


def take_over(
    receiver: RTCRtpReceiver,
    reception: Reception,
    most: Callable[[], int | None] = lambda: None,
) -> None:
    """Give ``reception`` all packets of ``receiver``, in the place of aiortc's buffer and decoder.

    Receiver reports and bandwidth estimates (REMB) are sent as before, of at most ``most`` bits a
    second; None: as much as the way carries.
    """
    takeover = _Takeover(receiver, reception, most)
    setattr(receiver, RTP_HANDLER, takeover.handle_rtp)
    setattr(receiver, RTCP_HANDLER, takeover.handle_rtcp)
    reception.begin(Feedback(receiver))


class Arrivals(NamedTuple):
    """How many packets of a receiver should have come, and how many did not."""

    expected: int
    lost: int


def arrivals(receiver: RTCRtpReceiver) -> Arrivals:
    """Counted since the receiver began; what was sent again counts as lost all the same."""
    again = getattr(receiver, RECEIVER_RTX)
    streams = [s for n, s in getattr(receiver, RECEIVER_STREAMS).items() if n not in again]
    return Arrivals(
        sum(stream.packets_expected for stream in streams),
        sum(stream.packets_lost for stream in streams),
    )


class _Takeover:
    def __init__(self, receiver: Any, reception: Reception, most: Callable[[], int | None]) -> None:
        self._most = most
        self._receiver = receiver
        self._reception = reception
        self._stock_rtcp = receiver._handle_rtcp_packet
        self._loop = asyncio.get_running_loop()
        self._codecs = getattr(receiver, RECEIVER_CODECS)
        self._streams = getattr(receiver, RECEIVER_STREAMS)
        self._rtx = getattr(receiver, RECEIVER_RTX)
        self._estimate = ArrivalEstimate()

    async def handle_rtp(self, packet: RtpPacket, arrival_time_ms: int) -> None:
        sent = packet.extensions.abs_send_time
        if sent is not None:
            await self._tell_estimate(packet, sent, arrival_time_ms)
        codec = self._codecs.get(packet.payload_type)
        if codec is None:
            return
        if packet.ssrc not in self._streams:
            if len(self._streams) >= MOST_STREAMS:
                return
            self._streams[packet.ssrc] = StreamStatistics(codec.clockRate)
        self._streams[packet.ssrc].add(packet)
        again = is_rtx(codec)
        if again:
            original, apt = self._rtx.get(packet.ssrc), codec.parameters.get("apt")
            if original is None or len(packet.payload) < 2 or apt not in self._codecs:
                return
            packet, codec = unwrap_rtx(packet, apt, original), self._codecs[apt]
        try:
            data = depayload(codec, packet.payload) if packet.payload else b""
        except ValueError:  # hostile, or a codec's variant that nobody speaks
            return
        self._reception.packet(
            MediaPacket(
                packet.sequence_number,
                packet.timestamp,
                bool(packet.marker),
                packet.ssrc,
                packet.payload,
                data,
                codec.name,
                self._loop.time(),
                again,
            )
        )

    async def handle_rtcp(self, packet: AnyRtcpPacket) -> None:
        if isinstance(packet, RtcpSrPacket):
            sender = packet.sender_info
            self._reception.report(sender.ntp_timestamp, sender.rtp_timestamp)
        await self._stock_rtcp(packet)

    async def _tell_estimate(self, packet: RtpPacket, sent: int, arrival_time_ms: int) -> None:
        size = len(packet.payload) + packet.padding_size
        estimate = self._estimate.add(
            sent=sent,
            arrived_ms=arrival_time_ms,
            size=size,
            ssrc=packet.ssrc,
            most=self._most(),
        )
        ours = getattr(self._receiver, RECEIVER_SSRC)
        if estimate is not None and ours is not None:
            fci = pack_remb_fci(*estimate)
            remb = RtcpPsfbPacket(fmt=RTCP_PSFB_APP, ssrc=ours, media_ssrc=0, fci=fci)
            await self._receiver._send_rtcp(remb)


# What was negotiated
