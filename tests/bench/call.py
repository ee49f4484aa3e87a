"""A call of two sides on one machine: ours beside plain aiortc and Chromium, in the same run.

Each side films the same talking person in 1280x720 at 30 pictures a second, its pictures
numbered, and hears a tone. *Captured* is when the camera gives the picture, *presented* when
it is handed to the screen: at ours and at aiortc to the sink, at Chromium to its compositor.
Nothing is drawn at ours; Chromium composes without a window.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from tests.bench.calls.judging import latencies
from tests.bench.calls.pair import Stack, pair
from tests.bench.plots import bars
from tests.bench.row import Row
from tests.end_to_end.chromium.browser import installed

CALLS: Final = 5
"""Of these the median time to the first picture."""
BETWEEN: Final = 0.7
WARM_UP: Final = 8.0
MEASURED: Final = 8.0

LATENCY_RATIO: Final = 0.5
LATENCY_TARGET: Final = 20.0
FIRST_RATIO: Final = 0.7
CPU_RATIO: Final = 0.6
MEMORY_RATIO: Final = 0.5
LARGE_LINES: Final = 1080
CLIMBING: Final = 16.0
"""Seconds in which a call that begins with 720 lines has come to 1080, where they are carried."""
LARGE_FPS: Final = 28.0
LARGE_CPU: Final = 100.0

CHROMIUM: Final = {"bitrate": 2_500_000, "still": True}
"""Of the same size all the time: what is compared is the work on 720p30."""


@dataclass(frozen=True)
class Measured:
    """A stack's figures, each the worse of the two sides but for the pooled latency.

    Attributes:
        latency, late: median and 95th percentile of capture to presented, in ms.
        first: match to first picture at both, in ms, median.
        cpu: of one core, in percent.
        work: processor time for a pixel of a picture, in ns.
        memory: proportional set size of all processes, in MiB.
        fps, lines: of the pictures received.
    """

    latency: float
    late: float
    first: float
    cpu: float
    work: float
    memory: float
    fps: float
    lines: int


def run() -> Iterator[Row]:
    """The rows of this bench."""
    stacks: list[Stack] = ["stock", "ours"]
    if installed():
        stacks.append("chromium")
    found = {stack: asyncio.run(measure(stack)) for stack in stacks}
    ours = found["ours"]
    for key, name, unit, ratio, most in (
        ("latency", "capture to presented, median", "ms", LATENCY_RATIO, LATENCY_TARGET),
        ("first", "match to first picture", "ms", FIRST_RATIO, None),
        ("work", "CPU a side, for a pixel of a picture", "ns", CPU_RATIO, None),
        ("memory", "memory a side", "MiB", MEMORY_RATIO, None),
    ):
        figures = {stack: getattr(one, key) for stack, one in found.items()}
        yield _beside(f"call 720p30: {name}", unit, figures, ratio, most)
    yield Row(
        "call 720p30: capture to presented, 95th percentile",
        round(ours.late, 1),
        "ms",
        _words({stack: one.late for stack, one in found.items()}, "ms"),
        "-",
        True,
    )
    yield Row(
        "call 720p30: CPU a side",
        round(ours.cpu, 1),
        "% of a core",
        "; ".join(
            f"{NAMES[stack]} {one.cpu:.1f} for {one.fps:.0f} a second of {one.lines} lines"
            for stack, one in found.items()
            if stack != "ours"
        ),
        "-",
        True,
    )
    large = asyncio.run(measure("ours", lines=LARGE_LINES, warm_up=CLIMBING))
    yield Row(
        "call 1080p30: pictures received",
        round(large.fps, 1),
        "a second",
        f"of {large.lines} lines; {large.cpu:.0f} % of a core a side",
        f">= {LARGE_FPS:.0f} within one core a side",
        large.fps >= LARGE_FPS and large.cpu <= LARGE_CPU and large.lines == LARGE_LINES,
    )
    latency = {NAMES[stack]: one.latency for stack, one in found.items()}
    bars("capture-to-presented", "capture to presented, 720p30 (ms, median)", latency)


NAMES: Final[dict[Stack, str]] = {
    "ours": "ours",
    "stock": "plain aiortc",
    "chromium": "Chromium",
}


def _beside(
    name: str, unit: str, figures: dict[Stack, float], ratio: float, most: float | None
) -> Row:
    """Ours in relation to Chromium's, where that is there."""
    ours = figures["ours"]
    targets = [] if most is None else [f"<= {most:g} {unit}"]
    ok = most is None or ours <= most
    words = _words(figures, unit)
    if "chromium" in figures:
        share = ours / figures["chromium"]
        targets.append(f"<= {ratio:g} of Chromium's")
        words += f" (ours is {share:.2f} of it)"
        ok = ok and share <= ratio
    else:
        words += "; Chromium is not installed"
    return Row(name, round(ours, 2), unit, words, ", ".join(targets) or "-", ok)


def _words(figures: dict[Stack, float], unit: str) -> str:
    return "; ".join(
        f"{NAMES[stack]} {figure:.3g} {unit}"
        for stack, figure in figures.items()
        if stack != "ours"
    )


async def measure(stack: Stack, lines: int = 720, warm_up: float = WARM_UP) -> Measured:
    """Calls of one stack: several short ones, one for its cost, one for its delay."""
    options: dict[str, Any] = dict(CHROMIUM) if stack == "chromium" else {}
    firsts = []
    async with pair(stack, lines=lines, recording=False, **options) as sides:
        for _ in range(CALLS):
            firsts.append(await sides.call())
            await asyncio.sleep(BETWEEN)
            await sides.hang_up()
            await asyncio.sleep(BETWEEN)
        await sides.call()
        await asyncio.sleep(warm_up)
        before = [await side.received() for side in sides.sides]
        loads = await sides.load(MEASURED)
        after = [await side.received() for side in sides.sides]
    async with pair(stack, lines=lines, **options) as sides:
        await sides.call()
        await asyncio.sleep(warm_up)
        one, other = await sides.record(MEASURED)
    late = sorted(1000 * late for late in latencies(one, other) + latencies(other, one))
    counts = [end.pictures - begin.pictures for begin, end in zip(before, after, strict=True)]
    return Measured(
        latency=median(late),
        late=late[int(0.95 * len(late))],
        first=1000 * median(firsts),
        cpu=max(100 * load.cpu / load.seconds for load in loads),
        work=max(
            1e9 * load.cpu / max(1, count * end.lines**2 * 16 / 9)
            for load, count, end in zip(loads, counts, after, strict=True)
        ),
        memory=max(load.memory for load in loads),
        fps=min(count / load.seconds for load, count in zip(loads, counts, strict=True)),
        lines=min(end.lines for end in after),
    )
