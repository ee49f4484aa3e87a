"""The private names of aiortc and aioice that ``call/internals.py`` touches.

If a test here fails after an update of either, read that module and the new source.
"""

import asyncio
import gc
import importlib.metadata
import inspect
import socket

import pytest
from aioice.ice import TransportPolicy
from aiortc import RTCConfiguration, RTCIceServer, RTCPeerConnection
from aiortc.rtcrtpreceiver import StreamStatistics
from aiortc.rtp import RtcpReceiverInfo, RtcpRrPacket, RtpPacket

from gurukul_desktop.call import internals


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
    assert getattr(sender, internals.SENDER_ROUND_TRIP, "gone") is None
    assert inspect.iscoroutinefunction(getattr(sender, internals.RTCP_HANDLER, None))
    assert isinstance(sender._ssrc, int)
    assert inspect.iscoroutinefunction(sender.transport._send_rtp)


async def test_a_receiver_has_its_names(connection):
    receiver = connection.getTransceivers()[0].receiver
    for name in (internals.RECEIVER_CODECS, internals.RECEIVER_STREAMS, internals.RECEIVER_RTX):
        assert getattr(receiver, name, None) == {}, name
    receiver._set_rtcp_ssrc(7)
    assert getattr(receiver, internals.RECEIVER_SSRC) == 7
    handlers = (internals.RTP_HANDLER, internals.RTCP_HANDLER)
    for name in (*handlers, "_send_rtcp", "_send_rtcp_nack", "_send_rtcp_pli"):
        assert inspect.iscoroutinefunction(getattr(receiver, name, None)), name
    assert internals.arrivals(receiver) == (0, 0)
    stream = StreamStatistics(90_000)
    for sequence_number in (1, 2, 5):
        stream.add(RtpPacket(sequence_number=sequence_number))
    getattr(receiver, internals.RECEIVER_STREAMS)[1] = stream
    assert internals.arrivals(receiver) == (5, 2)
    assert list(inspect.signature(receiver._handle_rtp_packet).parameters) == [
        "packet",
        "arrival_time_ms",
    ]


async def test_a_report_says_what_has_arrived(connection):
    sender = connection.getTransceivers()[0].sender
    heard = []
    internals.on_reports(sender, heard.append)
    reports = [
        RtcpReceiverInfo(
            ssrc=ssrc, fraction_lost=64, packets_lost=0, highest_sequence=n, jitter=0, lsr=0, dlsr=0
        )
        for ssrc, n in ((sender._ssrc, 70_000), (sender._ssrc ^ 1, 9))
    ]
    await sender._handle_rtcp_packet(RtcpRrPacket(ssrc=1, reports=reports))
    assert heard == [(70_000, 0.25)]


async def test_an_agent_has_its_names(connection):
    transceiver = connection.getTransceivers()[0]
    assert transceiver._codecs == []
    assert internals.mime_type(transceiver) is None
    agent = transceiver.receiver.transport.transport._connection
    assert callable(agent.get_component_candidates)
    assert agent._nominated == {}
    assert agent._protocols == []
    assert agent._transport_policy is TransportPolicy.ALL
    assert internals.path(connection) is None
    assert internals.address(connection) is None


async def test_a_transport_counts(connection):
    for name in internals.TRANSPORT_COUNTERS:
        assert getattr(connection.getTransceivers()[0].receiver.transport, name, None) == 0, name
    assert internals.traffic(connection) == (0, 0, 0)


def test_the_addresses_of_this_machine_are_never_of_its_loopback():
    assert not internals.addresses() & {"127.0.0.1", "::1"}


@pytest.mark.parametrize("steps", range(8))
async def test_gathering_that_is_cut_short_leaves_no_socket_open(connection, steps):
    """A socket that is left open would be a warning, which is an error here."""
    internals.prepare_gathering(connection)
    gathering = asyncio.create_task(connection.setLocalDescription(await connection.createOffer()))
    for _ in range(steps):
        await asyncio.sleep(0)
    gathering.cancel()
    await asyncio.wait({gathering})
    await connection.close()
    gc.collect()


async def test_gathering_that_is_cut_short_ends_what_it_asks_of_a_relay():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        url = f"turn:127.0.0.1:{silent.getsockname()[1]}"
        servers = [RTCIceServer(url, "student", "word")]
        connection = RTCPeerConnection(RTCConfiguration(servers))
        connection.addTransceiver("audio")
        internals.prepare_gathering(connection, 0.2)
        offer = await connection.createOffer()
        gathering = asyncio.create_task(connection.setLocalDescription(offer))
        silent.setblocking(False)
        await asyncio.get_running_loop().sock_recv(silent, 1000)
        gathering.cancel()
        await asyncio.wait({gathering})
        await connection.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert left
        async with asyncio.timeout(5):
            await asyncio.wait(left)
