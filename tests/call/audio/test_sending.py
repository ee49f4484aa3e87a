"""gurukul_desktop.call.audio.encoder and sending: the voice as it leaves."""

import av
import numpy as np
import pytest

from gurukul_desktop.call.audio import opus
from gurukul_desktop.call.audio.encoder import LEAST_LOSS, MOST_LOSS, SILENT_PACKETS, SpeechEncoder
from gurukul_desktop.call.audio.opus import Library, OpusDecoder
from gurukul_desktop.call.audio.sending import AudioSending
from gurukul_desktop.call.internals.sending import Report
from gurukul_desktop.media.ports import FRAME_SAMPLES
from tests.call.audio.voice import voice


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def test_a_bad_report_is_believed_at_once_and_forgotten_slowly(library: Library) -> None:
    encoder = SpeechEncoder(library)
    assert encoder.expected_loss == LEAST_LOSS
    encoder.heard(Report(100, 0.25))
    assert encoder.expected_loss == 0.25
    encoder.heard(Report(150, 0.0))
    assert 0.2 < encoder.expected_loss < 0.25
    for _ in range(30):
        encoder.heard(Report(200, 0.0))
    assert encoder.expected_loss == LEAST_LOSS
    encoder.heard(Report(300, 1.0))
    assert encoder.expected_loss == MOST_LOSS


def test_a_voice_carries_copies_from_the_start_and_fits_its_bit_rate(library: Library) -> None:
    encoder = SpeechEncoder(library)
    frames = voice(2.0).reshape(-1, FRAME_SAMPLES)
    packets = [encoder.encode(frame) for frame in frames]
    with_copy = sum(library.has_correction(packet) for packet in packets)
    assert with_copy > len(packets) * 0.7
    assert 24_000 < sum(map(len, packets)) * 8 / 2.0 < 36_000
    encoder.close()
    encoder.close()


def test_lasting_silence_costs_no_encoding_and_the_voice_after_it_is_whole(
    library: Library,
) -> None:
    encoder, decoder = SpeechEncoder(library), OpusDecoder(library)
    silence = np.zeros(FRAME_SAMPLES, np.int16)
    packets = [encoder.encode(silence) for _ in range(SILENT_PACKETS + 50)]
    assert all(packet is packets[-1] for packet in packets[-50:])
    assert sum(map(len, packets[-50:])) < 50 * 30
    for packet in packets:
        assert np.abs(decoder.decode(packet)).max() < 5
    sound = voice(1.0).reshape(-1, FRAME_SAMPLES)
    heard = np.concatenate([decoder.decode(encoder.encode(frame)) for frame in sound])
    assert np.std(heard[9600:]) == pytest.approx(np.std(sound.ravel()[9600:]), rel=0.2)


async def test_a_partner_without_opus_gets_frames_for_another_encoder() -> None:
    from aiortc import RTCPeerConnection

    connection = RTCPeerConnection()
    sending = AudioSending(None)
    sender = connection.addTrack(sending.track)
    sending.install(sender, "audio/PCMU")
    frame = await sending.track.recv()
    assert isinstance(frame, av.AudioFrame)
    sending.close()
    sending.close()
    await connection.close()


async def test_without_the_library_frames_are_sent(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(opus, "_places", lambda: iter(()))
    sending = AudioSending(None)
    assert "without a copy" in caplog.text
    assert isinstance(await sending.track.recv(), av.AudioFrame)
    sending.close()
