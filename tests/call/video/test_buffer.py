"""Whole pictures, each once and in order, whatever the network did to their packets."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.call.internals.receiving import MediaPacket
from gurukul_desktop.call.video.buffer import PictureBuffer

FRAME = 3000


def h264(number, timestamp, payload, *, marker=False):
    return MediaPacket(number, timestamp, marker, 1, payload, payload, "H264", 0.0, False)


SPS = b"\x67\x42\x00\x1f"
STAP = b"\x18" + b"\x00\x04" + SPS + b"\x00\x02\x68\xce"
IDR_START = b"\x7c\x85\x88\x80"
IDR_END = b"\x7c\x45\x00\x01"
SLICE = b"\x41\x9a\x00"


@st.composite
def arrivals(draw):
    """Pictures of some packets, the first a keyframe; in any order, doubled, some lost."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=1, max_size=12))
    keys = [True] + [draw(st.booleans()) for _ in sizes[1:]]
    start = draw(st.integers(0, 65535))
    count = sum(sizes)
    order = sorted(range(count), key=lambda i: i + draw(st.integers(0, 8)))
    order = [i for i in order for _ in range(draw(st.sampled_from((1, 1, 1, 2))))]
    lost = draw(st.sets(st.integers(0, count - 1), max_size=4))
    return sizes, keys, start, order, lost


def through(wire, sizes, keys, start, order, lost):
    packets = []
    for i, (size, key) in enumerate(zip(sizes, keys, strict=True)):
        timestamp = (2**32 - 4 * FRAME + i * FRAME) % 2**32
        packets += wire.picture_packets(
            start + len(packets), timestamp, size, key=key, body=bytes([i])
        )
    buffer = PictureBuffer()
    out = []
    for i in order:
        if i not in lost:
            out += buffer.add(100_000 + i, packets[i])
    return packets, buffer, out


@given(arrival=arrivals())
def test_what_comes_out_is_complete_in_order_and_once(wire, arrival):
    sizes, keys, _, _, _ = arrival
    _, _, out = through(wire, *arrival)
    numbers = []
    for picture in out:
        number = (picture.timestamp - (2**32 - 4 * FRAME)) % 2**32 // FRAME
        numbers.append(number)
        packets = wire.picture_packets(0, 0, sizes[number], key=keys[number], body=bytes([number]))
        assert picture.data == b"".join(packet.data for packet in packets)
        assert picture.keyframe == keys[number]
    assert numbers == sorted(set(numbers))
    for before, number in zip([None, *numbers], numbers, strict=False):
        assert keys[number] or before == number - 1  # nothing is missing for the decoder


@given(arrival=arrivals())
def test_nothing_is_held_back_without_need(wire, arrival):
    sizes, keys, start, order, _ = arrival
    _, buffer, out = through(wire, sizes, keys, start, order, set())
    assert (out[-1].timestamp - (2**32 - 4 * FRAME)) % 2**32 // FRAME == len(sizes) - 1
    assert len(buffer) == 0


def test_a_picture_is_out_with_its_marker(wire):
    buffer = PictureBuffer()
    packets = wire.picture_packets(0, 0, 3, key=True)
    assert [len(buffer.add(i, packet)) for i, packet in enumerate(packets)] == [0, 0, 1]


def test_a_sender_without_markers_is_understood(wire):
    buffer = PictureBuffer()
    out = []
    for i in range(4):
        for packet in wire.picture_packets(2 * i, i * FRAME, 2, key=i == 0):
            out += buffer.add(packet.sequence_number, packet._replace(marker=False))
    assert [picture.timestamp for picture in out] == [0, FRAME, 2 * FRAME]
    assert not buffer.markers


def test_after_a_gap_only_the_missing_packet_or_a_keyframe_helps(wire):
    buffer = PictureBuffer()
    first, lost, third = (wire.picture_packets(2 * i, i * FRAME, 2, key=i == 0) for i in range(3))
    key = wire.picture_packets(6, 3 * FRAME, 2, key=True)
    for i, packet in enumerate(first):
        buffer.add(i, packet)
    assert buffer.add(3, lost[1]) == []
    assert [buffer.add(4 + i, packet) for i, packet in enumerate(third)] == [[], []]
    assert buffer.add(6, key[0]) == []
    (picture,) = buffer.add(7, key[1])
    assert picture.keyframe
    assert buffer.add(2, lost[0]) == []  # too late now
    assert len(buffer) == 0


def test_a_filled_gap_gives_out_all_that_waited(wire):
    buffer = PictureBuffer()
    pictures = [wire.picture_packets(2 * i, i * FRAME, 2, key=i == 0) for i in range(4)]
    packets = [packet for picture in pictures for packet in picture]
    for i in (0, 1, 3, 4, 5, 6, 7):
        out = buffer.add(i, packets[i])
    assert [p.timestamp for p in buffer.add(2, packets[2])] == [FRAME, 2 * FRAME, 3 * FRAME]
    assert out == []


def test_the_stream_begins_at_a_keyframe(wire):
    buffer = PictureBuffer()
    for packet in wire.picture_packets(0, 0, 2):
        assert buffer.add(packet.sequence_number, packet) == []
    assert buffer.waits_for_keyframe
    out = []
    for packet in wire.picture_packets(2, FRAME, 2, key=True):
        out += buffer.add(packet.sequence_number, packet)
    assert [picture.keyframe for picture in out] == [True]
    assert not buffer.waits_for_keyframe


def test_an_h264_keyframe_begins_with_its_parameter_sets():
    buffer = PictureBuffer()
    assert buffer.add(1, h264(1, 0, IDR_START)) == []
    assert buffer.add(2, h264(2, 0, IDR_END, marker=True)) == []  # they may be in packet 0
    (picture,) = buffer.add(0, h264(0, 0, STAP))
    assert picture.keyframe
    (picture,) = buffer.add(3, h264(3, FRAME, SLICE, marker=True))
    assert not picture.keyframe


def test_an_h264_keyframe_without_parameter_sets_follows_a_known_neighbour():
    buffer = PictureBuffer()
    for number, payload in enumerate((STAP, IDR_START, IDR_END)):
        buffer.add(number, h264(number, 0, payload, marker=number == 2))
    assert buffer.add(5, h264(5, 2 * FRAME, IDR_START)) == []
    assert buffer.add(6, h264(6, 2 * FRAME, IDR_END, marker=True)) == []  # 4 may be theirs
    (picture,) = buffer.add(4, h264(4, FRAME, SLICE, marker=True))
    assert picture.keyframe
    assert picture.timestamp == 2 * FRAME


def test_h264_parameter_sets_before_any_other_picture_make_no_keyframe():
    buffer = PictureBuffer()
    assert buffer.add(0, h264(0, 0, STAP)) == []
    assert buffer.add(1, h264(1, 0, SLICE, marker=True)) == []
    assert buffer.waits_for_keyframe


def test_padding_is_nobodys_picture(wire):
    buffer = PictureBuffer()
    (key,) = wire.picture_packets(0, 0, 1, key=True)
    padding = key._replace(payload=b"", data=b"", marker=False)
    (after,) = wire.picture_packets(2, FRAME, 1)
    assert len(buffer.add(0, key)) == 1
    assert buffer.add(1, padding) == []
    assert len(buffer.add(2, after)) == 1


def test_another_codec_begins_at_a_keyframe(wire):
    buffer = PictureBuffer()
    (key,) = wire.picture_packets(0, 0, 1, key=True)
    buffer.add(0, key)
    assert buffer.add(1, h264(1, FRAME, SLICE, marker=True)) == []
    assert buffer.waits_for_keyframe


def test_after_the_decoder_failed_old_keyframes_are_not_taken_again(wire):
    buffer = PictureBuffer()
    (key,) = wire.picture_packets(0, 0, 1, key=True)
    assert len(buffer.add(0, key)) == 1
    buffer.break_off()
    assert buffer.add(0, key) == []
    assert buffer.waits_for_keyframe


@pytest.mark.parametrize("keyframes", [False, True])
def test_a_flood_of_what_never_gets_whole_is_bounded(wire, keyframes):
    chance = random.Random(3)
    buffer = PictureBuffer(capacity=100, most_bytes=10_000)
    most = most_bytes = 0
    for position in range(5000):
        first = keyframes and chance.random() < 0.2
        packet = wire.vp8(position, position * 7, key=True, first=first, body=bytes(300))
        buffer.add(2 * position, packet)
        most = max(most, len(buffer))
        most_bytes = max(most_bytes, buffer._size)
    assert most <= 100
    assert most_bytes <= 10_000
    out = []
    for packet in wire.picture_packets(0, 1, 3, key=True):
        out += buffer.add(20_000 + packet.sequence_number, packet)
    assert len(out) == 1
