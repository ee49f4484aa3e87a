"""The two tracks by themselves: formats, pace, and devices that fail."""

import asyncio

import av
import numpy as np
import pytest
from aiortc.mediastreams import MediaStreamError

from gurukul_desktop.call.tracks import QUEUED_FRAMES, CameraTrack, MicrophoneTrack
from gurukul_desktop.media.ports import FRAME_SAMPLES


class Hand:
    """A source that gives what a test hands it."""

    def __init__(self):
        self.sinks = []

    def subscribe(self, sink):
        self.sinks.append(sink)
        return lambda: self.sinks.remove(sink)

    def give(self, item):
        for sink in self.sinks:
            sink(item)


@pytest.fixture
async def hand():
    return Hand()


@pytest.fixture
async def camera(hand):
    return CameraTrack(hand)


@pytest.fixture
async def microphone(hand):
    return MicrophoneTrack(hand)


async def receiving(track):
    """A ``recv`` that waits already."""
    task = asyncio.create_task(track.recv())
    await asyncio.sleep(0)
    return task


async def next_of(track, hand, item):
    task = await receiving(track)
    hand.give(item)
    async with asyncio.timeout(2):
        return await task


def samples(value):
    return np.full(FRAME_SAMPLES, value, np.int16)


@pytest.mark.parametrize(
    ("size", "pixels", "wanted"),
    [
        ((1280, 720), "yuv420p", (1280, 720)),
        ((1920, 1080), "yuv420p", (1280, 720)),
        ((1600, 1200), "yuvj422p", (960, 720)),
        ((641, 361), "rgb24", (640, 360)),
    ],
)
async def test_pictures_are_made_to_fit(camera, hand, size, pixels, wanted):
    frame = await next_of(camera, hand, av.VideoFrame(*size, pixels))
    assert (frame.width, frame.height) == wanted
    assert frame.format.name == "yuv420p"


async def test_the_newest_picture_wins_and_time_only_grows(camera, hand):
    shown = av.VideoFrame(64, 64, "yuv420p")
    first = (await next_of(camera, hand, shown)).pts
    await asyncio.sleep(0.03)  # a picture sooner than 25 ms after the last is dropped on purpose
    hand.give(av.VideoFrame(32, 32, "yuv420p"))
    await asyncio.sleep(0.03)
    hand.give(shown)  # a source may give one frame twice
    again = await camera.recv()
    assert again is shown
    assert again.pts > first


async def test_a_camera_that_is_off_gives_black_only_after_a_picture(hand):
    camera = CameraTrack(hand, on=False)
    waiting = await receiving(camera)
    hand.give(av.VideoFrame(64, 64, "yuv420p"))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    camera.set_on(True)
    await asyncio.sleep(0)
    hand.give(av.VideoFrame(64, 64, "yuv420p"))
    async with asyncio.timeout(2):
        await waiting
        camera.set_on(False)
        black = await camera.recv()
    assert (black.width, black.height) == (64, 64)
    assert black.to_ndarray(format="gray").max() <= 16


async def test_sound_goes_at_the_pace_of_the_microphone(microphone, hand):
    for number in range(3):
        frame = await next_of(microphone, hand, samples(number + 1))
        assert (frame.samples, frame.sample_rate, frame.format.name) == (960, 48000, "s16")
        assert frame.pts == number * FRAME_SAMPLES
        assert (frame.to_ndarray() == number + 1).all()


async def test_a_stalled_microphone_is_silence_at_our_own_pace(microphone, hand):
    await next_of(microphone, hand, samples(5))
    loop = asyncio.get_running_loop()
    began = loop.time()
    for _ in range(10):
        assert not (await microphone.recv()).to_ndarray().any()
    assert 0.15 < loop.time() - began < 0.6
    assert (await next_of(microphone, hand, samples(7))).to_ndarray().any()


async def test_the_oldest_sound_is_dropped(microphone, hand):
    await next_of(microphone, hand, samples(1))
    for number in range(20):
        hand.give(samples(number))
    heard = [(await microphone.recv()).to_ndarray()[0, 0] for _ in range(QUEUED_FRAMES)]
    assert heard == [15, 16, 17, 18, 19]


async def test_sound_of_a_wrong_length_is_not_sent(microphone, hand):
    waiting = await receiving(microphone)
    hand.give(np.ones(100, np.int16))
    assert not (await waiting).to_ndarray().any()


async def test_a_stopped_track_lets_go_of_its_device(camera, microphone, hand):
    waiting = await receiving(camera)
    for track in (camera, microphone):
        track.stop()
        track.stop()
        with pytest.raises(MediaStreamError):
            await track.recv()
    with pytest.raises(MediaStreamError):
        await waiting
    assert hand.sinks == []
