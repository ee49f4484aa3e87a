"""A source that stays while the device behind it is replaced.

A call subscribes once. The next device is opened beside the present one and takes over with
its first picture or sound, so that nothing is missed; one that cannot be used is refused, and
the present one goes on. Where there is nothing to lose (no device yet, or one that has
failed), the next one takes its place at once.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeAlias, TypeVar

from gurukul_desktop.errors import MediaError
from gurukul_desktop.media.ports import ErrorSink, Samples, Unsubscribe

if TYPE_CHECKING:
    import av

RELEASE_SECONDS: Final = 2.0
"""How long a device that takes the place of another waits for it to be released."""

Item = TypeVar("Item")
Given = TypeVar("Given", covariant=True)


class Source(Protocol[Given]):
    """``VideoSource`` and ``AudioSource`` of the ports, for any item."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def join(self, timeout: float) -> bool: ...
    def subscribe(self, sink: Callable[[Given], None]) -> Unsubscribe: ...


Make = Callable[[ErrorSink, Callable[[], None]], Source[Item] | None]
"""Makes a source that tells why it cannot be used, and that its first item came; None for no
device. (:func:`gurukul_desktop.media.camera.source` with its specification filled in.)"""


class Switchable(Generic[Item]):
    """Implements ``VideoSource`` and ``AudioSource`` of the ports.

    Args:
        make: the first device.
        on_error: told why the device in use cannot be used.
        on_ready: told that a device works.
        on_refused: told why a device cannot be used that was to replace one that works.

    All are called on the threads of the devices.
    """

    def __init__(
        self,
        make: Make[Item],
        on_error: ErrorSink,
        on_ready: Callable[[], None] = lambda: None,
        on_refused: ErrorSink = lambda error: None,
    ) -> None:
        self._on_error = on_error
        self._on_ready = on_ready
        self._on_refused = on_refused
        self._lock = threading.Lock()
        self._started = False
        self._sinks: dict[int, Callable[[Item], None]] = {}
        self._tickets = itertools.count()
        self._left: list[_Place[Item]] = []
        self._candidate: _Place[Item] | None = None
        self._current: _Place[Item] = _Place(self, make)

    def use(self, make: Make[Item]) -> None:
        """Replace the device; returns at once."""
        place = _Place(self, make)
        with self._lock:
            dropped, self._candidate = self._candidate, None
            before = self._current
            beside = self._started and before.works and place.source is not None
            if beside:
                self._candidate = place
            else:
                self._current = place
                self._leave(before)
            if dropped is not None:
                self._leave(dropped)
            started = self._started
        if started:
            place.start(after=None if beside else before)

    def start(self) -> None:
        with self._lock:
            self._started = True
            place = self._current
        place.start()

    def stop(self) -> None:
        with self._lock:
            self._started = False
            if self._candidate is not None:  # the one that is wanted, whenever it starts again
                self._leave(self._current)
                self._current, self._candidate = self._candidate, None
            place = self._current
        place.stop()

    def join(self, timeout: float) -> bool:
        with self._lock:
            places = [*self._left, self._current]
        released = [place.join(timeout) for place in places]
        return all(released)

    def subscribe(self, sink: Callable[[Item], None]) -> Unsubscribe:
        """Call ``sink`` with every item; one already on its way may still come after the end."""
        ticket = next(self._tickets)
        with self._lock:
            self._sinks = {**self._sinks, ticket: sink}

        def unsubscribe() -> None:
            with self._lock:
                self._sinks = {key: kept for key, kept in self._sinks.items() if key != ticket}

        return unsubscribe

    # Called by the places, on the threads of their devices

    def forward(self, place: _Place[Item], item: Item) -> None:
        """Pass on what the device in use gives."""
        if place is self._current:
            for sink in self._sinks.values():
                sink(item)

    def ready(self, place: _Place[Item]) -> None:
        """The first item came: a candidate takes over."""
        with self._lock:
            if place is self._candidate:
                before, self._current, self._candidate = self._current, place, None
                self._leave(before)
            elif place is not self._current:
                return
        self._on_ready()

    def failed(self, place: _Place[Item], error: MediaError) -> None:
        """A device cannot be used, or not any more."""
        with self._lock:
            refused = place is self._candidate
            if refused:
                self._candidate = None
            elif place is not self._current:
                return
        (self._on_refused if refused else self._on_error)(error)

    def _leave(self, place: _Place[Item]) -> None:
        """Release a device that is not used any more; it is forgotten once that is done."""
        self._left = [*(left for left in self._left if not left.join(0)), place]
        place.stop()


class _Place(Generic[Item]):
    """One device behind the source.

    Attributes:
        source: None where there is none.
        works: it was started and has not failed or been stopped.
    """

    def __init__(self, owner: Switchable[Item], make: Make[Item]) -> None:
        self._owner = owner
        self.works = False
        self.source = make(self._failed, self._ready)
        if self.source is not None:
            self.source.subscribe(self._forward)

    def start(self, *, after: _Place[Item] | None = None) -> None:
        """Start the device, when ``after`` has released what may be the same one."""
        if self.source is None:
            self._owner.ready(self)
        elif after is None or after.join(0):
            self.works = True
            self.source.start()
        else:
            waiting = threading.Thread(
                target=self._start_later, args=(after,), name="device switch", daemon=True
            )
            self.works = True
            waiting.start()

    def stop(self) -> None:
        self.works = False
        if self.source is not None:
            self.source.stop()

    def join(self, timeout: float) -> bool:
        return self.source is None or self.source.join(timeout)

    def _start_later(self, before: _Place[Item]) -> None:
        before.join(RELEASE_SECONDS)
        if self.works and self.source is not None:
            self.source.start()

    def _forward(self, item: Item) -> None:
        self._owner.forward(self, item)

    def _ready(self) -> None:
        self._owner.ready(self)

    def _failed(self, error: MediaError) -> None:
        self.works = False
        self._owner.failed(self, error)


SwitchableVideo: TypeAlias = Switchable["av.VideoFrame"]
SwitchableAudio = Switchable[Samples]
