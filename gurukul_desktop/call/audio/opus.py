"""libopus (RFC 6716) itself, from the copy that PyAV brings with it.

FFmpeg's wrapper has no way to decode a packet's forward error correction, nor to tell a running
encoder of the losses on its way; the library has both. Everything is mono, 16 bits, 48 kHz: a
decoder that was made mono mixes a partner's stereo down.

An object here belongs to one thread at a time. ctypes lets other threads run during a call.
"""

import ctypes
import ctypes.util
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import av
import numpy as np

from gurukul_desktop.errors import MissingLibraryError
from gurukul_desktop.media.ports import SAMPLE_RATE, Samples

MOST_SAMPLES: Final = 5760
"""A packet holds at most 120 ms (RFC 6716, section 3.2.5)."""
MOST_BYTES: Final = 4000
"""More than any packet that a network carries; the size libopus's own manual names."""

# opus_defines.h
_APPLICATION_VOIP: Final = 2048
_SET_BITRATE: Final = 4002
_SET_COMPLEXITY: Final = 4010
_SET_INBAND_FEC: Final = 4012
_SET_PACKET_LOSS_PERCENT: Final = 4014


class OpusError(Exception):
    """libopus refused; for a decoder this means that a packet is broken."""


class Library:
    """The loaded library.

    Raises:
        MissingLibraryError: there is none.
    """

    def __init__(self) -> None:
        self.functions = functions = _load()
        handle, number, data = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
        for name, result, arguments in (
            ("opus_encoder_create", handle, (ctypes.c_int32, number, number, data)),
            ("opus_encoder_destroy", None, (handle,)),
            ("opus_encode", ctypes.c_int32, (handle, data, number, data, ctypes.c_int32)),
            # More arguments may follow, which some machines pass in another way than these two.
            ("opus_encoder_ctl", number, (handle, number)),
            ("opus_decoder_create", handle, (ctypes.c_int32, number, data)),
            ("opus_decoder_destroy", None, (handle,)),
            (
                "opus_decode",
                number,
                (handle, ctypes.c_char_p, ctypes.c_int32, data, number, number),
            ),
            ("opus_packet_has_lbrr", number, (ctypes.c_char_p, ctypes.c_int32)),
        ):
            function = getattr(functions, name)
            function.restype = result
            function.argtypes = arguments

    def has_correction(self, packet: bytes) -> bool:
        """Whether ``packet`` tells what was in the one before it (RFC 6716, section 2.1.7)."""
        count: int = self.functions.opus_packet_has_lbrr(packet, len(packet))
        return count == 1


class OpusEncoder:
    """Speech at a bit rate that may vary, each packet with a coarse copy of the one before.

    Args:
        bit_rate: on the average, in bits a second, the copies included.
        complexity: 0 to 10, as libopus counts.
    """

    def __init__(self, library: Library, *, bit_rate: int, complexity: int) -> None:
        self._functions = library.functions
        handle = self._functions.opus_encoder_create(SAMPLE_RATE, 1, _APPLICATION_VOIP, None)
        if not handle:
            raise OpusError("no encoder")
        self._handle = handle
        self._bytes = np.empty(MOST_BYTES, np.uint8)
        self.close = weakref.finalize(self, self._functions.opus_encoder_destroy, handle)
        self.close.atexit = False  # another thread may still be in it when the process ends
        self._set(_SET_BITRATE, bit_rate)
        self._set(_SET_COMPLEXITY, complexity)
        self._set(_SET_INBAND_FEC, 1)

    def expect_loss(self, percent: int) -> None:
        """How many packets in a hundred are lost on the way; the more, the better the copies."""
        self._set(_SET_PACKET_LOSS_PERCENT, percent)

    def encode(self, samples: Samples) -> bytes:
        """A packet of 2.5, 5, 10, 20, 40 or 60 ms."""
        samples = np.ascontiguousarray(samples, np.int16)
        size = self._functions.opus_encode(
            self._handle, samples.ctypes.data, len(samples), self._bytes.ctypes.data, MOST_BYTES
        )
        if size < 0:
            raise OpusError(f"encoding failed: {size}")
        return self._bytes[:size].tobytes()

    def _set(self, what: int, value: int) -> None:
        if self._functions.opus_encoder_ctl(self._handle, what, ctypes.c_int32(value)) < 0:
            raise OpusError(f"no setting {what}")


class OpusDecoder:
    """Packets of one stream in their order."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._functions = library.functions
        handle = self._functions.opus_decoder_create(SAMPLE_RATE, 1, None)
        if not handle:
            raise OpusError("no decoder")
        self._handle = handle
        self._samples = np.empty(MOST_SAMPLES, np.int16)
        self.close = weakref.finalize(self, self._functions.opus_decoder_destroy, handle)
        self.close.atexit = False  # another thread may still be in it when the process ends

    def decode(self, packet: bytes) -> Samples:
        """The sound of ``packet``.

        Raises:
            OpusError: it is broken.
        """
        return self._decode(packet, MOST_SAMPLES, correction=False)

    def recover(self, following: bytes, count: int) -> Samples | None:
        """The ``count`` samples before ``following``, from its copy; None if it carries none.

        Raises:
            OpusError: it is broken.
        """
        if not self._library.has_correction(following):
            return None
        return self._decode(following, count, correction=True)

    def _decode(self, packet: bytes, count: int, *, correction: bool) -> Samples:
        made = self._functions.opus_decode(
            self._handle, packet, len(packet), self._samples.ctypes.data, count, int(correction)
        )
        if made < 0:
            raise OpusError(f"decoding failed: {made}")
        return self._samples[:made].copy()


def samples_in(packet: bytes) -> int:
    """How many samples ``packet`` says that it holds; 0 if it is no Opus packet.

    By its first two bytes (RFC 6716, sections 3.1 and 3.2).
    """
    if not 0 < len(packet) <= MOST_BYTES:
        return 0
    configuration, code = packet[0] >> 3, packet[0] & 3
    if configuration < 12:  # SILK
        frame = (480, 960, 1920, 2880)[configuration & 3]
    elif configuration < 16:  # both
        frame = (480, 960)[configuration & 1]
    else:  # CELT
        frame = 120 << (configuration & 3)
    counted = packet[1] & 0x3F if len(packet) > 1 else 0
    samples = frame * (1, 2, 2, counted)[code]
    return samples if samples <= MOST_SAMPLES else 0


def _load() -> ctypes.CDLL:
    for place in _places():
        try:
            return ctypes.CDLL(place)
        except OSError:  # of another system, or without its own dependencies
            continue
    raise MissingLibraryError(
        "The sound codec's library (libopus) was not found beside PyAV nor in the system."
    )


def _places() -> Iterator[str]:
    """Where the library may be: the folders of PyAV's wheels, then the system's."""
    package = Path(av.__file__).parent
    for folder in (package.parent / "av.libs", package / ".dylibs", package):
        # libopus-114e2b1a.so.0 on Linux, libopus.0.dylib on macOS, libopus-0-….dll on Windows
        for pattern in ("libopus[-.]*", "opus[-.]*"):
            yield from sorted(map(str, folder.glob(pattern)))
    system = ctypes.util.find_library("opus")
    if system is not None:
        yield system
