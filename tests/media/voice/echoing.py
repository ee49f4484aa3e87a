"""A room between a loudspeaker and a microphone, which are sinks of a sound server.

It takes what sounds from the speaker's monitor, has it ring, adds a hiss and, when told
``near``, the voice of who sits there; after ``moved`` the sound takes another way. At the end of
its input it says for how many seconds it stood still at the most since ``far``, and ends.
"""

import fcntl
import select
import subprocess
import sys
import termios
import time
from typing import IO, Final

import numpy as np

from gurukul_desktop.demo.sound import microphone_of, speaker_of
from gurukul_desktop.media.ports import FRAME_SAMPLES
from tests.media.voice.room import response
from tests.media.voice.voices import Sound, noise, samples, speech

NEAR: Final = speech(6.0, 210, 2, -23.0)
FORMAT: Final = ("--raw", "--format=s16le", "--rate=48000", "--channels=1")
BLOCK: Final = FRAME_SAMPLES * 2  # bytes
MOST_WAITING: Final = 8 * BLOCK
"""More than that is thrown away: sound does not wait in a room."""
THROWN_AWAY: Final = 1.0
"""Counts as having stood still for so long."""


class Room:
    """What the air does, 20 ms at a time."""

    def __init__(self) -> None:
        ways = response(), response(direct=0.08, seed=3)
        self._size = 1 << (max(map(len, ways)) + FRAME_SAMPLES).bit_length()
        self._ways = [np.fft.rfft(way, self._size) for way in ways]
        self._rest: Sound = np.zeros(self._size)
        self._hiss = noise(2.0, -65)
        self._place = 0
        self.near = False
        self.moved = False

    def ring(self, block: Sound) -> Sound:
        """What is heard while ``block`` is played."""
        self._rest[:-FRAME_SAMPLES] = self._rest[FRAME_SAMPLES:]
        self._rest[-FRAME_SAMPLES:] = 0.0
        spectrum = np.fft.rfft(block, self._size) * self._ways[self.moved]
        self._rest += np.fft.irfft(spectrum, self._size)
        now = np.arange(self._place, self._place + FRAME_SAMPLES)
        self._place += FRAME_SAMPLES
        sound: Sound = self._rest[:FRAME_SAMPLES] + self._hiss.take(now, mode="wrap")
        return sound + NEAR.take(now, mode="wrap") if self.near else sound


def waiting(pipe: IO[bytes]) -> int:
    """How many bytes stand in a pipe."""
    count = fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4)
    return int.from_bytes(count, sys.byteorder)


def main() -> None:
    room = Room()
    with (
        subprocess.Popen(
            ["parec", f"--device={speaker_of(0)}.monitor", "--latency-msec=20", *FORMAT],
            stdout=subprocess.PIPE,
        ) as ear,
        subprocess.Popen(
            ["pacat", f"--device={microphone_of(0)}", "--latency-msec=60", *FORMAT],
            stdin=subprocess.PIPE,
        ) as mouth,
    ):
        assert ear.stdout is not None
        assert mouth.stdin is not None
        longest, last = 0.0, time.monotonic()
        while True:
            if select.select([sys.stdin], [], [], 0)[0]:
                word = sys.stdin.readline().strip()
                if not word:
                    break
                room.near, room.moved = word == "near", word == "moved"
                longest = 0.0 if word == "far" else longest
            data = ear.stdout.read(BLOCK)
            now = time.monotonic()
            longest, last = max(longest, now - last), now
            sound = room.ring(np.frombuffer(data, np.int16) / 32767)
            if max(waiting(ear.stdout), waiting(mouth.stdin)) > MOST_WAITING:
                longest = max(longest, THROWN_AWAY)
                continue
            mouth.stdin.write(samples(sound).tobytes())
            mouth.stdin.flush()
        ear.terminate()
        mouth.terminate()
    sys.stdout.write(f"{longest}\n")


if __name__ == "__main__":
    main()
