"""The session's surroundings, as small real classes on the same ports."""

import asyncio
from collections.abc import Mapping

import av

from gurukul_desktop.call.ports import CallListener, CallPlan, LocalMedia, RemoteMedia, Usage
from gurukul_desktop.errors import DeviceKind, MediaError
from gurukul_desktop.media.ports import AudioSource, PlayFrom, SoundFeed, VideoSink, VideoSource
from gurukul_desktop.protocol.channel import Said
from gurukul_desktop.protocol.messages import ClientMessage, IceServer
from gurukul_desktop.protocol.peer import ByeReason, PeerSignal
from gurukul_desktop.session.snapshot import Notice, Snapshot
from gurukul_desktop.session.states import State


class FakeServer:
    """Keeps what was sent; ``online`` decides whether anything can be."""

    def __init__(self) -> None:
        self.changed = asyncio.Event()
        self.online = True
        self.sent: list[ClientMessage] = []
        self.retries = 0

    def send(self, message: ClientMessage) -> bool:
        if self.online:
            self.sent.append(message)
            self.changed.set()
        return self.online

    def retry(self) -> None:
        self.retries += 1

    def taken(self) -> list[ClientMessage]:
        """What was sent since the last time."""
        sent, self.sent = self.sent, []
        return sent


class FakeDevices:
    """Says what is open."""

    def __init__(self) -> None:
        self.camera: VideoSource | None = None
        self.microphone: AudioSource | None = None
        self.failed: dict[DeviceKind, MediaError] = {}
        self.is_open = False
        self.camera_open = False
        self.microphone_open = False
        self.retries = 0

    @property
    def errors(self) -> Mapping[DeviceKind, MediaError]:
        return self.failed

    def open(self, *, camera: bool, microphone: bool, speaker: bool) -> None:
        self.is_open = camera or microphone or speaker
        self.camera_open = camera
        self.microphone_open = microphone

    def retry(self) -> None:
        self.retries += 1


class FakeCall:
    """One call, driven by the test through its listener."""

    def __init__(self, plan: CallPlan, remote: RemoteMedia, listener: CallListener) -> None:
        self.plan = plan
        self.remote = remote
        self.listener = listener
        self.received: list[PeerSignal] = []
        self.media: tuple[bool, bool] | None = None
        self.screen = False
        self.usage: Usage | None = None
        self.closed_with: list[ByeReason | None] = []
        self.said: list[Said] = []
        self.renewed: tuple[IceServer, ...] = ()

    def receive(self, signal: PeerSignal) -> None:
        self.received.append(signal)

    def set_media(self, *, microphone: bool, camera: bool, screen: bool = False) -> None:
        self.media = (microphone, camera)
        self.screen = screen

    def set_usage(self, usage: Usage) -> None:
        self.usage = usage

    def say(self, message: Said) -> None:
        self.said.append(message)

    def renew(self, ice_servers: tuple[IceServer, ...]) -> None:
        self.renewed = ice_servers

    async def close(self, reason: ByeReason | None) -> None:
        self.closed_with.append(reason)


class FakeCalls:
    """Keeps every call that was placed, and what is to be ready for the next one."""

    def __init__(self) -> None:
        self.placed: list[FakeCall] = []
        self.prepared: CallPlan | None = None
        self.looked: tuple[IceServer, ...] | None = None

    def place(
        self, plan: CallPlan, local: LocalMedia, remote: RemoteMedia, listener: CallListener
    ) -> FakeCall:
        call = FakeCall(plan, remote, listener)
        self.placed.append(call)
        self.prepared = None
        return call

    def look(self, ice_servers: tuple[IceServer, ...]) -> None:
        self.looked = ice_servers

    def prepare(self, plan: CallPlan) -> None:
        self.prepared = plan

    def discard(self) -> None:
        self.prepared = None


class FakeStage:
    """Keeps what was shown and played."""

    def __init__(self) -> None:
        self.cleared = 0
        self.pictures: list[av.VideoFrame] = []
        self.feeds: list[SoundFeed | None] = []

    @property
    def picture(self) -> VideoSink:
        return self.pictures.append

    @property
    def sound(self) -> PlayFrom:
        return self.feeds.append

    def clear(self) -> None:
        self.cleared += 1


class Watcher:
    """Keeps what was shown and said."""

    def __init__(self) -> None:
        self.changed = asyncio.Event()
        self.now = Snapshot()
        self.states: list[State] = []
        self.notices: list[Notice] = []
        self.named: list[str] = []

    def on_snapshot(self, snapshot: Snapshot) -> None:
        if not self.states or snapshot.state is not self.states[-1]:
            self.states.append(snapshot.state)
        self.now = snapshot
        self.changed.set()

    def on_notice(self, notice: Notice, name: str) -> None:
        self.notices.append(notice)
        self.named.append(name)
