"""How loud 20 ms of sound are in a few bands: enough to tell one voice from another. Pure."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from gurukul_desktop.late import np
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, Samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

Levels: TypeAlias = "NDArray[np.float64]"
"""Of shape ``(..., BANDS)``, in dB of full scale; a full sine has -3."""

_EDGES_HZ: Final = (200, 400, 600, 900, 1300, 1800, 2500, 3400, 5000)
"""Most of a voice, in bands about as wide as hearing's."""
BANDS: Final = len(_EDGES_HZ) - 1
SILENCE: Final = -90.0

_DECIMATION: Final = 4  # to 12 kHz; what folds back is far below the voice
_SAMPLES: Final = FRAME_SAMPLES // _DECIMATION
_BINS: Final = tuple(edge * FRAME_SAMPLES // SAMPLE_RATE for edge in _EDGES_HZ)


def levels(samples: Samples) -> Levels:
    """The levels of 960 samples, or of many times 960, of shape ``(..., 960)``."""
    window, scale = _window()
    fewer = samples.reshape(*samples.shape[:-1], _SAMPLES, _DECIMATION).sum(axis=-1) * window
    spectrum = np.fft.rfft(fewer)[..., : _BINS[-1]]
    power = spectrum.real**2 + spectrum.imag**2
    bands = np.add.reduceat(power, _BINS[:-1], axis=-1) * scale
    result: Levels = 10 * np.log10(bands + 10 ** (SILENCE / 10))
    return result


@cache
def _window() -> tuple[NDArray[np.float64], float]:
    """The window of one spectrum, and what its bands are multiplied with for it."""
    window = np.hanning(_SAMPLES)
    return window / (32768.0 * _DECIMATION), 2 / (_SAMPLES * float(np.sum(window**2)))
