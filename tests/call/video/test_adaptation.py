"""The ladder of formats, in simulated seconds."""

import itertools

import pytest

from gurukul_desktop.call.video.adaptation import LADDER, SCREEN_LADDER, Adaptation, Format, Load

HD = (1280, 720)
PLENTY = 4_000_000


class Machine:
    """A processor that encodes ``pixels`` a second when it does nothing else."""

    def __init__(self, pixels, *, bitrate=PLENTY, source=HD):
        self.adaptation = Adaptation()
        self.pixels = pixels
        self.bitrate = bitrate
        self.source = source
        self.now = 0.0
        self.formats = []

    def run(self, seconds):
        for _ in range(seconds):
            self.now += 1
            busy = self.adaptation.format.pixels / self.pixels
            load = Load(busy, max(0.0, 1 - 1 / busy))
            self.formats.append(
                self.adaptation.update(
                    self.now, bitrate=self.bitrate, load=load, source=self.source
                )
            )
        return self.adaptation.format

    def changes(self):
        return sum(a != b for a, b in itertools.pairwise(self.formats))


def test_every_rung_has_fewer_pixels_a_second_than_the_one_above():
    assert all(a.pixels > b.pixels for a, b in itertools.pairwise(LADDER))


def test_720p30_stays_where_it_can():
    machine = Machine(100e6)
    assert machine.run(300) == Format(1280, 720, 30)
    assert machine.changes() == 0
    assert machine.adaptation.limited_by is None


def test_1080p30_is_tried_where_the_camera_gives_it_and_kept_where_it_works():
    machine = Machine(200e6, source=(1920, 1080))
    assert machine.run(60) == Format(1920, 1080, 30)
    assert machine.changes() == 2
    weak = Machine(80e6, source=(1920, 1080))
    assert weak.run(600) == Format(1280, 720, 30)
    assert weak.adaptation.limited_by is None


def test_a_busy_processor_costs_frames_first_and_then_size():
    machine = Machine(30e6)
    assert machine.run(30) == Format(1280, 720, 24)
    assert machine.adaptation.limited_by == "cpu"
    machine.pixels = 14e6
    assert machine.run(30).height < 720
    busy = machine.adaptation.format.pixels / machine.pixels
    assert 0.4 < busy <= 0.85


def test_pictures_that_are_overtaken_are_trouble_too():
    adaptation = Adaptation()
    for second in range(6):
        adaptation.update(second, bitrate=PLENTY, load=Load(0.3, 0.4), source=HD)
    assert adaptation.format.pixels < Format(1280, 720, 30).pixels


def test_a_processor_that_is_free_again_gets_everything_back():
    machine = Machine(10e6)
    machine.run(60)
    machine.pixels = 100e6
    assert machine.run(90) == Format(1280, 720, 30)
    assert machine.adaptation.limited_by is None


@pytest.mark.parametrize("pixels", [8e6, 16e6, 24e6, 31e6, 40e6])
def test_there_is_no_swinging_at_any_strength(pixels):
    machine = Machine(pixels)
    machine.run(600)
    assert machine.changes() < 30
    machine.formats.clear()
    machine.run(300)
    assert machine.changes() <= 6


@pytest.mark.parametrize(
    ("bitrate", "wanted"),
    [(700_000, (1280, 720, 30)), (450_000, (1280, 720, 20)), (250_000, (960, 540, 20))],
)
def test_a_narrow_network_has_fewer_pixels_to_fill(bitrate, wanted):
    machine = Machine(200e6, bitrate=bitrate)
    assert machine.run(30) == Format(*wanted)
    assert (machine.adaptation.limited_by == "network") == (wanted[2] < 30)


def test_a_network_that_is_wide_again_gets_everything_back():
    machine = Machine(200e6, bitrate=150_000)
    assert machine.run(20).height <= 360
    machine.bitrate = 2_000_000
    assert machine.run(90) == Format(1280, 720, 30)


def test_a_rate_that_swings_around_a_limit_does_not_make_the_picture_swing():
    machine = Machine(200e6)
    for turn in range(100):
        machine.bitrate = 500_000 if turn % 2 else 700_000
        machine.run(3)
    assert machine.changes() <= 8


def test_a_small_camera_starts_from_what_it_has():
    machine = Machine(200e6, source=(320, 180))
    assert machine.run(3) == Format(320, 180, 30)
    assert machine.adaptation.limited_by is None


def test_a_screen_keeps_its_size_longer_than_its_rate():
    assert all(a.pixels > b.pixels for a, b in itertools.pairwise(SCREEN_LADDER))
    for size in ((1920, 1080), (1080, 1920), (2880, 720)):
        narrow = Adaptation(SCREEN_LADDER)
        for now in range(30):
            form = narrow.update(now, bitrate=300_000, load=None, source=size)
        assert form == Format(1920, 1080, 5)
        assert narrow.limited_by == "network"
        for now in range(30, 90):
            form = narrow.update(now, bitrate=PLENTY, load=None, source=size)
        assert form == Format(1920, 1080, 15)


def test_a_bound_is_kept_and_is_no_limit():
    bound = Format(640, 360, 15)
    saving = Adaptation(largest=bound)
    for now in range(60):
        assert saving.update(now, bitrate=PLENTY, load=None, source=HD) == bound
    assert saving.limited_by is None
