"""A student at a loudspeaker and a microphone of a sound server, in a process of its own.

The speaker plays the partner's voice into a room (:mod:`tests.media.voice.echoing`). What came
from the microphone and what was made of it is written to the file that is named, with the frame
at which each part of the scene began, and for how long anything stood still at the most.
"""

import subprocess
import sys
import threading
import time
from typing import Final

import numpy as np

from gurukul_desktop.media import microphone, specs
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, Samples
from gurukul_desktop.media.speaker import Speaker
from gurukul_desktop.media.voice.processing import VoiceProcessing
from tests.media.voice.room import NO_GAIN
from tests.media.voice.voices import samples, speech

SCENE: Final = (("start", 1.0), ("far", 2.5), ("near", 2.5), ("moved", 3.5))
"""What happens, and for how many seconds."""


class Partner:
    """Talks all the time.

    Attributes:
        longest: seconds at the most between two questions of the speaker.
    """

    def __init__(self) -> None:
        self.longest = 0.0
        self._voice = samples(speech(6.0, 110, 1))
        self._place = 0
        self._asked: float | None = None

    def read(self, count: int, ahead: float) -> Samples:
        now = time.monotonic()
        if self._asked is not None:
            self.longest = max(self.longest, now - self._asked)
        self._asked = now
        self._place += count
        return self._voice.take(np.arange(self._place - count, self._place), mode="wrap")


class Ear:
    """Takes down what comes from the microphone and what is made of it."""

    def __init__(self, voice: VoiceProcessing) -> None:
        self.came: list[Samples] = []
        self.went: list[Samples] = []
        self._voice = voice
        self._changed = threading.Condition()

    def process(self, block: Samples) -> Samples:
        self.came.append(block)
        return self._voice.process(block)

    def hear(self, block: Samples) -> None:
        with self._changed:
            self.went.append(block)
            self._changed.notify_all()

    def wait(self, seconds: float) -> int:
        """Wait for so much sound; the frame at which that began."""
        with self._changed:
            begun = len(self.went)
            until = begun + int(seconds * SAMPLE_RATE) // FRAME_SAMPLES
            assert self._changed.wait_for(lambda: len(self.went) >= until, 30)
            return begun


def main(file: str) -> None:
    room = subprocess.Popen(
        [sys.executable, "-m", "tests.media.voice.echoing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert room.stdin is not None
    partner = Partner()
    speaker = Speaker(specs.speaker("default"), print)
    speaker.play_from(partner)
    voice = VoiceProcessing(speaker.on_played)
    voice.set(NO_GAIN)
    ear = Ear(voice)
    spec = specs.microphone("default")
    assert isinstance(spec, specs.NamedDevice)
    source = microphone.device(spec, print)
    source.put_through(ear.process)
    source.subscribe(ear.hear)
    speaker.start()
    source.start()
    starts: dict[str, int] = {}
    for name, seconds in SCENE:
        room.stdin.write(f"{name}\n")
        room.stdin.flush()
        if name == "far":  # before that the devices open and fill
            partner.longest = 0.0
        starts[name] = ear.wait(seconds)
    source.stop()
    speaker.stop()
    released = source.join(5) and speaker.join(5)
    stood_still, _ = room.communicate(timeout=20)
    np.savez(
        file,
        came=np.concatenate(ear.came[: len(ear.went)]),
        went=np.concatenate(ear.went),
        released=released,
        half_duplex=voice.half_duplex,
        stood_still=max(partner.longest, float(stood_still)),
        **starts,
    )


if __name__ == "__main__":
    main(sys.argv[1])
