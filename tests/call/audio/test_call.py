"""The voice in a whole call: two engines over loopback."""

import random
import re
from typing import Any

import pytest
from aiortc.rtcdtlstransport import RTCDtlsTransport

from gurukul_desktop.call.audio.reception import AudioReception

OPUS = 96
"""The payload type that aiortc gives to sound."""


def lose(monkeypatch: pytest.MonkeyPatch, part: float) -> list[int]:
    """Lose so much of all sound on its way; the list counts what came and what did not."""
    receive: Any = RTCDtlsTransport._handle_rtp_data
    dice, counts = random.Random(4), [0, 0]

    async def sometimes(self: RTCDtlsTransport, data: bytes, arrival_time_ms: int) -> None:
        lost = data[1] & 0x7F == OPUS and dice.random() < part
        counts[lost] += data[1] & 0x7F == OPUS
        if not lost:
            await receive(self, data, arrival_time_ms)

    monkeypatch.setattr(RTCDtlsTransport, "_handle_rtp_data", sometimes)
    return counts


async def test_a_voice_is_heard_through_losses(
    stage: Any, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = lose(monkeypatch, 0.1)
    caller, callee = stage.pair(media="audio")
    await callee.until(lambda: callee.connected == 1)
    sound = await callee.fresh_sound(1.0)
    assert abs(made.peak_hz(sound) - 440) < 5
    assert made.rms(sound) > 4000
    await callee.until(lambda: len(callee.statistics) >= 2)
    statistics = callee.statistics[-1]
    assert counts[1] > 0
    assert 0 < statistics.concealed_ms < 20 * counts[1] + 500
    assert 5 < statistics.playout_ms < 200
    await caller.until(lambda: bool(caller.statistics) and caller.statistics[-1].loss_out)


async def test_opus_with_copies_is_all_that_is_offered(stage: Any) -> None:
    caller, callee = stage.pair(media="audio")
    await callee.until(lambda: callee.connected == 1)
    for side in (caller, callee):
        sdp = side.signals[0].description.sdp
        assert re.findall(r"a=rtpmap:\d+ (\S+)\r", sdp) == ["opus/48000/2"]
        assert sdp.count("useinbandfec=1") == 1


async def test_a_hundred_packets_of_nonsense_do_no_harm(
    stage: Any, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = AudioReception.packet
    dice = random.Random(3)

    def among_nonsense(self: AudioReception, packet: Any) -> None:
        take(self, packet)
        for _ in range(10):
            data = dice.randbytes(dice.randrange(200))
            number, time = dice.randrange(1 << 16), dice.randrange(1 << 32)
            take(self, packet._replace(sequence_number=number, timestamp=time, data=data, ssrc=9))

    monkeypatch.setattr(AudioReception, "packet", among_nonsense)
    _, callee = stage.pair(media="audio")
    await callee.until(lambda: callee.connected == 1)
    sound = await callee.fresh_sound()
    assert abs(made.peak_hz(sound) - 440) < 5
    assert not callee.errors
