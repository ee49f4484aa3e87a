"""Which devices there are, now and as they are plugged in and out, as the system tells Qt.

On Linux the sound devices are the sound server's (:mod:`gurukul_desktop.media.sound_devices`);
where there is no such server they are ALSA's, which tells nobody of a change. Cameras there are
listed by the names that stay when they are plugged in again; Qt only tells when to look.
"""

import importlib.util
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QMediaDevices

from gurukul_desktop.errors import DeviceKind, MediaError
from gurukul_desktop.media import sound_server
from gurukul_desktop.media.devices import Device, linux_cameras, list_devices
from gurukul_desktop.media.sound_devices import SoundDevices

Listed = Callable[[DeviceKind, Sequence[Device]], None]

_LINUX: Final = sys.platform.startswith("linux")


class DeviceWatch(QObject):
    """Tells ``listed`` what there is, once after :meth:`start` and at each change.

    On the main thread. To start costs some 20 ms, so it is done when the window is shown.
    """

    _found = Signal(str, list)

    def __init__(self, listed: Listed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listed = listed
        self._system: QMediaDevices | None = None
        self._server: SoundDevices | None = None
        self._found.connect(self._tell)

    @Slot()
    def start(self) -> None:
        """Begin to look, when what is going on now is done."""
        QTimer.singleShot(0, self._look)

    def stop(self) -> None:
        """Look no more. Idempotent."""
        if self._server is not None:
            self._server.stop()

    @Slot()
    def _look(self) -> None:
        if self._system is not None:
            return
        self._system = QMediaDevices(self)
        self._system.videoInputsChanged.connect(self._cameras)
        self._cameras()
        if _LINUX and not sound_server.running():
            threading.Thread(target=self._ask_alsa, name="sound devices", daemon=True).start()
            return
        if _LINUX and importlib.util.find_spec("pulsectl") is not None:
            self._server = SoundDevices(self._found.emit)
            self._server.start()
            return
        self._system.audioInputsChanged.connect(self._microphones)
        self._system.audioOutputsChanged.connect(self._speakers)
        self._microphones()
        self._speakers()

    @Slot()
    def _cameras(self) -> None:
        self._listed("camera", cameras())

    @Slot()
    def _microphones(self) -> None:
        self._listed("microphone", microphones())

    @Slot()
    def _speakers(self) -> None:
        self._listed("speaker", speakers())

    @Slot(str, list)
    def _tell(self, kind: DeviceKind, devices: list[Device]) -> None:
        self._listed(kind, devices)

    def _ask_alsa(self) -> None:
        """On a thread of its own: PortAudio tries every card."""
        kinds: tuple[DeviceKind, ...] = ("microphone", "speaker")
        try:
            found = {kind: list_devices(kind) for kind in kinds}
        except MediaError:  # PortAudio is not installed: the speaker tells so when it is used
            return
        for kind in kinds:
            self._found.emit(kind, found[kind])


def cameras() -> list[Device]:
    """The cameras of this machine."""
    if _LINUX:
        return linux_cameras()
    return [
        Device("camera", camera.description(), camera.description(), default=camera.isDefault())
        for camera in QMediaDevices.videoInputs()
    ]


def microphones() -> list[Device]:
    """The microphones of this machine; what a speaker plays is none."""
    return [_device("microphone", device) for device in QMediaDevices.audioInputs()]


def speakers() -> list[Device]:
    """The speakers and headphones of this machine."""
    return [_device("speaker", device) for device in QMediaDevices.audioOutputs()]


def _device(kind: DeviceKind, device: QAudioDevice) -> Device:
    name = device.description()
    # Elsewhere FFmpeg and PortAudio know a device by the name that people read.
    known = sound_server.spec_of(bytes(device.id().data()).decode("utf-8", "replace"))
    return Device(kind, name, known if _LINUX else name, default=device.isDefault())
