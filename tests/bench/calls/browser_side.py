"""One side of a measured call in Chromium, with the same words as a process of ours."""

import asyncio
import base64
import json
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Final

import numpy as np

from gurukul_desktop.media.ports import SAMPLE_RATE, Samples
from gurukul_desktop.protocol.messages import Role
from tests.bench.calls import film, sweep
from tests.bench.calls.recording import Received, Recording, Seen
from tests.end_to_end.chromium.browser import Page, chromium

PAGE: Final = Path(__file__).with_name("record.html")


class BrowserSide:
    """A headless Chromium of its own.

    Args:
        inside: what its command line begins with.
        recording: whether every picture and sound is looked at, which costs it some work.
        options: of its calls, see ``call.js``.
    """

    def __init__(
        self,
        lines: int,
        inside: list[str],
        *,
        recording: bool,
        keep_every: int = 0,
        **options: Any,
    ) -> None:
        self._lines = lines
        self._inside = inside
        self._recording = recording
        self._keep_every = keep_every
        self._options = {"codec": "VP8", "channel": False, **options}
        self._stack = AsyncExitStack()
        self._page: Page | None = None
        self._offset = 0.0
        self.pid = 0
        self.said: asyncio.Queue[Any] = asyncio.Queue()

    @property
    def page(self) -> Page:
        assert self._page is not None
        return self._page

    async def start(self) -> None:
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="gurukul-bench-"))
        sound = sweep.wav(Path(folder, "sweep.wav"))
        browser = await self._stack.enter_async_context(
            chromium(
                Path(folder, "profile"),
                f"--use-file-for-fake-video-capture={film.film(self._lines)}",
                f"--use-file-for-fake-audio-capture={sound}",
                "--allow-file-access-from-files",
                inside=self._inside,
            )
        )
        self.pid = browser.pid
        self._page = await browser.open(PAGE.as_uri())
        await self.page.bind("tell", self._hear)
        recording = json.dumps(self._recording)
        await self.page.run(f"side.prepare({self._lines}, {recording}, {self._keep_every})")
        self._offset = await self.page.clock_offset()

    def _hear(self, said: Any) -> None:
        if "first" in said:
            said["first"] = self._time(said["first"])
        self.said.put_nowait(said)

    async def call(self, role: Role) -> None:
        await self.page.run(f"side.begin('{role}', {json.dumps(self._options)})")

    async def receive(self, signal: Any) -> None:
        await self.page.run(f"side.call.receive({json.dumps(signal)})")

    async def hang_up(self) -> None:
        await self.page.run("side.hangUp()")

    async def clear(self) -> None:
        await self.page.run("side.clear()")

    async def close(self) -> None:
        await self._stack.aclose()

    async def received(self) -> Received:
        """What it has decoded so far."""
        video = (await self.page.run("side.call.measure()"))["video"]
        return Received(video["framesDecoded"], video["frameHeight"], video["bytesReceived"])

    async def recorded(self) -> Recording:
        """What it sent and saw so far."""
        found = await self.page.run("side.recorded()")
        made = Recording()
        made.sent = [(at / 1000, number) for at, number, *_ in found["filmed"]]
        made.seen = [
            Seen(self._time(at), None if number < 0 else number, columns, lines)
            for at, number, columns, lines in found["seen"]
        ]
        made.presented = [(self._time(at), number) for at, number in found["presented"]]
        made.spoken = self._sound(found["spoken"])
        made.heard = self._sound(found["heard"])
        for place in range(len(found["kept"])):
            kept = await self.page.run(f"side.picture({place})")
            luma = np.frombuffer(base64.b64decode(kept["luma"]), np.uint8)
            luma = luma.reshape(-1, kept["stride"])[: kept["height"], : kept["width"]]
            made.kept.append((kept["number"], luma))
        return made

    def _sound(self, found: Any) -> list[tuple[float, Samples]]:
        pieces = [np.frombuffer(base64.b64decode(part), np.int16) for part in found["samples"]]
        times = [self._time(at) for at, _ in found["times"]]
        ratio = SAMPLE_RATE / found["rate"]
        return [(at, _stretched(piece, ratio)) for at, piece in zip(times, pieces, strict=True)]

    def _time(self, milliseconds: float) -> float:
        return milliseconds / 1000 + self._offset


def _stretched(samples: Samples, ratio: float) -> Samples:
    """At another rate: a plain tone bears straight lines between its samples."""
    if ratio == 1:
        return samples
    count = round(len(samples) * ratio)
    at = np.arange(count) / ratio
    made: Samples = np.interp(at, np.arange(len(samples)), samples).astype(np.int16)
    return made
