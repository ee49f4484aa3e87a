"""The sending half of the video path. ::

camera, screen ─▶ CameraTrack ─▶ PictureEncoder ─▶ Transmission ─▶ Outlet ─▶ partner
                       ▲              ▲                 ▲                      │
                   Adaptation ◀── Bandwidth ◀───────────┴──── REMB, reports, NACK, PLI
"""

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final

import av
from aiortc import RTCRtpSender
from aiortc.mediastreams import MediaStreamError
from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_FIR,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    AnyRtcpPacket,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSrPacket,
    unpack_remb_fci,
)

from gurukul_desktop.call.internals import sending
from gurukul_desktop.call.internals.sending import Outlet, drive, round_trip_of
from gurukul_desktop.call.ports import Usage
from gurukul_desktop.call.statistics import Limit
from gurukul_desktop.call.video.adaptation import SCREEN_LADDER, Adaptation, Load
from gurukul_desktop.call.video.bandwidth import Bandwidth, Report
from gurukul_desktop.call.video.camera_track import CameraTrack
from gurukul_desktop.call.video.encoders import PictureEncoder, encoder_for
from gurukul_desktop.call.video.keyframes import KeyframeRequests
from gurukul_desktop.call.video.transmission import MOST_ASKED, Transmission
from gurukul_desktop.call.video.usage import LIMITS
from gurukul_desktop.media.ports import VideoSource

_log = logging.getLogger(__name__)

REVIEW_SECONDS: Final = 1.0
LEAST_PART: Final = 0.5
"""Of the bit rate that pictures get however much is sent again."""
_LARGE: Final = 1280 * 720


@dataclass(frozen=True, slots=True)
class SendingStatus:
    """The last second of what is sent.

    Attributes:
        width, height: of the last picture, in pixels; 0 before the first.
        fps: pictures sent.
        bitrate: bits sent, of payloads, with what was sent again.
        loss: the part that the partner reports as lost, 0 to 1, smoothed.
        limited_by: what keeps the picture below what the camera gives.
    """

    width: int = 0
    height: int = 0
    fps: float = 0.0
    bitrate: int = 0
    loss: float = 0.0
    limited_by: Limit | None = None


class VideoSending:
    """Sends a camera's or a screen's pictures, as well as processor and network allow.

    On the call thread. For one connection of a call: another has another.

    Args:
        usage: how much of the line it may use.

    Attributes:
        track: to be added to the connection; nothing else takes its pictures.
    """

    def __init__(
        self,
        camera: VideoSource | None,
        screen: VideoSource | None = None,
        *,
        usage: Usage = "automatic",
    ) -> None:
        self.track = CameraTrack(camera)
        self._camera, self._screen = camera, screen
        self._shares = False
        self._usage: Usage = usage
        self._loop = asyncio.get_running_loop()
        self._executor = ThreadPoolExecutor(1, "gurukul-call-camera")
        self._adaptation = Adaptation(largest=LIMITS[usage].largest)
        self._connection: _Connection | None = None
        self._sender: RTCRtpSender | None = None
        self._status = SendingStatus()
        self._size = (0, 0)
        self._reviewed = self._loop.time()
        self._pictures = 0
        self._encoding = 0.0
        self._counted = (0, 0)

    def install(self, sender: RTCRtpSender, mime_type: str) -> None:
        """Send through ``sender`` from when its connection starts it.

        To be called once the codecs are negotiated; again, it changes nothing.
        """
        if self._sender is not None:
            return
        self._sender = sender
        connection = self._connection = _Connection(sender, encoder_for(mime_type))
        self._bound(connection)
        drive(sender, partial(self._send, connection))
        sending.listen(sender, connection.heard)

    def set_media(self, *, camera: bool, screen: bool) -> None:
        """Send the screen, else the camera, else a black picture from time to time."""
        if screen != self._shares:
            self._shares = screen
            self.track.show(self._screen if screen else self._camera, whole=screen)
            self._begin()
        self.track.set_on(camera or screen)

    def set_usage(self, usage: Usage) -> None:
        """Use no more of the line than this."""
        if usage != self._usage:
            self._usage = usage
            self._begin()
            if self._connection is not None:
                self._bound(self._connection)

    def status(self) -> SendingStatus:
        """How it goes."""
        return self._status

    def close(self) -> None:
        """Let go of the camera and of the thread that encodes. Idempotent."""
        self.track.stop()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _begin(self) -> None:
        """Choose the format anew: what was found out was about other pictures."""
        self._adaptation = (
            Adaptation(SCREEN_LADDER)
            if self._shares
            else Adaptation(largest=LIMITS[self._usage].largest)
        )
        self.track.set_format(self._adaptation.format)
        self._pictures, self._encoding = 0, 0.0

    def _bound(self, connection: "_Connection") -> None:
        """The ceiling of the bit rate, by the present format."""
        form, limits = self._adaptation.format, LIMITS[self._usage]
        large = form.width * form.height > _LARGE
        connection.bandwidth.ceiling = limits.large_ceiling if large else limits.ceiling

    async def _send(self, connection: "_Connection", outlet: Outlet) -> None:
        transmission = connection.start(outlet)
        try:
            while True:
                await self._send_next(connection, transmission)
        except MediaStreamError:
            return
        finally:
            transmission.close()

    async def _send_next(self, connection: "_Connection", transmission: Transmission) -> None:
        frame = await self.track.recv()
        pts = frame.pts or 0
        now = self._loop.time()
        if now - self._reviewed >= REVIEW_SECONDS:
            self._review(connection, now)
        connection.encoder.target_bitrate = connection.picture_bitrate(now)
        keyframe = connection.keyframes.due(now, connection.round_trip)
        try:
            payloads, seconds = await self._loop.run_in_executor(
                self._executor, _encode, connection.encoder, frame, pts, keyframe
            )
        except av.FFmpegError as error:
            _log.warning("a picture of %sx%s: %s", frame.width, frame.height, error)
            return
        self._encoding += seconds
        if payloads:
            self._pictures += 1
            self._size = frame.width, frame.height
            bitrate = connection.bandwidth.rate
            filmed = self.track.filmed(pts)
            await transmission.picture(payloads, pts, filmed=filmed, bitrate=bitrate)

    def _review(self, connection: "_Connection", now: float) -> None:
        """Once a second: how it went, and what follows from it for the next."""
        seconds, self._reviewed = now - self._reviewed, now
        counted, self._counted = self._counted, (self.track.offered, self.track.overtaken)
        offered, overtaken = (new - old for new, old in zip(self._counted, counted, strict=True))
        form = self._adaptation.format
        load = None
        if self._pictures:
            busy = self._encoding / self._pictures * form.rate
            load = Load(busy, overtaken / max(1, offered))
        bandwidth = connection.bandwidth
        form = self._adaptation.update(
            now, bitrate=bandwidth.rate, load=load, source=self.track.source_size
        )
        self._bound(connection)
        self.track.set_format(form)
        self._status = SendingStatus(
            *self._size,
            fps=self._pictures / seconds,
            bitrate=connection.sent(now),
            loss=bandwidth.loss,
            limited_by=self._adaptation.limited_by,
        )
        self._pictures, self._encoding = 0, 0.0


class _Connection:
    """What belongs to one connection to the partner: its encoder, and what it says of us."""

    def __init__(self, sender: RTCRtpSender, encoder: PictureEncoder) -> None:
        self.encoder = encoder
        self.bandwidth = Bandwidth(LIMITS["automatic"].ceiling)
        self.keyframes = KeyframeRequests()
        self.round_trip: float | None = None
        self._sender = sender
        self._loop = asyncio.get_running_loop()
        self._outlet: Outlet | None = None
        self._transmission: Transmission | None = None
        self._highest: int | None = None

    def start(self, outlet: Outlet) -> Transmission:
        """The connection stands."""
        self._outlet = outlet
        self._transmission = Transmission(outlet)
        return self._transmission

    def sent(self, now: float) -> int:
        """Bits in the last second."""
        return self._transmission.sent.read(now) if self._transmission else 0

    def picture_bitrate(self, now: float) -> int:
        """For new pictures: the rate without what is sent again."""
        rate = self.bandwidth.rate
        again = self._transmission.sent_again.read(now) if self._transmission else 0
        return max(rate - again, round(LEAST_PART * rate))

    def heard(self, packet: AnyRtcpPacket) -> None:
        """An RTCP packet for this sender came."""
        outlet = self._outlet
        if outlet is None:
            return
        if isinstance(packet, RtcpRrPacket | RtcpSrPacket):
            for report in packet.reports:
                if report.ssrc == outlet.ssrc:
                    self._reported(report)
        elif isinstance(packet, RtcpRtpfbPacket):
            if packet.fmt == RTCP_RTPFB_NACK and packet.media_ssrc == outlet.ssrc:
                del packet.lost[MOST_ASKED:]
                self._send_again(packet.lost)
        elif isinstance(packet, RtcpPsfbPacket):
            if packet.fmt in (RTCP_PSFB_PLI, RTCP_PSFB_FIR):
                self.keyframes.asked()
            elif packet.fmt == RTCP_PSFB_APP:
                self._estimated(packet.fci)

    def _reported(self, report: RtcpReceiverInfo) -> None:
        now = self._loop.time()
        seconds = round_trip_of(self._sender, report.lsr, report.dlsr)
        if seconds is not None:
            self.round_trip = seconds
        highest, self._highest = self._highest, report.highest_sequence
        if highest is None or not 0 <= report.highest_sequence - highest < 1 << 16:
            return
        expected = report.highest_sequence - highest
        lost = report.fraction_lost / 256
        self.bandwidth.reported(now, Report(expected, lost, seconds, self.sent(now)))

    def _estimated(self, fci: bytes) -> None:
        if len(fci) < 8 or len(fci) < 8 + 4 * fci[4]:  # aiortc would read beyond its end
            return
        try:
            bitrate, _ = unpack_remb_fci(fci)
        except ValueError:
            return
        now = self._loop.time()
        self.bandwidth.estimated(now, bitrate, self.sent(now))

    def _send_again(self, sequence_numbers: list[int]) -> None:
        if self._transmission is not None:
            self._transmission.send_again(
                sequence_numbers,
                bitrate=self.bandwidth.rate,
                round_trip=self.round_trip,
                loss=self.bandwidth.loss,
            )


def _encode(
    encoder: PictureEncoder, frame: av.VideoFrame, pts: int, keyframe: bool
) -> tuple[list[bytes], float]:
    """The payloads, and the seconds it took; on the encoding thread."""
    began = time.perf_counter()
    frame.pts = pts  # again: another connection may have been given the same picture meanwhile
    payloads, _ = encoder.encode(frame, keyframe)
    return payloads, time.perf_counter() - began
