"""Puts our own parts into a connection, between the negotiation of codecs and the first packet."""

from aiortc import RTCPeerConnection, RTCRtpSender, RTCRtpTransceiver

from gurukul_desktop.call import internals
from gurukul_desktop.call.video.encoders import QuickH264Encoder, QuickVp8Encoder


def prefer_codecs(transceiver: RTCRtpTransceiver) -> None:
    """Offer H264 first: the cheaper of the two here. An answerer follows the offer's order."""
    codecs = RTCRtpSender.getCapabilities("video").codecs
    transceiver.setCodecPreferences(sorted(codecs, key=lambda c: c.mimeType != "video/H264"))


def tune(connection: RTCPeerConnection) -> None:
    """Put the quick encoders into the video senders of ``connection``.

    To be called between the negotiation of codecs and the first packet; calling it
    again, after a renegotiation, changes nothing.
    """
    for transceiver in connection.getTransceivers():
        if transceiver.kind == "video" and transceiver._codecs:
            _tune_sender(transceiver.sender, transceiver._codecs[0].mimeType)


def _tune_sender(sender: RTCRtpSender, mime_type: str) -> None:
    if internals.encoder(sender) is None:
        h264 = mime_type.lower() == "video/h264"
        internals.use_encoder(sender, QuickH264Encoder() if h264 else QuickVp8Encoder())
