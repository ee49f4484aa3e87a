"""A student in a room with a loudspeaker, on real sound devices, in a process of its own.

The speaker plays the partner's voice. A room takes what sounds from the speaker's monitor, has
it ring, adds the student's own voice and a hiss, and plays that where the microphone listens.
What came from the microphone and what was made of it is written to the file that is named, with
the frame at which each part of the scene began.
"""

import subprocess
import sys
import threading
from typing import Final

import numpy as np

from gurukul_desktop.demo.sound import microphone_of, speaker_of
from gurukul_desktop.media import microphone, specs
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, Samples
from gurukul_desktop.media.speaker import Speaker
from gurukul_desktop.media.voice.processing import VoiceProcessing
from tests.media.voice.room import NO_GAIN, response
from tests.media.voice.voices import Sound, noise, samples, speech

SCENE: Final = (("far", 4.0), ("both", 3.0), ("moved", 3.5))
"""What happens, and for how many seconds."""
NEAR: Final = speech(6.0, 210, 2, -23.0)


class Partner:
    """Talks all the time."""

    def __init__(self) -> None:
        self._voice = samples(speech(6.0, 110, 1))
        self._place = 0

    def read(self, count: int, ahead: float) -> Samples:
        self._place += count
        return self._voice.take(np.arange(self._place - count, self._place), mode="wrap")


class Room:
    """From the speaker's monitor to the microphone's sink, 20 ms at a time.

    Attributes:
        near: whether the student talks.
        moved: whether the sound now takes 60 ms longer, and another way.
    """

    def __init__(self) -> None:
        raw = ("--raw", "--format=s16le", "--rate=48000", "--channels=1", "--latency-msec=20")
        self._heard = subprocess.Popen(
            ["parec", f"--device={speaker_of(0)}.monitor", *raw], stdout=subprocess.PIPE
        )
        self._sounds = subprocess.Popen(
            ["pacat", f"--device={microphone_of(0)}", *raw], stdin=subprocess.PIPE
        )
        self.near = self.moved = False
        self._thread = threading.Thread(target=self._ring, daemon=True)
        self._thread.start()

    def close(self) -> None:
        for process in (self._heard, self._sounds):
            process.terminate()
        self._thread.join()
        for process in (self._heard, self._sounds):
            process.communicate()

    def _ring(self) -> None:
        assert self._heard.stdout is not None
        assert self._sounds.stdin is not None
        responses = response(), response(direct=0.08, seed=3)
        size = 1 << (len(responses[1]) + FRAME_SAMPLES).bit_length()
        spectra = [np.fft.rfft(way, size) for way in responses]
        rest, hiss, place = np.zeros(size), noise(2.0, -65), 0
        while data := self._heard.stdout.read(FRAME_SAMPLES * 2):
            block = np.frombuffer(data, np.int16) / 32767
            rest[:-FRAME_SAMPLES] = rest[FRAME_SAMPLES:]
            rest[-FRAME_SAMPLES:] = 0.0
            rest += np.fft.irfft(np.fft.rfft(block, size) * spectra[self.moved], size)
            sound: Sound = rest[: len(block)] + hiss.take(
                np.arange(len(block)) + place, mode="wrap"
            )
            place += len(block)
            if self.near:
                sound += NEAR.take(np.arange(place, place + len(block)), mode="wrap")
            try:
                self._sounds.stdin.write(samples(sound).tobytes())
                self._sounds.stdin.flush()
            except OSError:  # the scene is over
                return


def main(file: str) -> None:
    room = Room()
    speaker = Speaker(specs.speaker("default"), print)
    speaker.play_from(Partner())
    voice = VoiceProcessing(speaker.on_played)
    voice.set(NO_GAIN)
    came: list[Samples] = []
    went: list[Samples] = []
    enough = threading.Condition()

    def process(block: Samples) -> Samples:
        came.append(block)
        return voice.process(block)

    def hear(block: Samples) -> None:
        with enough:
            went.append(block)
            enough.notify_all()

    source = microphone.source(specs.microphone("default"), print)
    assert source is not None
    source.put_through(process)
    source.subscribe(hear)
    speaker.start()
    source.start()
    starts: dict[str, int] = {}
    for name, seconds in SCENE:
        room.near, room.moved = name == "both", name == "moved"
        with enough:
            starts[name] = len(went)
            until = len(went) + int(seconds * SAMPLE_RATE) // FRAME_SAMPLES
            assert enough.wait_for(lambda until=until: len(went) >= until, 30)
    source.stop()
    speaker.stop()
    released = source.join(5) and speaker.join(5)
    room.close()
    np.savez(
        file,
        came=np.concatenate(came[: len(went)]),
        went=np.concatenate(went),
        released=released,
        half_duplex=voice.half_duplex,
        **starts,
    )


if __name__ == "__main__":
    main(sys.argv[1])
