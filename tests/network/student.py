"""A program for a host: one side of calls, on the app's own call engine, without devices.

It reads lines of JSON: ``prepare`` or ``place`` with a plan (``role``, ``media``, ``policy``,
``servers``), ``signal`` with what the partner sent, ``close``, ``look`` with servers to be
probed, and ``fresh`` for another engine that has learnt nothing. It tells what the call tells.
"""

import asyncio
import json
import logging
import sys
import time
from typing import Any

import msgspec

from gurukul_desktop.call.engine import CallEngine
from gurukul_desktop.call.ports import Call, CallPlan, LocalMedia, RemoteMedia
from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.errors import CallError
from gurukul_desktop.protocol.channel import MediaState, Said
from gurukul_desktop.protocol.messages import IceServer
from gurukul_desktop.protocol.peer import ByeReason, PeerSignal, decode_peer, encode_peer


def tell(**told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


class Listener:
    """Tells of one call."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._placed_at = time.monotonic()
        self._path: str | None = None

    def on_signal(self, signal: PeerSignal) -> None:
        tell(signal=json.loads(bytes(encode_peer(signal))), call=self.number)

    def on_connected(self) -> None:
        tell(connected=time.monotonic() - self._placed_at)

    def on_alive(self, alive: bool) -> None:
        tell(alive=alive)

    def on_partner_media(self, media: MediaState) -> None:
        tell(partner=[media.microphone, media.camera])

    def on_said(self, message: Said) -> None: ...
    def on_heard(self, number: int) -> None: ...
    def on_left_out(self, count: int) -> None: ...
    def on_bye(self, reason: ByeReason) -> None:
        tell(bye=reason)

    def on_failed(self, error: CallError) -> None:
        tell(failed=str(error))

    def on_statistics(self, statistics: Statistics) -> None:
        if statistics.path is not None:
            tell(path=statistics.path)


class Student:
    """Obeys."""

    def __init__(self) -> None:
        self._calls = 0
        self._call: Call | None = None
        self._engine = CallEngine()
        self._engine.start()

    async def obey(self, command: dict[str, Any]) -> None:
        match command:
            case {"prepare": plan}:
                self._engine.prepare(_plan(plan))
                await self._until_prepared()
                tell(prepared=True)
            case {"place": plan}:
                self._calls += 1
                nothing = RemoteMedia(lambda frame: None, lambda feed: None)
                self._call = self._engine.place(
                    _plan(plan), LocalMedia(None, None), nothing, Listener(self._calls)
                )
                tell(placed=self._calls)
            case {"signal": data, "call": number}:
                signal = decode_peer(json.dumps(data).encode())
                if self._call is not None and signal is not None and number == self._calls:
                    self._call.receive(signal)
            case {"close": reason}:
                call, self._call = self._call, None
                if call is not None:
                    await call.close(reason)
                tell(closed=True)
            case {"look": servers}:
                tell(found=await self._look(_servers(servers)))
            case {"fresh": True}:
                await self._engine.aclose()
                self._engine = CallEngine()
                self._engine.start()
                tell(fresh=True)

    async def _until_prepared(self) -> None:
        """There is nothing to wait on: nobody but a test waits for it."""
        for _ in range(1000):
            preparation = getattr(self._engine, "_preparation", None)  # not in its first moment
            if preparation is not None and preparation.ready:
                return
            await asyncio.sleep(0.01)
        raise TimeoutError

    async def _look(self, servers: tuple[IceServer, ...]) -> dict[str, str | float]:
        from gurukul_desktop.call.probe import Probe

        probe = Probe()
        found = await probe.look(servers)
        return {**found.seconds, **{url: why.value for url, why in found.silent.items()}}


def _servers(servers: list[Any]) -> tuple[IceServer, ...]:
    return msgspec.convert(servers, tuple[IceServer, ...])


def _plan(plan: dict[str, Any]) -> CallPlan:
    return CallPlan(plan["role"], plan["media"], _servers(plan["servers"]), plan["policy"])


async def main() -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    commands = asyncio.StreamReader(limit=1 << 22)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    student = Student()
    tell(ready=True)
    tasks = set()
    while line := await commands.readline():
        task = asyncio.create_task(student.obey(json.loads(line)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


asyncio.run(main())
