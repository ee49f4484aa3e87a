"""gurukul_desktop.media.virtual, pattern, pacing: what stands for devices."""

import itertools
import time
import wave
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from gurukul_desktop.errors import MediaFault
from gurukul_desktop.media import virtual
from gurukul_desktop.media.meter import Meter
from gurukul_desktop.media.pattern import Pattern, palette
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE
from tests.media.collecting import Collector, subscribed


def collect(source: Any, count: int) -> tuple[list[Any], float]:
    """``count`` items, and the seconds from the first to the last."""
    times: list[float] = []
    items = subscribed(source)
    source.subscribe(lambda _: times.append(time.monotonic()))
    source.start()
    try:
        found = items.wait_for(count + 1)  # the last one's time is then written too
    finally:
        source.stop()
        assert source.join(2)
    return found[:count], times[count - 1] - times[0]


def luma(frame: av.VideoFrame) -> np.ndarray:
    return frame.to_ndarray()[: frame.height]


def write_film(path: Path, size: tuple[int, int], frames: int, rate: int = 25) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=rate)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for number in range(frames):
            shade = np.full((size[1] * 3 // 2, size[0]), 40 + 20 * number, np.uint8)
            frame = av.VideoFrame.from_ndarray(shade, "yuv420p")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def write_tone(path: Path, frequency: float, rate: int, channels: int, seconds: float) -> None:
    moments = np.arange(int(rate * seconds)) / rate
    mono = (8000 * np.sin(2 * np.pi * frequency * moments)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(mono, channels).tobytes())


def test_the_test_camera_moves_at_30_pictures_a_second() -> None:
    errors: Collector[Any] = Collector()
    frames, seconds = collect(virtual.moving_picture("a", errors, on_ready=lambda: None), 46)
    assert all((f.width, f.height, f.format.name) == (1280, 720, "yuv420p") for f in frames)
    assert 45 / seconds == pytest.approx(30, rel=0.05)
    differing = sum(bool((luma(a) != luma(b)).any()) for a, b in itertools.pairwise(frames))
    assert differing == 45
    assert errors.items == []


def test_variants_are_told_apart_at_a_glance() -> None:
    pictures = [Pattern(variant).draw(60).to_ndarray() for variant in ("a", "b", "c", "d")]
    chroma = [picture[720:].reshape(2, -1).mean(axis=1) for picture in pictures]
    for index, one in enumerate(chroma):
        for other in chroma[index + 1 :]:
            assert np.abs(one - other).max() > 5
    assert palette("Meera") is palette("meera")
    # Two names with the same colours still differ by the name that is written.
    same = [name for name in ("asha", "ravi", "omar", "lena", "x") if palette(name) is palette("a")]
    for name in same:
        assert (luma(Pattern(name).draw(60)) != luma(Pattern("a").draw(60))).mean() > 0.005


def test_the_clock_runs_and_survives_a_long_time() -> None:
    pattern = Pattern("")
    clock = slice(330, 470)
    second, next_second = (luma(pattern.draw(number))[clock] for number in (30, 60))
    assert (second != next_second).any()
    assert pattern.draw(30 * 60 * 60 * 200).pts == 30 * 60 * 60 * 200


def test_the_test_microphone_hears_its_tone_at_minus_20_dbfs_in_real_time() -> None:
    errors: Collector[Any] = Collector()
    blocks, seconds = collect(virtual.steady_tone(523.0, errors, on_ready=lambda: None), 51)
    assert all(block.shape == (FRAME_SAMPLES,) and block.dtype == np.int16 for block in blocks)
    assert seconds == pytest.approx(1.0, abs=0.06)
    meter = Meter()
    meter.hear(np.concatenate(blocks[:50]))
    level, frequency = meter.read()
    assert frequency == pytest.approx(523, abs=1)
    assert 20 * np.log10(level) == pytest.approx(-20, abs=0.2)
    # no click between two blocks
    assert np.abs(np.diff(np.concatenate(blocks).astype(int))).max() < 400


def test_a_film_is_shown_over_and_over_at_its_own_speed(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write_film(path, (320, 240), 5)
    errors: Collector[Any] = Collector()
    frames, seconds = collect(virtual.picture_file(path, errors, on_ready=lambda: None), 26)
    assert 25 / seconds == pytest.approx(25, rel=0.1)
    shades = [round(float(luma(frame).mean())) for frame in frames]
    assert len(set(shades)) == 5
    assert shades[:5] == shades[5:10] == shades[20:25]
    assert errors.items == []


def test_a_huge_film_becomes_at_most_1080p_with_even_sides(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write_film(path, (2562, 1602), 2)
    frames, _ = collect(virtual.picture_file(path, print, on_ready=lambda: None), 2)
    for frame in frames:
        assert (frame.width, frame.height, frame.format.name) == (1726, 1080, "yuv420p")


def test_one_picture_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    with av.open(str(path), "w", format="image2") as container:
        stream = container.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = 101, 51, "rgb24"
        frame = av.VideoFrame.from_ndarray(np.full((51, 101, 3), 200, np.uint8), "rgb24")
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    frames, seconds = collect(virtual.picture_file(path, print, on_ready=lambda: None), 16)
    assert {(frame.width, frame.height) for frame in frames} == {(100, 50)}
    assert 15 / seconds == pytest.approx(30, rel=0.1)


@pytest.mark.parametrize(("rate", "channels"), [(44_100, 2), (48_000, 1), (8_000, 1)])
def test_a_sound_of_any_rate_comes_as_48_khz_mono(tmp_path: Path, rate: int, channels: int) -> None:
    path = tmp_path / "tone.wav"
    write_tone(path, 660.0, rate, channels, 0.5)
    blocks, seconds = collect(virtual.sound_file(path, print, on_ready=lambda: None), 41)
    assert all(block.shape == (FRAME_SAMPLES,) for block in blocks)
    assert seconds == pytest.approx(0.8, abs=0.06), "it went on after the half second it holds"
    meter = Meter()
    meter.hear(np.concatenate(blocks)[: SAMPLE_RATE // 2])
    level, frequency = meter.read()
    assert frequency == pytest.approx(660, abs=3)
    assert level == pytest.approx(8000 / 32768 / np.sqrt(2), rel=0.05)


def test_a_file_that_vanished_is_a_fault_and_not_a_crash(tmp_path: Path) -> None:
    errors: Collector[Any] = Collector()
    source = virtual.picture_file(tmp_path / "gone.mp4", errors, on_ready=lambda: None)
    source.start()
    (error,) = errors.wait_for(1)
    assert error.fault is MediaFault.ABSENT
    assert source.join(2)
