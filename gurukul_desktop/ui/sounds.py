"""The one owner of the app's sounds: which state rings, chimes or hangs up.

A looping sound belongs to the state that started it and dies with it; a short sound plays
out. No Qt.
"""

from __future__ import annotations

import logging
import time
import wave
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Final

from gurukul_desktop.late import np
from gurukul_desktop.media.ports import SAMPLE_RATE, Samples, SoundOutput, Voice
from gurukul_desktop.session.focus import Phase
from gurukul_desktop.session.snapshot import Notice, Snapshot
from gurukul_desktop.session.states import State

RING_GAIN: Final = 0.4
"""The phone ring plays at 40 % of full volume."""

BELL_GAIN: Final = 0.5
BELL_PAUSE_SECONDS: Final = 2.0
"""The least between two strokes, however often a partner starts the timer anew."""

_FILES: Final = {
    State.SEARCHING: "ring.wav",
    State.CONNECTING: "chime.wav",
    State.ENDED: "hangup.wav",
}

_log = logging.getLogger(__name__)


class SoundPlayer:
    """Plays what belongs to the state; tell it every state with :meth:`enter`."""

    def __init__(self, output: SoundOutput, sounds_dir: Path) -> None:
        self._output = output
        self._sounds = {state: _Sound(sounds_dir / name) for state, name in _FILES.items()}
        self._state = State.IDLE
        self._ring: Voice | None = None
        self._tried: Voice | None = None
        self._bell = _Sound(sounds_dir / "bell.wav")
        self._struck: Voice | None = None

    def enter(self, state: State, *, searching_again: bool) -> None:
        """The app is in ``state`` now; saying so twice changes nothing.

        ``searching_again``: the call ended by a skip, so the hang-up is only a hint.
        """
        if state is self._state:
            return
        self._state = state
        self.stop()
        sound = self._sounds.get(state)
        samples = sound.samples if sound is not None else None
        if samples is None:
            return
        if state is State.SEARCHING:
            self._ring = self._output.play(samples, gain=RING_GAIN, loop=True)
        elif state is State.ENDED and searching_again:
            self._output.play(samples, gain=RING_GAIN)
        else:
            self._output.play(samples)

    def strike(self) -> None:
        """Strike the bell once, softly; it is never heard twice at a time."""
        if self._struck is not None:
            self._struck.stop()
        self._struck = None
        samples = self._bell.samples
        if samples is not None:
            self._struck = self._output.play(samples, gain=BELL_GAIN)

    def test(self, output: SoundOutput | None = None, *, gain: float = 1.0) -> None:
        """Play the chime once, to be listened to; it begins anew when it still sounds.

        ``output`` is what it is played by where that is not the one of the other sounds.
        """
        self._try(self._sounds[State.CONNECTING].samples, output or self._output, gain)

    def test_ring(self) -> None:
        """Let it ring once, to be listened to; it begins anew when it still sounds."""
        self._try(self._sounds[State.SEARCHING].samples, self._output, RING_GAIN)

    def _try(self, samples: Samples | None, output: SoundOutput, gain: float) -> None:
        if self._tried is not None:
            self._tried.stop()
        self._tried = output.play(samples, gain=gain) if samples is not None else None

    def stop(self) -> None:
        """Silence the ring. Idempotent."""
        ring, self._ring = self._ring, None
        if ring is not None:
            ring.stop()


class StateSounds:
    """Plays the sound of each state as the session enters it, and the bell of each phase."""

    def __init__(self, player: SoundPlayer, clock: Callable[[], float] = time.monotonic) -> None:
        self._player = player
        self._clock = clock
        self._state = State.IDLE
        self._phase = Phase.OFF
        self._struck_at = -BELL_PAUSE_SECONDS

    def on_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.state is not self._state:
            self._state = snapshot.state
            self._player.enter(snapshot.state, searching_again=snapshot.searching_again)
        before, self._phase = self._phase, snapshot.focus.phase
        if self._phase not in (before, Phase.OFF):
            now = self._clock()
            if now >= self._struck_at + BELL_PAUSE_SECONDS:
                self._struck_at = now
                self._player.strike()

    def on_notice(self, notice: Notice, name: str) -> None:
        """A notice is seen, not heard."""


class _Sound:
    """A file that is read when it is heard first: by then the window is on the screen."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def samples(self) -> Samples | None:
        """None if the file cannot be played."""
        return _load(self._path)


def _load(path: Path) -> Samples | None:
    """The samples of a mono 16-bit WAV file at 48 kHz; None, with one line in the log, if not."""
    try:
        with wave.open(str(path), "rb") as file:
            form = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            if form != (1, 2, SAMPLE_RATE):
                raise wave.Error(f"not mono 16-bit at {SAMPLE_RATE} Hz")
            return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.int16)
    except (OSError, EOFError, wave.Error) as error:
        _log.warning("the sound %s stays silent: %s", path.name, error)
        return None
