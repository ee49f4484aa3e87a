"""The receiving half of the picture on real codecs: lost packets, hostile ones, other streams."""

import asyncio
import functools
import random

import av
import numpy as np
import pytest
from aiortc.codecs import h264_depayload, vp8_depayload
from aiortc.mediastreams import VIDEO_TIME_BASE

from gurukul_desktop.call.internals.receiving import MediaPacket
from gurukul_desktop.call.video import encoders
from gurukul_desktop.call.video.reception import VideoReception

CODECS = ["H264", "VP8"]


def picture(number, width=320, height=180):
    """A bar that stands further right in each picture, so that a picture tells its number."""
    pixels = np.full((height, width, 3), 40, np.uint8)
    left = number * 8 % (width - 40)
    pixels[:, left : left + 40] = 220
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")
    frame.pts = number * 3000
    frame.time_base = VIDEO_TIME_BASE
    return frame


@functools.cache
def gray(number, width, height):
    return picture(number, width, height).to_ndarray(format="gray").astype(float)


def difference(frame, number):
    """How far ``frame`` is from the picture of that number, 0 to 255."""
    wanted = gray(number, frame.width, frame.height)
    return np.abs(frame.to_ndarray(format="gray").astype(float) - wanted).mean()


class Sender:
    """Pictures to packets by one of the app's encoders; gives packets and keyframes again."""

    def __init__(self, codec, *, ssrc=1, number=65500):
        self.codec = codec
        self.ssrc = ssrc
        self.number = number
        self.key = False
        self.sent: dict[int, MediaPacket] = {}
        h264 = codec == "H264"
        self._encoder = encoders.QuickH264Encoder() if h264 else encoders.QuickVp8Encoder()
        self._depayload = h264_depayload if h264 else vp8_depayload

    def packets(self, frame):
        payloads, timestamp = self._encoder.encode(frame, self.key)
        self.key = False
        made = []
        for i, payload in enumerate(payloads):
            last = i == len(payloads) - 1
            data = self._depayload(payload)
            packet = MediaPacket(
                self.number, timestamp, last, self.ssrc, payload, data, self.codec, 0.0, False
            )
            self.sent[self.number] = packet._replace(again=True)
            self.number = (self.number + 1) % 65536
            made.append(packet)
        return made


class Receiver:
    """A reception, what it shows, and what it asks for."""

    def __init__(self, hold=0.0):
        self._loop = asyncio.get_running_loop()
        self.changed = asyncio.Event()
        self.shown: list[av.VideoFrame] = []
        self.again: list[int] = []
        self.keyframes = 0
        self.hold = hold
        self.reception = VideoReception(self._show, round_trip=lambda: 0.01, hold=lambda: self.hold)
        self.reception.begin(self)

    def _show(self, frame):
        self.shown.append(frame)
        self.changed.set()

    def ask_again(self, ssrc, sequence_numbers):
        assert sequence_numbers == sorted(sequence_numbers)
        self.again += sequence_numbers
        self.changed.set()

    def ask_for_keyframe(self, ssrc):
        self.keyframes += 1
        self.changed.set()

    def take(self, *packets):
        for packet in packets:
            self.reception.packet(packet._replace(arrived=self._loop.time()))

    async def until(self, condition):
        async with asyncio.timeout(10):
            while not condition():
                self.changed.clear()
                await self.changed.wait()

    async def until_shown(self, count):
        await self.until(lambda: len(self.shown) >= count)


@pytest.fixture
async def receiver():
    receiver = Receiver()
    yield receiver
    receiver.reception.close()
    assert receiver.reception._decoder.join(5)


@pytest.mark.parametrize("codec", CODECS)
async def test_pictures_come_out_as_they_went_in(receiver, codec):
    sender = Sender(codec)
    for number in range(5):
        receiver.take(*sender.packets(picture(number)))
        await receiver.until_shown(number + 1)
    assert [difference(frame, number) < 8 for number, frame in enumerate(receiver.shown)] == [
        True
    ] * 5
    reception = receiver.reception
    assert (reception.width, reception.height, reception.codec) == (320, 180, codec)
    assert (reception.lost, receiver.again, receiver.keyframes) == (0, [], 0)


@pytest.mark.parametrize("codec", CODECS)
async def test_what_is_lost_is_asked_for_and_put_in_its_place(receiver, codec):
    sender = Sender(codec)
    receiver.take(*sender.packets(picture(0)))
    await receiver.until_shown(1)
    lost = sender.packets(picture(1, 320, 180))
    receiver.take(*lost[1:], *sender.packets(picture(2)))
    await receiver.until(lambda: receiver.again)
    assert receiver.again[0] == lost[0].sequence_number
    assert receiver.reception.frames == 1
    receiver.take(sender.sent[lost[0].sequence_number])
    await receiver.until(lambda: receiver.reception.frames == 3)
    await receiver.until(lambda: difference(receiver.shown[-1], 2) < 8)
    assert receiver.reception.lost == 1
    assert receiver.keyframes == 0


@pytest.mark.parametrize("codec", CODECS)
async def test_what_does_not_come_again_is_passed_over_with_a_keyframe(receiver, codec):
    sender = Sender(codec)
    receiver.take(*sender.packets(picture(0)))
    await receiver.until_shown(1)
    sender.packets(picture(1))
    receiver.take(*sender.packets(picture(2)))
    await receiver.until(lambda: receiver.keyframes)
    assert len(receiver.again) > 1
    sender.key = True
    receiver.take(*sender.packets(picture(3)))
    await receiver.until_shown(2)
    assert difference(receiver.shown[-1], 3) < 8


@pytest.mark.parametrize("codec", CODECS)
async def test_a_lossy_link_shows_no_smeared_picture_and_the_last_one(receiver, codec):
    sender = Sender(codec)
    chance = random.Random(codec)
    answered = 0
    for number in range(90):
        sender.key = receiver.keyframes > answered
        answered = receiver.keyframes
        for packet in sender.packets(picture(number)):
            if chance.random() >= 0.1:
                receiver.take(packet)
        for wanted in receiver.again:
            if chance.random() >= 0.1:
                receiver.take(sender.sent[wanted])
        receiver.again.clear()
        await asyncio.sleep(0.002)  # the next picture's time
    sender.key = True
    receiver.take(*sender.packets(picture(90)))
    await receiver.until(lambda: receiver.shown and difference(receiver.shown[-1], 90) < 8)
    for frame in receiver.shown[-40:]:
        assert min(difference(frame, number) for number in range(35)) < 8  # then they repeat
    assert receiver.reception.lost > 0


async def test_another_stream_takes_the_place_of_the_first(receiver):
    first, second = Sender("H264"), Sender("VP8", ssrc=2, number=7)
    receiver.take(*first.packets(picture(0)))
    await receiver.until_shown(1)
    receiver.take(*second.packets(picture(1)))
    await receiver.until_shown(2)
    receiver.take(*first.packets(picture(2)))  # late
    receiver.take(*second.packets(picture(3)))
    await receiver.until_shown(3)
    assert difference(receiver.shown[-1], 3) < 8
    assert receiver.reception.codec == "VP8"


async def test_a_stream_that_changes_its_codec_goes_on_at_a_keyframe(receiver):
    first = Sender("H264")
    receiver.take(*first.packets(picture(0)))
    second = Sender("VP8", number=first.number)
    receiver.take(*second.packets(picture(1)))
    await receiver.until(lambda: receiver.reception.codec == "VP8" and receiver.shown)
    await receiver.until(lambda: difference(receiver.shown[-1], 1) < 8)


async def test_a_new_size_needs_nothing_else(receiver):
    sender = Sender("VP8")
    receiver.take(*sender.packets(picture(0)))
    await receiver.until_shown(1)
    receiver.take(*sender.packets(picture(1, 640, 360)))
    await receiver.until_shown(2)
    assert (receiver.reception.width, receiver.reception.height) == (640, 360)


async def test_pictures_wait_for_the_voice_and_the_newest_wins(receiver):
    sender = Sender("H264")
    receiver.hold = 0.05
    begin = asyncio.get_running_loop().time()
    receiver.take(*sender.packets(picture(0)))
    await receiver.until(lambda: receiver.shown)
    assert asyncio.get_running_loop().time() - begin >= 0.049
    receiver.hold = 0.0
    receiver.take(*sender.packets(picture(1)))
    await receiver.until(lambda: len(receiver.shown) == 2)
    assert difference(receiver.shown[-1], 1) < 8


async def test_what_cannot_be_decoded_is_followed_by_a_keyframe(receiver):
    sender = Sender("VP8")
    receiver.take(*sender.packets(picture(0)))
    await receiver.until_shown(1)
    garbage = [p._replace(data=p.data[:1] + b"\xff" * 9) for p in sender.packets(picture(1))]
    garbage[0] = garbage[0]._replace(payload=b"\x10\x00", data=b"\x00" + b"\xff" * 20)
    receiver.take(*garbage)
    await receiver.until(lambda: receiver.keyframes)
    receiver.take(*sender.packets(picture(2)))  # made from what is not there
    sender.key = True
    receiver.take(*sender.packets(picture(3)))
    await receiver.until_shown(2)
    assert difference(receiver.shown[-1], 3) < 8


@pytest.mark.parametrize("codec", CODECS)
async def test_nonsense_of_every_kind_leaves_it_working(receiver, codec):
    chance = random.Random(5)
    for _ in range(4000):
        payload = chance.randbytes(chance.choice((0, 1, 2, 30)))
        packet = MediaPacket(
            chance.randrange(65536),
            chance.choice((0, 1, 2**32 - 1)),
            chance.random() < 0.3,
            chance.choice((1, 1, 1, 2, 3)),
            payload,
            payload[1:],
            chance.choice(("H264", "VP8", "opus")),
            0.0,
            chance.random() < 0.2,
        )
        receiver.take(packet)
        receiver.reception.report(chance.getrandbits(64), chance.getrandbits(32))
    sender = Sender(codec, ssrc=9)
    receiver.take(*sender.packets(picture(4)))
    await receiver.until(lambda: any(difference(frame, 4) < 8 for frame in receiver.shown))
    assert len(receiver.reception._buffer) == 0


async def test_nothing_is_shown_after_closing():
    receiver = Receiver(hold=0.02)
    sender = Sender("H264")
    receiver.take(*sender.packets(picture(0)))
    receiver.reception.close()
    receiver.reception.close()
    receiver.take(*sender.packets(picture(1)))
    assert receiver.reception._decoder.join(5)
    await asyncio.sleep(0)
    assert receiver.shown == []
