"""Our encoder is in the connection once, and the cheaper codec is offered first."""

from aiortc import RTCConfiguration, RTCPeerConnection

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
    tuning.tune(connection)
    assert internals.encoder(video.sender) is encoder
    assert offer.sdp.index("H264/90000") < offer.sdp.index("VP8/90000")
    await connection.close()
