"""The student's own devices: open or closed, on or off, what is wrong.

They are open from the start of a search to the end of a call, and while the student looks at
a preview of them.
"""

from gurukul_desktop.call.ports import Call, LocalMedia, Usage
from gurukul_desktop.media.ports import VideoSource
from gurukul_desktop.session.ports import Devices
from gurukul_desktop.session.presenter import Presenter


class Equipment:
    """The one owner of the switches and the device errors of the snapshot.

    Attributes:
        call: the call that the switches reach; None without one.
        screen: gives the pictures of what is shared.
    """

    def __init__(self, devices: Devices, presenter: Presenter) -> None:
        self.call: Call | None = None
        self.screen: VideoSource | None = None
        self._devices = devices
        self._presenter = presenter
        self._active = False
        self._preview = False
        self._looks = False

    def open(self) -> None:
        """Start what the wish, or the call, needs. Returns at once."""
        self._active = True
        self._occupy()

    def close(self) -> None:
        """Release everything at once, but for what a preview shows."""
        self._active = False
        self._occupy()

    def preview(self, on: bool) -> None:
        """Have camera and microphone open, as far as they are switched on, to be looked at."""
        self._preview = on
        self._looks = self._looks and on
        self._occupy()

    def look(self) -> None:
        """Show the camera in the preview although it is to stay closed until a match."""
        self._looks = self._preview
        self._occupy()

    def open_camera_after_match(self, on: bool) -> None:
        """Whether the camera stays closed until somebody was found."""
        self._presenter.show(camera_after_match=on)
        self._occupy()

    def local(self) -> LocalMedia:
        """What a call sends."""
        video = self._media() == "video"
        return LocalMedia(
            self._devices.camera if video else None,
            self._devices.microphone,
            self.screen if video else None,
        )

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

    def use(self, call: Call) -> None:
        """The switches reach this call from now on."""
        self.call = call
        self.apply()
        call.set_usage(self._presenter.snapshot.usage)

    def set_usage(self, usage: Usage) -> None:
        """How much of the line this call, and those to come, may use."""
        self._presenter.show(usage=usage)
        if self.call is not None:
            self.call.set_usage(usage)

    def apply(self) -> None:
        """Mute and camera off; what is off is released, so that the system shows it unused."""
        self._occupy()
        if self.call is not None:
            snapshot = self._presenter.snapshot
            self.call.set_media(
                microphone=snapshot.microphone,
                camera=self._wants_camera(),
                screen=snapshot.sharing is not None,
            )

    def _occupy(self) -> None:
        used = self._active or self._preview
        self._devices.open(
            camera=used and self._wants_camera() and self._may_see(),
            microphone=used and self._presenter.snapshot.microphone,
            speaker=self._active,
        )

    def _media(self) -> str:
        snapshot = self._presenter.snapshot
        return snapshot.call_media or snapshot.media

    def _wants_camera(self) -> bool:
        snapshot = self._presenter.snapshot
        return self._media() == "video" and snapshot.camera and snapshot.sharing is None

    def _may_see(self) -> bool:
        return self._looks or not self._presenter.snapshot.camera_waits
