"""The sending half on real connections over loopback: pictures, keyframes, lost packets, rates."""

import asyncio
import itertools
import random
import struct

import pytest
from aiortc import RTCConfiguration, RTCPeerConnection
from aiortc.mediastreams import MediaStreamError
from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    RTCP_SR,
    RtcpPsfbPacket,
    RtcpRtpfbPacket,
    pack_remb_fci,
)

from gurukul_desktop.call.internals import route
from gurukul_desktop.call.video.sending import VideoSending


class Call:
    """A sending side with our parts, and a receiving side of plain aiortc."""

    def __init__(self, sending, codec="video/H264"):
        self.sending = sending
        self.ours = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.theirs = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.codec = codec
        self.frames = []
        self.changed = asyncio.Event()
        self.drains = []
        self.theirs.on(
            "track", lambda track: self.drains.append(asyncio.create_task(self._drain(track)))
        )

    async def connect(self):
        self.ours.addTrack(self.sending.track)
        transceiver = self.ours.getTransceivers()[0]
        codecs = type(transceiver.sender).getCapabilities("video").codecs
        transceiver.setCodecPreferences(
            [c for c in codecs if c.mimeType in (self.codec, "video/rtx")]
        )
        route.prepare(self.ours)
        await self.ours.setLocalDescription(await self.ours.createOffer())
        await self.theirs.setRemoteDescription(self.ours.localDescription)
        route.prepare(self.theirs)
        await self.theirs.setLocalDescription(await self.theirs.createAnswer())
        self.sending.install(transceiver.sender, self.codec)
        self.sending.install(transceiver.sender, self.codec)
        await self.ours.setRemoteDescription(self.theirs.localDescription)

    @property
    def sender(self):
        return self.ours.getSenders()[0]

    async def until(self, condition, seconds=20):
        async with asyncio.timeout(seconds):
            while not condition():
                self.changed.clear()
                await self.changed.wait()

    async def until_frames(self, count):
        enough = len(self.frames) + count
        await self.until(lambda: len(self.frames) >= enough)

    async def hear(self, packet):
        await self.sender._handle_rtcp_packet(packet)

    async def close(self):
        self.sending.close()
        self.sending.close()
        await self.ours.close()
        await self.theirs.close()
        await asyncio.gather(*self.drains)

    async def _drain(self, track):
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            self.frames.append(frame)
            self.changed.set()


@pytest.fixture
async def call_with(made):
    calls, sources = [], []

    async def make(codec="video/H264", size=(320, 180)):
        source = made.Pattern(*size)
        source.start()
        sources.append(source)
        calls.append(Call(VideoSending(source), codec))
        await calls[-1].connect()
        return calls[-1]

    yield make
    for call in calls:
        await call.close()
    for source in sources:
        source.stop()
        assert source.join(2)
        assert source.subscribers == 0


@pytest.mark.parametrize("codec", ["video/H264", "video/VP8"])
async def test_pictures_arrive_in_their_time(call_with, codec):
    call = await call_with(codec)
    await call.until_frames(45)
    times = [frame.pts for frame in call.frames]
    steps = [late - early for early, late in itertools.pairwise(times)]
    # On a 90 kHz clock, 30 a second; fewer where the machine has something else to do.
    assert min(steps) > 500
    assert 2500 < sorted(steps)[len(steps) // 2] < 15_000
    status = call.sending.status()
    assert (status.width, status.height) == (320, 180)
    assert 2 < status.fps < 40
    assert status.bitrate > 1000
    assert status.limited_by is None


async def test_many_requests_make_few_keyframes_and_none_is_lost(call_with):
    call = await call_with()
    await call.until_frames(15)  # the first keyframe is long made
    seen = len(call.frames)
    loop = asyncio.get_running_loop()
    began = loop.time()
    request = RtcpPsfbPacket(RTCP_PSFB_PLI, ssrc=1, media_ssrc=call.sender._ssrc)
    for _ in range(15):
        await call.hear(request)
        await call.until_frames(1)
    await call.until_frames(12)
    keyframes = sum(frame.key_frame for frame in call.frames[seen:])
    assert 2 <= keyframes <= 2 + (loop.time() - began) / 0.25


class Losing:
    """A transport that loses some of the packets before the wire, and reads what passes."""

    def __init__(self, sender, part):
        self._transport = sender.transport
        sender.setTransport(self)
        self.part = part
        self.lost = 0
        self.again = set()
        self.sizes = []
        self.reports = []
        self._random = random.Random(3)

    def __getattr__(self, name):
        return getattr(self._transport, name)

    async def _send_rtp(self, data):
        if data[1] == RTCP_SR:
            self.reports.append(struct.unpack_from("!QL", data, 8))
        elif data[1] & 0x7F in self.again:
            pass
        elif self._random.random() < self.part:
            self.lost += 1
            return
        self.sizes.append(len(data))
        await self._transport._send_rtp(data)


async def test_lost_packets_are_sent_again(call_with):
    call = await call_with(size=(640, 360))
    losing = Losing(call.sender, 0.1)
    codecs = call.ours.getTransceivers()[0]._codecs
    losing.again = {codec.payloadType for codec in codecs if codec.name == "rtx"}
    await call.until(lambda: losing.lost >= 5, 20)
    await call.until_frames(10)  # plain aiortc shows nothing behind a gap
    assert not any(frame.is_corrupt for frame in call.frames)


async def test_a_report_pairs_a_picture_with_the_time_it_was_filmed(call_with):
    call = await call_with()
    losing = Losing(call.sender, 0)
    await call.until(lambda: len(losing.reports) >= 3)
    (ntp, timestamp), (later_ntp, later_timestamp) = losing.reports[-2:]
    by_clock = (later_ntp - ntp) / (1 << 32)
    by_pictures = ((later_timestamp - timestamp) & 0xFFFFFFFF) / 90_000
    assert abs(by_clock - by_pictures) < 0.002


async def test_less_network_means_fewer_and_smaller_pictures(call_with):
    call = await call_with(size=(1280, 720))
    await call.until_frames(5)
    for bitrate in (1_000_000, 200_000):
        fci = pack_remb_fci(bitrate, [call.sender._ssrc])
        await call.hear(RtcpPsfbPacket(RTCP_PSFB_APP, ssrc=1, media_ssrc=0, fci=fci))
    await call.until(lambda: call.frames[-1].width < 1280)
    await call.until(lambda: call.sending.status().limited_by == "network")


async def test_a_hostile_partner_changes_nothing(call_with):
    call = await call_with()
    await call.until_frames(5)
    ours = call.sender._ssrc
    for fci in (b"", b"REMB", b"REMB\x00\xff\xff\xff", b"REMB\x01\x00\x00\x00" + bytes(4)):
        await call.hear(RtcpPsfbPacket(RTCP_PSFB_APP, ssrc=1, media_ssrc=0, fci=fci))
    for _ in range(20):
        asked = list(range(5000))
        await call.hear(RtcpRtpfbPacket(RTCP_RTPFB_NACK, ssrc=1, media_ssrc=ours, lost=asked))
    await call.until_frames(20)
