"""The student's own devices in a search and a call: open or closed, on or off, what is wrong."""

from gurukul_desktop.call.ports import Call, LocalMedia
from gurukul_desktop.session.ports import Devices
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.states import State


class Equipment:
    """The one owner of the switches and the device errors of the snapshot.

    Attributes:
        call: the call that the switches reach; None without one.
    """

    def __init__(self, devices: Devices, presenter: Presenter) -> None:
        self.call: Call | None = None
        self._devices = devices
        self._presenter = presenter

    def open(self) -> None:
        """Start what the wish, or the call, needs. Returns at once."""
        self._devices.open(camera=self._wants_camera())

    def close(self) -> None:
        """Release everything at once."""
        self._devices.close()

    def local(self) -> LocalMedia:
        """What a call sends."""
        video = self._media() == "video"
        return LocalMedia(self._devices.camera if video else None, self._devices.microphone)

    def retry(self) -> None:
        self._devices.retry()

    def refresh(self) -> None:
        """A device has failed or works again: show it."""
        errors = self._devices.errors
        self._presenter.show(
            camera_error=errors.get("camera"),
            microphone_error=errors.get("microphone"),
            speaker_error=errors.get("speaker"),
        )

    def set_microphone(self, on: bool) -> None:
        self._presenter.show(microphone=on)
        self.apply()

    def set_camera(self, on: bool) -> None:
        self._presenter.show(camera=on)
        self.apply()

    def apply(self) -> None:
        """Mute and camera off; a camera that is off is released, so that its light goes out."""
        snapshot = self._presenter.snapshot
        if snapshot.state in (State.IDLE, State.ENDED):
            return
        self.open()
        if self.call is not None:
            self.call.set_media(microphone=snapshot.microphone, camera=self._wants_camera())

    def _media(self) -> str:
        snapshot = self._presenter.snapshot
        return snapshot.call_media or snapshot.media

    def _wants_camera(self) -> bool:
        return self._media() == "video" and self._presenter.snapshot.camera
