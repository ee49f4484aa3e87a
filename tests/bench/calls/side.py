"""One side of a measured call as a process: our engine, or plain aiortc.

    python -m tests.bench.calls.side '{"stack": "ours", "film": PATH, …}'

In lines of JSON the parent (:mod:`tests.bench.calls.pair`) says ``call`` with a role,
``signal``, ``hang_up``, ``received``, ``clear`` and ``save`` with a path; the side says
``ready``, ``signal``, ``first`` with the time of the first picture, ``statistics``, ``failed``,
and answers with ``hung_up``, ``received`` and ``saved``.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, Protocol

import av
import msgspec
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import (
    AUDIO_PTIME,
    VIDEO_TIME_BASE,
    MediaStreamError,
)

from gurukul_desktop.call.engine import CallEngine
from gurukul_desktop.call.ports import Call, CallPlan, LocalMedia, RemoteMedia
from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.errors import CallError
from gurukul_desktop.media.ports import SAMPLE_RATE, Samples
from gurukul_desktop.protocol.channel import MediaState, Said
from gurukul_desktop.protocol.messages import Role
from gurukul_desktop.protocol.peer import ByeReason, PeerSignal, decode_peer, encode_peer
from tests.bench.calls import film, sweep
from tests.bench.calls.recording import Ear, Recording

Say = Callable[..., None]


class Stack(Protocol):
    """One way of making a call."""

    async def call(self, role: Role) -> None:
        """Begin a call."""

    async def receive(self, signal: Any) -> None:
        """What the other side says."""

    async def hang_up(self) -> None:
        """End the call; another may follow."""

    async def close(self) -> None:
        """End everything."""


class Ours:
    """The product's engine."""

    def __init__(self, local: LocalMedia, recording: Recording, see: Any, say: Say) -> None:
        self._engine = CallEngine()
        self._engine.start()
        self._local = local
        self._ear = Ear(recording)
        self._remote = RemoteMedia(see, self._ear.play_from)
        self._say = say
        self._call: Call | None = None
        self._search()

    def _search(self) -> None:
        """What the app does while the student searches."""
        self._engine.prepare(CallPlan("callee", "video"))

    async def call(self, role: Role) -> None:
        plan = CallPlan(role, "video")
        self._call = self._engine.place(plan, self._local, self._remote, self)

    async def receive(self, signal: Any) -> None:
        decoded = decode_peer(msgspec.json.encode(signal))
        if self._call is not None and decoded is not None:
            self._call.receive(decoded)

    async def hang_up(self) -> None:
        if self._call is not None:
            await self._call.close(None)
        self._call = None
        self._search()

    async def close(self) -> None:
        await self._engine.aclose()
        self._ear.close()

    def on_signal(self, signal: PeerSignal) -> None:
        self._say(signal=json.loads(bytes(encode_peer(signal))))

    def on_connected(self) -> None: ...
    def on_alive(self, alive: bool) -> None: ...
    def on_partner_media(self, media: MediaState) -> None: ...
    def on_said(self, message: Said) -> None: ...
    def on_heard(self, number: int) -> None: ...
    def on_left_out(self, count: int) -> None: ...
    def on_bye(self, reason: ByeReason) -> None: ...

    def on_statistics(self, statistics: Statistics) -> None:
        self._say(statistics=msgspec.to_builtins(statistics))

    def on_failed(self, error: CallError) -> None:
        self._say(failed=str(error))


class _Newest(MediaStreamTrack):
    """What a device gave last, for plain aiortc."""

    def __init__(self, kind: Literal["video", "audio"], device: Any, most: int) -> None:
        super().__init__()
        self.kind = kind
        self._queue: asyncio.Queue[Any] = asyncio.Queue(most)
        loop = asyncio.get_running_loop()

        def capture(item: Any) -> None:
            loop.call_soon_threadsafe(self._put, item)

        self._unsubscribe = device.subscribe(capture)
        self._begun = loop.time()
        self._samples = 0

    def _put(self, item: Any) -> None:
        if self._queue.full():
            self._queue.get_nowait()
        self._queue.put_nowait(item)

    async def recv(self) -> Any:
        item = await self._queue.get()
        if self.kind == "video":
            now = asyncio.get_running_loop().time()
            item.pts = round((now - self._begun) * VIDEO_TIME_BASE.denominator)
            item.time_base = VIDEO_TIME_BASE
            return item
        frame = av.AudioFrame.from_ndarray(item.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = self._samples
        self._samples += int(AUDIO_PTIME * SAMPLE_RATE)
        return frame

    def stop(self) -> None:
        super().stop()
        self._unsubscribe()


class Stock:
    """aiortc as it comes."""

    def __init__(self, local: LocalMedia, recording: Recording, see: Any, say: Say) -> None:
        self._local = local
        self._recording = recording
        self._see = see
        self._say = say
        self._role: Role = "caller"
        self._connection: RTCPeerConnection | None = None
        self._tracks: list[_Newest] = []
        self._drains: list[asyncio.Task[None]] = []

    async def call(self, role: Role) -> None:
        self._role = role
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._connection.on(
            "track", lambda track: self._drains.append(asyncio.create_task(self._drain(track)))
        )
        if role == "caller":
            await self._describe("offer")

    async def receive(self, signal: Any) -> None:
        assert self._connection is not None
        await self._connection.setRemoteDescription(RTCSessionDescription(**signal))
        if self._role == "callee":
            await self._describe("answer")

    async def hang_up(self) -> None:
        if self._connection is not None:
            await self._connection.close()
        for track in self._tracks:
            track.stop()
        for drain in self._drains:
            drain.cancel()
        self._tracks, self._drains = [], []

    async def close(self) -> None:
        await self.hang_up()

    async def _describe(self, kind: Literal["offer", "answer"]) -> None:
        connection = self._connection
        assert connection is not None
        self._tracks = [
            _Newest("audio", self._local.microphone, 5),
            _Newest("video", self._local.camera, 1),
        ]
        for track in self._tracks:
            connection.addTrack(track)
        made = connection.createOffer() if kind == "offer" else connection.createAnswer()
        await connection.setLocalDescription(await made)
        self._say(signal={"sdp": connection.localDescription.sdp, "type": kind})

    async def _drain(self, track: MediaStreamTrack) -> None:
        resampler = av.AudioResampler("s16", "mono", SAMPLE_RATE)
        try:
            while True:
                frame = await track.recv()
                if isinstance(frame, av.VideoFrame):
                    self._see(frame)
                elif isinstance(frame, av.AudioFrame):
                    for piece in resampler.resample(frame):
                        samples: Samples = piece.to_ndarray()[0]
                        self._recording.hear(samples)
        except MediaStreamError:
            return


STACKS: dict[str, Any] = {"ours": Ours, "stock": Stock}


async def _main(stack_name: str, film_path: str, keep_every: int = 0) -> None:
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin.buffer)

    def say(**said: Any) -> None:
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()

    recording = Recording(keep_every)
    waiting = False

    def see(frame: av.VideoFrame) -> None:
        nonlocal waiting
        recording.picture(frame)
        if waiting:
            waiting = False
            loop.call_soon_threadsafe(lambda: say(first=recording.seen[-1].at))

    camera = film.camera(Path(film_path), recording.filmed)
    microphone = sweep.microphone(recording.spoke)
    for device in (camera, microphone):
        device.start()
    stack: Stack = STACKS[stack_name](LocalMedia(camera, microphone), recording, see, say)
    say(ready=True)
    while line := await lines.readline():
        said = json.loads(line)
        if "call" in said:
            waiting = True
            await stack.call(said["call"]["role"])
        elif "signal" in said:
            await stack.receive(said["signal"])
        elif "hang_up" in said:
            await stack.hang_up()
            say(hung_up=True)
        elif "clear" in said:
            for kept in (recording.sent, recording.seen, recording.spoken, recording.heard):
                kept.clear()
            recording.kept.clear()
        elif "received" in said:
            say(received=[recording.pictures, recording.lines])
        elif "save" in said:
            recording.save(said["save"])
            say(saved=True)
    await stack.close()
    for device in (camera, microphone):
        device.stop()


if __name__ == "__main__":
    asyncio.run(_main(**json.loads(sys.argv[1])))
