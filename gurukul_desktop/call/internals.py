"""The one module that touches what aiortc and aioice keep private, and why.

aiortc's public surface has no place for another jitter buffer, another encoder or a pacer.
Here are the places, made on the objects of one connection; nothing is changed in the library
itself. ``tests/call/test_internals.py`` fails clearly when a new version of either no longer
has one of the names used here.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, NamedTuple, Protocol

from aioice.ice import TransportPolicy, get_host_addresses
from aiortc import RTCPeerConnection, RTCRtpReceiver, RTCRtpSender, RTCRtpTransceiver
from aiortc.codecs import depayload, is_rtx
from aiortc.rtcrtpreceiver import StreamStatistics
from aiortc.rtp import (
    RTCP_PSFB_APP,
    AnyRtcpPacket,
    RtcpPsfbPacket,
    RtcpRrPacket,
    RtcpSrPacket,
    RtpPacket,
    pack_remb_fci,
    unwrap_rtx,
)

from gurukul_desktop.call.statistics import Path
from gurukul_desktop.call.video.estimate import ArrivalEstimate

LOOPBACK: Final = "127.0.0.1"
SENDER_ROUND_TRIP: Final = "_RTCRtpSender__rtt"
RECEIVER_CODECS: Final = "_RTCRtpReceiver__codecs"
RECEIVER_STREAMS: Final = "_RTCRtpReceiver__remote_streams"
RECEIVER_RTX: Final = "_RTCRtpReceiver__rtx_ssrc"
RECEIVER_SSRC: Final = "_RTCRtpReceiver__rtcp_ssrc"
TRANSPORT_COUNTERS: Final = (
    "_RTCDtlsTransport__rx_packets",
    "_RTCDtlsTransport__rx_bytes",
    "_RTCDtlsTransport__tx_bytes",
)
RTP_HANDLER: Final = "_handle_rtp_packet"
RTCP_HANDLER: Final = "_handle_rtcp_packet"

MOST_STREAMS: Final = 8
"""An honest sender has one stream and one of what it sends again; each is kept and reported on."""

GATHERING_STEPS: Final = 100


# Sending


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


# Receiving


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


def take_over(receiver: RTCRtpReceiver, reception: Reception) -> None:
    """Give ``reception`` all packets of ``receiver``, in the place of aiortc's buffer and decoder.

    Receiver reports and bandwidth estimates (REMB) are sent as before.
    """
    takeover = _Takeover(receiver, reception)
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
    def __init__(self, receiver: Any, reception: Reception) -> None:
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
            sent=sent, arrived_ms=arrival_time_ms, size=size, ssrc=packet.ssrc
        )
        ours = getattr(self._receiver, RECEIVER_SSRC)
        if estimate is not None and ours is not None:
            fci = pack_remb_fci(*estimate)
            remb = RtcpPsfbPacket(fmt=RTCP_PSFB_APP, ssrc=ours, media_ssrc=0, fci=fci)
            await self._receiver._send_rtcp(remb)


# What was negotiated


def mime_type(transceiver: RTCRtpTransceiver) -> str | None:
    """The codec of a section that both sides have described; None where they share none."""
    codec = next((codec for codec in transceiver._codecs if not is_rtx(codec)), None)
    return codec.mimeType if codec is not None else None


# The way to the partner


def prepare_gathering(connection: RTCPeerConnection, patience: float = 5.0) -> None:
    """Let this machine talk to itself without a network, and end early without a trace.

    aioice never gathers 127.0.0.1, rightly: a remote peer cannot use it. Without any
    other address, though, two apps on one machine would find no way to each other. And
    gathering that is cancelled must not leave sockets open that nobody knows.
    Call it once the connection has its transport, before the local description is set.

    Args:
        patience: how long servers that do not answer are waited for, in seconds.
    """
    for agent in _agents(connection):
        agent.get_component_candidates = _Gathering(agent, patience).gather


class _Gathering:
    def __init__(self, agent: Any, patience: float) -> None:
        self._agent = agent
        self._patience = patience
        self._stock = agent.get_component_candidates

    async def gather(self, component: int, addresses: list[str]) -> Any:
        if not addresses and self._agent._transport_policy is TransportPolicy.ALL:
            addresses = [LOOPBACK]
        gathering = asyncio.ensure_future(self._stock(component, addresses, timeout=self._patience))
        try:
            return await asyncio.shield(gathering)
        except asyncio.CancelledError:
            for _ in range(GATHERING_STEPS):  # a few of the loop's for each socket, no waiting
                if gathering.done() or len(self._agent._protocols) >= len(addresses):
                    break
                await asyncio.sleep(0)
            self._ending = asyncio.create_task(self._end(gathering))
            raise

    async def _end(self, gathering: asyncio.Future[Any]) -> None:
        """Cancelled, aioice would leave what it asks of servers alone; it ends it in its time."""
        try:
            await asyncio.wait({gathering})
        finally:
            while self._agent._protocols:  # a relay that has answered since
                self._agent._protocols.pop().transport.close()


class Traffic(NamedTuple):
    """What went over the transport of a connection since it began."""

    packets_in: int = 0
    bytes_in: int = 0
    bytes_out: int = 0


def traffic(connection: RTCPeerConnection) -> Traffic:
    """RTP, RTCP, DTLS and data; ICE's own checks are not among them."""
    transports = _transports(connection)
    return Traffic(
        *(sum(getattr(t, name) for t in transports) for name in TRANSPORT_COUNTERS),
    )


def addresses() -> frozenset[str]:
    """The addresses of this machine that ICE would use now."""
    return frozenset(get_host_addresses(use_ipv4=True, use_ipv6=True))


def address(connection: RTCPeerConnection) -> str | None:
    """The address of this machine that carries a connection; None: none does, or a relay does."""
    for agent in _agents(connection):
        for pair in agent._nominated.values():
            local = pair.protocol.local_candidate
            return str(local.host) if local.type == "host" else None
    return None


def path(connection: RTCPeerConnection) -> Path | None:
    """Whether the chosen pair of candidates goes through a relay; None before there is one."""
    for agent in _agents(connection):
        for pair in agent._nominated.values():
            types = {pair.local_candidate.type, pair.remote_candidate.type}
            return "relayed" if "relay" in types else "direct"
    return None


def _agents(connection: RTCPeerConnection) -> list[Any]:
    """The ICE agents (aioice) of a connection; one where everything is bundled."""
    return [transport.transport._connection for transport in _transports(connection)]


def _transports(connection: RTCPeerConnection) -> set[Any]:
    """The DTLS transports of a connection; one where everything is bundled."""
    transports = {t.receiver.transport for t in connection.getTransceivers()}
    if connection.sctp is not None:
        transports.add(connection.sctp.transport)
    return transports
