"""PortAudio: the library itself, which of its devices is meant, and its list made anew."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Final, Literal

from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.media import sound_server

Direction = Literal["input", "output"]

_SERVERS: Final = ("pulse", "pipewire", "default")
"""What ALSA calls the sound server, the surest first."""
_IMPORTING: Final = threading.Lock()


def portaudio() -> ModuleType:
    """The module ``sounddevice``, imported when first needed.

    Raises:
        MediaError: PortAudio is not installed.
    """
    try:
        # Who waits for another thread's import that fails is handed half a module by Python.
        with _IMPORTING:
            import sounddevice
    except OSError as error:
        raise MediaError(
            "speaker", MediaFault.BROKEN, detail="PortAudio is missing: install libportaudio2"
        ) from error
    module: ModuleType = sounddevice
    return module


class DeviceList:
    """PortAudio lists the devices when it is initialised, and then never again.

    So after a device came or went it has to be initialised anew. That ends whatever plays or
    records, and so it waits until nothing does.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._stale = False

    def changed(self) -> None:
        """A device came or went."""
        with self._lock:
            self._stale = True

    @property
    def stale(self) -> bool:
        """Whether a device came or went since the list was made."""
        return self._stale

    def enter(self) -> ModuleType:
        """Begin to use the library; the list is made anew if it is old and nobody else is in.

        Raises:
            MediaError: PortAudio is not installed.
        """
        library = portaudio()
        with self._lock:
            if self._stale and self._users == 0:
                # sounddevice has no public name for it; its author's own advice (issue 125).
                library._terminate()
                library._initialize()
                self._stale = False
            self._users += 1
        return library

    def leave(self) -> None:
        """The streams opened since :meth:`enter` are closed."""
        with self._lock:
            self._users -= 1


DEVICES: Final = DeviceList()
"""The library is one for the whole process, and so is its list."""


def needs_silence() -> bool:
    """Whether another device can be opened only after the one that plays was closed."""
    return DEVICES.stale and not sound_server.running()


@contextmanager
def addressed(library: ModuleType, name: str, direction: Direction) -> Iterator[int | None]:
    """The number of the device that is called ``name``; None is the default.

    A device of the sound server is meant only while this lasts: open the stream inside.

    Raises:
        MediaError: there is none.
    """
    server = sound_server.name_of(name)
    if server is not None:
        kind: Literal["speaker", "microphone"] = (
            "speaker" if direction == "output" else "microphone"
        )
        with sound_server.routed(kind, server):
            yield _server(library)
    else:
        # The ringer may be opened on a device of its own at the same time, on another thread.
        with sound_server.unrouted():
            yield _number(library, name, direction)


def _server(library: ModuleType) -> int | None:
    numbers = {entry["name"]: entry["index"] for entry in library.query_devices()}
    return next((numbers[name] for name in _SERVERS if name in numbers), None)


def _number(library: ModuleType, name: str, direction: Direction) -> int | None:
    kind: Literal["speaker", "microphone"] = "speaker" if direction == "output" else "microphone"
    try:
        if not name:
            library.query_devices(None, direction)
            return None
        entries: list[dict[str, Any]] = [
            entry
            for entry in library.query_devices()
            if entry[f"max_{direction}_channels"] > 0
            and name.casefold() == entry["name"].casefold()
        ]
        if not entries:  # a part of a name, or a name with its host API, as sounddevice reads it
            index: int = library.query_devices(name, direction)["index"]
            return index
        # Windows lists a device once for each of its sound systems; the usual one is meant.
        usual = library.default.hostapi
        entries.sort(key=lambda entry: entry["hostapi"] != usual)
        first: int = entries[0]["index"]
        return first
    except (ValueError, library.PortAudioError) as error:
        raise MediaError(kind, MediaFault.ABSENT, name, str(error)) from None
