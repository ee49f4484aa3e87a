"""gurukul_desktop.call.audio.microphone_track: the microphone's pace, and what stands for it."""

import asyncio
from typing import Any

import av
import numpy as np
import pytest
from aiortc.mediastreams import MediaStreamError

from gurukul_desktop.call.audio.encoder import SpeechEncoder
from gurukul_desktop.call.audio.microphone_track import QUEUED_FRAMES, MicrophoneTrack
from gurukul_desktop.call.audio.opus import Library, OpusDecoder
from gurukul_desktop.media.ports import FRAME_SAMPLES, Samples
from tests.call.audio.network import tone


class Hand:
    """A microphone that hears what a test hands it."""

    def __init__(self) -> None:
        self.sinks: list[Any] = []

    def start(self) -> None: ...
    def stop(self) -> None: ...

    def join(self, timeout: float) -> bool:
        return True

    def subscribe(self, sink: Any) -> Any:
        self.sinks.append(sink)
        return lambda: self.sinks.remove(sink)

    def give(self, samples: Samples) -> None:
        for sink in self.sinks:
            sink(samples)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
async def microphone(hand: Hand) -> MicrophoneTrack:
    return MicrophoneTrack(hand)


async def next_of(track: MicrophoneTrack, hand: Hand, samples: Samples) -> Any:
    task = asyncio.create_task(track.recv())
    await asyncio.sleep(0)
    hand.give(samples)
    async with asyncio.timeout(10):
        return await task


async def received(track: MicrophoneTrack) -> Any:
    return await track.recv()


def level(value: int) -> Samples:
    return np.full(FRAME_SAMPLES, value, np.int16)


async def test_sound_goes_at_the_pace_of_the_microphone(
    microphone: MicrophoneTrack, hand: Hand
) -> None:
    for number in range(3):
        frame = await next_of(microphone, hand, level(number + 1))
        assert (frame.samples, frame.sample_rate, frame.format.name) == (960, 48000, "s16")
        assert frame.pts == number * FRAME_SAMPLES
        assert (frame.to_ndarray() == number + 1).all()


async def test_a_stalled_microphone_is_silence_at_our_own_pace(
    microphone: MicrophoneTrack, hand: Hand
) -> None:
    await next_of(microphone, hand, level(5))
    loop = asyncio.get_running_loop()
    began = loop.time()
    for _ in range(10):
        assert not (await received(microphone)).to_ndarray().any()
    assert loop.time() - began > 0.15
    assert (await next_of(microphone, hand, level(7))).to_ndarray().any()


async def test_the_oldest_sound_is_dropped(microphone: MicrophoneTrack, hand: Hand) -> None:
    await next_of(microphone, hand, level(1))
    for number in range(20):
        hand.give(level(number))
    heard = [(await received(microphone)).to_ndarray()[0, 0] for _ in range(QUEUED_FRAMES)]
    assert heard == [15, 16, 17, 18, 19]


async def test_sound_of_a_wrong_length_is_not_sent(microphone: MicrophoneTrack, hand: Hand) -> None:
    frame = await next_of(microphone, hand, np.ones(100, np.int16))
    assert not frame.to_ndarray().any()


async def test_nothing_said_before_it_was_muted_is_sent_after(
    microphone: MicrophoneTrack, hand: Hand
) -> None:
    await next_of(microphone, hand, level(1))
    hand.give(level(2))
    microphone.set_on(False)
    assert not (await next_of(microphone, hand, level(3))).to_ndarray().any()
    microphone.set_on(True)
    assert (await next_of(microphone, hand, level(4))).to_ndarray().all()


async def test_a_stopped_track_lets_go_of_its_microphone(
    microphone: MicrophoneTrack, hand: Hand
) -> None:
    waiting = asyncio.create_task(microphone.recv())
    await asyncio.sleep(0)
    microphone.stop()
    microphone.stop()
    with pytest.raises(MediaStreamError):
        await waiting
    with pytest.raises(MediaStreamError):
        await microphone.recv()
    assert hand.sinks == []


async def test_with_an_encoder_packets_come_out_whoever_made_the_sound(hand: Hand) -> None:
    library = Library()
    microphone = MicrophoneTrack(hand, encoder=SpeechEncoder(library))
    decoder = OpusDecoder(library)
    heard = []
    for number in range(6):
        packet = await next_of(microphone, hand, tone(0.14)[number * 960 :][:960])
        assert isinstance(packet, av.Packet)
        assert packet.pts == number * FRAME_SAMPLES
        heard.append(decoder.decode(bytes(packet)))
    assert np.std(heard[-1]) > 3000
    stalled = await received(microphone)
    assert len(decoder.decode(bytes(stalled))) == FRAME_SAMPLES
    microphone.stop()
