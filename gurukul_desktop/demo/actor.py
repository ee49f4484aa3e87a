"""One side of the demo: the real app in a process of its own, pressed by a script.

Idle, then Find Partner, a call, and (on the side that is told to) End; the app's own
screen is photographed on every page, and what was seen and heard is written down.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gurukul_desktop.app import App
from gurukul_desktop.config import AppOptions
from gurukul_desktop.demo.loop_delay import CallDelay
from gurukul_desktop.demo.recorder import LISTEN_SECONDS, Recorder
from gurukul_desktop.session.states import State
from gurukul_desktop.stop_signals import stop_signals

SEARCH_SECONDS: Final = 20.0
CONNECT_SECONDS: Final = 25.0
ENDED_SECONDS: Final = 10.0
SETTLE_SECONDS: Final = 0.6
"""A page is photographed when its fade-in is over."""
GLIMPSE_SECONDS: Final = 0.2
"""Connecting is mostly shorter than its own fade-in."""


@dataclass(frozen=True, slots=True)
class Script:
    """What this side does.

    Attributes:
        seconds: how long the call lasts; 0 is until the window is closed.
        hangs_up: whether this side presses End.
        waits: seconds on the idle page before Find Partner.
        place: where the window goes: x, y, width, height.
        watch_loop: whether it is measured how late the window's loop is.
    """

    seconds: float
    hangs_up: bool
    waits: float
    place: tuple[int, int, int, int]
    report: Path
    screenshots: Path | None
    watch_loop: bool = False


class Actor:
    """Follows the script with one app."""

    def __init__(self, options: AppOptions, script: Script) -> None:
        self._script = script
        self._name = options.name.lower()
        self._recorder = Recorder()
        self._recorder.delay = CallDelay() if script.watch_loop else None
        self._changed = asyncio.Event()
        self._app = App(options, observers=[self._recorder, self], stage=self._recorder.watch)
        self._app.window.window.setGeometry(*script.place)

    def on_snapshot(self, snapshot: object) -> None:
        self._changed.set()

    def on_notice(self, notice: object, name: str) -> None:
        """The recorder has it."""

    async def play(self) -> None:
        app = self._app
        with stop_signals(app.stopped):
            act = asyncio.create_task(self._act())
            closed = asyncio.create_task(app.stopped.wait())
            try:
                await app.appear()
                app.start()
                await asyncio.wait({act, closed}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (act, closed):
                    task.cancel()
                results = await asyncio.gather(act, closed, return_exceptions=True)
                await app.aclose()
        for result in results:
            if isinstance(result, TimeoutError):
                # Somebody pressed something else, or the other side is not there.
                self._recorder.errors.append("the script was left")
            elif isinstance(result, Exception):
                raise result
        self._write_report()

    async def _act(self) -> None:
        script, app = self._script, self._app
        await asyncio.sleep(script.waits)
        self._photograph(State.IDLE)
        app.controller.find()
        photograph = asyncio.create_task(self._photograph_later(State.SEARCHING))
        await self._until(lambda state: state is not State.SEARCHING, SEARCH_SECONDS)
        photograph.cancel()
        photograph = asyncio.create_task(self._photograph_later(State.CONNECTING, GLIMPSE_SECONDS))
        await self._until(lambda state: state is not State.CONNECTING, CONNECT_SECONDS)
        photograph.cancel()
        await self._talk()
        photograph = asyncio.create_task(self._photograph_later(State.ENDED))
        await photograph
        app.controller.cancel()
        await self._until(lambda state: state is State.IDLE, ENDED_SECONDS)

    async def _talk(self) -> None:
        """Listen until it is time to hang up, or until the partner does."""
        clock = asyncio.get_running_loop().time
        start = clock()
        seconds = self._script.seconds or float("inf")
        photographed = False
        while self._recorder.snapshot.state is State.CONNECTED:
            await asyncio.sleep(LISTEN_SECONDS)
            self._recorder.listen(self._app.studio.speaker)
            if not photographed and clock() - start > min(seconds / 2, 4.0):
                photographed = True
                self._photograph(State.CONNECTED)
            if self._script.hangs_up and clock() - start >= seconds:
                self._app.controller.end()

    async def _until(self, reached: Callable[[State], bool], seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while not reached(self._recorder.snapshot.state):
                self._changed.clear()
                await self._changed.wait()

    async def _photograph_later(self, state: State, seconds: float = SETTLE_SECONDS) -> None:
        await asyncio.sleep(seconds)
        if self._recorder.snapshot.state is state:
            self._photograph(state)

    def _photograph(self, state: State) -> None:
        if self._script.screenshots is not None:
            self._app.window.grab(self._script.screenshots / f"{self._name}-{state.value}.png")

    def _write_report(self) -> None:
        report: dict[str, Any] = self._recorder.report()
        self._script.report.write_text(json.dumps(report, indent=2), "utf-8")


async def play(options: AppOptions, script: Script) -> None:
    """Start one app and have it follow the script to its end."""
    await Actor(options, script).play()
