"""The quick encoders: what comes out can be decoded, on request it is a keyframe, in its bounds."""

import av
import numpy as np
import pytest
from aiortc.codecs import h264_depayload, vp8_depayload
from aiortc.codecs.h264 import H264Decoder
from aiortc.codecs.vpx import Vp8Decoder
from aiortc.jitterbuffer import JitterFrame
from aiortc.mediastreams import VIDEO_TIME_BASE

from gurukul_desktop.call.video import encoders

ENCODERS = [encoders.QuickH264Encoder, encoders.QuickVp8Encoder]


def picture(number, width=320, height=180):
    pixels = np.full((height, width, 3), 40, np.uint8)
    pixels[:, number * 8 : number * 8 + 40] = 220
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")
    frame.pts = number * 3000
    frame.time_base = VIDEO_TIME_BASE
    return frame


def is_key(encoder, payloads):
    if isinstance(encoder, encoders.QuickVp8Encoder):
        return payloads[0][4] & 1 == 0  # RFC 7741, section 4.3, after a descriptor of 4 bytes
    return any(payload[0] & 0x1F == 24 for payload in payloads)  # STAP-A: parameter sets


@pytest.mark.parametrize("make", ENCODERS)
def test_pictures_survive_the_quick_encoder(make):
    encoder = make()
    h264 = make is encoders.QuickH264Encoder
    decoder = H264Decoder() if h264 else Vp8Decoder()
    depayload = h264_depayload if h264 else vp8_depayload
    decoded = []
    for number in range(10):
        payloads, timestamp = encoder.encode(picture(number))
        assert timestamp == number * 3000
        assert is_key(encoder, payloads) == (number == 0)
        data = b"".join(depayload(payload) for payload in payloads)
        decoded += decoder.decode(JitterFrame(data=data, timestamp=timestamp))
    number = len(decoded) - 1
    wanted = picture(number).to_ndarray(format="gray").astype(float)
    got = decoded[-1].to_ndarray(format="gray").astype(float)
    assert number >= 8
    assert np.abs(wanted - got).mean() < 8


@pytest.mark.parametrize("make", ENCODERS)
def test_a_keyframe_on_request_and_on_a_new_size(make):
    encoder = make()
    assert is_key(encoder, encoder.encode(picture(0))[0])
    assert not is_key(encoder, encoder.encode(picture(1))[0])
    assert is_key(encoder, encoder.encode(picture(2), force_keyframe=True)[0])
    assert is_key(encoder, encoder.encode(picture(3, 640, 360))[0])


@pytest.mark.parametrize("make", ENCODERS)
def test_the_bit_rate_has_bounds(make):
    encoder = make()
    assert encoder.target_bitrate == encoders.BITRATE
    encoder.target_bitrate = 10**9
    assert encoder.target_bitrate == encoders.HIGHEST_BITRATE
    encoder.target_bitrate = 1
    assert encoder.target_bitrate == encoders.LOWEST_BITRATE


def noise(number):
    """What needs all the bits that it may have."""
    random = np.random.default_rng(number)
    pixels = random.integers(0, 255, (270, 320), np.uint8)  # the planes of 320x180
    frame = av.VideoFrame.from_ndarray(pixels, format="yuv420p")
    frame.time_base = VIDEO_TIME_BASE
    return frame


def bits_a_second(encoder, first, seconds, rate):
    total = 0
    for number in range(round(seconds * rate)):
        frame = noise(number)
        frame.pts = first + number * 90_000 // rate
        payloads, _ = encoder.encode(frame)
        total += sum(map(len, payloads)) * 8
    return total / seconds


def test_h264_follows_the_network_in_place_up_and_down():
    encoder = encoders.QuickH264Encoder()
    encoder.encode(picture(0))
    codec = encoder.codec
    measured = []
    for turn, bitrate in enumerate((1_000_000, 500_000, 2_000_000)):
        encoder.target_bitrate = bitrate
        bits_a_second(encoder, 90_000 * (10 * turn + 1), 2, 30)  # it settles
        measured.append(bits_a_second(encoder, 90_000 * (10 * turn + 3), 2, 30) / bitrate)
    assert encoder.codec is codec
    assert all(0.7 < part < 1.3 for part in measured)


def test_h264_gives_the_pictures_of_a_slow_camera_more_bits():
    encoder = encoders.QuickH264Encoder()
    encoder.target_bitrate = 1_000_000
    bits_a_second(encoder, 0, 2, 15)
    assert 0.7e6 < bits_a_second(encoder, 180_000, 3, 15) < 1.3e6


def test_vp8_follows_a_fall_at_once_and_a_rise_with_the_next_keyframe():
    encoder = encoders.QuickVp8Encoder()
    assert is_key(encoder, encoder.encode(picture(0))[0])
    encoder.target_bitrate = encoders.BITRATE // 2
    assert is_key(encoder, encoder.encode(picture(1))[0])
    assert encoder.codec.bit_rate == encoders.BITRATE // 2
    encoder.target_bitrate = encoders.BITRATE
    assert not is_key(encoder, encoder.encode(picture(2))[0])
    encoder.encode(picture(3), force_keyframe=True)
    assert encoder.codec.bit_rate == encoders.BITRATE


class Stopwatch:
    """Says that every picture took so many seconds."""

    def __init__(self, seconds):
        self.seconds = seconds
        self._now = 0.0

    def __call__(self):
        self._now += self.seconds
        return self._now


def keyframes(encoder, *, of, width=320, height=180):
    return [n for n in of if is_key(encoder, encoder.encode(picture(n, width, height))[0])]


def test_a_computer_that_is_slow_for_it_gets_a_quicker_encoder_once():
    encoder = encoders.QuickH264Encoder(Stopwatch(1.1 * encoders.HURRIED_SECONDS))
    count = encoders.MEASURED
    assert keyframes(encoder, of=range(3 * count)) == [0, count]


def test_a_quick_computer_keeps_the_better_one():
    encoder = encoders.QuickH264Encoder(Stopwatch(0.9 * encoders.HURRIED_SECONDS))
    assert keyframes(encoder, of=range(2 * encoders.MEASURED + 1)) == [0]


def test_what_was_too_large_for_it_says_nothing_of_smaller_pictures():
    stopwatch = Stopwatch(1.1 * encoders.HURRIED_SECONDS)
    encoder = encoders.QuickH264Encoder(stopwatch)
    count = encoders.MEASURED
    assert keyframes(encoder, of=range(count + 1), width=640, height=360) == [0, count]
    stopwatch.seconds = 0.001
    assert keyframes(encoder, of=range(count + 1, 3 * count)) == [count + 1]
    large = range(3 * count, 4 * count + 2)
    assert keyframes(encoder, of=large, width=640, height=360) == [3 * count]
