"""gurukul_desktop.media.switching: the device changes, who listens stays."""

import errno
from functools import partial
from typing import Any

import pytest

from gurukul_desktop.errors import MediaFault
from gurukul_desktop.media import camera
from gurukul_desktop.media.specs import NamedDevice
from gurukul_desktop.media.switching import Switchable
from tests.media.collecting import Collector, subscribed
from tests.media.fakes import Container, DeviceLayer, av_error, picture

SMALL, LARGE = (320, 240), (640, 480)


class Bench:
    """A switchable camera on a device layer without devices, and what it tells."""

    def __init__(self, *answers: Any) -> None:
        self.errors: Collector[Any] = Collector()
        self.refusals: Collector[Any] = Collector()
        self.ready: Collector[Any] = Collector()
        self.source = Switchable(
            self.make(*answers), self.errors, lambda: self.ready(None), self.refusals
        )
        self.pictures = subscribed(self.source)

    def make(self, *answers: Any) -> Any:
        device = NamedDevice("/dev/video7")
        return partial(camera.source, device, open_container=DeviceLayer(*answers))

    def next_size(self) -> tuple[int, int]:
        count = len(self.pictures.items)
        frame = self.pictures.wait_for(count + 1)[-1]
        return frame.width, frame.height

    def wait_size(self, size: tuple[int, int]) -> None:
        for _ in range(10_000):
            if self.next_size() == size:
                return
        raise AssertionError(f"no picture of {size}")

    def close(self) -> None:
        self.source.stop()
        assert self.source.join(5)


class Paced(Container):
    """A camera that gives pictures of one size, a thousand a second at most."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__([picture(size)], endless=True)

    def decode(self, **streams: int) -> Any:
        for frame in super().decode(**streams):
            self.closed.wait(0.001)
            yield frame


def test_the_next_device_takes_over_and_the_last_one_is_released() -> None:
    first, second = Paced(SMALL), Paced(LARGE)
    bench = Bench(first)
    bench.source.start()
    assert bench.next_size() == SMALL
    bench.source.use(bench.make(second))
    bench.wait_size(LARGE)
    assert first.closed.wait(5)
    assert {(f.width, f.height) for f in bench.pictures.items} == {SMALL, LARGE}
    bench.close()
    assert second.closed.is_set()
    assert bench.errors.items == bench.refusals.items == []


def test_nothing_comes_between_the_last_picture_of_one_and_the_first_of_the_next() -> None:
    bench = Bench(Paced(SMALL))
    bench.source.start()
    bench.next_size()
    bench.source.use(bench.make(Paced(LARGE)))
    bench.wait_size(LARGE)
    bench.close()
    sizes = [(f.width, f.height) for f in bench.pictures.items]
    assert sizes == sorted(sizes), "none of the old one after the first of the new one"


def test_a_busy_device_is_refused_and_the_present_one_goes_on() -> None:
    bench = Bench(Paced(SMALL))
    bench.source.start()
    bench.next_size()
    bench.source.use(bench.make(av_error(errno.EBUSY)))
    (error,) = bench.refusals.wait_for(1)
    assert error.fault is MediaFault.BUSY
    assert bench.next_size() == SMALL
    assert bench.errors.items == []
    bench.close()


def test_the_last_of_a_storm_of_choices_is_used_and_the_others_are_released() -> None:
    devices = [Paced((320 + 2 * n, 240)) for n in range(20)]
    bench = Bench(devices[0])
    bench.source.start()
    bench.next_size()
    for device in devices[1:]:
        bench.source.use(bench.make(device))
    bench.wait_size((320 + 2 * 19, 240))
    bench.close()
    assert devices[0].closed.is_set()
    assert devices[-1].closed.is_set()


def test_a_device_that_has_failed_is_replaced_at_once() -> None:
    bench = Bench(av_error(errno.EBUSY))
    bench.source.start()
    bench.errors.wait_for(1)
    bench.source.use(bench.make(av_error(errno.ENOENT)))
    error = bench.errors.wait_for(2)[-1]
    assert error.fault is MediaFault.ABSENT
    bench.source.use(bench.make(Paced(LARGE)))
    assert bench.next_size() == LARGE
    assert bench.refusals.items == []
    bench.close()


def test_a_device_chosen_while_nothing_is_open_is_opened_with_the_next_start() -> None:
    first, second = Paced(SMALL), Paced(LARGE)
    bench = Bench(first)
    bench.source.use(bench.make(second))
    assert bench.source.join(0)
    bench.source.start()
    assert bench.next_size() == LARGE
    bench.close()


@pytest.mark.parametrize("times", [1, 5])
def test_a_choice_is_kept_when_the_source_stops_before_it_took_over(times: int) -> None:
    slow = Paced(LARGE)
    bench = Bench(Paced(SMALL))
    bench.source.start()
    bench.next_size()
    for _ in range(times):
        bench.source.use(bench.make(slow))
    bench.source.stop()
    assert bench.source.join(5)
    bench.source.start()
    bench.wait_size(LARGE)
    bench.close()


def test_no_device_can_be_chosen_and_left_again() -> None:
    first = Paced(SMALL)
    bench = Bench(first)
    bench.source.start()
    bench.next_size()
    bench.source.use(lambda error, ready: None)
    assert first.closed.wait(5)
    count = len(bench.pictures.items)
    bench.source.use(bench.make(Paced(LARGE)))
    bench.pictures.wait_for(count + 1)
    bench.wait_size(LARGE)
    bench.close()
