"""Puts our own parts into a connection, between the negotiation of codecs and the first packet."""

from typing import Any

from aiortc import RTCPeerConnection, RTCRtpReceiver, RTCRtpSender, RTCRtpTransceiver
from aiortc.jitterbuffer import JitterBuffer, JitterFrame

from gurukul_desktop.call import internals
from gurukul_desktop.call.video.encoders import QuickH264Encoder, QuickVp8Encoder


class MarkerJitterBuffer(JitterBuffer):
    """Gives a picture out with its last packet (the marker bit, RFC 3550, section 5.1).

    The stock buffer waits for the first packet of the next picture: 33 ms at 30 a second.
    """

    def __init__(self, capacity: int = 512) -> None:
        super().__init__(capacity=capacity, is_video=True)

    def _remove_frame(self, sequence_number: int) -> JitterFrame | None:
        origin = self._origin
        assert origin is not None  # add() has set it
        parts: list[bytes] = []
        timestamp: int | None = None
        for count in range(self._capacity):
            packet: Any = self._packets[(origin + count) % self._capacity]
            if packet is None:
                return None
            if timestamp is None:
                timestamp = packet.timestamp
            elif packet.timestamp != timestamp:  # a sender without markers
                self.remove(count)
                return JitterFrame(data=b"".join(parts), timestamp=timestamp)
            parts.append(packet._data)
            if packet.marker:
                self.remove(count + 1)
                return JitterFrame(data=b"".join(parts), timestamp=packet.timestamp)
        return None


def prefer_codecs(transceiver: RTCRtpTransceiver) -> None:
    """Offer H264 first: the cheaper of the two here. An answerer follows the offer's order."""
    codecs = RTCRtpSender.getCapabilities("video").codecs
    transceiver.setCodecPreferences(sorted(codecs, key=lambda c: c.mimeType != "video/H264"))


def tune(connection: RTCPeerConnection) -> None:
    """Put the quick parts into the video senders and receivers of ``connection``.

    To be called between the negotiation of codecs and the first packet; calling it
    again, after a renegotiation, changes nothing.
    """
    for transceiver in connection.getTransceivers():
        if transceiver.kind == "video" and transceiver._codecs:
            _tune_sender(transceiver.sender, transceiver._codecs[0].mimeType)
            _tune_receiver(transceiver.receiver)


def _tune_sender(sender: RTCRtpSender, mime_type: str) -> None:
    if internals.encoder(sender) is None:
        h264 = mime_type.lower() == "video/h264"
        internals.use_encoder(sender, QuickH264Encoder() if h264 else QuickVp8Encoder())


def _tune_receiver(receiver: RTCRtpReceiver) -> None:
    if not isinstance(getattr(receiver, internals.RECEIVER_BUFFER), MarkerJitterBuffer):
        setattr(receiver, internals.RECEIVER_BUFFER, MarkerJitterBuffer())
