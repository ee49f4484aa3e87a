"""What rings, chimes and hangs up: as loud as wished, on a device of its own where one was chosen.

Who wears headphones does not hear them ring on the table. The speaker stands in for a device
of its own that cannot be used, so that no ring is lost; the next sound tries that one again.
"""

import threading
from collections.abc import Callable
from functools import partial
from typing import Final, Protocol

from gurukul_desktop.errors import MediaError
from gurukul_desktop.media import specs
from gurukul_desktop.media.ports import ErrorSink, Samples
from gurukul_desktop.media.speaker import Speaker, SpeakerVoice

USUAL_PERCENT: Final = 40
"""The volume at which every sound is as loud as whoever plays it asks for."""


class MakeSpeaker(Protocol):
    """Makes a speaker on a device."""

    def __call__(
        self, spec: specs.SpeakerSpec, on_error: ErrorSink, *, on_ready: Callable[[], None]
    ) -> Speaker: ...


class RingerVoice:
    """One sound on its way, on whichever device; :class:`gurukul_desktop.media.ports.Voice`."""

    def __init__(self, samples: Samples, gain: float, loop: bool) -> None:
        self.gain = gain
        self._samples = samples
        self._loop = loop
        self._speaker: Speaker | None = None
        self._playing: SpeakerVoice | None = None

    @property
    def over(self) -> bool:
        return self._playing is None or self._playing.over

    def stop(self) -> None:
        playing, self._playing = self._playing, None
        if playing is not None:
            playing.stop()

    def begin(self, speaker: Speaker, gain: float) -> None:
        """Play on ``speaker``, from the beginning."""
        self.stop()
        self._speaker = speaker
        self._playing = speaker.play(self._samples, gain=gain, loop=self._loop)

    def set_gain(self, gain: float) -> None:
        """Be so loud from now on."""
        if self._playing is not None:
            self._playing.gain = gain

    def goes_on(self, speaker: Speaker) -> bool:
        """Whether it is still to be heard on ``speaker``."""
        return self._speaker is speaker and not self.over


class Ringer:
    """A :class:`gurukul_desktop.media.ports.SoundOutput` beside the speaker.

    Args:
        speaker: plays the call, and these sounds too while no other device is wished.
        on_change: called on any thread when :attr:`error` is another one.
        make: makes the speaker on a device of its own.

    Attributes:
        error: why the wished device is not used; None while it is, or none is wished.
    """

    def __init__(
        self,
        speaker: Speaker,
        *,
        on_change: Callable[[], None] = lambda: None,
        make: MakeSpeaker = Speaker,
    ) -> None:
        self.error: MediaError | None = None
        self._speaker = speaker
        self._on_change = on_change
        self._make = make
        self._own: Speaker | None = None
        self._made: list[Speaker] = []
        self._loudness = 1.0
        self._lock = threading.RLock()
        self._voices: list[RingerVoice] = []

    def play(self, samples: Samples, *, gain: float = 1.0, loop: bool = False) -> RingerVoice:
        """Play ``samples`` beside everything else, over and over if ``loop``."""
        voice = RingerVoice(samples, gain, loop)
        with self._lock:
            self._voices = [other for other in self._voices if not other.over]
            self._voices.append(voice)
            voice.begin(self._own or self._speaker, self._gain(voice))
            if self._own is not None and self.error is not None:
                self._own.retry()
        return voice

    def set_volume(self, percent: int) -> None:
        """How loud, of full volume, what rings is from now on, also what sounds just now."""
        with self._lock:
            self._loudness = percent / USUAL_PERCENT
            for voice in self._voices:
                voice.set_gain(self._gain(voice))

    def use(self, spec: str) -> None:
        """Ring on this device from now on; empty is the speaker.

        Raises:
            UsageError: the specification makes no sense.
        """
        parsed = specs.speaker(spec) if spec else None
        with self._lock:
            before, self._own = self._own, None
            if parsed is not None:
                number = len(self._made)
                self._own = self._make(
                    parsed, partial(self._failed, number), on_ready=partial(self._works, number)
                )
                self._made.append(self._own)
            following = self._own or self._speaker
            for voice in self._voices:
                if voice.goes_on(before or self._speaker):
                    voice.begin(following, self._gain(voice))
        self._show(None)

    def join(self, timeout: float) -> bool:
        """Silence everything; False if a device of its own is still held."""
        with self._lock:
            for voice in self._voices:
                voice.stop()
            self._voices.clear()
        released = [speaker.join(timeout) for speaker in self._made]
        return all(released)

    def _gain(self, voice: RingerVoice) -> float:
        return min(1.0, voice.gain * self._loudness)

    # On the threads of the speakers that were made here

    def _failed(self, number: int, error: MediaError) -> None:
        with self._lock:
            speaker = self._made[number]
            if speaker is not self._own:
                return
            for voice in self._voices:
                if voice.goes_on(speaker):  # where nobody hears it: from its beginning, then
                    voice.begin(self._speaker, self._gain(voice))
        self._show(error)

    def _works(self, number: int) -> None:
        if self._made[number] is self._own:
            self._show(None)

    def _show(self, error: MediaError | None) -> None:
        if self.error != error:
            self.error = error
            self._on_change()
