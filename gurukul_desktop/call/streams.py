"""Picture and sound of one connection, both ways: our own parts, put where aiortc has its own.

::

          microphone ─▶ AudioSending ─▶┐                   ┌▶ AudioReception ─▶ speaker
                                       ├ RTCPeerConnection ┤       │ LipSync
    camera or screen ─▶ VideoSending ─▶┘                   └▶ VideoReception ─▶ window
"""

from collections.abc import Callable
from functools import partial

from aiortc import RTCPeerConnection, RTCRtpSender, RTCRtpTransceiver

from gurukul_desktop.call.audio.reception import AudioReception
from gurukul_desktop.call.audio.sending import AudioSending
from gurukul_desktop.call.internals import receiving, sending
from gurukul_desktop.call.ports import CallPlan, LocalMedia, Usage
from gurukul_desktop.call.showing import Showing
from gurukul_desktop.call.sync import LipSync
from gurukul_desktop.call.video.reception import VideoReception
from gurukul_desktop.call.video.sending import SendingStatus, VideoSending
from gurukul_desktop.call.video.usage import LIMITS
from gurukul_desktop.protocol.channel import MediaState


class Streams:
    """What one connection sends and receives.

    Args:
        media: which of our devices are on.
        usage: how much of the line may be used.
        round_trip: seconds to the partner and back, as the heartbeat measured; None: unknown.
        heard: called when the partner reports packets of ours that had not come before.

    Attributes:
        pictures, sound: of the partner; None until it has described them.
        loss_out: the part of what we send that was lost, as the partner last reported it; of
            picture and sound the worse.
    """

    def __init__(
        self,
        plan: CallPlan,
        local: LocalMedia,
        showing: Showing,
        media: MediaState,
        usage: Usage,
        *,
        round_trip: Callable[[], float | None],
        heard: Callable[[], None],
    ) -> None:
        self._showing = showing
        self._round_trip_measured = round_trip
        self._heard = heard
        self._voice = AudioSending(local.microphone, on=media.microphone)
        self._camera: VideoSending | None = None
        if plan.media == "video":
            self._camera = VideoSending(local.camera, local.screen, usage=usage)
            self._camera.set_media(camera=media.camera, screen=media.screen)
        self._usage: Usage = usage
        self._lips = LipSync()
        self._taken: set[object] = set()
        self._senders: dict[str, RTCRtpSender] = {}
        self._arrived: dict[str, int] = {}
        self._losses: dict[str, float] = {}
        self.pictures: VideoReception | None = None
        self.sound: AudioReception | None = None

    @property
    def loss_out(self) -> float | None:
        return max(self._losses.values(), default=None)

    @property
    def sent(self) -> SendingStatus:
        """How our picture goes out."""
        return self._camera.status() if self._camera is not None else SendingStatus()

    def offer(self, connection: RTCPeerConnection) -> None:
        """Put our tracks into a connection that is about to make an offer."""
        voice = connection.addTrack(self._voice.track)
        camera = connection.addTrack(self._camera.track) if self._camera is not None else None
        for transceiver in connection.getTransceivers():
            if transceiver.sender is voice:
                _speak_opus(transceiver)
            elif transceiver.sender is camera:
                _prefer_h264(transceiver)

    def answer(self, connection: RTCPeerConnection) -> None:
        """Put our tracks where the partner's offer has room for them."""
        kinds = {transceiver.kind for transceiver in connection.getTransceivers()}
        sending = {sender.track for sender in connection.getSenders()}
        tracks = [self._voice.track, *([self._camera.track] if self._camera is not None else [])]
        for track in tracks:
            if track.kind in kinds and track not in sending:
                connection.addTrack(track)

    def install(self, connection: RTCPeerConnection) -> None:
        """Take over a connection whose codecs are negotiated and that has sent no packet yet.

        To be called again after a renegotiation; what was taken over stays.
        """
        for transceiver in connection.getTransceivers():
            mime_type = sending.mime_type(transceiver)
            if mime_type is not None and transceiver not in self._taken:
                self._taken.add(transceiver)
                self._receive(transceiver)
                self._send(transceiver, mime_type)

    def set_media(self, media: MediaState) -> None:
        """Switch what is sent."""
        self._voice.set_on(media.microphone)
        if self._camera is not None:
            self._camera.set_media(camera=media.camera, screen=media.screen)

    def set_usage(self, usage: Usage) -> None:
        """How much of the line may be used."""
        self._usage = usage
        if self._camera is not None:
            self._camera.set_usage(usage)

    def hang_up(self) -> None:
        """Nobody is seen or heard any more, in either direction. Idempotent."""
        self._voice.close()
        if self._camera is not None:
            self._camera.close()
        self._showing.play_from(None)
        if self.pictures is not None:
            self.pictures.close()
        if self.sound is not None:
            self.sound.close()

    def _receive(self, transceiver: RTCRtpTransceiver) -> None:
        reception: receiving.Reception
        if transceiver.kind == "video" and self.pictures is None:
            reception = self.pictures = VideoReception(
                self._showing.picture, round_trip=self._round_trip, hold=self._hold
            )
        elif transceiver.kind == "audio" and self.sound is None:
            reception = self.sound = AudioReception()
            self._showing.play_from(self.sound)
        else:
            reception = _Unwanted()
        receiving.take_over(transceiver.receiver, reception, most=lambda: LIMITS[self._usage].asked)

    def _send(self, transceiver: RTCRtpTransceiver, mime_type: str) -> None:
        sender = transceiver.sender
        if sender.track is self._voice.track:
            self._voice.install(sender, mime_type)
        elif self._camera is not None and sender.track is self._camera.track:
            self._camera.install(sender, mime_type)
        else:
            return
        self._senders[transceiver.kind] = sender
        sending.on_reports(sender, partial(self._on_report, transceiver.kind))

    def _on_report(self, kind: str, report: sending.Report) -> None:
        self._losses[kind] = report.lost
        if report.highest > self._arrived.get(kind, -1):
            self._arrived[kind] = report.highest
            self._heard()

    def _round_trip(self) -> float | None:
        """By the heartbeat, else by the partner's reports; a browser may have only these."""
        measured = self._round_trip_measured()
        if measured is None and (sender := self._senders.get("video")) is not None:
            measured = sending.round_trip(sender)
        return measured

    def _hold(self) -> float:
        pictures, sound = self.pictures, self.sound
        return self._lips.hold(
            video=pictures.reported if pictures is not None else None,
            picture=pictures.shown if pictures is not None else None,
            audio=sound.reported if sound is not None else None,
            voice=sound.playing() if sound is not None else None,
        )


class _Unwanted:
    """What is received and not shown, such as a second camera."""

    def begin(self, feedback: receiving.Feedback) -> None:
        pass

    def packet(self, packet: receiving.MediaPacket) -> None:
        pass

    def report(self, ntp: int, timestamp: int) -> None:
        pass


def _speak_opus(transceiver: RTCRtpTransceiver) -> None:
    """Offer the codec that everybody has (RFC 7874) alone: the others sound like a telephone."""
    codecs = RTCRtpSender.getCapabilities("audio").codecs
    transceiver.setCodecPreferences([c for c in codecs if c.mimeType.lower() == "audio/opus"])


def _prefer_h264(transceiver: RTCRtpTransceiver) -> None:
    """Offer it first: the cheaper of the two here. An answerer follows the offer's order."""
    codecs = RTCRtpSender.getCapabilities("video").codecs
    transceiver.setCodecPreferences(sorted(codecs, key=lambda c: c.mimeType != "video/H264"))
