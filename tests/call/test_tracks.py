"""The microphone's track by itself: format, pace, and a device that fails."""

import asyncio

import numpy as np
import pytest
from aiortc.mediastreams import MediaStreamError

from gurukul_desktop.call.tracks import QUEUED_FRAMES, MicrophoneTrack
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


async def test_a_stopped_track_lets_go_of_its_device(microphone, hand):
    microphone.stop()
    microphone.stop()
    with pytest.raises(MediaStreamError):
        await microphone.recv()
    assert hand.sinks == []
