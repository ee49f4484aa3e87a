"""One capture: a thread that takes what a device gives and hands it to the subscribers.

What differs between cameras, microphones, files and patterns is a *producer*: a function
that opens the device, yields what comes from it, and releases it when the iteration ends.
Everything else is here: the thread, stop and restart, faults, and the watchdog for drivers
that hang in a call that no one can interrupt.

Each :meth:`Capture.start` makes a run of its own, and a run ends exactly once: by
:meth:`Capture.stop`, by a fault, or by the watchdog. A run that hangs is abandoned: its thread
is a daemon, and whatever the driver still brings is thrown away.
"""

import itertools
import logging
import threading
import time
from collections.abc import Callable, Generator
from typing import Final, Generic, TypeVar

from gurukul_desktop.errors import DeviceKind, MediaError, MediaFault
from gurukul_desktop.media import faults
from gurukul_desktop.media.ports import ErrorSink, Unsubscribe

PATIENCE: Final = 5.0
"""Seconds without a sign of life after which a device is taken to hang."""

Item = TypeVar("Item")

Producer = Callable[[threading.Event], Generator[Item, None, None]]
"""Opens a device, yields what it gives until the event is set, and releases it."""

_log = logging.getLogger(__name__)


def _nothing() -> None:
    pass


def _as_it_is(item: Item) -> Item:
    return item


class Capture(Generic[Item]):
    """A camera or a microphone; it implements ``VideoSource`` and ``AudioSource`` of the ports.

    Args:
        device: which kind of device it is.
        name: its name, for errors and the log.
        produce: opens it, and yields what it gives.
        on_error: told once a run why the device cannot be used; on a thread of the capture.
        on_ready: told once a run that the first item came; on the capture thread.
        patience: seconds after which a silent device is HANGING; None: it may take its time.
    """

    def __init__(
        self,
        device: DeviceKind,
        name: str,
        produce: Producer[Item],
        on_error: ErrorSink,
        *,
        on_ready: Callable[[], None] = _nothing,
        patience: float | None = PATIENCE,
    ) -> None:
        self._device: DeviceKind = device
        self._name = name
        self._produce = produce
        self._on_error = on_error
        self._on_ready = on_ready
        self._patience = patience
        self._lock = threading.Lock()
        self._run: _Run[Item] | None = None
        self._process: Callable[[Item], Item] = _as_it_is
        self._sinks: dict[int, Callable[[Item], None]] = {}
        self._tickets = itertools.count()

    def start(self) -> None:
        with self._lock:
            last = self._run
            if last is not None and not last.over.is_set():
                return
            self._run = _Run(self, last)
            self._run.start()

    def stop(self) -> None:
        with self._lock:
            if self._run is not None:
                self._run.over.set()

    def join(self, timeout: float) -> bool:
        with self._lock:
            run = self._run
        return run is None or run.join(timeout)

    def put_through(self, process: Callable[[Item], Item]) -> None:
        """Have ``process`` make of every item, on the capture thread, what subscribers get."""
        self._process = process

    def subscribe(self, sink: Callable[[Item], None]) -> Unsubscribe:
        """Call ``sink`` with every item; one already on its way may still come after the end."""
        ticket = next(self._tickets)
        with self._lock:
            self._sinks = {**self._sinks, ticket: sink}

        def unsubscribe() -> None:
            with self._lock:
                self._sinks = {key: kept for key, kept in self._sinks.items() if key != ticket}

        return unsubscribe


class _Run(Generic[Item]):
    """From one start to its end. ``over`` is set once, by whoever ends it."""

    def __init__(self, capture: Capture[Item], last: "_Run[Item] | None") -> None:
        self.over = threading.Event()
        self.abandoned = False
        self._capture = capture
        self._last = None if last is None or last.abandoned else last
        self._ending = threading.Lock()
        self._released = threading.Event()
        self._progress = time.monotonic()
        self._thread = threading.Thread(
            target=self._capture_all, name=f"{capture._device} {capture._name}", daemon=True
        )

    def start(self) -> None:
        self._thread.start()
        if self._capture._patience is not None:
            threading.Thread(
                target=self._watch,
                args=(self._capture._patience,),
                name=f"{self._thread.name} watchdog",
                daemon=True,
            ).start()

    def join(self, timeout: float) -> bool:
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _end(self) -> bool:
        """End the run; False if it had ended already, so that it has nothing to say any more."""
        with self._ending:
            if self.over.is_set():
                return False
            self.over.set()
            return True

    def _capture_all(self) -> None:
        capture = self._capture
        if self._last is not None:
            # The same device opened twice would be busy: let the last run release it first.
            self._last._thread.join()
            self._last = None
            self._progress = time.monotonic()
        if self.over.is_set():
            self._released.set()
            return
        opening = True
        items = capture._produce(self.over)
        try:
            for item in items:
                self._progress = time.monotonic()
                if self.over.is_set():
                    break
                if opening:
                    opening = False
                    capture._on_ready()
                processed = capture._process(item)
                for sink in capture._sinks.values():
                    sink(processed)
            else:
                if not self.over.is_set():
                    raise EOFError("it ended by itself")
        except MediaError as error:
            self._fail(error)
        except Exception as error:  # whatever a driver raises is one sentence to the student
            fault = faults.classify(error, opening=opening)
            self._fail(MediaError(capture._device, fault, capture._name, str(error)))
        finally:
            self._close(items)
            self._released.set()

    def _close(self, items: Generator[Item, None, None]) -> None:
        try:
            items.close()
        except Exception as error:
            _log.warning("closing %s: %s", self._thread.name, error)

    def _watch(self, patience: float) -> None:
        """Wake only when the deadline may have passed, and end with the run."""
        while not self._released.is_set():
            remaining = self._progress + patience - time.monotonic()
            if remaining > 0:
                self._released.wait(remaining)
                continue
            self.abandoned = True
            self._fail(MediaError(self._capture._device, MediaFault.HANGING, self._capture._name))
            return

    def _fail(self, error: MediaError) -> None:
        if self._end():
            _log.warning("%s", error)
            self._capture._on_error(error)
