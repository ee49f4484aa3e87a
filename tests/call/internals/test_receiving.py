"""The private names of aiortc and aioice that ``call/internals/receiving.py`` touches.

If a test here fails after an update of either, read that module and the new source.
"""

import importlib.metadata
import inspect

import pytest
from aiortc import RTCConfiguration, RTCPeerConnection
from aiortc.rtcrtpreceiver import StreamStatistics
from aiortc.rtp import RtcpReceiverInfo, RtcpRrPacket, RtpPacket

from gurukul_desktop.call.internals import receiving, sending


@pytest.fixture
async def connection():
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    connection.addTransceiver("video")
    yield connection
    await connection.close()


def test_the_versions_are_those_whose_private_parts_we_know():
    assert importlib.metadata.version("aiortc") == "1.16.0"
    assert importlib.metadata.version("aioice") == "0.13.0"


async def test_a_sender_has_its_names(connection):
    sender = connection.getTransceivers()[0].sender
    assert getattr(sender, sending.SENDER_ROUND_TRIP, "gone") is None
    assert inspect.iscoroutinefunction(getattr(sender, sending.RTCP_HANDLER, None))
    assert isinstance(sender._ssrc, int)
    assert inspect.iscoroutinefunction(sender.transport._send_rtp)


async def test_a_receiver_has_its_names(connection):
    receiver = connection.getTransceivers()[0].receiver
    for name in (receiving.RECEIVER_CODECS, receiving.RECEIVER_STREAMS, receiving.RECEIVER_RTX):
        assert getattr(receiver, name, None) == {}, name
    receiver._set_rtcp_ssrc(7)
    assert getattr(receiver, receiving.RECEIVER_SSRC) == 7
    handlers = (receiving.RTP_HANDLER, sending.RTCP_HANDLER)
    for name in (*handlers, "_send_rtcp", "_send_rtcp_nack", "_send_rtcp_pli"):
        assert inspect.iscoroutinefunction(getattr(receiver, name, None)), name
    assert receiving.arrivals(receiver) == (0, 0)
    stream = StreamStatistics(90_000)
    for sequence_number in (1, 2, 5):
        stream.add(RtpPacket(sequence_number=sequence_number))
    getattr(receiver, receiving.RECEIVER_STREAMS)[1] = stream
    assert receiving.arrivals(receiver) == (5, 2)
    assert list(inspect.signature(receiver._handle_rtp_packet).parameters) == [
        "packet",
        "arrival_time_ms",
    ]


async def test_a_report_says_what_has_arrived(connection):
    sender = connection.getTransceivers()[0].sender
    heard = []
    sending.on_reports(sender, heard.append)
    reports = [
        RtcpReceiverInfo(
            ssrc=ssrc, fraction_lost=64, packets_lost=0, highest_sequence=n, jitter=0, lsr=0, dlsr=0
        )
        for ssrc, n in ((sender._ssrc, 70_000), (sender._ssrc ^ 1, 9))
    ]
    await sender._handle_rtcp_packet(RtcpRrPacket(ssrc=1, reports=reports))
    assert heard == [(70_000, 0.25)]


async def test_a_section_has_its_codec(connection):
    transceiver = connection.getTransceivers()[0]
    assert transceiver._codecs == []
    assert sending.mime_type(transceiver) is None
    await connection.createOffer()
    assert sending.mime_type(transceiver) == "video/VP8"
