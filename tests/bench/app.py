"""The app in a call: what 720p30 costs it, and how soon it answers meanwhile.

Real windows on a virtual display with Qt's software backend, small as the drawing is not
what is measured; a real server; what came in is measured by the demo's recorder.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import psutil

from gurukul_desktop.demo.processes import Child, free_port
from tests.bench.calls.pair import memory_of, pair
from tests.bench.row import Row
from tests.bench.starts import desk
from tests.end_to_end.chromium.browser import installed

CPU_TARGET: Final = 60.0
FIRST_PICTURE_TARGET: Final = 600.0
LOOP_TARGET: Final = 50.0
MEMORY_RATIO: Final = 0.5
CALL_SECONDS: Final = 14.0
WARM_UP: Final = 4.0
MEASURED: Final = 8.0
WINDOW: Final = ("480", "360")

_DEVICES: Final = """
import sys, threading, time
from gurukul_desktop.media.virtual import moving_picture, steady_tone
devices = [
    moving_picture("a", print, on_ready=lambda: None),
    steady_tone(440, print, on_ready=lambda: None),
]
for device in devices:
    device.start()
time.sleep(1)
cpu, start = time.process_time(), time.monotonic()
time.sleep(float(sys.argv[1]))
print(100 * (time.process_time() - cpu) / (time.monotonic() - start))
for device in devices:
    device.stop()
    device.join(2)
"""


def run() -> Iterator[Row]:
    """The rows of this bench."""
    with desk() as (folder, environment):
        yield from _call(folder, environment)


def _call(folder: Path, environment: Mapping[str, str]) -> Iterator[Row]:
    with ExitStack() as stack:
        port = free_port()
        ports = ["--port", str(port), "--http-port", "none"]
        arguments = ["server", *ports, "--data-dir", str(folder)]
        server = stack.enter_context(Child("server", arguments, environment))
        server.wait_for_line("listening", 15.0)
        sides = {}
        for number, (name, variant) in enumerate((("Asha", "a"), ("Ravi", "b"))):
            arguments = [
                *("demo-side", "--server", f"ws://127.0.0.1:{port}/ws", "--name", name),
                *("--camera", f"test:{variant}", "--microphone", "test:440", "--speaker", "none"),
                *("--data-dir", str(folder / name), "--seconds", str(CALL_SECONDS)),
                *("--report", str(folder / f"{name}.json"), "--place", "20", "20", *WINDOW),
                *("--waits", "4" if number else "2"),
                "--watch-loop",
                *(() if number else ("--hangs-up",)),
            ]
            sides[name] = stack.enter_context(Child(name, arguments, environment))
        for side in sides.values():
            side.wait_for_line("connected", 40.0)
        cpu = _cpu([psutil.Process(side.pid) for side in sides.values()])
        memory = max(memory_of(side.pid) for side in sides.values())
        devices = _devices(environment)
        for side in sides.values():
            side.wait(60.0)
        reports = {name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in sides}
    # The second to come finds the first waiting: its search is the one that nobody delays.
    yield from _rows(cpu, devices, reports, reports["Ravi"])
    yield _memory(memory)


def _memory(ours: float) -> Row:
    theirs = asyncio.run(_chromium_memory()) if installed() else None
    return Row(
        "app in a 720p30 call, memory",
        round(ours),
        "MiB",
        "Chromium is not installed" if theirs is None else f"Chromium's side {theirs:.0f} MiB",
        f"<= {MEMORY_RATIO:g} of Chromium's",
        theirs is None or ours <= MEMORY_RATIO * theirs,
    )


async def _chromium_memory() -> float:
    """Of the larger of two Chromium that call each other, in MiB."""
    async with pair("chromium", recording=False) as sides:
        await sides.call()
        await asyncio.sleep(WARM_UP)
        return max(load.memory for load in await sides.load(1.0))


def _cpu(processes: list[psutil.Process]) -> float:
    """The higher of the two, in percent of one core, after the start has settled."""
    time.sleep(WARM_UP)
    for process in processes:
        process.cpu_percent()
    time.sleep(MEASURED)
    return max(process.cpu_percent() for process in processes)


def _devices(environment: Mapping[str, str]) -> float:
    """What drawing the test camera and the test tone takes, in percent of one core.

    They stand for devices, whose work is not the app's.
    """
    command = [sys.executable, "-c", _DEVICES, str(MEASURED)]
    done = subprocess.run(command, env=dict(environment), capture_output=True, check=True)
    return float(done.stdout)


def _rows(
    cpu: float, devices: float, reports: Mapping[str, Any], second: Mapping[str, Any]
) -> Iterator[Row]:
    fps = min(report["fps"] for report in reports.values())
    yield Row(
        "app in a 720p30 call, own CPU a side",
        round(cpu - devices, 1),
        "% of a core",
        f"{cpu:.1f} with the virtual devices; plain aiortc without a window: see above",
        f"<= {CPU_TARGET:.0f}",
        cpu - devices <= CPU_TARGET,
    )
    yield Row("app in a 720p30 call, pictures received", fps, "a second", "", ">= 25", fps >= 25)
    first = second["find_to_first_frame_ms"]
    yield Row(
        "app, Find to first remote picture",
        first,
        "ms",
        f"matched to connected {second['matched_to_connected_ms']}",
        f"< {FIRST_PICTURE_TARGET:.0f}",
        first < FIRST_PICTURE_TARGET,
    )
    delay = max(report["loop_delay_ms_p99"] for report in reports.values())
    waiting = max(report["loop_delay_waiting_ms_p99"] for report in reports.values())
    yield Row(
        "app in a 720p30 call, its loop answers (99 of 100)",
        delay,
        "ms",
        f"before the call {waiting:g}",
        f"< {LOOP_TARGET:.0f}",
        delay < LOOP_TARGET,
    )
