"""Two sides of one stack joined by the bench, which carries their signals as a server would."""

import asyncio
import json
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import psutil

from gurukul_desktop.protocol.messages import Role
from tests.bench.calls import film
from tests.bench.calls.browser_side import BrowserSide
from tests.bench.calls.recording import Received, Recording, load

Stack = Literal["ours", "stock", "chromium"]


class Side(Protocol):
    """One side; ``said`` holds what it says, in lines as of :mod:`tests.bench.calls.side`."""

    pid: int
    said: asyncio.Queue[Any]

    async def start(self) -> None: ...
    async def call(self, role: Role) -> None: ...
    async def receive(self, signal: Any) -> None: ...
    async def hang_up(self) -> None: ...
    async def clear(self) -> None: ...
    async def received(self) -> Received: ...
    async def recorded(self) -> Recording: ...
    async def close(self) -> None: ...


class ProcessSide:
    """A process of :mod:`tests.bench.calls.side`."""

    def __init__(self, stack: Stack, lines: int, inside: list[str], *, keep_every: int) -> None:
        self._stack = stack
        self._lines = lines
        self._inside = inside
        self._keep_every = keep_every
        self._process: Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._answers: asyncio.Queue[Any] = asyncio.Queue()
        self.pid = 0
        self.said: asyncio.Queue[Any] = asyncio.Queue()

    async def start(self) -> None:
        wish = {
            "stack_name": self._stack,
            "film_path": str(film.film(self._lines)),
            "keep_every": self._keep_every,
        }
        self._process = await asyncio.create_subprocess_exec(
            *(*self._inside, sys.executable, "-m", "tests.bench.calls.side", json.dumps(wish)),
            stdin=PIPE,
            stdout=PIPE,
        )
        self.pid = self._process.pid
        self._reading = asyncio.create_task(self._read())
        await self._answer()

    async def call(self, role: Role) -> None:
        self._tell(call={"role": role})

    async def receive(self, signal: Any) -> None:
        self._tell(signal=signal)

    async def hang_up(self) -> None:
        self._tell(hang_up=True)
        await self._answer()

    async def clear(self) -> None:
        self._tell(clear=True)

    async def received(self) -> Received:
        self._tell(received=True)
        return Received(*(await self._answer())["received"])

    async def recorded(self) -> Recording:
        with tempfile.TemporaryDirectory(prefix="gurukul-bench-") as folder:
            path = f"{folder}/recording.npz"
            self._tell(save=path)
            await self._answer()
            return load(path)

    async def close(self) -> None:
        if self._process is None or self._process.stdin is None:
            return
        self._process.stdin.close()
        try:
            async with asyncio.timeout(8):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        if self._reading is not None:
            await self._reading

    def _tell(self, **said: Any) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(said).encode() + b"\n")

    async def _answer(self) -> Any:
        async with asyncio.timeout(30):
            return await self._answers.get()

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            said = json.loads(line)
            known = said.keys() & {"ready", "hung_up", "received", "saved"}
            (self._answers if known else self.said).put_nowait(said)


@dataclass(frozen=True)
class Load:
    """What a side took: processor seconds over so many seconds, and memory in MiB (PSS)."""

    cpu: float
    seconds: float
    memory: float


class Pair:
    """A caller and a callee.

    Attributes:
        statistics: what ours tells of itself once a second, by side.
    """

    def __init__(self, sides: tuple[Side, Side]) -> None:
        self.sides = sides
        self.statistics: list[list[Any]] = [[], []]
        self.failures: list[str] = []
        self._firsts: list[asyncio.Future[float]] = []
        self._carrying: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        await asyncio.gather(*(side.start() for side in self.sides))
        self._carrying = [asyncio.create_task(self._carry(number)) for number in (0, 1)]

    async def call(self) -> float:
        """Have them call; how many seconds it is until both have seen a picture."""
        loop = asyncio.get_running_loop()
        self._firsts = [loop.create_future(), loop.create_future()]
        begun = time.monotonic()
        await asyncio.gather(self.sides[1].call("callee"), self.sides[0].call("caller"))
        async with asyncio.timeout(30):
            return max(await asyncio.gather(*self._firsts)) - begun

    async def hang_up(self) -> None:
        await asyncio.gather(*(side.hang_up() for side in self.sides))

    async def record(self, seconds: float) -> list[Recording]:
        """What both send and see from now on, for so long."""
        for side in self.sides:
            await side.clear()
        await asyncio.sleep(seconds)
        return [await side.recorded() for side in self.sides]

    async def load(self, seconds: float) -> list[Load]:
        """What both take from now on."""
        for side in self.sides:
            await side.clear()
        before = [_cpu(side.pid) for side in self.sides]
        begun = time.monotonic()
        await asyncio.sleep(seconds)
        after = [_cpu(side.pid) for side in self.sides]
        passed = time.monotonic() - begun
        return [
            Load(end - start, passed, memory_of(side.pid))
            for start, end, side in zip(before, after, self.sides, strict=True)
        ]

    async def close(self) -> None:
        for task in self._carrying:
            task.cancel()
        await asyncio.gather(*(side.close() for side in self.sides), return_exceptions=True)

    async def _carry(self, number: int) -> None:
        side, other = self.sides[number], self.sides[1 - number]
        while True:
            said = await side.said.get()
            if "signal" in said:
                await other.receive(said["signal"])
            elif "first" in said and not self._firsts[number].done():
                self._firsts[number].set_result(said["first"])
            elif "statistics" in said:
                self.statistics[number].append(said["statistics"])
            elif "failed" in said:
                self.failures.append(said["failed"])


@asynccontextmanager
async def pair(
    stack: Stack,
    *,
    lines: int = 720,
    inside: tuple[list[str], list[str]] = ([], []),
    recording: bool = True,
    keep_every: int = 0,
    **options: Any,
) -> AsyncIterator[Pair]:
    """Two sides of a stack that film so many lines, ready to call, for the length of a block.

    Args:
        inside: what the command line of each begins with.
        recording: whether what they send and see is recorded; ours and stock always do.
        keep_every: of how many pictures received one is kept.
        options: of Chromium's calls.
    """
    film.film(lines)
    sides: list[Side] = []
    for prefix in inside:
        if stack == "chromium":
            sides.append(
                BrowserSide(lines, prefix, recording=recording, keep_every=keep_every, **options)
            )
        else:
            sides.append(ProcessSide(stack, lines, prefix, keep_every=keep_every))
    made = Pair((sides[0], sides[1]))
    try:
        await made.start()
        yield made
    finally:
        await made.close()


def _tree(pid: int) -> list[psutil.Process]:
    root = psutil.Process(pid)
    return [root, *root.children(recursive=True)]


def _cpu(pid: int) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in _tree(pid))


def memory_of(pid: int) -> float:
    """Of a process and its children in MiB: the proportional set size, what is shared once."""
    return float(sum(process.memory_full_info().pss for process in _tree(pid))) / 2**20
