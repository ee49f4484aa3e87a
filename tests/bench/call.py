"""720p30 both ways between two processes, beside plain aiortc doing the same.

Each side films the moving test picture, encodes, sends, receives and decodes; nothing is
drawn or played. The parent carries the signals, as a server would.

    python -m tests.bench.call          prints the rows
    python -m tests.bench.call ours caller   is one side, as the parent starts it
"""

import asyncio
import json
import sys
import threading
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any, Final, Literal

import av
import msgspec
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import VIDEO_TIME_BASE, AudioStreamTrack, MediaStreamError

from gurukul_desktop.call.engine import CallEngine
from gurukul_desktop.call.ports import CallPlan, LocalMedia, RemoteMedia
from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.errors import CallError
from gurukul_desktop.media.pacing import turns
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, SoundFeed
from gurukul_desktop.media.virtual import moving_picture, steady_tone
from gurukul_desktop.protocol.channel import MediaState
from gurukul_desktop.protocol.messages import Role
from gurukul_desktop.protocol.peer import ByeReason, PeerSignal, decode_peer, encode_peer
from tests.bench.row import Row

WARM_UP: Final = 3.0
MEASURED: Final = 8.0
CPU_TARGET: Final = 60.0
FIRST_PICTURE_TARGET: Final = 600.0
FPS_TARGET: Final = 25.0

Stack = Literal["ours", "stock"]
Send = Callable[[Any], None]


def run() -> Iterator[Row]:
    """The rows of this bench."""
    ours = asyncio.run(_measure("ours"))
    stock = asyncio.run(_measure("stock"))
    cpu, first = (max(side[key] for side in ours) for key in ("cpu", "first_ms"))
    fps = min(side["fps"] for side in ours)
    yield Row(
        "call 720p30, CPU a side",
        round(cpu, 1),
        "% of a core",
        f"plain aiortc {max(side['cpu'] for side in stock):.1f}",
        f"<= {CPU_TARGET:.0f}",
        cpu <= CPU_TARGET,
    )
    yield Row(
        "call 720p30, pictures received",
        round(fps, 1),
        "a second",
        f"plain aiortc {min(side['fps'] for side in stock):.1f}",
        f">= {FPS_TARGET:.0f}",
        fps >= FPS_TARGET,
    )
    yield Row(
        "call, placed to first picture",
        round(first),
        "ms",
        f"plain aiortc {max(side['first_ms'] for side in stock):.0f}",
        f"< {FIRST_PICTURE_TARGET:.0f}",
        first < FIRST_PICTURE_TARGET,
    )


# The parent


async def _measure(stack: Stack) -> list[dict[str, float]]:
    async with AsyncExitStack() as started:
        sides = [await _start(stack, role, started) for role in ("caller", "callee")]
        for side in sides:
            assert await _line(side) == "ready"
        began = time.time()
        for side in sides:
            _write(side, "go")
        carriers = [_carry(*sides), _carry(*reversed(sides))]
        async with asyncio.timeout(60):
            results = await asyncio.gather(*carriers)
        for side in sides:
            _write(side, "end")
    return [{**result, "first_ms": (result["first"] - began) * 1000} for result in results]


async def _start(stack: Stack, role: str, started: AsyncExitStack) -> Process:
    side = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.call", stack, role, stdin=PIPE, stdout=PIPE
    )

    async def end() -> None:
        assert side.stdin is not None
        side.stdin.close()
        try:
            async with asyncio.timeout(5):
                await side.wait()
        except TimeoutError:
            side.kill()
            await side.wait()

    started.push_async_callback(end)
    return side


async def _carry(source: Process, target: Process) -> dict[str, float]:
    """Signals from one side to the other, until the side says what it measured."""
    while True:
        said = await _line(source)
        if "result" in said:
            result: dict[str, float] = said["result"]
            return result
        _write(target, said)


async def _line(side: Process) -> Any:
    assert side.stdout is not None
    line = await side.stdout.readuntil(b"\n")
    return json.loads(line)


def _write(side: Process, said: Any) -> None:
    assert side.stdin is not None
    side.stdin.write(json.dumps(said).encode() + b"\n")


# One side


class _Received:
    """Pictures as they come in; called from the thread that received them."""

    def __init__(self) -> None:
        self.pictures = 0
        self.first = 0.0
        self._ended = threading.Event()

    def picture(self, frame: av.VideoFrame) -> None:
        if not self.pictures:
            self.first = time.time()
        self.pictures += 1

    def sound(self, feed: SoundFeed | None) -> None:
        self._ended.set()
        self._ended = threading.Event()
        if feed is not None:
            threading.Thread(target=_listen, args=(feed, self._ended), daemon=True).start()


def _listen(feed: SoundFeed, ended: threading.Event) -> None:
    for _ in turns(FRAME_SAMPLES / SAMPLE_RATE, ended):
        feed.read(FRAME_SAMPLES, 0.0)


class _Listener:
    """Sends what the engine's call wants sent."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def on_signal(self, signal: PeerSignal) -> None:
        self._send(json.loads(bytes(encode_peer(signal))))

    def on_connected(self) -> None: ...
    def on_alive(self, alive: bool) -> None: ...
    def on_partner_media(self, media: MediaState) -> None: ...
    def on_bye(self, reason: ByeReason) -> None: ...
    def on_statistics(self, statistics: Statistics) -> None: ...

    def on_failed(self, error: CallError) -> None:
        raise error


class _NewestPicture(MediaStreamTrack):
    """A plain track for plain aiortc."""

    kind = "video"

    def __init__(self, local: LocalMedia) -> None:
        super().__init__()
        loop = asyncio.get_running_loop()
        self._newest: asyncio.Queue[av.VideoFrame] = asyncio.Queue(1)
        self._began = time.monotonic()
        assert local.camera is not None
        local.camera.subscribe(lambda frame: loop.call_soon_threadsafe(self._put, frame) and None)

    def _put(self, frame: av.VideoFrame) -> None:
        if self._newest.full():
            self._newest.get_nowait()
        self._newest.put_nowait(frame)

    async def recv(self) -> av.VideoFrame:
        frame = await self._newest.get()
        frame.pts = round((time.monotonic() - self._began) * 90_000)
        frame.time_base = VIDEO_TIME_BASE
        return frame


async def _ours(
    role: Role, local: LocalMedia, received: _Received, send: Send
) -> Callable[[Any], Awaitable[None]]:
    engine = CallEngine()
    engine.start()
    remote = RemoteMedia(received.picture, received.sound)
    call = engine.place(CallPlan(role, "video"), local, remote, _Listener(send))

    async def on_line(said: Any) -> None:
        if said == "end":
            await engine.aclose()
        elif signal := decode_peer(msgspec.json.encode(said)):
            call.receive(signal)

    return on_line


async def _stock(
    role: Role, local: LocalMedia, received: _Received, send: Send
) -> Callable[[Any], Awaitable[None]]:
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    drains = []

    async def drain(track: MediaStreamTrack) -> None:
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            if isinstance(frame, av.VideoFrame):
                received.picture(frame)

    connection.on("track", lambda track: drains.append(asyncio.create_task(drain(track))))

    async def describe(kind: Literal["offer", "answer"]) -> None:
        connection.addTrack(AudioStreamTrack())
        connection.addTrack(_NewestPicture(local))
        made = connection.createOffer() if kind == "offer" else connection.createAnswer()
        await connection.setLocalDescription(await made)
        send({"sdp": connection.localDescription.sdp, "type": kind})

    if role == "caller":
        await describe("offer")

    async def on_line(said: Any) -> None:
        if said == "end":
            await connection.close()
            return
        await connection.setRemoteDescription(RTCSessionDescription(**said))
        if role == "callee":
            await describe("answer")

    return on_line


async def _side(stack: Stack, role: Role) -> None:
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin.buffer)

    def send(said: Any) -> None:
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()

    camera = moving_picture("a", print, on_ready=lambda: None)
    microphone = steady_tone(440, print, on_ready=lambda: None)
    for device in (camera, microphone):
        device.start()
    received = _Received()
    send("ready")
    assert json.loads(await lines.readline()) == "go"
    place = _ours if stack == "ours" else _stock
    on_line = await place(role, LocalMedia(camera, microphone), received, send)
    measuring = asyncio.create_task(_report(received, send))
    while line := await lines.readline():
        await on_line(json.loads(line))
    await measuring
    for device in (camera, microphone):
        device.stop()


async def _report(received: _Received, send: Send) -> None:
    await asyncio.sleep(WARM_UP)
    began, cpu, pictures = time.monotonic(), time.process_time(), received.pictures
    await asyncio.sleep(MEASURED)
    seconds = time.monotonic() - began
    send(
        {
            "result": {
                "cpu": 100 * (time.process_time() - cpu) / seconds,
                "fps": (received.pictures - pictures) / seconds,
                "first": received.first,
            }
        }
    )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        asyncio.run(_side(sys.argv[1], sys.argv[2]))  # type: ignore[arg-type]
    else:
        for row in run():
            print(row)  # noqa: T201
