"""Sound made up for sound that did not come: the last period of what was heard, again and again.

Against libopus's own concealment, 20 ms lost from speech at 32 kbit/s: the same signal-to-noise
ratio and a nearer spectrum, and a steady tone goes on where libopus falls silent after 10 ms.
Besides, it needs no multiple of 10 ms, and a packet that only comes late meets a decoder that
knows nothing of the pause.
"""

from typing import Final

import numpy as np

from gurukul_desktop.call.audio.stretch import FADE, LONGEST, RISE, SHORTEST, likeness
from gurukul_desktop.media.ports import Samples

COMPARED: Final = 480
"""The last samples, which are looked for in those before."""
HISTORY: Final = COMPARED + LONGEST
SETTLING: Final = 24.0
"""Samples in which the step between what was heard and its continuation dies down to a third."""


class Continuation:
    """What might have followed.

    Args:
        heard: the last ``HISTORY`` samples, or more.
    """

    def __init__(self, heard: Samples) -> None:
        history = heard[-HISTORY:].astype(np.float32)
        there = likeness(history[-COMPARED:], history[:-SHORTEST])
        period = LONGEST - int(np.argmax(there))
        self._period = history[-period:].copy()
        # Its end leads into its beginning as what was before it did.
        fade = min(FADE, len(history) - period, period)
        rise = RISE[:: FADE // fade][:fade]
        before = history[-period - fade : -period]
        self._period[-fade:] += rise * (before - self._period[-fade:])
        self._step = 2 * history[-1] - history[-2] - self._period[0]
        self._place = 0

    def take(self, count: int) -> Samples:
        """The next ``count`` samples."""
        at = np.arange(self._place, self._place + count)
        self._place += count
        sound = self._period[at % len(self._period)] + self._step * np.exp(-at / SETTLING)
        samples: Samples = sound.clip(-32768, 32767).astype(np.int16)
        return samples
