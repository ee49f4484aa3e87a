"""gurukul_desktop.media.capture: one thread, one end, no device left open."""

import errno
import threading
from collections.abc import Generator
from typing import Any

import pytest

from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.media.capture import Capture
from tests.media.collecting import Collector, subscribed
from tests.media.fakes import av_error


class Producer:
    """Counts its openings; gives numbers until it is told to stop, then what ``ending`` says."""

    def __init__(self, ending: BaseException | None = None, after: int = 3) -> None:
        self.opened = 0
        self.released = threading.Semaphore(0)
        self.ending = ending
        self._after = after

    def __call__(self, stop: threading.Event) -> Generator[int, None, None]:
        self.opened += 1
        try:
            number = 0
            while not stop.is_set():
                if self.ending is not None and number >= self._after:
                    raise self.ending
                yield number
                number += 1
                stop.wait(0.001)
        finally:
            self.released.release()


def capture(produce: Any, patience: float | None = 5.0) -> tuple[Capture[int], Collector[Any]]:
    errors: Collector[MediaError] = Collector()
    return Capture("camera", "fake", produce, errors, patience=patience), errors


def test_items_come_until_stop_and_again_after_a_new_start() -> None:
    producer = Producer()
    source, errors = capture(producer)
    items = subscribed(source)
    source.start()
    source.start()  # it runs already
    items.wait_for(3)
    assert producer.opened == 1
    source.stop()
    source.stop()
    assert source.join(2)
    assert producer.released.acquire(timeout=0)

    seen = len(items.items)
    source.start()
    items.wait_for(seen + 3)
    source.stop()
    assert source.join(2)
    assert producer.opened == 2
    assert errors.items == []


def test_a_restart_waits_until_the_device_is_released() -> None:
    inside = threading.Lock()
    let_go = threading.Event()
    both = []

    def produce(stop: threading.Event) -> Generator[int, None, None]:
        both.append(inside.acquire(blocking=False))
        try:
            while not stop.is_set():
                yield 1
                stop.wait(0.001)
            let_go.wait(5)
        finally:
            inside.release()

    source, _ = capture(produce)
    items = subscribed(source)
    source.start()
    items.wait_for(1)
    source.stop()
    source.start()
    seen = len(items.items)
    let_go.set()
    items.wait_for(seen + 2)
    source.stop()
    assert source.join(2)
    assert both == [True, True]


def test_nothing_comes_after_unsubscribe() -> None:
    source, _ = capture(Producer())
    first: Collector[int] = Collector()
    unsubscribe = source.subscribe(first)
    second = subscribed(source)
    source.start()
    first.wait_for(1)
    unsubscribe()
    unsubscribe()
    second.wait_for(len(second.items) + 2)  # what was on its way to the first has arrived
    seen = len(first.items)
    second.wait_for(len(second.items) + 5)
    assert len(first.items) == seen
    source.stop()
    assert source.join(2)


@pytest.mark.parametrize(("after", "fault"), [(0, MediaFault.ABSENT), (2, MediaFault.UNPLUGGED)])
def test_a_fault_is_told_once_and_a_retry_is_possible(after: int, fault: MediaFault) -> None:
    producer = Producer(av_error(errno.ENODEV), after)
    source, errors = capture(producer)
    items = subscribed(source)
    source.start()
    (error,) = errors.wait_for(1)
    assert (error.device, error.fault, error.name) == ("camera", fault, "fake")
    assert source.join(2)
    assert producer.released.acquire(timeout=0)
    assert len(items.items) == after

    producer.ending = None
    source.start()
    items.wait_for(after + 3)
    source.stop()
    assert source.join(2)
    assert len(errors.items) == 1


def test_an_error_while_it_stops_is_no_fault() -> None:
    entered = threading.Event()

    def produce(stop: threading.Event) -> Generator[int, None, None]:
        yield 1
        entered.set()
        stop.wait(5)
        raise av_error(errno.EIO)

    source, errors = capture(produce)
    source.start()
    assert entered.wait(2)
    source.stop()
    assert source.join(2)
    assert errors.items == []


@pytest.mark.parametrize("first", [0, 2])
def test_a_driver_that_hangs_is_given_up_and_another_try_can_work(first: int) -> None:
    hanging = threading.Event()
    tries = []

    def produce(stop: threading.Event) -> Generator[int, None, None]:
        tries.append(1)
        yield from range(first)
        if len(tries) == 1:
            hanging.wait(30)
        yield from range(100, 105)
        stop.wait(5)

    source, errors = capture(produce, patience=0.1)
    items = subscribed(source)
    source.start()
    (error,) = errors.wait_for(1)
    assert error.fault is MediaFault.HANGING
    assert not source.join(0.01), "it still hangs"

    source.start()
    items.wait_for(2 * first + 5)
    source.stop()
    hanging.set()
    assert source.join(2)
    assert len(items.items) == 2 * first + 5, "the abandoned thread brought nothing more"
    assert len(errors.items) == 1


def test_a_device_that_is_slow_but_alive_is_not_given_up() -> None:
    def produce(stop: threading.Event) -> Generator[int, None, None]:
        for number in range(10):
            stop.wait(0.05)
            yield number
        stop.wait(5)

    source, errors = capture(produce, patience=0.2)
    items = subscribed(source)
    source.start()
    items.wait_for(10)
    source.stop()
    assert source.join(2)
    assert errors.items == []


def test_stop_before_the_device_is_opened_opens_nothing_more() -> None:
    started = threading.Event()
    go_on = threading.Event()
    opened = []

    def produce(stop: threading.Event) -> Generator[int, None, None]:
        opened.append(1)
        yield 1
        started.set()
        go_on.wait(5)

    source, _ = capture(produce)
    source.start()
    assert started.wait(2)
    source.stop()
    source.start()  # waits for the first
    source.stop()
    go_on.set()
    assert source.join(2)
    assert opened == [1]
