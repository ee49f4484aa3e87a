"""Packets as aiortc reads them."""

import itertools
import time
from types import SimpleNamespace

import pytest
from aiortc.rtcrtpparameters import RTCRtpHeaderExtensionParameters, RTCRtpSendParameters
from aiortc.rtp import HeaderExtensionsMap, RtpPacket, unwrap_rtx

from gurukul_desktop.call.video.rtp import MID_URI, SEND_TIME_URI, RtpStream

BOTH = {MID_URI: 1, SEND_TIME_URI: 3}


def outlet(extensions, *, rtx=100, mid="0"):
    return SimpleNamespace(
        payload_type=99,
        ssrc=1234,
        rtx_payload_type=rtx,
        rtx_ssrc=5678,
        mid=mid,
        extensions=extensions,
    )


def parse(data, extensions):
    known = HeaderExtensionsMap()
    listed = [RTCRtpHeaderExtensionParameters(id=n, uri=uri) for uri, n in extensions.items()]
    known.configure(RTCRtpSendParameters(headerExtensions=listed))
    return RtpPacket.parse(data, known)


@pytest.mark.parametrize(
    ("extensions", "mid"),
    [(BOTH, "0"), (BOTH, "video-1"), ({MID_URI: 4}, "0"), ({SEND_TIME_URI: 14}, "0"), ({}, "0")],
)
def test_a_packet_says_all_of_itself(extensions, mid):
    stream = RtpStream(outlet(extensions, mid=mid))
    first, last = stream.picture([b"one", b"two"], 3000)
    packet = parse(stream.write(first), extensions)
    assert (packet.payload, packet.marker, packet.payload_type) == (b"one", 0, 99)
    assert packet.ssrc == 1234
    following = parse(stream.write(last), extensions)
    assert (following.payload, following.marker) == (b"two", 1)
    assert following.sequence_number == packet.sequence_number + 1
    assert following.timestamp == packet.timestamp
    (later,) = stream.picture([b"three"], 6000)
    assert (later.timestamp - packet.timestamp) & 0xFFFFFFFF == 3000
    assert packet.extensions.mid == (mid if MID_URI in extensions else None)
    sent = packet.extensions.abs_send_time
    assert (sent is None) == (SEND_TIME_URI not in extensions)
    if sent is not None:
        assert abs(sent / (1 << 18) - time.time() % 64) % 64 < 2 or sent / (1 << 18) > 62


def test_a_packet_sent_again_is_the_same_for_the_partner():
    stream = RtpStream(outlet(BOTH))
    (lost,) = stream.picture([b"lost"], 3000)
    first, second = (parse(stream.write_again(lost), BOTH) for _ in range(2))
    assert (first.payload_type, first.ssrc) == (100, 5678)
    assert second.sequence_number == first.sequence_number + 1
    packet = unwrap_rtx(first, 99, 1234)
    assert packet.payload == b"lost"
    assert packet.marker == 1
    assert packet.sequence_number == lost.sequence_number


def test_without_rtx_it_is_the_packet_itself():
    stream = RtpStream(outlet(BOTH, rtx=None))
    (lost,) = stream.picture([b"lost"], 3000)
    packet = parse(stream.write_again(lost), BOTH)
    assert (packet.ssrc, packet.sequence_number) == (1234, lost.sequence_number)


def test_numbers_start_again_at_their_end():
    stream = RtpStream(outlet(BOTH))
    numbers = [packet.sequence_number for packet in stream.picture([b"x"] * 70_000, 0)]
    assert numbers[0] < 1 << 15
    assert all((b - a) & 0xFFFF == 1 for a, b in itertools.pairwise(numbers))
