"""Uses real sound devices in a process of its own; speaks lines, obeys lines.

``speaker SPEC HZ``: plays a tone as a call's sound, says "open", at each line read says what
was heard, and at "stop" releases the device and says "released". ``microphone SPEC``: says what
the first second held. Errors are said as their codes.
"""

import sys
import threading

import numpy as np

from gurukul_desktop.errors import MediaError
from gurukul_desktop.media import microphone, specs
from gurukul_desktop.media.meter import Meter
from gurukul_desktop.media.ringer import Ringer
from gurukul_desktop.media.speaker import Speaker
from gurukul_desktop.media.virtual import tone


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def failed(error: MediaError) -> None:
    say(error.code)


class Talk:
    """A tone as the partner's voice."""

    def __init__(self, frequency: float) -> None:
        self._frequency = frequency
        self._place = 0

    def read(self, count: int, ahead: float) -> np.ndarray:
        place, self._place = self._place, self._place + count
        return tone(self._frequency, place, count)


def speak(spec: str, frequency: float) -> None:
    speaker = Speaker(specs.speaker(spec), failed, on_ready=lambda: say("open"))
    speaker.play_from(Talk(frequency))
    speaker.start()
    for line in sys.stdin:
        if line.strip() == "stop":
            break
        say(*speaker.heard())
    speaker.stop()
    released = speaker.join(5)
    say("released" if released else "stuck")
    sys.stdin.readline()


def ring(spec: str, frequency: float, seconds: float) -> None:
    speaker = Speaker(specs.speaker(spec), failed, on_ready=lambda: say("open"))
    speaker.play(tone(frequency, 0, int(48_000 * seconds)))
    sys.stdin.readline()
    say(threading.active_count())
    sys.stdin.readline()


def ring_beside(spec: str, device: str, percent: float) -> None:
    speaker = Speaker(specs.speaker(spec), failed, on_ready=lambda: say("open"))
    speaker.set_call_volume(percent / 100)
    speaker.play_from(Talk(523))
    ringer = Ringer(speaker, on_change=lambda: say(ringer.error.code if ringer.error else "well"))
    ringer.use(device)
    ringer.set_volume(round(percent))
    speaker.start()
    bell = ringer.play(tone(880, 0, 48_000), gain=0.4, loop=True)
    for line in sys.stdin:
        if line.strip() == "stop":
            break
    bell.stop()
    speaker.stop()
    say("released" if speaker.join(5) and ringer.join(5) else "stuck")
    sys.stdin.readline()


def listen(spec: str) -> None:
    blocks: list[np.ndarray] = []
    full = threading.Event()

    def hear(samples: np.ndarray) -> None:
        blocks.append(samples)
        if len(blocks) == 75:
            full.set()

    source = microphone.source(specs.microphone(spec), failed)
    assert source is not None
    source.subscribe(hear)
    source.start()
    full.wait(10)
    source.stop()
    released = source.join(5)
    meter = Meter()
    meter.hear(np.concatenate(blocks))
    say(*meter.read())
    say("by PortAudio" if "sounddevice" in sys.modules else "by FFmpeg")
    say("released" if released else "stuck")
    sys.stdin.readline()


if __name__ == "__main__":
    part, spec, *numbers = sys.argv[1:]
    if part == "ringer":
        ring_beside(spec, numbers[0], float(numbers[1]))
        sys.exit()
    {"speaker": speak, "ring": ring, "microphone": listen}[part](spec, *map(float, numbers))
