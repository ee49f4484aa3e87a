"""The private names of ``call/internals/sending.py``, and a sender that is driven.

If a test here fails after an update of aiortc, read that module and the new source.
"""

import asyncio
import inspect
import logging

import pytest
from aiortc import RTCConfiguration, RTCPeerConnection
from aiortc.clock import current_ntp_time
from aiortc.rtcrtpparameters import (
    RTCRtpCodecParameters,
    RTCRtpHeaderExtensionParameters,
    RTCRtpSendParameters,
)

from gurukul_desktop.call.internals import sending
from gurukul_desktop.call.internals.sending import drive, round_trip_of

H264 = RTCRtpCodecParameters("video/H264", 90_000, payloadType=99)
RTX = RTCRtpCodecParameters("video/rtx", 90_000, payloadType=100, parameters={"apt": 99})
OTHER_RTX = RTCRtpCodecParameters("video/rtx", 90_000, payloadType=98, parameters={"apt": 97})


@pytest.fixture
async def sender():
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    yield connection.addTransceiver("video").sender
    await connection.close()


def parameters(*codecs):
    extension = RTCRtpHeaderExtensionParameters(id=3, uri="urn:time")
    return RTCRtpSendParameters(codecs=list(codecs), headerExtensions=[extension], muxId="1")


async def test_a_sender_has_its_names(sender):
    for name in (sending.NTP_TIME, sending.RTP_TIME, sending.OCTETS, sending.PACKETS):
        assert getattr(sender, name, None) == 0, name
    for name in (sending.REPORT_ID, sending.REPORT_TIME):
        assert getattr(sender, name, "gone") is None, name
    for name in (sending.STARTED, sending.EXITED):
        assert isinstance(getattr(sender, name, None), asyncio.Event), name
    for name in (sending.RUN, sending.SEND):
        assert inspect.iscoroutinefunction(getattr(sender, name, None)), name
    assert list(inspect.signature(sender._run_rtp).parameters) == ["codec"]
    assert isinstance(sender._rtx_ssrc, int)


async def test_work_is_told_what_was_negotiated_and_ends_with_the_sender(sender):
    begun: asyncio.Future[sending.Outlet] = asyncio.get_running_loop().create_future()

    async def work(given):
        begun.set_result(given)
        await asyncio.Event().wait()

    drive(sender, work)
    await sender.send(parameters(H264, OTHER_RTX, RTX))
    given = await begun
    assert (given.mime_type, given.payload_type, given.rtx_payload_type) == ("video/H264", 99, 100)
    assert (given.mid, given.extensions) == ("1", {"urn:time": 3})
    assert (given.ssrc, given.rtx_ssrc) == (sender._ssrc, sender._rtx_ssrc)
    loop = asyncio.get_running_loop()
    given.sent(packets=3, octets=2000, timestamp=77, filmed=loop.time() - 0.5)
    told = getattr(sender, sending.NTP_TIME)
    assert 0.4 < (current_ntp_time() - told) / (1 << 32) < 2
    assert getattr(sender, sending.RTP_TIME) == 77
    stats = (await sender.getStats())[f"outbound-rtp_{id(sender)}"]
    assert (stats.packetsSent, stats.bytesSent) == (3, 2000)
    with pytest.raises(ConnectionError):
        await given.send(b"\x80" + bytes(20))
    async with asyncio.timeout(3):
        await sender.stop()


@pytest.mark.parametrize("error", [ConnectionError, ValueError])
async def test_a_sender_whose_work_failed_can_be_stopped(sender, error, caplog):
    caplog.set_level(logging.ERROR)

    async def work(given):
        raise error

    drive(sender, work)
    await sender.send(parameters(H264))
    await asyncio.sleep(0)
    async with asyncio.timeout(3):
        await sender.stop()
    assert bool(caplog.records) == (error is ValueError)


async def test_only_an_answer_to_our_report_tells_the_round_trip(sender):
    assert round_trip_of(sender, 5, 0) is None
    assert round_trip_of(sender, 5, 1) is None
    setattr(sender, sending.REPORT_ID, 5)
    setattr(sender, sending.REPORT_TIME, 0.0)
    assert round_trip_of(sender, 5, 65536) > 1e9
