"""What one side of a measured call sent and saw, and when (monotonic, of this machine)."""

import threading
import time
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import av
import numpy as np

from gurukul_desktop.media.pacing import turns
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, Samples, SoundFeed
from tests.bench.calls import marks
from tests.bench.calls.film import Luma, plane_of


class Seen(NamedTuple):
    """A picture that arrived: when, which number (None: unreadable), and how large."""

    at: float
    number: int | None
    columns: int
    lines: int


class Received(NamedTuple):
    """How many pictures came in all, how high the newest is, and how many bytes they took.

    The bytes are 0 where they are not known.
    """

    pictures: int
    lines: int
    bytes: int = 0


@dataclass
class Recording:
    """Filled by the side's own threads, each list by one.

    Attributes:
        sent: when the camera gave which number.
        seen: pictures as they came out of the call.
        presented: when which number was given to the screen, where that is known apart.
        kept: some of the pictures seen, for a comparison with what was sent.
        spoken, heard: pieces of sound, each with when its end was given or asked for.
        keep_every: of how many pictures one is kept; 0: none.
        pictures, lines: how many were seen in all, and how high the newest is.
    """

    keep_every: int = 0
    pictures: int = 0
    lines: int = 0
    sent: list[tuple[float, int]] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    presented: list[tuple[float, int]] = field(default_factory=list)
    kept: list[tuple[int, Luma]] = field(default_factory=list)
    spoken: list[tuple[float, Samples]] = field(default_factory=list)
    heard: list[tuple[float, Samples]] = field(default_factory=list)

    def filmed(self, at: float, number: int) -> None:
        self.sent.append((at, number))

    def spoke(self, at: float, samples: Samples) -> None:
        self.spoken.append((at, samples))

    def picture(self, frame: av.VideoFrame) -> None:
        """A picture came out of the call."""
        at, luma = time.monotonic(), plane_of(frame)
        number = marks.read(luma)
        self.pictures += 1
        self.lines = frame.height
        self.seen.append(Seen(at, number, frame.width, frame.height))
        if self.keep_every and number is not None and len(self.seen) % self.keep_every == 0:
            self.kept.append((number, luma.copy()))

    def hear(self, samples: Samples) -> None:
        self.heard.append((time.monotonic(), samples))

    def save(self, path: str) -> None:
        """Write it to a file that :func:`load` reads."""
        arrays: dict[str, Any] = {
            "sent": np.array(self.sent, float).reshape(-1, 2),
            "seen": np.array(
                [[s.at, -1 if s.number is None else s.number, *s[2:]] for s in self.seen], float
            ).reshape(-1, 4),
            "presented": np.array(self.presented, float).reshape(-1, 2),
        }
        for name in ("spoken", "heard"):
            pieces = getattr(self, name)
            arrays[f"{name}_at"] = np.array([[at, len(piece)] for at, piece in pieces], float)
            arrays[name] = np.concatenate([np.zeros(0, np.int16), *(piece for _, piece in pieces)])
        for place, (number, luma) in enumerate(self.kept):
            arrays[f"kept_{place}_{number}"] = luma
        np.savez(path, **arrays)


def load(path: str) -> Recording:
    """What :meth:`Recording.save` wrote."""
    made = Recording()
    with np.load(path) as arrays:
        made.sent = [(at, int(number)) for at, number in arrays["sent"]]
        made.presented = [(at, int(number)) for at, number in arrays["presented"]]
        made.seen = [
            Seen(at, None if number < 0 else int(number), int(columns), int(lines))
            for at, number, columns, lines in arrays["seen"]
        ]
        for name in ("spoken", "heard"):
            times = arrays[f"{name}_at"].reshape(-1, 2)
            cuts = np.cumsum(times[:, 1].astype(int))[:-1]
            pieces = np.split(arrays[name], cuts) if len(times) else []
            getattr(made, name).extend(zip(times[:, 0].tolist(), pieces, strict=True))
        for key in arrays.files:
            if key.startswith("kept_"):
                made.kept.append((int(key.split("_")[2]), arrays[key]))
    return made


class Ear:
    """Asks a feed of sound for 20 ms at a time, at a speaker's pace, and records the answer."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def play_from(self, feed: SoundFeed | None) -> None:
        """Listen to this feed from now on, or to none."""
        self.close()
        if feed is not None:
            self._ended = threading.Event()
            self._thread = threading.Thread(
                target=self._listen, args=(feed, self._ended), name="ear", daemon=True
            )
            self._thread.start()

    def close(self) -> None:
        self._ended.set()

    def _listen(self, feed: SoundFeed, ended: threading.Event) -> None:
        for _ in turns(FRAME_SAMPLES / SAMPLE_RATE, ended):
            self._recording.hear(feed.read(FRAME_SAMPLES, 0.0))
