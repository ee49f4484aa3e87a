"""The devices of Linux's sound server, now and as they come and go.

The server is asked by a client of its own, and not through Qt: Qt 6.11 does not tell when a
device goes away that is not the default, and goes on listing it.
"""

import logging
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any, Final

from gurukul_desktop.errors import DeviceKind
from gurukul_desktop.media.devices import Device
from gurukul_desktop.media.sound_server import spec_of

Listed = Callable[[DeviceKind, list[Device]], None]

RETRY_SECONDS: Final = 2.0
"""How long a server that went away is left alone before it is asked again."""
SETTLE_SECONDS: Final = 0.05
"""One plug makes several events, and the new default comes last."""
_NO_INDEX: Final = 0xFFFFFFFF
"""PA_INVALID_INDEX of libpulse: the source is no monitor of a sink."""
_STOP_SECONDS: Final = 0.05
_KINDS: Final[tuple[DeviceKind, ...]] = ("speaker", "microphone")

_log = logging.getLogger(__name__)


def client() -> ModuleType | None:
    """The module ``pulsectl``; None where it, or libpulse, is not installed."""
    try:
        import pulsectl
    except (ImportError, OSError) as error:
        _log.info("the sound server cannot be asked for its devices: %s", error)
        return None
    module: ModuleType = pulsectl
    return module


class SoundDevices:
    """Tells ``listed``, on a thread of its own, what there is at first and at each change.

    Args:
        listed: told the speakers and the microphones.
        load: the library; it is imported on the thread.
    """

    def __init__(self, listed: Listed, load: Callable[[], ModuleType | None] = client) -> None:
        self._load = load
        self._listed = listed
        self._over = threading.Event()
        self._changed = False
        self._pulse: Any = None
        self._thread = threading.Thread(target=self._watch, name="sound devices", daemon=True)

    def start(self) -> None:
        """Begin to look; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; returns when the thread has ended. Idempotent."""
        self._over.set()
        while self._thread.is_alive():
            pulse = self._pulse
            if pulse is not None:
                pulse.event_listen_stop()
            self._thread.join(_STOP_SECONDS)

    def _watch(self) -> None:
        library = self._load()
        while library is not None and not self._over.is_set():
            try:
                with library.Pulse("gurukul-devices") as self._pulse:
                    self._follow(self._pulse, library.PulseLoopStop)
            except (library.PulseError, ValueError) as error:
                _log.debug("the sound server does not answer: %s", error)
            except library.PulseDisconnected:
                _log.info("the sound server is gone")
            finally:
                self._pulse = None
            self._over.wait(RETRY_SECONDS)

    def _follow(self, pulse: Any, wake: type[Exception]) -> None:
        def happened(event: object) -> None:
            self._changed = True
            raise wake

        pulse.event_mask_set("sink", "source", "server")
        pulse.event_callback_set(happened)
        while not self._over.is_set():
            self._changed = False
            for kind in _KINDS:
                self._listed(kind, _devices(pulse, kind))
            while not self._changed and not self._over.is_set():
                pulse.event_listen()
            self._over.wait(SETTLE_SECONDS)


def devices_now(library: ModuleType, kind: DeviceKind) -> list[Device]:
    """The speakers or the microphones of this moment; none where no server answers.

    Args:
        library: :func:`client`.
    """
    try:
        with library.Pulse("gurukul-devices") as pulse:
            return _devices(pulse, kind)
    except (library.PulseError, library.PulseDisconnected, ValueError) as error:
        _log.info("the sound server does not answer: %s", error)
        return []


def _devices(pulse: Any, kind: DeviceKind) -> list[Device]:
    server = pulse.server_info()
    if kind == "speaker":
        usual, found = server.default_sink_name, pulse.sink_list()
    else:
        # What a sink plays can be recorded as well, but it is no microphone.
        usual = server.default_source_name
        found = [source for source in pulse.source_list() if source.monitor_of_sink == _NO_INDEX]
    return [
        Device(kind, entry.description, spec_of(entry.name), default=entry.name == usual)
        for entry in found
    ]
