"""What goes into a call and what comes out of it; the call thread's door in types.

Everything here is free of Qt and of aiortc. A :class:`CallListener` is called on the
loop that the engine was started from (the main thread's), never on the call thread.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.errors import CallError
from gurukul_desktop.media.ports import AudioSource, PlayFrom, VideoSink, VideoSource
from gurukul_desktop.protocol.channel import MediaState, Said
from gurukul_desktop.protocol.messages import IcePolicy, IceServer, Media, Role
from gurukul_desktop.protocol.peer import ByeReason, PeerSignal

Usage = Literal["saving", "automatic", "best"]
"""How much of the line a call may use, in both directions."""


@dataclass(frozen=True, slots=True)
class CallPlan:
    """How to set up one call. ``media`` is ``audio`` where either side asked for audio."""

    role: Role
    media: Media
    ice_servers: tuple[IceServer, ...] = ()
    ice_policy: IcePolicy = "all"


@dataclass(frozen=True, slots=True)
class LocalMedia:
    """What this side sends. None is sent as silence or as no picture; all are already started.

    The screen's pictures take the place of the camera's while it is shared.
    """

    camera: VideoSource | None
    microphone: AudioSource | None
    screen: VideoSource | None = None


@dataclass(frozen=True, slots=True)
class RemoteMedia:
    """Where the partner's pictures and sound go. Called on the call thread."""

    picture: VideoSink
    sound: PlayFrom


class CallListener(Protocol):
    """What a call tells, on the main loop. Nothing is told after ``close`` was called."""

    def on_signal(self, signal: PeerSignal) -> None:
        """Send this to the partner through the server."""

    def on_connected(self) -> None:
        """The connection stands (ICE and DTLS done); media can flow. Told once."""

    def on_alive(self, alive: bool) -> None:
        """False: nothing was heard of the partner for 3 s. True: heard again."""

    def on_partner_media(self, media: MediaState) -> None:
        """The partner switched camera or microphone, or shares a screen."""

    def on_said(self, message: Said) -> None:
        """The partner wrote something, or set a goal or the timer; bounded in size and rate."""

    def on_heard(self, number: int) -> None:
        """What we wrote has arrived, up to this number."""

    def on_left_out(self, count: int) -> None:
        """So many of the partner's messages came too fast, and were left out so far."""

    def on_bye(self, reason: ByeReason) -> None:
        """The partner hung up, said directly from app to app."""

    def on_failed(self, error: CallError) -> None:
        """The call cannot be set up, or is lost for good. Told once; close it."""

    def on_statistics(self, statistics: Statistics) -> None:
        """Once a second while connected."""


class Call(Protocol):
    """One call, as the main thread holds it. Every method returns at once."""

    def receive(self, signal: PeerSignal) -> None:
        """A signal from the partner."""

    def set_media(self, *, microphone: bool, camera: bool, screen: bool = False) -> None:
        """Mute and camera off: silence and no picture are sent, and the partner is told.

        ``screen``: the pictures are the screen's, whatever the camera does.
        """

    def set_usage(self, usage: Usage) -> None:
        """Send no more than this, and ask the partner for no more. Nothing is negotiated anew."""

    def say(self, message: Said) -> None:
        """Tell the partner; what has not arrived is said again on a connection that is rebuilt."""

    def renew(self, ice_servers: tuple[IceServer, ...]) -> None:
        """Use these, with fresh credentials, should the call have to be rebuilt."""

    async def close(self, reason: ByeReason | None) -> None:
        """Say goodbye to the partner if a reason is given, and free everything. Idempotent.

        Returns when the connection is closed, within two seconds.
        """


class CallFactory(Protocol):
    """Makes calls; :class:`gurukul_desktop.call.engine.CallEngine` is the real one."""

    def place(
        self, plan: CallPlan, local: LocalMedia, remote: RemoteMedia, listener: CallListener
    ) -> Call:
        """Start a call; at once, without waiting for anything."""

    def look(self, ice_servers: tuple[IceServer, ...]) -> None:
        """Find out which of these are of use, before a call needs them. Returns at once."""

    def prepare(self, plan: CallPlan) -> None:
        """Have a connection for a call like this one ready, of either role.

        Returns at once. Saying it again with fresh credentials, or another wish, renews it; a
        call that is placed ends it.
        """

    def discard(self) -> None:
        """No call is to come: nothing is kept ready any more."""
