"""gurukul_desktop.call.audio.opus and decoder: libopus as it is bound here."""

import random

import numpy as np
import pytest

from gurukul_desktop.call.audio import opus
from gurukul_desktop.call.audio.concealment import Continuation
from gurukul_desktop.call.audio.decoder import PlainDecoder, open_decoder
from gurukul_desktop.call.audio.opus import (
    MOST_BYTES,
    Library,
    OpusDecoder,
    OpusEncoder,
    OpusError,
    samples_in,
)
from gurukul_desktop.errors import MissingLibraryError
from gurukul_desktop.media.ports import FRAME_SAMPLES, Samples
from tests.call.audio.network import tone
from tests.call.audio.voice import voice


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def encoded(library: Library, sound: Samples, *, loss: int = 20) -> list[bytes]:
    encoder = OpusEncoder(library, bit_rate=32_000, complexity=5)
    encoder.expect_loss(loss)
    frames = np.split(sound[: len(sound) // FRAME_SAMPLES * FRAME_SAMPLES], len(sound) // 960)
    return [encoder.encode(frame) for frame in frames]


def ratio(wanted: Samples, got: Samples) -> float:
    """Signal to noise in dB."""
    signal, noise = wanted.astype(float), got.astype(float) - wanted
    return float(10 * np.log10(np.sum(signal**2) / np.sum(noise**2)))


def test_sound_survives_the_way_there_and_back(library: Library) -> None:
    packets = encoded(library, tone(1.0))
    heard = OpusDecoder(library)
    sound = np.concatenate([heard.decode(packet) for packet in packets])
    spectrum = np.abs(np.fft.rfft(sound[-24_000:] * np.hanning(24_000)))
    assert np.argmax(spectrum) * 2 == pytest.approx(440, abs=2)
    assert np.std(sound[-24_000:]) == pytest.approx(8000 / 2**0.5, rel=0.1)
    assert sum(map(len, packets)) * 8 < 40_000, "about 32 kbit/s"


def test_a_lost_packet_comes_out_of_the_next_much_better_than_out_of_nothing(
    library: Library,
) -> None:
    packets = encoded(library, voice(4.0))
    whole = OpusDecoder(library)
    wanted = [whole.decode(packet) for packet in packets]
    correcting = OpusDecoder(library)
    corrected, guessed, said = [], [], []
    for index, packet in enumerate(packets[:-1]):
        if index % 10 == 5 and library.has_correction(packets[index + 1]):
            recovered = correcting.recover(packets[index + 1], FRAME_SAMPLES)
            assert recovered is not None
            corrected.append(recovered)
            before = np.concatenate(wanted[index - 3 : index])
            guessed.append(Continuation(before).take(FRAME_SAMPLES))
            said.append(wanted[index])
        else:
            correcting.decode(packet)
    assert len(said) >= 10, "nearly every packet of a voice carries a copy"
    sound = np.concatenate(said)
    by_copy = ratio(sound, np.concatenate(corrected))
    by_guess = ratio(sound, np.concatenate(guessed))
    assert by_copy > 6
    assert by_copy > by_guess + 4


def test_a_packet_without_a_copy_says_so(library: Library) -> None:
    packet = encoded(library, np.zeros(FRAME_SAMPLES, np.int16))[0]
    assert OpusDecoder(library).recover(packet, FRAME_SAMPLES) is None


def test_a_browsers_stereo_is_mixed_down(library: Library) -> None:
    import av

    context = av.AudioCodecContext.create("libopus", "w")
    context.format = av.AudioFormat("s16")
    context.layout = av.AudioLayout("stereo")
    context.sample_rate = 48_000
    both = np.repeat(tone(0.4, 300), 2).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(both, format="s16", layout="stereo")
    frame.sample_rate = 48_000
    packets = [bytes(packet) for packet in (*context.encode(frame), *context.encode(None))]
    heard = OpusDecoder(library)
    sound = np.concatenate([heard.decode(packet) for packet in packets])
    assert np.std(sound[9600:]) == pytest.approx(8000 / 2**0.5, rel=0.15)


@pytest.mark.parametrize(
    ("packet", "samples"),
    [
        (b"", 0),
        (b"\xf8", 960),  # CELT, 20 ms
        (b"\xf9\0\0", 1920),  # two of them
        (b"\x18" + b"\0" * 9, 2880),  # SILK, 60 ms
        (b"\x78\0", 960),  # both, 20 ms
        (b"\xe0", 120),  # CELT, 2.5 ms
        (b"\xfb", 0),  # as many as the second byte says, and there is none
        (b"\xfb\x00", 0),
        (b"\xfb\x06", 5760),
        (b"\xfb\x07", 0),  # 140 ms
        (b"\x1b\x3f", 0),
        (b"\xf8" * (MOST_BYTES + 1), 0),
    ],
)
def test_the_length_of_a_packet_is_in_its_first_bytes(packet: bytes, samples: int) -> None:
    assert samples_in(packet) == samples


@pytest.mark.parametrize("make", [OpusDecoder, lambda library: PlainDecoder()])
def test_whatever_comes_is_sound_or_an_error(library: Library, make: object) -> None:
    assert callable(make)
    heard = make(library)
    dice = random.Random(5)
    packets = encoded(library, voice(0.5))
    errors = 0
    for _ in range(300):
        packet = bytearray(dice.choice(packets))
        for _ in range(dice.randrange(1, 6)):
            packet[dice.randrange(len(packet))] = dice.randrange(256)
        packet = packet[: dice.randrange(1, len(packet) + 1)]
        if not samples_in(bytes(packet)):
            continue
        try:
            assert len(heard.decode(bytes(packet))) <= 5760
        except OpusError:
            errors += 1
        heard.recover(packets[3], FRAME_SAMPLES)
    assert errors < 300
    assert np.any(heard.decode(packets[20]))
    heard.close()
    heard.close()


def test_where_the_library_is_missing_ffmpeg_decodes(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(opus, "_places", lambda: iter(("/nowhere/libopus.so",)))
    with pytest.raises(MissingLibraryError):
        Library()
    heard = open_decoder()
    assert isinstance(heard, PlainDecoder)
    assert "not corrected" in caplog.text
    assert len(caplog.records) == 1
    sound = np.concatenate([heard.decode(packet) for packet in encoded(library, tone(0.5))])
    assert np.std(sound[9600:]) == pytest.approx(8000 / 2**0.5, rel=0.1)
    assert heard.recover(encoded(library, voice(0.1))[-1], FRAME_SAMPLES) is None
