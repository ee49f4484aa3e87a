"""The camera's track by itself: sizes, pace, time, and a camera that is off."""

import asyncio
import itertools

import av
import pytest
from aiortc.mediastreams import MediaStreamError

from gurukul_desktop.call.video import camera_track
from gurukul_desktop.call.video.adaptation import Format
from gurukul_desktop.call.video.camera_track import CameraTrack, Pace


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


async def test_the_last_picture_before_the_connection_stood_is_sent_at_once(camera, hand):
    hand.give(av.VideoFrame(64, 64, "yuv420p"))
    hand.give(av.VideoFrame(1920, 1080, "yuv420p"))
    async with asyncio.timeout(2):
        frame = await camera.recv()
    assert (frame.width, frame.height) == (1280, 720)
    assert not (await receiving(camera)).done()


async def test_a_picture_from_before_is_not_sent_when_it_is_old_or_the_camera_was_off(
    camera, hand, monkeypatch
):
    hand.give(av.VideoFrame(64, 64, "yuv420p"))
    camera.set_on(False)
    camera.set_on(True)
    assert not (await receiving(camera)).done()
    monkeypatch.setattr(camera_track, "FRESH_SECONDS", -1.0)
    late = CameraTrack(hand)
    hand.give(av.VideoFrame(64, 64, "yuv420p"))
    assert not (await receiving(late)).done()


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


async def test_a_smaller_format_counts_from_the_next_picture(camera, hand):
    camera.set_format(Format(640, 360, 30))
    frame = await next_of(camera, hand, av.VideoFrame(1280, 720, "yuv420p"))
    assert (frame.width, frame.height) == (640, 360)
    assert camera.source_size == (1280, 720)


@pytest.mark.parametrize(
    ("camera_rate", "rate", "wanted"),
    [(30, 30, 300), (30, 24, 240), (30, 20, 200), (30, 15, 150), (60, 30, 300), (25, 30, 250)],
)
def test_a_camera_that_is_too_quick_is_thinned_out_evenly(camera_rate, rate, wanted):
    pace = Pace()
    times = [100 + number / camera_rate for number in range(10 * camera_rate)]
    kept = [at for at in times if pace.lets_through(at, rate)]
    assert abs(len(kept) - wanted) <= 2
    assert max(b - a for a, b in itertools.pairwise(kept)) < 1 / rate + 1 / camera_rate


async def test_it_is_known_when_a_picture_was_filmed(camera, hand):
    loop = asyncio.get_running_loop()
    for _ in range(2):
        before = loop.time()
        frame = await next_of(camera, hand, av.VideoFrame(64, 64, "yuv420p"))
        assert before - 0.001 <= camera.filmed(frame.pts) <= loop.time()
        await asyncio.sleep(0.03)


async def test_a_stopped_track_lets_go_of_the_camera(camera, hand):
    waiting = await receiving(camera)
    camera.stop()
    camera.stop()
    for receiver in (camera.recv(), waiting):
        with pytest.raises(MediaStreamError):
            await receiver
    assert hand.sinks == []
