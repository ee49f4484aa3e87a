"""gurukul_desktop.media.microphone, on a device layer without devices."""

import errno
from typing import Any

import numpy as np
import pytest

from gurukul_desktop.errors import MediaFault
from gurukul_desktop.media import microphone
from gurukul_desktop.media.microphone import _alsa_address
from gurukul_desktop.media.ports import FRAME_SAMPLES
from gurukul_desktop.media.specs import NamedDevice, NoDevice, TestTone
from gurukul_desktop.media.virtual import tone
from gurukul_desktop.media.voice.chain import VoiceSwitches
from gurukul_desktop.media.voice.processing import VoiceProcessing
from tests.media.collecting import Collector, subscribed
from tests.media.fakes import Container, DeviceLayer, av_error, sound

# No system has such a device, so that PortAudio, which is tried next, does not have it either.
NOBODYS = NamedDevice("gurukul-test-nobodys-microphone")


def open_microphone(*answers: Any) -> tuple[Any, Collector[Any]]:
    errors: Collector[Any] = Collector()
    return microphone.device(NOBODYS, errors, open_container=DeviceLayer(*answers)), errors


def test_any_sound_comes_as_20_ms_of_mono_at_48_khz_and_the_device_is_released() -> None:
    container = Container([sound()], endless=True)
    source, errors = open_microphone(container)
    blocks = subscribed(source)
    source.start()
    for block in blocks.wait_for(5):
        assert block.shape == (FRAME_SAMPLES,)
        assert block.dtype == np.int16
    source.stop()
    assert source.join(2)
    assert container.closed.is_set()
    assert errors.items == []


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (av_error(errno.EACCES), MediaFault.DENIED),
        (
            av_error(errno.EIO, "cannot open audio device x (No such file or directory)"),
            MediaFault.ABSENT,
        ),
        (
            av_error(errno.EIO, "cannot open audio device x (Device or resource busy)"),
            MediaFault.BUSY,
        ),
    ],
)
def test_a_microphone_that_cannot_be_opened(error: Exception, fault: MediaFault) -> None:
    source, errors = open_microphone(error)
    source.start()
    (told,) = errors.wait_for(1)
    assert (told.device, told.fault) == ("microphone", fault)
    assert source.join(2)


def test_a_microphone_that_is_unplugged_in_a_call() -> None:
    container = Container([sound()] * 30 + [av_error(errno.ENODEV)])
    source, errors = open_microphone(container)
    source.start()
    (told,) = errors.wait_for(1)
    assert told.fault is MediaFault.UNPLUGGED
    assert source.join(2)
    assert container.closed.is_set()


def test_a_real_microphone_that_is_not_there() -> None:
    errors: Collector[Any] = Collector()
    source = microphone.device(NOBODYS, errors)
    source.start()
    (told,) = errors.wait_for(1)
    assert (told.device, told.fault) == ("microphone", MediaFault.ABSENT)
    assert source.join(2)


def test_a_cards_name_leads_to_its_address() -> None:
    assert _alsa_address("Webcam: USB Audio (hw:1,0)") == "plughw:1,0"
    assert _alsa_address("pulse") == "pulse"
    assert _alsa_address("") == "default"


def voice() -> VoiceProcessing:
    return VoiceProcessing(lambda sink: lambda: None)


def test_the_sound_of_a_device_is_put_through_the_voices_processing() -> None:
    errors: Collector[Any] = Collector()
    layer = DeviceLayer(Container([sound()], endless=True))
    processing = voice()
    processing.set(VoiceSwitches(echo=False, noise=True, gain=True))
    source = microphone.source(NOBODYS, errors, voice=processing, open_container=layer)
    as_it_is = microphone.source(
        NOBODYS, errors, open_container=DeviceLayer(Container([sound()], endless=True))
    )
    assert source is not None
    assert as_it_is is not None
    heard, raw = subscribed(source), subscribed(as_it_is)
    for capture in (source, as_it_is):
        capture.start()
    for mine, his in zip(heard.wait_for(5)[1:], raw.wait_for(5)[1:], strict=False):
        assert mine.shape == (FRAME_SAMPLES,)
        assert not np.array_equal(mine, his)
    for capture in (source, as_it_is):
        capture.stop()
        assert capture.join(2)


def test_a_test_tone_arrives_as_it_is() -> None:
    source = microphone.source(TestTone(440.0), print, voice=voice())
    assert source is not None
    blocks = subscribed(source)
    source.start()
    first, second = blocks.wait_for(2)[:2]
    source.stop()
    assert source.join(2)
    assert np.array_equal(first, tone(440, 0, FRAME_SAMPLES))
    assert np.array_equal(second, tone(440, FRAME_SAMPLES, FRAME_SAMPLES))


def test_none_is_no_microphone_and_test_is_one() -> None:
    assert microphone.source(NoDevice(), print) is None
    assert microphone.source(TestTone(), print) is not None
