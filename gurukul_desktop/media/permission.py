"""A camera or microphone is opened once the student has allowed this app to use it.

On macOS the system asks the student the first time. Opening the device there without that gives
black pictures and silence, so the question comes first, and whoever started the device does not
wait for the answer: it may come at once, after a minute, when the device is no longer wanted, or
never. Where a system asks nothing (:func:`allowed`) the device opens at once.
"""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from gurukul_desktop.errors import DeviceKind, MediaError, MediaFault
from gurukul_desktop.media.ports import ErrorSink, Unsubscribe
from gurukul_desktop.media.switching import Source

Item = TypeVar("Item")

Answer = Callable[[bool], None]
"""Told whether a device may be used; called once, at once or later, on any thread."""
Permission = Callable[[DeviceKind, Answer], None]
"""Finds out, by asking the student if need be, whether a device may be used. On any thread, and
returns at once. (:class:`gurukul_desktop.ui.permissions.SystemPermission`)"""


def allowed(kind: DeviceKind, answer: Answer) -> None:
    """The permission of a system that asks nothing, or only when the device is opened."""
    answer(True)


class Permitted(Generic[Item]):
    """A device behind the question whether it may be used.

    Implements ``VideoSource`` and ``AudioSource`` of the ports.

    Args:
        source: the device.
        device: which kind of device it is.
        name: its name, for errors and the log.
        permission: asked at each start; a permission can be taken back.
        on_error: told that the student said no.
    """

    def __init__(
        self,
        source: Source[Item],
        device: DeviceKind,
        name: str,
        permission: Permission,
        on_error: ErrorSink,
    ) -> None:
        self._source = source
        self._device: DeviceKind = device
        self._name = name
        self._permission = permission
        self._on_error = on_error
        self._lock = threading.Lock()
        self._wanted = False
        self._asking = False

    def start(self) -> None:
        with self._lock:
            self._wanted = True
            if self._asking:
                return
            self._asking = True
        self._permission(self._device, self._answered)

    def stop(self) -> None:
        with self._lock:
            self._wanted = False
            self._source.stop()

    def join(self, timeout: float) -> bool:
        return self._source.join(timeout)

    def subscribe(self, sink: Callable[[Item], None]) -> Unsubscribe:
        return self._source.subscribe(sink)

    def _answered(self, yes: bool) -> None:
        # Opened with the lock held, so that no stop comes between the question and the start.
        with self._lock:
            self._asking = False
            wanted = self._wanted
            if wanted and yes:
                self._source.start()
        if wanted and not yes:
            self._on_error(MediaError(self._device, MediaFault.DENIED, self._name))
