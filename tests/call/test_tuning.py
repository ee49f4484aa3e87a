"""The private names of aiortc that tuning touches, and what the quick parts do.

If a test here fails after an update of aiortc, read ``call/tuning.py`` and the new source.
"""

import importlib.metadata

import av
import numpy as np
import pytest
from aiortc import RTCConfiguration, RTCPeerConnection
from aiortc.codecs.h264 import H264Decoder
from aiortc.codecs.vpx import Vp8Decoder
from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from aiortc.mediastreams import VIDEO_TIME_BASE
from aiortc.rtp import RtpPacket

from gurukul_desktop.call import tuning

ENCODERS = [tuning.QuickH264Encoder, tuning.QuickVp8Encoder]


def picture(number, width=320, height=180):
    pixels = np.full((height, width, 3), 40, np.uint8)
    pixels[:, number * 8 : number * 8 + 40] = 220
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")
    frame.pts = number * 3000
    frame.time_base = VIDEO_TIME_BASE
    return frame


def is_key(encoder, payloads):
    if isinstance(encoder, tuning.QuickVp8Encoder):
        return payloads[0][4] & 1 == 0  # RFC 7741, section 4.3, after a descriptor of 4 bytes
    return any(payload[0] & 0x1F == 24 for payload in payloads)  # STAP-A: parameter sets


def test_the_versions_are_those_whose_private_parts_we_know():
    assert importlib.metadata.version("aiortc") == "1.16.0"
    assert importlib.metadata.version("aioice") == "0.13.0"


async def test_every_private_name_is_still_there():
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    transceiver = connection.addTransceiver("video")
    assert transceiver._codecs == []
    assert getattr(transceiver.sender, tuning.SENDER_ENCODER, "gone") is None
    assert isinstance(getattr(transceiver.receiver, tuning.RECEIVER_BUFFER, None), JitterBuffer)
    agent = transceiver.receiver.transport.transport._connection
    assert callable(agent.get_component_candidates)
    await connection.close()
    buffer = JitterBuffer(capacity=16)
    assert (buffer._capacity, buffer._origin, len(buffer._packets)) == (16, None, 16)
    assert JitterBuffer._remove_frame is not tuning.MarkerJitterBuffer._remove_frame


async def test_a_connection_is_tuned_once():
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    tuning.prefer_codecs(connection.addTransceiver("video"))
    connection.addTransceiver("audio")
    offer = await connection.createOffer()
    tuning.tune(connection)
    video = connection.getTransceivers()[0]
    encoder = getattr(video.sender, tuning.SENDER_ENCODER)
    assert isinstance(encoder, tuning.QuickH264Encoder)
    assert isinstance(getattr(video.receiver, tuning.RECEIVER_BUFFER), tuning.MarkerJitterBuffer)
    tuning.tune(connection)
    assert getattr(video.sender, tuning.SENDER_ENCODER) is encoder
    assert offer.sdp.index("H264/90000") < offer.sdp.index("VP8/90000")
    await connection.close()


@pytest.mark.parametrize("make", ENCODERS)
def test_pictures_survive_the_quick_encoder(make):
    encoder = make()
    h264 = make is tuning.QuickH264Encoder
    decoder = H264Decoder() if h264 else Vp8Decoder()
    depayload = tuning_depayload(h264)
    decoded = []
    for number in range(10):
        payloads, timestamp = encoder.encode(picture(number))
        assert timestamp == number * 3000
        assert is_key(encoder, payloads) == (number == 0)
        data = b"".join(depayload(payload) for payload in payloads)
        decoded += decoder.decode(JitterFrame(data=data, timestamp=timestamp))
    number = len(decoded) - 1
    wanted = picture(number).to_ndarray(format="gray").astype(float)
    got = decoded[-1].to_ndarray(format="gray").astype(float)
    assert number >= 8
    assert np.abs(wanted - got).mean() < 8


def tuning_depayload(h264):
    from aiortc.codecs import h264_depayload, vp8_depayload

    return h264_depayload if h264 else vp8_depayload


@pytest.mark.parametrize("make", ENCODERS)
def test_a_keyframe_on_request_and_on_a_new_size(make):
    encoder = make()
    assert is_key(encoder, encoder.encode(picture(0))[0])
    assert not is_key(encoder, encoder.encode(picture(1))[0])
    assert is_key(encoder, encoder.encode(picture(2), force_keyframe=True)[0])
    assert is_key(encoder, encoder.encode(picture(3, 640, 360))[0])


@pytest.mark.parametrize("make", ENCODERS)
def test_the_bit_rate_follows_the_partner_within_bounds(make):
    encoder = make()
    encoder.encode(picture(0))
    codec = encoder.codec
    assert codec.bit_rate == tuning.BITRATE
    encoder.target_bitrate = 10**9
    assert encoder.target_bitrate == tuning.BITRATE
    encoder.target_bitrate = 1
    assert encoder.target_bitrate == tuning.LOWEST_BITRATE
    payloads, _ = encoder.encode(picture(1))
    assert encoder.codec.bit_rate == tuning.LOWEST_BITRATE
    if make is tuning.QuickH264Encoder:  # in place, without a keyframe
        assert encoder.codec is codec
        assert not is_key(encoder, payloads)


def packet(sequence_number, timestamp, marker=0):
    made = RtpPacket(sequence_number=sequence_number, timestamp=timestamp, marker=marker)
    made._data = bytes([sequence_number])
    return made


def test_a_picture_comes_out_with_its_last_packet():
    buffer = tuning.MarkerJitterBuffer()
    assert buffer.add(packet(1, 10)) == (False, None)
    _, frame = buffer.add(packet(2, 10, marker=1))
    assert (frame.data, frame.timestamp) == (b"\1\2", 10)
    _, frame = buffer.add(packet(3, 20, marker=1))
    assert frame.data == b"\3"


def test_packets_out_of_order_wait_for_the_missing_one():
    buffer = tuning.MarkerJitterBuffer()
    buffer.add(packet(1, 10))
    assert buffer.add(packet(3, 10, marker=1))[1] is None
    assert buffer.add(packet(2, 10))[1].data == b"\1\2\3"


def test_a_sender_without_markers_is_understood():
    buffer = tuning.MarkerJitterBuffer()
    buffer.add(packet(1, 10))
    buffer.add(packet(2, 10))
    assert buffer.add(packet(3, 20))[1].data == b"\1\2"
