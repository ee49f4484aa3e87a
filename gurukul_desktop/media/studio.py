"""One camera, one microphone and one speaker, for as long as the app runs.

The session opens what it needs and closes it again, and each can be replaced while it is in
use. What is wrong with a device is kept here, by its kind, until it works again.
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
from gurukul_desktop.media.permission import Permission, allowed
from gurukul_desktop.media.speaker import Speaker
from gurukul_desktop.media.switching import SwitchableAudio, SwitchableVideo
from gurukul_desktop.media.voice.chain import VoiceSwitches
from gurukul_desktop.media.voice.processing import VoiceProcessing

_Errors = Mapping[DeviceKind, MediaError]
_NOTHING: Final[_Errors] = MappingProxyType({})


class Studio:
    """The devices of one app. Every method returns at once, but for :meth:`join`.

    Args:
        camera, microphone, speaker: what is used at first (:mod:`gurukul_desktop.media.specs`);
            None is the system's default.
        on_change: called on any thread when an error or a refusal appears or is gone.
        permission: asked before a camera or a microphone is opened.

    Attributes:
        camera, microphone, speaker: the devices; they stay when another one is used.
        voice: what is done to the microphone's sound.

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
        permission: Permission = allowed,
    ) -> None:
        self._on_change = on_change
        self._lock = threading.Lock()
        self._errors = self._refusals = _NOTHING
        self._open: frozenset[DeviceKind] = frozenset()
        spec = specs.camera(camera or "")
        self._filming = cameras.address(spec)
        self._full_hd = False
        self._camera = partial(cameras.source, permission=permission, full_hd=lambda: self._full_hd)
        self.camera = SwitchableVideo(
            partial(self._camera, spec),
            self._failed,
            partial(self._works, "camera"),
            self._refused,
        )
        self.speaker = Speaker(
            specs.speaker(speaker or ""),
            self._failed,
            on_ready=partial(self._works, "speaker"),
            on_refused=self._refused,
        )
        self.voice = VoiceProcessing(self.speaker.on_played)
        self._microphone = partial(microphones.source, voice=self.voice, permission=permission)
        self.microphone = SwitchableAudio(
            partial(self._microphone, specs.microphone(microphone or "")),
            self._failed,
            partial(self._works, "microphone"),
            self._refused,
        )

    @property
    def errors(self) -> Mapping[DeviceKind, MediaError]:
        """What is wrong now, by device."""
        return self._errors

    @property
    def refusals(self) -> Mapping[DeviceKind, MediaError]:
        """Why a device that was chosen last is not used, while the one before it goes on."""
        return self._refusals

    def open(self, *, camera: bool, microphone: bool, speaker: bool) -> None:
        """Have these in use, and the others not.

        A microphone that is muted is released too, so that the system shows nobody listening:
        it is back 10 to 50 ms after it was asked for (through a sound server).
        """
        wanted: dict[DeviceKind, bool] = {
            "camera": camera,
            "microphone": microphone,
            "speaker": speaker,
        }
        before, self._open = self._open, frozenset(kind for kind in wanted if wanted[kind])
        for kind in wanted:
            device = self._device(kind)
            if kind in self._open - before:
                device.start()
            elif kind in before - self._open:
                device.stop()
                self._works(kind)

    def close(self) -> None:
        """Release everything at once; the speaker when its last sound has ended."""
        self.open(camera=False, microphone=False, speaker=False)
        self._change(lambda errors, refusals: ({}, {}))

    def use_camera(self, spec: str) -> None:
        """Replace the camera.

        Raises:
            UsageError: the specification makes no sense.
        """
        parsed = specs.camera(spec)
        self._forget_refusal("camera")
        address = cameras.address(parsed)
        if address and address == self._filming and "camera" not in self._errors:
            return  # it is the one in use, by another name; twice it would be busy
        self._filming = address
        self.camera.use(partial(self._camera, parsed))

    def use_microphone(self, spec: str) -> None:
        """Replace the microphone.

        Raises:
            UsageError: the specification makes no sense.
        """
        parsed = specs.microphone(spec)
        self._forget_refusal("microphone")
        self.microphone.use(partial(self._microphone, parsed))

    def use_speaker(self, spec: str) -> None:
        """Replace the speaker.

        Raises:
            UsageError: the specification makes no sense.
        """
        parsed = specs.speaker(spec)
        self._forget_refusal("speaker")
        self.speaker.use(parsed)

    def set_voice(self, switches: VoiceSwitches) -> None:
        """Free the microphone's sound from echo and noise, and even its level, or not."""
        self.voice.set(switches)

    def set_full_hd(self, on: bool) -> None:
        """Ask the camera for 1080 lines, or only where the processor has many cores.

        One that is in use is opened anew.
        """
        if on == self._full_hd:
            return
        self._full_hd = on
        if "camera" in self._open and "camera" not in self._errors:
            self.camera.stop()
            self.camera.start()

    def forget_refusals(self) -> None:
        """Nobody looks at them any more."""
        self._change(lambda errors, refusals: (errors, {}))

    def retry(self) -> None:
        """Start again what has failed."""
        for kind in self._errors:
            if kind == "speaker":
                self.speaker.retry()
            elif kind in self._open:
                self._device(kind).start()

    def join(self, timeout: float) -> bool:
        """Wait until everything is released, ``timeout`` seconds for each; False if not."""
        kinds: tuple[DeviceKind, ...] = ("camera", "microphone", "speaker")
        released = [self._device(kind).join(timeout) for kind in kinds]
        return all(released)

    def _device(self, kind: DeviceKind) -> SwitchableVideo | SwitchableAudio | Speaker:
        if kind == "camera":
            return self.camera
        return self.microphone if kind == "microphone" else self.speaker

    def _failed(self, error: MediaError) -> None:
        self._change(lambda errors, refusals: (errors | {error.device: error}, refusals))

    def _refused(self, error: MediaError) -> None:
        self._change(lambda errors, refusals: (errors, refusals | {error.device: error}))

    def _works(self, device: DeviceKind) -> None:
        self._change(lambda errors, refusals: (_without(errors, device), refusals))

    def _forget_refusal(self, device: DeviceKind) -> None:
        self._change(lambda errors, refusals: (errors, _without(refusals, device)))

    def _change(
        self,
        change: Callable[
            [dict[DeviceKind, MediaError], dict[DeviceKind, MediaError]], tuple[_Errors, _Errors]
        ],
    ) -> None:
        with self._lock:
            before = self._errors, self._refusals
            errors, refusals = change(dict(self._errors), dict(self._refusals))
            self._errors, self._refusals = MappingProxyType(errors), MappingProxyType(refusals)
            changed = (self._errors, self._refusals) != before
        if changed:
            self._on_change()


def _without(errors: dict[DeviceKind, MediaError], device: DeviceKind) -> _Errors:
    return {kind: error for kind, error in errors.items() if kind != device}
