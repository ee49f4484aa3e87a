"""gurukul_desktop.media.speaker: the mix, and when the device is open."""

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.media.output import Mix
from gurukul_desktop.media.ports import FRAME_SAMPLES, Samples
from gurukul_desktop.media.speaker import Speaker
from gurukul_desktop.media.specs import NamedDevice, NoDevice, SpeakerSpec
from tests.media.collecting import Collector

SPEC = NamedDevice("fake")


class Device:
    """An output that is pulled by hand; it can refuse to open, and go away."""

    def __init__(self) -> None:
        self.refusal: MediaError | None = None
        self.opened: Collector[Mix] = Collector()
        self.closed: Collector[None] = Collector()
        self.vanish: Callable[[], None] = lambda: None

    def __call__(self, spec: SpeakerSpec, mix: Mix, lost: Callable[[], None]) -> "Device":
        if self.refusal is not None:
            raise self.refusal
        self.vanish = lost
        self.opened(mix)
        return self

    def close(self) -> None:
        self.closed(None)

    def pull(self, count: int = FRAME_SAMPLES, *, ahead: float = 0.0) -> Samples:
        return self.opened.items[-1](count, ahead)


class Ramp:
    """A feed that counts upwards, and keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, float]] = []
        self._place = 0

    def read(self, count: int, ahead: float) -> Samples:
        self.asked.append((count, ahead))
        self._place += count
        return np.arange(self._place - count, self._place, dtype=np.int16)


@pytest.fixture
def device() -> Device:
    return Device()


@pytest.fixture
def errors() -> Collector[Any]:
    return Collector()


@pytest.fixture
def speaker(device: Device, errors: Collector[Any]) -> Any:
    speaker = Speaker(SPEC, errors, open_output=device)
    yield speaker
    assert speaker.join(2)
    assert not any(thread.name == "speaker" for thread in threading.enumerate())


def level(value: int, count: int = FRAME_SAMPLES) -> Samples:
    return np.full(count, value, np.int16)


def test_the_calls_sound_is_asked_for_as_the_device_plays(speaker: Speaker, device: Device) -> None:
    speaker.start()
    device.opened.wait_for(1)
    feed = Ramp()
    speaker.play_from(feed)
    played = [device.pull(count, ahead=0.03) for count in (7, 512, 1000, 1, 1360)]
    assert (np.concatenate(played) == np.arange(2880)).all()
    assert feed.asked == [(7, 0.03), (512, 0.03), (1000, 0.03), (1, 0.03), (1360, 0.03)]


def test_another_feed_takes_the_place_of_the_last(speaker: Speaker, device: Device) -> None:
    speaker.start()
    device.opened.wait_for(1)
    first, second = Ramp(), Ramp()
    speaker.play_from(first)
    device.pull(100)
    speaker.play_from(second)
    assert device.pull(10)[0] == 0
    assert len(first.asked) == 1
    speaker.play_from(None)
    assert not device.pull().any()
    assert len(second.asked) == 1


def test_what_is_played_is_told_with_the_time_until_it_is_heard(
    speaker: Speaker, device: Device
) -> None:
    told: list[tuple[Samples, float]] = []
    unsubscribe = speaker.on_played(lambda samples, ahead: told.append((samples, ahead)))
    speaker.start()
    device.opened.wait_for(1)
    speaker.play_from(Ramp())
    speaker.play(level(20_000))
    played = [device.pull(300, ahead=0.08), device.pull(480, ahead=0.07)]
    unsubscribe()
    unsubscribe()
    device.pull()
    assert [ahead for _, ahead in told] == [0.08, 0.07]
    for (samples, _), mixed in zip(told, played, strict=True):
        assert (samples == mixed).all()


def test_sounds_are_mixed_and_what_is_too_loud_is_cut_off(speaker: Speaker, device: Device) -> None:
    speaker.play(level(20_000))
    speaker.play(level(20_000), gain=0.5)
    device.opened.wait_for(1)
    assert (device.pull(100) == 30_000).all()
    speaker.play(level(20_000), gain=1.0)
    assert (device.pull(100) == 32_767).all()


def test_a_loop_goes_on_until_it_is_stopped_and_then_the_device_is_released(
    speaker: Speaker, device: Device
) -> None:
    ring = speaker.play(np.arange(1, 101, dtype=np.int16), gain=1.0, loop=True)
    device.opened.wait_for(1)
    played = device.pull(250)
    assert played[99] == 100
    assert played[100] == 1
    assert played[249] == 50
    ring.stop()
    ring.stop()
    assert not device.pull(10).any()
    device.closed.wait_for(1)


def test_the_device_closes_after_the_last_sound_not_before(
    speaker: Speaker, device: Device
) -> None:
    speaker.start()
    device.opened.wait_for(1)
    speaker.play(level(1000))
    speaker.stop()
    assert (device.pull(FRAME_SAMPLES // 2) == 1000).all()
    assert device.closed.items == []
    device.pull(FRAME_SAMPLES // 2)
    device.closed.wait_for(1)
    speaker.start()
    device.opened.wait_for(2)


def test_no_device_is_told_once_and_the_call_goes_on(
    speaker: Speaker, device: Device, errors: Collector[Any]
) -> None:
    device.refusal = MediaError("speaker", MediaFault.ABSENT, "fake")
    speaker.start()
    (error,) = errors.wait_for(1)
    assert error.fault is MediaFault.ABSENT
    device.refusal = None
    speaker.retry()
    device.opened.wait_for(1)
    assert len(errors.items) == 1


def test_an_unplugged_device_is_told_once_and_can_be_tried_again(
    speaker: Speaker, device: Device, errors: Collector[Any]
) -> None:
    speaker.start()
    device.opened.wait_for(1)
    device.vanish()
    (error,) = errors.wait_for(1)
    assert error.fault is MediaFault.UNPLUGGED
    device.closed.wait_for(1)
    speaker.retry()
    device.opened.wait_for(2)
    assert len(errors.items) == 1


def test_without_a_device_sound_passes_in_real_time_and_is_measured() -> None:
    errors: Collector[Any] = Collector()
    ready = threading.Event()
    speaker = Speaker(NoDevice(), errors, on_ready=ready.set)
    sound = (8000 * np.sin(2 * np.pi * 500 * np.arange(9600) / 48_000)).astype(np.int16)
    voice = speaker.play(sound)
    assert ready.wait(2)
    for thread in threading.enumerate():
        if thread.name == "speaker":
            thread.join(2)  # ends by itself after 200 ms of sound
            assert not thread.is_alive()
    assert voice.over
    loudness, frequency = speaker.heard()
    assert frequency == pytest.approx(500, abs=10)
    assert loudness > 0.1
    assert errors.items == []


def test_a_driver_that_hangs_while_opening_is_told_and_forgiven(errors: Collector[Any]) -> None:
    let_go = threading.Event()
    device = Device()

    def hang(spec: SpeakerSpec, mix: Mix, lost: Callable[[], None]) -> Device:
        assert let_go.wait(10)
        return device(spec, mix, lost)

    ready = threading.Event()
    speaker = Speaker(SPEC, errors, on_ready=ready.set, open_output=hang, patience=0.05)
    speaker.start()
    errors.wait_for(1)
    assert errors.items[0].fault is MediaFault.HANGING
    let_go.set()
    assert ready.wait(5), "it came round after all"
    assert speaker.join(2)


def test_whatever_portaudio_raises_is_one_sentence_and_can_be_retried(
    errors: Collector[Any],
) -> None:
    device, broken = Device(), [True]

    def open_output(spec: SpeakerSpec, mix: Mix, lost: Callable[[], None]) -> Device:
        if broken:
            broken.clear()
            raise RuntimeError("unanticipated host error")
        return device(spec, mix, lost)

    speaker = Speaker(SPEC, errors, open_output=open_output)
    speaker.start()
    errors.wait_for(1)
    assert errors.items[0].fault is MediaFault.BROKEN
    speaker.retry()
    device.opened.wait_for(1)
    assert speaker.join(2)


@pytest.mark.parametrize("alone", [False, True])
def test_another_device_takes_over_without_a_break_in_the_sound(
    errors: Collector[Any], alone: bool
) -> None:
    devices: list[Device] = []

    def open_output(spec: SpeakerSpec, mix: Mix, lost: Callable[[], None]) -> Device:
        device = Device()
        devices.append(device)
        return device(spec, mix, lost)

    ready: Collector[None] = Collector()
    speaker = Speaker(
        SPEC,
        errors,
        on_ready=lambda: ready(None),
        open_output=open_output,
        alone=lambda: alone,
    )
    ramp = speaker.play(np.arange(1, 30_001, dtype=np.int16))
    ready.wait_for(1)
    first = devices[0].pull()
    speaker.use(NamedDevice("another"))
    ready.wait_for(2)
    assert devices[0].closed.items == [None]
    second = devices[1].pull()
    assert (np.concatenate([first, second]) == np.arange(1, 2 * FRAME_SAMPLES + 1)).all()
    ramp.stop()
    assert speaker.join(2)
    assert errors.items == []


def test_a_device_that_cannot_be_opened_is_refused_and_the_present_one_plays_on(
    device: Device, errors: Collector[Any]
) -> None:
    refusals: Collector[Any] = Collector()
    speaker = Speaker(SPEC, errors, on_refused=refusals, open_output=device, alone=lambda: False)
    speaker.start()
    speaker.play(np.full(48_000, 100, np.int16))
    device.opened.wait_for(1)
    device.refusal = MediaError("speaker", MediaFault.BUSY, "another")
    speaker.use(NamedDevice("another"))
    (refused,) = refusals.wait_for(1)
    assert refused.fault is MediaFault.BUSY
    assert (device.pull() == 100).all()
    assert device.closed.items == errors.items == []
    assert speaker.join(2)


def test_where_only_one_can_be_open_the_present_one_is_opened_again_after_a_refusal(
    errors: Collector[Any],
) -> None:
    specs: Collector[SpeakerSpec] = Collector()
    device = Device()

    def open_output(spec: SpeakerSpec, mix: Mix, lost: Callable[[], None]) -> Device:
        specs(spec)
        if spec != SPEC:
            raise MediaError("speaker", MediaFault.BUSY, "another")
        return device(spec, mix, lost)

    refusals: Collector[Any] = Collector()
    speaker = Speaker(
        SPEC, errors, on_refused=refusals, open_output=open_output, alone=lambda: True
    )
    speaker.start()
    device.opened.wait_for(1)
    speaker.use(NamedDevice("another"))
    refusals.wait_for(1)
    assert specs.wait_for(3) == [SPEC, NamedDevice("another"), SPEC]
    device.opened.wait_for(2)
    assert device.closed.items == [None]
    assert speaker.join(2)
    assert errors.items == []


def test_a_device_chosen_after_the_last_one_was_lost_is_opened_at_once(
    speaker: Speaker, device: Device, errors: Collector[Any]
) -> None:
    speaker.start()
    device.opened.wait_for(1)
    device.vanish()
    errors.wait_for(1)
    speaker.use(NamedDevice("another"))
    device.opened.wait_for(2)


def test_a_device_chosen_while_nothing_plays_is_opened_with_the_next_sound(
    errors: Collector[Any],
) -> None:
    specs: Collector[SpeakerSpec] = Collector()

    def open_output(spec: SpeakerSpec, mix: Mix, lost: Callable[[], None]) -> Device:
        specs(spec)
        return Device()

    speaker = Speaker(SPEC, errors, open_output=open_output)
    speaker.use(NamedDevice("another"))
    assert specs.items == []
    speaker.start()
    assert specs.wait_for(1) == [NamedDevice("another")]
    assert speaker.join(2)


def test_the_call_is_as_loud_as_wished_and_fades_there(speaker: Speaker, device: Device) -> None:
    class Even:
        def read(self, count: int, ahead: float) -> Samples:
            return level(10_000, count)

    speaker.start()
    device.opened.wait_for(1)
    speaker.play_from(Even())
    chime = speaker.play(level(1000, 48_000), loop=True)
    assert device.pull()[0] == 11_000
    speaker.set_call_volume(0.5)
    fading = device.pull()
    assert fading[0] == 11_000
    assert np.abs(np.diff(fading.astype(int))).max() <= 6
    assert (device.pull() == 6000).all()
    chime.stop()
    speaker.set_call_volume(0)
    device.pull()
    assert not device.pull().any()
