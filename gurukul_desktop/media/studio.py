"""One camera, one microphone and one speaker, for as long as the app runs.

The session opens them for a search and closes them after a call; what is wrong with each
is kept here, by kind of device, until it works again.
"""

import threading
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from gurukul_desktop.errors import DeviceKind, MediaError
from gurukul_desktop.media import camera as cameras
from gurukul_desktop.media import microphone as microphones
from gurukul_desktop.media import specs
from gurukul_desktop.media.ports import AudioSource, VideoSource
from gurukul_desktop.media.speaker import Speaker

_NOTHING: Final[Mapping[DeviceKind, MediaError]] = MappingProxyType({})


class Studio:
    """The devices of one app. Every method returns at once, but for :meth:`join`.

    Args:
        camera, microphone, speaker: what was asked for (:mod:`gurukul_desktop.media.specs`);
            None is the system's default.
        on_change: called on any thread when an error appears or is gone.

    Raises:
        UsageError: a specification that makes no sense, or a file that cannot be played.
    """

    def __init__(
        self,
        camera: str | None = None,
        microphone: str | None = None,
        speaker: str | None = None,
        *,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._on_change = on_change
        self._lock = threading.Lock()
        self._errors = _NOTHING
        self._open = False
        self._camera_wanted = False
        self.camera: VideoSource | None = cameras.source(
            specs.camera(camera or ""), self._failed, partial(self._works, "camera")
        )
        self.microphone: AudioSource | None = microphones.source(
            specs.microphone(microphone or ""), self._failed, partial(self._works, "microphone")
        )
        self.speaker = Speaker(
            specs.speaker(speaker or ""), self._failed, on_ready=partial(self._works, "speaker")
        )

    @property
    def errors(self) -> Mapping[DeviceKind, MediaError]:
        """What is wrong now, by device."""
        return self._errors

    def open(self, *, camera: bool) -> None:
        """Start microphone and speaker, and the camera or not."""
        first, self._open = not self._open, True
        if first:
            self.speaker.start()
            if self.microphone is not None:
                self.microphone.start()
        if self.camera is not None and (first or camera != self._camera_wanted):
            if camera:
                self.camera.start()
            else:
                self.camera.stop()
                self._works("camera")
        self._camera_wanted = camera

    def close(self) -> None:
        """Release everything at once; the speaker when its last sound has ended."""
        self._open = self._camera_wanted = False
        for source in (self.camera, self.microphone):
            if source is not None:
                source.stop()
        self.speaker.stop()
        self._change(lambda errors: {})

    def retry(self) -> None:
        """Start again what has failed."""
        if not self._open:
            return
        failed = self._errors
        if "camera" in failed and self.camera is not None and self._camera_wanted:
            self.camera.start()
        if "microphone" in failed and self.microphone is not None:
            self.microphone.start()
        if "speaker" in failed:
            self.speaker.retry()

    def join(self, timeout: float) -> bool:
        """Wait until everything is released, ``timeout`` seconds for each; False if not."""
        released = [
            source.join(timeout) for source in (self.camera, self.microphone) if source is not None
        ]
        return all([*released, self.speaker.join(timeout)])

    def _failed(self, error: MediaError) -> None:
        self._change(lambda errors: errors | {error.device: error})

    def _works(self, device: DeviceKind) -> None:
        self._change(lambda errors: {kind: e for kind, e in errors.items() if kind != device})

    def _change(
        self, change: Callable[[dict[DeviceKind, MediaError]], dict[DeviceKind, MediaError]]
    ) -> None:
        with self._lock:
            before = self._errors
            self._errors = MappingProxyType(change(dict(before)))
            changed = self._errors != before
        if changed:
            self._on_change()
