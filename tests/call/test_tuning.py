"""Our parts are in the connection once, and pictures come out with their last packet."""

from aiortc import RTCConfiguration, RTCPeerConnection
from aiortc.rtp import RtpPacket

from gurukul_desktop.call import internals, tuning
from gurukul_desktop.call.video.encoders import QuickH264Encoder


async def test_a_connection_is_tuned_once():
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    tuning.prefer_codecs(connection.addTransceiver("video"))
    connection.addTransceiver("audio")
    offer = await connection.createOffer()
    tuning.tune(connection)
    video = connection.getTransceivers()[0]
    encoder = internals.encoder(video.sender)
    assert isinstance(encoder, QuickH264Encoder)
    assert isinstance(getattr(video.receiver, internals.RECEIVER_BUFFER), tuning.MarkerJitterBuffer)
    tuning.tune(connection)
    assert internals.encoder(video.sender) is encoder
    assert offer.sdp.index("H264/90000") < offer.sdp.index("VP8/90000")
    await connection.close()


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
