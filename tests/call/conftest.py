"""Two real engines over loopback, joined by a direct pipe for their signals."""

import asyncio
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Literal

import av
import numpy as np
import pytest
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import AudioStreamTrack, MediaStreamError, VideoStreamTrack

from gurukul_desktop.call.engine import CallEngine
from gurukul_desktop.call.ports import Call, CallPlan, LocalMedia, RemoteMedia
from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.call.timing import Timing
from gurukul_desktop.errors import CallError
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, Samples, SoundFeed
from gurukul_desktop.protocol.channel import MediaState, Said
from gurukul_desktop.protocol.messages import IceServer
from gurukul_desktop.protocol.peer import (
    ByeReason,
    DescriptionSignal,
    PeerSignal,
    SessionDescription,
    decode_peer,
    encode_peer,
)


class Source(ABC):
    """A device of our own: a thread that gives something at a steady pace."""

    period = 1.0

    def __init__(self) -> None:
        self._sinks: list[Callable[[Any], None]] = []
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self.count = 0

    def start(self) -> None:
        self._stopped.clear()
        self._thread = threading.Thread(target=self._run, name="test-source")
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()

    def join(self, timeout: float) -> bool:
        if self._thread is not None:
            self._thread.join(timeout)
            return not self._thread.is_alive()
        return True

    def subscribe(self, sink: Callable[[Any], None]) -> Callable[[], None]:
        self._sinks.append(sink)
        return lambda: self._sinks.remove(sink)

    @property
    def subscribers(self) -> int:
        return len(self._sinks)

    @abstractmethod
    def make(self) -> Any:
        """The next item."""

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stopped.wait(max(0.0, due - time.monotonic())):
            due += self.period
            self.count += 1
            item = self.make()
            for sink in list(self._sinks):
                sink(item)


class Pattern(Source):
    """A bright bar that walks over a dark picture, 30 pictures a second."""

    period = 1 / 30

    def __init__(self, width: int = 320, height: int = 180, pixels: str = "yuv420p") -> None:
        super().__init__()
        self.size = width, height
        self.pixels = pixels

    def make(self) -> av.VideoFrame:
        width, height = self.size
        picture = np.full((height, width, 3), 40, np.uint8)
        left = self.count * 8 % (width - 40)
        picture[:, left : left + 40] = 220
        return av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format=self.pixels)


class Tone(Source):
    """A sine of ``hz``."""

    period = FRAME_SAMPLES / SAMPLE_RATE

    def __init__(self, hz: float = 440.0) -> None:
        super().__init__()
        self.hz = hz

    def make(self) -> Samples:
        start = (self.count - 1) * FRAME_SAMPLES
        at = np.arange(start, start + FRAME_SAMPLES) / SAMPLE_RATE
        return (8000 * np.sin(2 * np.pi * self.hz * at)).astype(np.int16)


def peak_hz(samples: Samples) -> float:
    """The loudest frequency."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum[1:]) + 1) * SAMPLE_RATE / len(samples)


def rms(samples: Samples) -> float:
    """How loud it is, 0 to 32767."""
    return float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)))


@dataclass
class Side:
    """One side of a call: its listener, and where its partner's pictures and sound go."""

    name: str
    signals: list[PeerSignal] = field(default_factory=list)
    connected: int = 0
    alive: list[bool] = field(default_factory=list)
    partner_media: list[MediaState] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    confirmed: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    byes: list[ByeReason] = field(default_factory=list)
    errors: list[CallError] = field(default_factory=list)
    statistics: list[Statistics] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    pictures: int = 0
    newest: list[av.VideoFrame] = field(default_factory=list)
    heard: int = 0
    sound: list[Samples] = field(default_factory=list)
    partner: Call | None = None
    call: Call | None = None
    frozen: threading.Event | None = None
    """While it is there and not set, the next picture blocks this side's call thread."""

    def __post_init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._feed: SoundFeed | None = None
        self._listening: asyncio.TimerHandle | None = None

    async def until(self, condition: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait for what happens on this side to make ``condition`` true."""
        async with asyncio.timeout(seconds):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    def _note(self) -> None:
        self.threads.add(threading.current_thread().name)
        self._changed.set()

    # CallListener

    def on_signal(self, signal: PeerSignal) -> None:
        self.signals.append(signal)
        if self.partner is not None:
            again = decode_peer(encode_peer(signal))  # through the wire's form
            assert again is not None
            self.partner.receive(again)
        self._note()

    def on_connected(self) -> None:
        self.connected += 1
        self._note()

    def on_alive(self, alive: bool) -> None:
        self.alive.append(alive)
        self._note()

    def on_partner_media(self, media: MediaState) -> None:
        self.partner_media.append(media)
        self._note()

    def on_said(self, message: Said) -> None:
        self.said.append(message)
        self._note()

    def on_heard(self, number: int) -> None:
        self.confirmed.append(number)
        self._note()

    def on_left_out(self, count: int) -> None:
        self.left_out.append(count)
        self._note()

    def on_bye(self, reason: ByeReason) -> None:
        self.byes.append(reason)
        self._note()

    def on_failed(self, error: CallError) -> None:
        self.errors.append(error)
        self._note()

    def on_statistics(self, statistics: Statistics) -> None:
        self.statistics.append(statistics)
        self._note()

    # RemoteMedia, on the call thread

    def picture(self, frame: av.VideoFrame) -> None:
        if self.frozen is not None:
            self.frozen.wait(20)
        self.pictures += 1
        self.newest = [*self.newest[-4:], frame]
        self._loop.call_soon_threadsafe(self._changed.set)

    def play_from(self, feed: SoundFeed | None) -> None:
        self._loop.call_soon_threadsafe(self._listen_to, feed)

    # The speaker, on this side's own loop

    def _listen_to(self, feed: SoundFeed | None) -> None:
        self._feed = feed
        if feed is not None and self._listening is None:
            self._hear(self._loop.time())

    def _hear(self, due: float) -> None:
        """Ask for 20 ms, as a speaker does: in real time, however busy this side is."""
        self._listening = None
        if self._feed is None:
            return
        samples = self._feed.read(FRAME_SAMPLES, 0.0)
        self.heard += len(samples)
        self.sound = [*self.sound[-24:], samples]  # the last half second
        self._changed.set()
        due += FRAME_SAMPLES / SAMPLE_RATE
        self._listening = self._loop.call_at(due, self._hear, due)

    def hang_up(self) -> None:
        """Listen no more."""
        self._feed = None
        if self._listening is not None:
            self._listening.cancel()
            self._listening = None

    # What was received

    def last_sound(self) -> Samples:
        return np.concatenate(self.sound) if self.sound else np.zeros(1, np.int16)

    async def fresh_sound(self, seconds: float = 0.5) -> Samples:
        """Half a second of what is heard from now on, past what was on its way."""
        await self.until_heard(0.3)
        await self.until_heard(seconds)
        return self.last_sound()

    async def until_heard(self, seconds: float) -> None:
        enough = self.heard + int(seconds * SAMPLE_RATE)
        await self.until(lambda: self.heard >= enough)

    async def until_pictures(self, count: int) -> None:
        enough = self.pictures + count
        await self.until(lambda: self.pictures >= enough)

    def brightness(self) -> float:
        return float(np.mean(self.newest[-1].to_ndarray(format="gray")))


class Browser:
    """A peer that is not ours: plain aiortc with one camera, no data channel, no heartbeat."""

    def __init__(self) -> None:
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.pictures = 0
        self.heard = 0
        self.tracks: list[asyncio.Task[None]] = []
        self.changed = asyncio.Event()
        self.connection.on("track", self._on_track)

    def send_media(self) -> None:
        self.connection.addTrack(AudioStreamTrack())
        self.connection.addTrack(VideoStreamTrack())

    async def offer(self) -> DescriptionSignal:
        await self.connection.setLocalDescription(await self.connection.createOffer())
        return self._described("offer")

    async def answer(self, signal: PeerSignal) -> DescriptionSignal:
        await self.accept(signal)
        kinds = {transceiver.kind for transceiver in self.connection.getTransceivers()}
        self.connection.addTrack(AudioStreamTrack())
        if "video" in kinds:
            self.connection.addTrack(VideoStreamTrack())
        await self.connection.setLocalDescription(await self.connection.createAnswer())
        return self._described("answer")

    async def accept(self, signal: PeerSignal) -> None:
        assert isinstance(signal, DescriptionSignal)
        description = RTCSessionDescription(signal.description.sdp, signal.description.type)
        await self.connection.setRemoteDescription(description)

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not condition():
                self.changed.clear()
                await self.changed.wait()

    async def close(self) -> None:
        await self.connection.close()
        for track in self.tracks:  # of a connection that never stood they have no end
            track.cancel()
        await asyncio.gather(*self.tracks, return_exceptions=True)

    def _described(self, kind: Literal["offer", "answer"]) -> DescriptionSignal:
        sdp = self.connection.localDescription.sdp
        return DescriptionSignal(SessionDescription(kind, sdp))

    def _on_track(self, track: MediaStreamTrack) -> None:
        self.tracks.append(asyncio.create_task(self._drain(track)))

    async def _drain(self, track: MediaStreamTrack) -> None:
        while True:
            try:
                await track.recv()
            except MediaStreamError:
                return
            self.pictures += track.kind == "video"
            self.heard += track.kind == "audio"
            self.changed.set()


class Stage:
    """Makes sides, sources and calls, and clears up after them."""

    def __init__(self) -> None:
        self.engines: list[CallEngine] = []
        self.sources: list[Source] = []
        self.browsers: list[Browser] = []
        self.sides: list[Side] = []

    def browser(self) -> Browser:
        self.browsers.append(Browser())
        return self.browsers[-1]

    def engine(self, timing: Timing | None = None) -> CallEngine:
        engine = CallEngine(timing)
        engine.start()
        self.engines.append(engine)
        return engine

    def local(self, *, camera: bool = True, microphone: bool = True, hz: float = 440) -> LocalMedia:
        video = Pattern() if camera else None
        audio = Tone(hz) if microphone else None
        for source in (video, audio):
            if source is not None:
                self.started(source)
        return LocalMedia(camera=video, microphone=audio)

    def started(self, source: Source) -> Source:
        source.start()
        self.sources.append(source)
        return source

    def place(self, engine: CallEngine, side: Side, plan: CallPlan, local: LocalMedia) -> Call:
        self.sides.append(side)
        side.call = engine.place(plan, local, RemoteMedia(side.picture, side.play_from), side)
        return side.call

    def pair(
        self,
        *,
        media: Any = "video",
        timing: Timing | None = None,
        engines: list[CallEngine] | None = None,
        local: tuple[LocalMedia, LocalMedia] | None = None,
        servers: tuple[IceServer, ...] = (),
    ) -> tuple[Side, Side]:
        """A caller and a callee, placed and joined."""
        first, second = engines or [self.engine(timing), self.engine(timing)]
        ours, theirs = local or (self.local(hz=440), self.local(hz=880))
        caller, callee = Side("caller"), Side("callee")
        callee.partner = self.place(first, caller, CallPlan("caller", media, servers), ours)
        caller.partner = self.place(second, callee, CallPlan("callee", media, servers), theirs)
        return caller, callee

    async def clear(self) -> None:
        for side in self.sides:
            side.hang_up()
        for browser in self.browsers:
            await browser.close()
        for engine in self.engines:
            await engine.aclose()
        for source in self.sources:
            source.stop()
        assert all(source.join(2) for source in self.sources)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    stage = Stage()
    yield stage
    await stage.clear()


@pytest.fixture
def made() -> SimpleNamespace:
    """The classes and measures above, for the tests to use by name."""
    return SimpleNamespace(Side=Side, Pattern=Pattern, Tone=Tone, peak_hz=peak_hz, rms=rms)
