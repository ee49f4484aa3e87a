"""gurukul_desktop.call.audio.reception: between the call thread and the speaker's."""

import threading

import numpy as np

from gurukul_desktop.call.audio.reception import AudioReception
from gurukul_desktop.call.internals.receiving import MediaPacket
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, Samples
from tests.call.audio.network import PlainSound, packed, tone

PACKETS = packed(tone(4.0))


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def came(index: int, at: float, *, ssrc: int = 1, codec: str = "opus") -> MediaPacket:
    data = PACKETS[index % len(PACKETS)]
    time = index * FRAME_SAMPLES % (1 << 32)
    return MediaPacket(index % (1 << 16), time, False, ssrc, data, data, codec, at, False)


def reception(clock: Clock) -> tuple[AudioReception, PlainSound]:
    decoder = PlainSound(correcting=True)
    return AudioReception(decoder=lambda: decoder, clock=clock), decoder


def played(
    reception: AudioReception,
    clock: Clock,
    packets: range,
    *,
    ssrc: int = 1,
    codec: str = "opus",
) -> Samples:
    parts = []
    for index in packets:
        clock.now += 0.02
        reception.packet(came(index, clock.now, ssrc=ssrc, codec=codec))
        parts.append(reception.read(FRAME_SAMPLES, 0.05))
    return np.concatenate(parts)


def test_what_is_heard_when_is_told() -> None:
    clock = Clock()
    ours, _ = reception(clock)
    assert ours.playing() is None
    sound = played(ours, clock, range(100))
    assert np.std(sound[-4800:]) > 5000
    told = ours.playing()
    assert told is not None
    timestamp, heard = told
    assert heard == clock.now + 0.05
    assert 0.01 < 99 * 0.02 - timestamp / SAMPLE_RATE < 0.07
    assert 0.01 < ours.delay < 0.05
    assert ours.concealed_seconds == 0
    assert ours.reported is None
    ours.report(5 << 32, 77)
    assert ours.reported == (5 << 32, 77)


def test_a_lost_packet_is_counted_only_if_it_had_to_be_made_up() -> None:
    clock = Clock()
    ours, _ = reception(clock)
    played(ours, clock, range(50))
    clock.now += 0.02
    ours.read(FRAME_SAMPLES, 0.05)
    played(ours, clock, range(51, 100))
    assert ours.concealed_seconds < 0.02
    clock.now += 0.2
    ours.read(10 * FRAME_SAMPLES, 0.05)
    assert ours.concealed_seconds > 0.1
    assert ours.playing() is not None
    clock.now += 0.2
    ours.read(10 * FRAME_SAMPLES, 0.05)
    ours.read(FRAME_SAMPLES, 0.05)
    assert ours.playing() is None, "nothing of the partner is heard any more"


def test_another_source_is_heard_when_the_first_has_gone() -> None:
    clock = Clock()
    ours, _ = reception(clock)
    played(ours, clock, range(50))
    for index in range(50, 60):  # both at once: the first goes on
        clock.now += 0.02
        ours.packet(came(index, clock.now))
        ours.packet(came(90_000 + index, clock.now, ssrc=2))
        ours.read(FRAME_SAMPLES, 0.0)
    told = ours.playing()
    assert told is not None
    assert told[0] < 100 * FRAME_SAMPLES
    clock.now += 0.3
    played(ours, clock, range(90_060, 90_110), ssrc=2)
    told = ours.playing()
    assert told is not None
    assert told[0] > 90_000 * FRAME_SAMPLES


def test_another_codec_is_not_played() -> None:
    clock = Clock()
    ours, _ = reception(clock)
    assert not played(ours, clock, range(30), codec="PCMU").any()


def test_packets_that_nobody_asks_for_do_not_pile_up() -> None:
    clock = Clock()
    ours, _ = reception(clock)
    for index in range(5000):
        clock.now += 0.02
        ours.packet(came(index, clock.now))
    assert len(ours._came) <= 200
    sound = played(ours, clock, range(5000, 5050))
    assert np.std(sound[-4800:]) > 5000
    told = ours.playing()
    assert told is not None
    assert 5049 * 0.02 - told[0] / SAMPLE_RATE < 0.7


def test_closing_is_silence_whoever_reads_meanwhile() -> None:
    clock = Clock()
    ours, decoder = reception(clock)
    played(ours, clock, range(50))
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            ours.read(FRAME_SAMPLES, 0.0)

    asking = threading.Thread(target=ask)
    asking.start()
    ours.close()
    ours.close()
    over.set()
    asking.join(5)
    assert decoder.closed
    assert not ours.read(FRAME_SAMPLES, 0.0).any()
    assert ours.playing() is None
    ours.packet(came(51, clock.now))


def test_it_decodes_with_libopus_by_itself() -> None:
    ours = AudioReception()
    assert not ours.read(FRAME_SAMPLES, 0.0).any()
    ours.close()
