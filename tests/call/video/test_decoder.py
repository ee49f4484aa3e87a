"""The decoder's thread: behind, hopelessly behind, fed nonsense, closed."""

import queue
import threading
from fractions import Fraction

import av
import numpy as np
import pytest
from aiortc.mediastreams import VIDEO_TIME_BASE

from gurukul_desktop.call.video import decoder as module
from gurukul_desktop.call.video.buffer import Picture
from gurukul_desktop.call.video.decoder import MOST_WAITING, Decoder

ENCODERS = {"H264": "libx264", "VP8": "libvpx"}


def coded(codec, count, width=64, height=48, pixels="yuv420p"):
    """A keyframe and what is made from it; picture ``n`` is ``16 + 4 * n`` bright."""
    context = av.CodecContext.create(ENCODERS[codec], "w")
    context.width, context.height, context.pix_fmt = width, height, pixels
    context.time_base = Fraction(1, 30)
    context.gop_size = 1000
    context.options = (
        {"tune": "zerolatency", "preset": "ultrafast"}
        if codec == "H264"
        else {"deadline": "realtime", "lag-in-frames": "0"}
    )
    pictures = []
    for number in range(count):
        gray = np.full((height, width, 3), 16 + 4 * (number % 50), np.uint8)
        frame = av.VideoFrame.from_ndarray(gray, format="rgb24").reformat(format=pixels)
        frame.pts = number
        frame.time_base = VIDEO_TIME_BASE
        for packet in context.encode(frame):
            data = bytes(packet)
            pictures.append(Picture(2**32 - 2 + number, data, packet.is_keyframe, codec, 0.0))
    return pictures


class Watcher:
    """What a decoder tells."""

    def __init__(self):
        self.told: queue.Queue = queue.Queue()
        self.failed = threading.Semaphore(0)
        self.gate = threading.Event()
        self.gate.set()
        self.decoder = Decoder(self._decoded, self.failed.release)

    def _decoded(self):
        for decoded in self.decoder.take():
            self.told.put(decoded)
        assert self.gate.wait(10)

    def next(self):
        return self.told.get(timeout=10)


@pytest.fixture
def watcher():
    watcher = Watcher()
    yield watcher
    watcher.gate.set()
    watcher.decoder.close()
    assert watcher.decoder.join(10)


@pytest.mark.parametrize("codec", ["H264", "VP8"])
def test_each_picture_comes_out_at_once_with_its_time(watcher, codec):
    for number, picture in enumerate(coded(codec, 4)):
        assert watcher.decoder.push(picture)
        decoded = watcher.next()
        assert decoded.timestamp == 2**32 - 2 + number
        assert (decoded.frame.width, decoded.frame.height) == (64, 48)
    assert watcher.decoder.count == 4


def test_only_the_newest_is_handed_on_when_several_wait(watcher):
    pictures = coded("H264", 4)
    watcher.gate.clear()
    watcher.decoder.push(pictures[0])
    assert watcher.next().timestamp == pictures[0].timestamp
    for picture in pictures[1:]:
        watcher.decoder.push(picture)
    watcher.gate.set()
    assert watcher.next().timestamp == pictures[3].timestamp
    assert watcher.decoder.count == 4


def test_all_are_handed_on_when_all_are_wanted(watcher):
    pictures = coded("H264", 4)
    watcher.decoder.all_wanted = True
    watcher.gate.clear()
    watcher.decoder.push(pictures[0])
    watcher.next()
    for picture in pictures[1:]:
        watcher.decoder.push(picture)
    watcher.gate.set()
    taken = [watcher.next().timestamp for _ in range(3)]
    assert taken == [picture.timestamp for picture in pictures[1:]]


def test_who_is_always_behind_shows_some(watcher):
    pictures = coded("H264", 30)
    watcher.gate.clear()
    watcher.decoder.push(pictures[0])
    watcher.next()
    for picture in pictures[1:]:
        watcher.decoder.push(picture)
    watcher.gate.set()
    shown = []
    while not shown or shown[-1] != pictures[-1].timestamp:
        shown.append(watcher.next().timestamp)
    assert 2 <= len(shown) <= 30 // module.UNSEEN
    assert shown == sorted(shown)


def test_who_is_hopelessly_behind_begins_again_at_a_keyframe(watcher):
    pictures = coded("H264", MOST_WAITING + 3)
    watcher.gate.clear()
    watcher.decoder.push(pictures[0])
    watcher.next()
    taken = [watcher.decoder.push(picture) for picture in pictures[1:]]
    assert taken == [True] * MOST_WAITING + [False] * 2
    keyframe = coded("VP8", 1)[0]
    assert watcher.decoder.push(keyframe)
    watcher.gate.set()
    assert watcher.next().timestamp == keyframe.timestamp


def test_a_broken_picture_is_told_and_the_next_keyframe_decoded(watcher):
    key, second, third = coded("VP8", 3)
    watcher.decoder.push(key)
    watcher.next()
    watcher.decoder.push(second._replace(data=b"\x00\xff" * 20))
    assert watcher.failed.acquire(timeout=10)
    watcher.decoder.push(third)
    watcher.decoder.push(key)
    assert watcher.next().timestamp == key.timestamp
    assert watcher.decoder.count == 2


def test_a_torn_h264_picture_is_not_shown(watcher):
    key, _, third = coded("H264", 3, 320, 240)
    watcher.decoder.push(key._replace(data=key.data[: len(key.data) - 300]))
    assert watcher.failed.acquire(timeout=10)
    watcher.decoder.push(third)
    watcher.decoder.push(key)
    assert watcher.next().timestamp == key.timestamp


def test_a_picture_beyond_all_bounds_is_refused(watcher):
    (small,) = coded("VP8", 1)
    size = b"\xff\x3f\xff\x3f"  # 16383 x 16383 (RFC 7741, section 4.3; RFC 6386, section 9.1)
    huge = small._replace(data=small.data[:6] + size + small.data[10:])
    watcher.decoder.push(huge)
    assert watcher.failed.acquire(timeout=10)
    watcher.decoder.push(small)
    assert watcher.next().frame.width == 64


def test_closing_does_not_wait_for_the_decoder():
    watcher = Watcher()
    watcher.gate.clear()
    pictures = coded("H264", 3)
    for picture in pictures:
        watcher.decoder.push(picture)
    watcher.next()
    watcher.decoder.close()
    watcher.decoder.close()
    assert not watcher.decoder.join(0)
    watcher.gate.set()
    assert watcher.decoder.join(10)
    assert watcher.decoder.take() == []
    assert watcher.decoder.push(pictures[0])
    assert not watcher.decoder._waiting
