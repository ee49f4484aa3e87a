"""What one side of the demo saw and heard, as its report.

Everything is measured at the receiving end: pictures where they reach the window, sound
where it is handed to the sound device.
"""

import statistics
import time
import zlib
from typing import Any, Final

import av

from gurukul_desktop.demo.loop_delay import CallDelay
from gurukul_desktop.media.ports import PlayFrom, VideoSink
from gurukul_desktop.media.speaker import Speaker
from gurukul_desktop.session.ports import Stage
from gurukul_desktop.session.snapshot import Notice, Snapshot
from gurukul_desktop.session.states import State

LISTEN_SECONDS: Final = 0.5


class WatchedStage:
    """The stage, with every received picture counted on its way to the window.

    Attributes:
        frames: how many pictures arrived.
        different: how many of them were not the same as the one before.
        first, last: when the first and the newest arrived, by the monotonic clock.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._checksum = 0
        self.frames = 0
        self.different = 0
        self.first: float | None = None
        self.last = 0.0
        self.width = 0
        self.height = 0

    @property
    def picture(self) -> VideoSink:
        return self._see

    @property
    def sound(self) -> PlayFrom:
        return self._stage.sound

    def clear(self) -> None:
        self._stage.clear()

    def _see(self, frame: av.VideoFrame) -> None:
        self.last = time.monotonic()
        self.first = self.first or self.last
        self.frames += 1
        self.width, self.height = frame.width, frame.height
        # Every 61st byte is spread over the whole picture, and costs the call thread little.
        checksum = zlib.crc32(bytes(memoryview(frame.planes[0])[::61]))
        self.different += checksum != self._checksum
        self._checksum = checksum
        self._stage.picture(frame)


class Recorder:
    """Writes down the states and notices, and listens to what is played in a call."""

    def __init__(self) -> None:
        self._born = time.monotonic()
        self._entered: dict[State, float] = {State.IDLE: self._born}
        self._states: list[dict[str, Any]] = [{"state": State.IDLE.value, "at_ms": 0.0}]
        self.errors: list[str] = []
        self._levels: list[float] = []
        self._peaks: list[float] = []
        self.snapshot = Snapshot()
        self.delay: CallDelay | None = None
        """Of the window's loop; None where it is not watched."""
        self.stage: WatchedStage

    def watch(self, stage: Stage) -> Stage:
        """Put the counter between the call and ``stage``."""
        self.stage = WatchedStage(stage)
        return self.stage

    def listen(self, speaker: Speaker) -> None:
        """Note what was played in the last second; to be called often during the call."""
        level, peak = speaker.heard()
        self._levels.append(level)
        self._peaks.append(peak)

    def on_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.state is not self.snapshot.state:
            now = time.monotonic()
            self._entered.setdefault(snapshot.state, now)
            entry = {"state": snapshot.state.value, "at_ms": _ms(now - self._born)}
            self._states.append(entry)
            if self.delay is not None:
                self.delay.enter(snapshot.state)
        for error in (snapshot.camera_error, snapshot.microphone_error, snapshot.speaker_error):
            if error is not None and error.code not in self.errors:
                self.errors.append(error.code)
        self.snapshot = snapshot

    def on_notice(self, notice: Notice, name: str) -> None:
        # That the partner hung up is how every call ends, not an error.
        if notice is not Notice.PARTNER_LEFT:
            self.errors.append(notice.value)

    def report(self) -> dict[str, Any]:
        """The measurements of this side; a time that was never reached is null."""
        stage = self.stage
        seconds = stage.last - stage.first if stage.first is not None else 0.0
        return {
            "find_to_matched_ms": self._between(State.SEARCHING, State.CONNECTING),
            "matched_to_connected_ms": self._between(State.CONNECTING, State.CONNECTED),
            "find_to_first_frame_ms": (
                _ms(stage.first - self._entered[State.SEARCHING])
                if stage.first is not None
                else None
            ),
            "frames_received": stage.frames,
            "frames_different": stage.different,
            "fps": round((stage.frames - 1) / seconds, 2) if seconds > 0 else 0.0,
            "width": stage.width,
            "height": stage.height,
            # The chime and the first moments of the call are not the partner's tone.
            "audio_rms": round(_later_half(self._levels), 5),
            "audio_peak_hz": round(_later_half(self._peaks), 1),
            **(self.delay.report() if self.delay is not None else {}),
            "states": self._states,
            "errors": self.errors,
        }

    def _between(self, start: State, end: State) -> float | None:
        if start in self._entered and end in self._entered:
            return _ms(self._entered[end] - self._entered[start])
        return None


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _later_half(values: list[float]) -> float:
    """The median, as one of the values: half of a tone and half of a pause are no tone between."""
    return statistics.median_high(values[len(values) // 2 :]) if values else 0.0
