"""Where sound comes from: a microphone through FFmpeg, a test tone or a file.

Whatever comes in leaves as mono 16-bit samples at 48 kHz, 960 at a time.
"""

import logging
import os
import platform
import re
import sys
import threading
from collections.abc import Callable, Generator, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.media import sound_server, virtual
from gurukul_desktop.media.capture import Capture
from gurukul_desktop.media.naming import address_of
from gurukul_desktop.media.opening import OpenContainer, frames, open_container
from gurukul_desktop.media.permission import Permission, Permitted, allowed
from gurukul_desktop.media.portaudio import DEVICES, addressed
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, AudioSource, ErrorSink, Samples
from gurukul_desktop.media.resampling import Resampler
from gurukul_desktop.media.specs import MediaFile, MicrophoneSpec, NamedDevice, NoDevice, TestTone
from gurukul_desktop.media.voice.processing import VoiceProcessing

_OPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "alsa": {"sample_rate": str(SAMPLE_RATE)},
    "avfoundation": {},
    # In milliseconds; DirectShow's own is half a second.
    "dshow": {"audio_buffer_size": "20"},
}
_ALSA_CONFIGURATION: Final = Path("/usr/share/alsa/alsa.conf")

_log = logging.getLogger(__name__)


def source(
    spec: MicrophoneSpec,
    on_error: ErrorSink,
    on_ready: Callable[[], None] = lambda: None,
    *,
    voice: VoiceProcessing | None = None,
    permission: Permission = allowed,
    open_container: OpenContainer = open_container,
) -> AudioSource | None:
    """The microphone of a specification; None for ``none``.

    Args:
        spec: which one.
        on_error, on_ready: as :class:`gurukul_desktop.media.capture.Capture` has them.
        voice: what a device's sound is put through; a tone or a file comes as it is.
        permission: asked before a device is opened; a tone or a file needs none.
        open_container: opens a device by FFmpeg.
    """
    match spec:
        case NoDevice():
            return None
        case TestTone(frequency):
            return virtual.steady_tone(frequency, on_error, on_ready=on_ready)
        case MediaFile(path):
            return virtual.sound_file(path, on_error, on_ready=on_ready)
        case _:
            captured = device(spec, on_error, on_ready, open_container=open_container)
            if voice is not None:
                captured.put_through(voice.process)
            return Permitted(captured, "microphone", spec.name, permission, on_error)


def device(
    spec: NamedDevice,
    on_error: ErrorSink,
    on_ready: Callable[[], None] = lambda: None,
    *,
    open_container: OpenContainer = open_container,
) -> Capture[Samples]:
    """A real microphone."""
    produce = partial(_microphone, spec.name, open_container)
    return Capture("microphone", spec.name, produce, on_error, on_ready=on_ready)


def _microphone(
    name: str, open_container: OpenContainer, stop: threading.Event
) -> Generator[Samples, None, None]:
    try:
        container = _open(name, open_container)
    except PermissionError:
        raise
    except (OSError, ValueError) as error:
        _log.info("FFmpeg cannot open the microphone (%s): PortAudio is tried", error)
        yield from _by_portaudio(name, error, stop)
        return
    resampler = Resampler()
    try:
        for frame in frames(container, "audio", stop):
            yield from resampler.push(frame)
    finally:
        container.close()


def _open(name: str, open_container: OpenContainer) -> Any:
    if sys.platform == "darwin":
        kind, address = "avfoundation", f"none:{name or 'default'}"
    elif sys.platform == "win32":
        kind, address = "dshow", f"audio={address_of(name, 'dshow', 'audio')}"
    else:
        kind, address = "alsa", _alsa_address(name)
        _find_alsa()
    return open_container(address, kind, _OPTIONS[kind])


def _alsa_address(name: str) -> str:
    """PortAudio, and so ``gurukul devices``, calls a card "Webcam: USB Audio (hw:1,0)"."""
    hardware = re.search(r"\((hw:\d+,\d+)\)$", name)
    return f"plug{hardware[1]}" if hardware else name or "default"


def _find_alsa() -> None:
    """PyAV's own copy of libasound looks for the system's settings where it was built."""
    if _ALSA_CONFIGURATION.exists():
        os.environ.setdefault("ALSA_CONFIG_PATH", str(_ALSA_CONFIGURATION))
    native = f"/usr/lib/{platform.machine()}-linux-gnu/alsa-lib"  # Debian's other ones are foreign
    for folder in (native, "/usr/lib64/alsa-lib", "/usr/lib/alsa-lib"):
        if Path(folder).is_dir():
            os.environ.setdefault("ALSA_PLUGIN_DIR", folder)


def _by_portaudio(
    name: str, cause: OSError | ValueError, stop: threading.Event
) -> Generator[Samples, None, None]:
    try:
        library = DEVICES.enter()
    except MediaError:
        raise cause from None
    try:
        with _stream(library, name, cause) as stream:
            while not stop.is_set():
                try:
                    samples, _ = stream.read(FRAME_SAMPLES)
                except library.PortAudioError as error:
                    detail = str(error)
                    raise MediaError("microphone", MediaFault.UNPLUGGED, name, detail) from None
                yield samples[:, 0].copy()
    finally:
        DEVICES.leave()


def _stream(library: ModuleType, name: str, cause: OSError | ValueError) -> Any:
    try:
        with addressed(library, name, "input") as device:
            return library.InputStream(
                device=device,
                channels=1,
                samplerate=SAMPLE_RATE,
                dtype="int16",
                blocksize=FRAME_SAMPLES,
            )
    except (MediaError, library.PortAudioError):
        if sound_server.name_of(name) is not None:
            # The sound server shares its devices: one that cannot be opened is not there.
            raise MediaError("microphone", MediaFault.ABSENT, name, str(cause)) from None
        # FFmpeg's reason is the better one.
        raise cause from None
