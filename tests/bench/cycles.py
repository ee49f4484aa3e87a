"""Many partners one after the other: skip, match, skip, match; and nothing grows.

Two engines in one process of its own meet, see and hear each other, and part, as when a student
skips from one partner to the next. The devices stay open, as they do in the app.

Memory is what is allocated and not freed. What glibc keeps of the pages that were freed swings by
a quarter from cycle to cycle, up and down, and says nothing of a leak.

    python -m tests.bench.cycles          prints the rows
    python -m tests.bench.cycles 40       prints what so many held, in this process
"""

import asyncio
import contextlib
import ctypes
import gc
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from statistics import median
from typing import ClassVar, Final

import av
import psutil

from gurukul_desktop.call.engine import CallEngine
from gurukul_desktop.call.ports import Call, CallPlan, LocalMedia, RemoteMedia
from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.errors import CallError
from gurukul_desktop.media.capture import Capture
from gurukul_desktop.media.pacing import turns
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, SoundFeed
from gurukul_desktop.media.virtual import steady_tone
from gurukul_desktop.protocol.channel import MediaState, Said
from gurukul_desktop.protocol.messages import Role
from gurukul_desktop.protocol.peer import ByeReason, PeerSignal
from tests.bench.row import Row

CYCLES: Final = 200
WARM_UP: Final = 50
SAMPLED: Final = 10
"""The memory is the median of so many readings, one a cycle."""
MEMORY_TARGET: Final = 2.0
PICTURES: Final = 3
DEADLINE: Final = 60.0

SIZE: Final = (320, 180)
"""Of the pictures: what a call leaves behind does not depend on it."""

ROLES: Final[tuple[Role, Role]] = ("caller", "callee")


def run() -> Iterator[Row]:
    """The rows of this bench."""
    command = [sys.executable, "-m", "tests.bench.cycles", str(CYCLES)]
    # One arena, for only that of the main thread is told of.
    one = {**os.environ, "MALLOC_ARENA_MAX": "1"}
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=one).stdout
    found = json.loads(said.splitlines()[-1])
    before, after = found["before"], found["after"]
    for what, name in (("threads", "threads"), ("tasks", "tasks"), ("files", "file descriptors")):
        grown = after[what] - before[what]
        yield Row(
            f"{CYCLES} skips and matches: {name} more than after {WARM_UP}",
            grown,
            "",
            f"{before[what]} of them",
            "0",
            grown <= 0,
        )
    for what, name, held in (
        ("memory", "memory", f"{before['memory'] / 2**20:.0f} MiB, both sides"),
        ("blocks", "Python objects", f"{before['blocks']:.0f} of them"),
    ):
        grown = 100 * (after[what] / before[what] - 1)
        yield Row(
            f"{CYCLES} skips and matches: {name} more than after {WARM_UP}",
            round(grown, 2),
            "%",
            held,
            f"<= {MEMORY_TARGET:g}",
            grown <= MEMORY_TARGET,
        )
    yield Row(
        "placed to first picture on both sides, without preparation",
        round(found["first_ms"]),
        "ms",
        "",
        "-",
        True,
    )


class Side:
    """One student: an engine, devices that stay open, and the call of the moment."""

    def __init__(self, role: Role) -> None:
        self._loop = asyncio.get_running_loop()
        self._role = role
        self.engine = CallEngine()
        self.engine.start()
        self._camera = Capture(
            "camera", "small", _small, print, on_ready=lambda: None, patience=None
        )
        self._microphone = steady_tone(440, print, on_ready=lambda: None)
        for device in (self._camera, self._microphone):
            device.start()
        self._feed: SoundFeed | None = None
        self._listening = asyncio.create_task(self._listen())
        self._pictures = 0
        self._seen = asyncio.Event()
        self._waiting: list[PeerSignal] | None = None
        self.partner: Side | None = None
        self.call: Call | None = None
        self.first_at = 0.0

    def place(self) -> None:
        """Meet the partner of this cycle."""
        self.look_again()
        local = LocalMedia(self._camera, self._microphone)
        remote = RemoteMedia(self._picture, self._play_from)
        self.call = self.engine.place(CallPlan(self._role, "video"), local, remote, self)

    def look_again(self) -> None:
        """Forget what was seen so far."""
        self._pictures = 0
        self._seen.clear()

    def server_is_away(self) -> None:
        """What this side says to its partner waits."""
        self._waiting = []

    def server_is_back(self) -> None:
        """What waited is said."""
        waiting, self._waiting = self._waiting or [], None
        for signal in waiting:
            self.on_signal(signal)

    async def until_seen(self) -> None:
        """Wait for the partner's first pictures."""
        async with asyncio.timeout(DEADLINE):
            await self._seen.wait()

    async def part(self) -> None:
        """Leave the partner."""
        assert self.call is not None
        await self.call.close("skipped")

    async def aclose(self) -> None:
        self._listening.cancel()
        await self.engine.aclose()
        for device in (self._camera, self._microphone):
            device.stop()
            device.join(5)

    def tasks(self) -> int:
        """What goes on on the engine's loop."""
        assert self.engine._loop is not None
        return len(asyncio.all_tasks(self.engine._loop))

    # RemoteMedia, on the call thread

    def _picture(self, frame: av.VideoFrame) -> None:
        self._pictures += 1
        if self._pictures == 1:
            self.first_at = time.perf_counter()
        if self._pictures == PICTURES:
            self._loop.call_soon_threadsafe(self._seen.set)

    def _play_from(self, feed: SoundFeed | None) -> None:
        self._feed = feed

    async def _listen(self) -> None:
        """Stands for the speaker."""
        while True:
            if self._feed is not None:
                self._feed.read(FRAME_SAMPLES, 0.02)
            await asyncio.sleep(FRAME_SAMPLES / SAMPLE_RATE)

    # CallListener

    def on_signal(self, signal: PeerSignal) -> None:
        if self._waiting is not None:
            self._waiting.append(signal)
        elif self.partner is not None and self.partner.call is not None:
            self.partner.call.receive(signal)

    def on_connected(self) -> None: ...
    def on_alive(self, alive: bool) -> None: ...
    def on_partner_media(self, media: MediaState) -> None: ...
    def on_said(self, message: Said) -> None: ...
    def on_heard(self, number: int) -> None: ...
    def on_left_out(self, count: int) -> None: ...
    def on_bye(self, reason: ByeReason) -> None: ...
    def on_failed(self, error: CallError) -> None:
        raise error

    def on_statistics(self, statistics: Statistics) -> None: ...


def _small(stop: threading.Event) -> Generator[av.VideoFrame, None, None]:
    """A camera whose brightness changes, 30 pictures a second."""
    for turn in turns(1 / 30, stop):
        frame = av.VideoFrame(*SIZE, "yuv420p")
        for plane, value in zip(frame.planes, (40 + 2 * turn % 80, 128, 128), strict=True):
            plane.update(bytes([value]) * plane.buffer_size)
        yield frame


async def _cycles(count: int) -> dict[str, object]:
    sides = [Side(role) for role in ROLES]
    sides[0].partner, sides[1].partner = sides[1], sides[0]
    process = psutil.Process()
    held: list[dict[str, int]] = []
    firsts = []
    for _ in range(count):
        began = time.perf_counter()
        for side in reversed(sides):
            side.place()
        await asyncio.gather(*(side.until_seen() for side in sides))
        firsts.append(max(side.first_at for side in sides) - began)
        await asyncio.gather(*(side.part() for side in sides))
        gc.collect()
        encoders = sum("encoder" in thread.name for thread in threading.enumerate())
        held.append(
            {
                "threads": process.num_threads() - encoders,  # a pool that fills up once
                "blocks": sys.getallocatedblocks(),
                "tasks": sum(side.tasks() for side in sides),
                "files": process.num_fds(),
                "memory": _allocated() or process.memory_full_info().uss,
            }
        )
    for side in sides:
        await side.aclose()
    warm = min(WARM_UP, count // 2)
    return {
        "before": _middle(held[warm - SAMPLED // 2 : warm + SAMPLED // 2]),
        "after": _middle(held[-SAMPLED:]),
        "first_ms": median(firsts[1:]) * 1000,
        "memory": [round(each["memory"] / 2**20, 1) for each in held[::10]],
    }


class _Mallinfo(ctypes.Structure):
    """``struct mallinfo2`` of glibc's malloc.h."""

    _fields_: ClassVar = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


def _allocated() -> int:
    """Bytes that C code and large Python objects hold; 0 where the library does not tell."""
    try:
        mallinfo2 = ctypes.CDLL(None).mallinfo2
    except (AttributeError, OSError, TypeError):
        return 0
    mallinfo2.restype = _Mallinfo
    found = mallinfo2()
    return int(found.uordblks + found.hblkhd)


def _middle(held: list[dict[str, int]]) -> dict[str, float]:
    return {key: median(each[key] for each in held) for key in held[0]}


if __name__ == "__main__":
    if len(sys.argv) == 2:
        with contextlib.redirect_stdout(sys.stderr):
            result = asyncio.run(_cycles(int(sys.argv[1])))
        sys.stdout.write(json.dumps(result) + "\n")
    else:
        for row in run():
            sys.stdout.write(f"{row}\n")
