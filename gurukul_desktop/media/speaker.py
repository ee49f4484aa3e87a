"""The speaker: everything that is heard is mixed here into one output stream.

Two kinds of sound come in: the call's, from a feed that is asked for as much as the device
plays; and short sounds (ring, chime, hang-up) as voices. The device asks for the mix on its
own thread. A thread of the speaker's opens and closes the device, so that nobody waits for
a driver; it lives while something wants to be heard.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.late import np
from gurukul_desktop.media.meter import Meter
from gurukul_desktop.media.output import Mix, Output, open_output
from gurukul_desktop.media.portaudio import needs_silence
from gurukul_desktop.media.ports import ErrorSink, PlayedSink, Samples, SoundFeed, Unsubscribe
from gurukul_desktop.media.specs import NoDevice, SpeakerSpec

STALL_SECONDS: Final = 2.0
"""A device that has not asked for samples for so long is opened anew."""

PATIENCE: Final = 5.0
"""Seconds after which a driver that is still opening is taken to hang."""

OpenOutput = Callable[[SpeakerSpec, Mix, Callable[[], None]], Output]

_log = logging.getLogger(__name__)


class SpeakerVoice:
    """One short sound on its way; :class:`gurukul_desktop.media.ports.Voice`.

    Attributes:
        gain: how loud it is played; may be changed while it plays.
        over: it has ended, or was stopped.
    """

    def __init__(self, samples: Samples, gain: float, loop: bool) -> None:
        self._samples = samples
        self.gain = gain
        self._loop = loop
        self._place = 0
        self.over = len(samples) == 0

    def stop(self) -> None:
        self.over = True

    def add_to(self, mix: np.ndarray[tuple[int], np.dtype[np.int32]]) -> None:
        """Add the next samples."""
        filled = 0
        while filled < len(mix) and not self.over:
            part = self._samples[self._place : self._place + len(mix) - filled]
            mix[filled : filled + len(part)] += (part * self.gain).astype(np.int32)
            filled += len(part)
            self._place += len(part)
            if self._place == len(self._samples):
                self._place = 0
                self.over = not self._loop


class _Gate:
    """Holds a device that is being opened in silence while another still plays the mix."""

    def __init__(self, mix: Mix) -> None:
        self._mix = mix
        self.open = False

    def mix(self, count: int, ahead: float) -> Samples:
        return self._mix(count, ahead) if self.open else np.zeros(count, np.int16)


class Speaker:
    """One output device for the app's life.

    Args:
        spec: which device.
        on_error: told, on the speaker's thread, why nothing can be heard.
        on_ready: told, on the speaker's thread, that the device is open.
        on_refused: told, on the speaker's thread, why a device cannot be opened that was to
            replace one that plays; that one goes on.
        open_output: opens a device.
        alone: whether another device can be opened only after the one that plays was closed.
        patience: seconds after which a driver that is still opening is HANGING.
    """

    def __init__(
        self,
        spec: SpeakerSpec,
        on_error: ErrorSink,
        *,
        on_ready: Callable[[], None] = lambda: None,
        on_refused: ErrorSink = lambda error: None,
        open_output: OpenOutput = open_output,
        alone: Callable[[], bool] = needs_silence,
        patience: float = PATIENCE,
    ) -> None:
        self._spec = spec
        self._on_error = on_error
        self._on_ready = on_ready
        self._on_refused = on_refused
        self._open = open_output
        self._alone = alone
        self._patience = patience
        self._changed = threading.Condition()
        self._held = False
        self._again = False
        self._lost = False
        self._next: SpeakerSpec | None = None
        self._plays = False
        self._voices: list[SpeakerVoice] = []
        self._feed: SoundFeed | None = None
        self._loudness = self._faded = 1.0
        self._played: tuple[PlayedSink, ...] = ()
        self._asked = 0
        self._worker: threading.Thread | None = None
        self._meter = Meter()

    def start(self) -> None:
        """Open the device and keep it open; returns at once."""
        with self._changed:
            self._held = True
            self._wake()

    def stop(self) -> None:
        """Release the device when the sounds in play have ended, at once if there are none."""
        with self._changed:
            self._held = False
            self._wake()

    def retry(self) -> None:
        """Open the device anew, if one is wanted."""
        with self._changed:
            self._again = True
            self._wake()

    def use(self, spec: SpeakerSpec) -> None:
        """Play on another device from now on, if it can be opened; returns at once."""
        with self._changed:
            self._next = spec
            self._wake()

    def join(self, timeout: float) -> bool:
        """Silence everything and wait until the device is released; False if it still is not."""
        with self._changed:
            self._held = False
            for voice in self._voices:
                voice.stop()
            self._voices.clear()
            worker = self._worker
            self._wake()
        if worker is not None:
            worker.join(timeout)
        return worker is None or not worker.is_alive()

    def play(self, samples: Samples, *, gain: float = 1.0, loop: bool = False) -> SpeakerVoice:
        """Play ``samples`` beside everything else, over and over if ``loop``."""
        voice = SpeakerVoice(samples, gain, loop)
        with self._changed:
            self._voices.append(voice)
            self._wake()
        return voice

    def play_from(self, feed: SoundFeed | None) -> None:
        """Play the call's sound from ``feed`` from now on; None: no more of it."""
        with self._changed:
            self._feed = feed

    def set_call_volume(self, loudness: float) -> None:
        """How loud the call's sound is, 0 to 1; the short sounds are as they are."""
        self._loudness = loudness

    def on_played(self, sink: PlayedSink) -> Unsubscribe:
        """Call ``sink``, on the device's thread, with all that is played and when it is heard."""
        with self._changed:
            self._played += (sink,)

        def unsubscribe() -> None:
            with self._changed:
                self._played = tuple(other for other in self._played if other is not sink)

        return unsubscribe

    def heard(self) -> tuple[float, float]:
        """Loudness (RMS, 0 to 1) and strongest frequency (Hz) of the last second played."""
        return self._meter.read()

    # The device's thread

    def _mix(self, count: int, ahead: float) -> Samples:
        with self._changed:
            self._asked += 1
            feed, played = self._feed, self._played
        # Decoding takes its time, and nobody who plays a chime shall wait for it.
        fed = feed.read(count, ahead) if feed is not None else None
        mix = np.zeros(count, np.int32)
        if fed is not None:
            mix += self._as_loud_as_wished(fed)
        with self._changed:
            for voice in self._voices:
                voice.add_to(mix)
            before = len(self._voices)
            self._voices = [voice for voice in self._voices if not voice.over]
            if len(self._voices) != before:
                self._changed.notify_all()
        samples = np.clip(mix, -32768, 32767).astype(np.int16)
        self._meter.hear(samples)
        for sink in played:
            sink(samples, ahead)
        return samples

    def _as_loud_as_wished(self, fed: Samples) -> Samples:
        before, self._faded = self._faded, self._loudness
        if before == self._faded:
            return fed if before == 1.0 else (fed * before).astype(np.int16)
        # A step would be heard as a click.
        return (fed * np.linspace(before, self._faded, len(fed))).astype(np.int16)

    def _device_lost(self) -> None:
        with self._changed:
            self._lost = True
            self._changed.notify_all()

    # The speaker's thread

    def _wanted(self) -> bool:
        self._voices = [voice for voice in self._voices if not voice.over]
        return self._held or bool(self._voices)

    def _wake(self) -> None:
        if self._worker is None and self._wanted():
            self._worker = threading.Thread(target=self._work, name="speaker", daemon=True)
            self._worker.start()
        self._changed.notify_all()

    def _work(self) -> None:
        while True:
            with self._changed:
                if not self._wanted():
                    self._worker = None
                    return
                self._again = self._lost = False
            output = self._opened()
            try:
                while self._stays():
                    output = self._replaced(output)
                with self._changed:
                    lost = self._lost and self._wanted()
            finally:
                output.close()
            if lost:
                self._complain(MediaError("speaker", MediaFault.UNPLUGGED))
                self._wait_for_a_retry()

    def _stays(self) -> bool:
        """Wait for something to do: True when another device is to take over from this one."""
        with self._changed:
            while self._wanted() and not self._again and not self._lost:
                if self._next is not None:
                    return self._plays
                asked = self._asked
                if not self._changed.wait(STALL_SECONDS) and self._asked == asked:
                    _log.warning("the speaker has stopped asking for sound: opened anew")
                    return False
        return False

    def _replaced(self, output: Output) -> Output:
        """What plays now: the next device, or ``output`` if that cannot be opened."""
        with self._changed:
            spec, self._next = self._next, None
        assert spec is not None
        gate = _Gate(self._mix)
        alone = self._alone()
        if alone:
            output.close()
        try:
            following = self._open_watched(spec, gate.mix)
        except MediaError as error:
            _log.warning("%s", error)
            self._on_refused(error)
            return self._opened() if alone else output
        if not alone:
            output.close()
        gate.open = True
        self._spec = spec
        self._on_ready()
        return following

    def _opened(self) -> Output:
        with self._changed:
            if self._next is not None:
                self._spec, self._next = self._next, None
        try:
            output = self._open_watched(self._spec, self._mix)
        except MediaError as error:
            self._plays = False
            self._complain(error)
            # Nothing is heard, but the sounds still pass and end in their time.
            return open_output(NoDevice(), self._mix, self._device_lost)
        self._plays = True
        self._on_ready()
        return output

    def _open_watched(self, spec: SpeakerSpec, mix: Mix) -> Output:
        hanging = MediaError("speaker", MediaFault.HANGING)
        watchdog = threading.Timer(self._patience, self._complain, [hanging])
        watchdog.daemon = True
        watchdog.start()
        try:
            return self._open(spec, mix, self._device_lost)
        except MediaError:
            raise
        except Exception as error:  # PortAudio has more ways to fail than its documents name
            raise MediaError("speaker", MediaFault.BROKEN, detail=repr(error)) from None
        finally:
            watchdog.cancel()

    def _wait_for_a_retry(self) -> None:
        output = open_output(NoDevice(), self._mix, self._device_lost)
        try:
            with self._changed:
                while self._wanted() and not self._again and self._next is None:
                    self._changed.wait()
        finally:
            output.close()

    def _complain(self, error: MediaError) -> None:
        _log.warning("%s", error)
        with self._changed:
            wanted = self._wanted()
        if wanted:
            self._on_error(error)
