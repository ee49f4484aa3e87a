"""Where the speaker's mix goes: a PortAudio stream, or nowhere in real time."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any, Final, Protocol

from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.late import np
from gurukul_desktop.media import sound_server
from gurukul_desktop.media.pacing import turns
from gurukul_desktop.media.portaudio import DEVICES, addressed
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, Samples
from gurukul_desktop.media.specs import NoDevice, SpeakerSpec

LATENCY_SECONDS: Final = 0.04 if sys.platform == "darwin" else 0.08
"""Asked of the device. Half of it runs dry through PulseAudio's ALSA plugin while the processor
is busy with two calls, and each time the sound stays away for a second and more; Windows' MME
cannot do with less. Core Audio can, and what is left covers Python's other threads."""

MOST_AHEAD: Final = 2.0
"""A device that claims to play later than this, in seconds, does not know."""

Mix = Callable[[int, float], Samples]
"""Gives so many samples, the first of which is heard in so many seconds."""


class Output(Protocol):
    """An open output."""

    def close(self) -> None:
        """Release the device. The mix is not asked for any more when this returns."""


def open_output(spec: SpeakerSpec, mix: Mix, lost: Callable[[], None]) -> Output:
    """Open a device; it asks ``mix`` for samples and calls ``lost`` if it goes away.

    Raises:
        MediaError: it cannot be used.
    """
    if isinstance(spec, NoDevice):
        return _Nowhere(mix)
    return _Stream(spec.name, mix, lost)


class _Nowhere:
    """No device: the sound passes in real time and is not heard."""

    def __init__(self, mix: Mix) -> None:
        self._mix = mix
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._pass, name="no speaker", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._over.set()
        self._thread.join()

    def _pass(self) -> None:
        for _ in turns(FRAME_SAMPLES / SAMPLE_RATE, self._over):
            self._mix(FRAME_SAMPLES, 0.0)


class _Stream:
    """A PortAudio stream, mono where the device has it, else the same on both channels."""

    def __init__(self, name: str, mix: Mix, lost: Callable[[], None]) -> None:
        self._sounddevice = DEVICES.enter()
        self._mix = mix
        self._lost = lost
        self._closing = False
        self._latency = LATENCY_SECONDS
        try:
            with addressed(self._sounddevice, name, "output") as device:
                self._stream = self._open_any(device, name)
        except BaseException:
            DEVICES.leave()
            raise

    def close(self) -> None:
        self._closing = True
        # abort, not stop: what is mixed but not played yet is at most the latency.
        self._stream.abort(ignore_errors=True)
        self._stream.close(ignore_errors=True)
        DEVICES.leave()

    def _open_any(self, device: int | None, name: str) -> Any:
        try:
            return self._open(device, 1)
        except self._sounddevice.PortAudioError:
            try:
                return self._open(device, 2)
            except self._sounddevice.PortAudioError as error:
                # The sound server shares its devices: one that cannot be opened is not there.
                named = sound_server.name_of(name) is not None
                fault = MediaFault.ABSENT if named else _fault(str(error))
                raise MediaError("speaker", fault, name, str(error)) from None

    def _open(self, device: int | None, channels: int) -> Any:
        stream = self._sounddevice.OutputStream(
            device=device,
            channels=channels,
            samplerate=SAMPLE_RATE,
            dtype="int16",
            latency=LATENCY_SECONDS,
            callback=self._play,
            finished_callback=self._finished,
        )
        self._latency = stream.latency
        try:
            stream.start()
        except self._sounddevice.PortAudioError:
            stream.close(ignore_errors=True)
            raise
        return stream

    def _play(
        self, out: np.ndarray[Any, np.dtype[np.int16]], count: int, time: Any, _: object
    ) -> None:
        ahead = time.outputBufferDacTime - time.currentTime
        if not 0 < ahead < MOST_AHEAD:  # a host API of PortAudio's that does not tell
            ahead = self._latency
        out[:] = self._mix(count, ahead)[:, np.newaxis]

    def _finished(self) -> None:
        if not self._closing:
            self._lost()


def _fault(text: str) -> MediaFault:
    """PortAudio has one number for most failures; its words tell more."""
    text = text.lower()
    if "unavailable" in text or "busy" in text:
        return MediaFault.BUSY
    if "no such" in text or "invalid device" in text or "no default" in text:
        return MediaFault.ABSENT
    return MediaFault.BROKEN
