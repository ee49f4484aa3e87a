"""From the microphone's sound to the voice that the partner hears.

Every 20 ms of the microphone are joined with what the speaker played then, go through the
chain of the library, and past the guard for rooms in which that does not help.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import cached_property
from typing import Final

from gurukul_desktop.late import np
from gurukul_desktop.media.ports import FRAME_SAMPLES, PlayedSink, Samples, Unsubscribe
from gurukul_desktop.media.voice.alignment import Alignment
from gurukul_desktop.media.voice.chain import ON, Build, Chain, VoiceSwitches, by
from gurukul_desktop.media.voice.far_end import FarEnd
from gurukul_desktop.media.voice.half_duplex import HalfDuplex

AWAY_SECONDS: Final = 0.5
"""A microphone that gave nothing for so long was off: its next block is placed anew."""

_log = logging.getLogger(__name__)


def library() -> Build | None:
    """What builds chains; None, and a line in the log, where the library does not load."""
    try:
        from pywebrtc_audio import AudioProcessor
    except (ImportError, OSError) as error:
        _log.warning("echo, noise and gain are left as they are: %s", error)
        return None
    return by(AudioProcessor)


class VoiceProcessing:
    """What is done to one microphone, for as long as the app runs.

    Until :meth:`set` is called, everything is done.

    Args:
        on_played: subscribes to what the speaker plays, as
            :meth:`gurukul_desktop.media.speaker.Speaker.on_played` does.
        build: gives what builds the library's chains; None where there is no library.
        clock: seconds on a clock that never jumps.
    """

    def __init__(
        self,
        on_played: Callable[[PlayedSink], Unsubscribe],
        *,
        build: Callable[[], Build | None] = library,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._switches = ON
        self._clock = clock
        self._lock = threading.Lock()
        self._far_end = FarEnd(clock)
        self._alignment = Alignment()
        self._gain = 1.0
        self._last = clock()
        builder = build()
        self._chain = Chain(builder) if builder is not None else None
        on_played(self._far_end.played)

    @cached_property
    def _guard(self) -> HalfDuplex:
        """Made with the first sound."""
        return HalfDuplex()

    @property
    def available(self) -> bool:
        """Whether anything can be done: False where the library does not load."""
        return self._chain is not None

    @property
    def switches(self) -> VoiceSwitches:
        """What was asked for last."""
        return self._switches

    @property
    def half_duplex(self) -> bool:
        """Whether the echo does not go away, so that only one of the two is heard at a time."""
        return self._guard.engaged and self._chain is not None and self._chain.cancels_echo

    def set(self, switches: VoiceSwitches) -> None:
        """Do this from now on; from any thread. It is heard after a second, without a click."""
        self._switches = switches

    def process(self, samples: Samples) -> Samples:
        """960 samples of the microphone, as soon as they are there, as they shall be sent.

        On the microphone's thread. The voice is up to 15 ms later than it came in.
        """
        if self._chain is None or len(samples) != FRAME_SAMPLES:
            return samples
        with self._lock:  # a microphone that is exchanged may still bring a last block
            now = self._clock()
            if now - self._last > AWAY_SECONDS:
                self._alignment.restart()
            self._last = now
            self._chain.change(self._switches)
            if self._chain.idle:
                self._alignment.restart()
                return samples
            return self._processed(self._chain, samples)

    def _processed(self, chain: Chain, samples: Samples) -> Samples:
        audible, margin = self._far_end.audible(), self._far_end.margin()
        first = self._alignment.place(FRAME_SAMPLES, audible, margin)
        far = self._far_end.read(first, FRAME_SAMPLES)
        out = chain.process(samples, far)
        if not chain.cancels_echo:
            return out
        engaged = self._guard.engaged
        gain = self._guard.hear(far, samples, out, chain.gain_db)
        if self._guard.engaged != engaged:
            _log.info("echo that stays: half duplex %s", "on" if self._guard.engaged else "off")
        return self._attenuated(out, gain)

    def _attenuated(self, samples: Samples, gain: float) -> Samples:
        """Come to a new gain within the block, so that nothing clicks."""
        before, self._gain = self._gain, gain
        if before == gain == 1.0:
            return samples
        ramp = np.linspace(before, gain, FRAME_SAMPLES, dtype=np.float32)
        attenuated: Samples = np.rint(samples * ramp).astype(np.int16)
        return attenuated
