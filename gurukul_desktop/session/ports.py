"""The seams of a session: what may be asked of it, whom it tells, and what it drives."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from gurukul_desktop.errors import DeviceKind, MediaError
from gurukul_desktop.media.ports import AudioSource, PlayFrom, VideoSink, VideoSource
from gurukul_desktop.media.screens import ScreenTarget
from gurukul_desktop.protocol.messages import (
    ClientMessage,
    Media,
    Mode,
    ReportReason,
    SessionId,
    UserId,
)
from gurukul_desktop.session.snapshot import Notice, Snapshot


class SessionCommands(Protocol):
    """What a student can do. Each returns at once; one that makes no sense now does nothing."""

    def find(self) -> None: ...
    def cancel(self) -> None: ...
    def skip(self) -> None: ...
    def end(self) -> None: ...
    def set_mode(self, mode: Mode) -> None: ...
    def set_media(self, media: Media) -> None: ...
    def set_topics(self, topics: tuple[str, ...]) -> None:
        """What to study; within the protocol's bounds. Empty is anything."""

    def set_hide_address(self, on: bool) -> None:
        """Whether strangers are not to learn this machine's network address. Buddies do."""

    def set_microphone(self, on: bool) -> None: ...
    def set_camera(self, on: bool) -> None: ...
    def retry_link(self) -> None:
        """Try to reach the server now."""

    def retry_devices(self) -> None:
        """Try once more to open what could not be opened."""

    def add_buddy(self) -> None:
        """Ask the present partner to be buddies, or say yes when they asked."""

    def decline_buddy(self) -> None:
        """Say no to a partner who asked."""

    def remove_buddy(self, user: UserId) -> None:
        """Be buddies no longer."""

    def report(self, session: SessionId, reason: ReportReason, note: str) -> None:
        """Report and block the partner of ``session``; leave it if it is the present one."""

    def block(self, session: SessionId) -> None:
        """Block the partner of ``session`` without a report; leave it in the same way."""

    def unblock(self, user: UserId) -> None:
        """Somebody may be met again."""


class SessionObserver(Protocol):
    """Who shows the session. Called on the main thread."""

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Something changed; ``snapshot`` is the whole of it."""

    def on_notice(self, notice: Notice, name: str) -> None:
        """Say this once, as a toast; ``name`` is whom it is about, or empty."""


class Server(Protocol):
    """The way to the server; :class:`gurukul_desktop.signaling.client.SignalingClient`."""

    def send(self, message: ClientMessage) -> bool:
        """Send, or return False while there is no link."""

    def retry(self) -> None:
        """Connect now if the link is down, or has died without anybody noticing."""


class Devices(Protocol):
    """Camera, microphone and speaker; :class:`gurukul_desktop.media.studio.Studio`."""

    @property
    def camera(self) -> VideoSource | None: ...
    @property
    def microphone(self) -> AudioSource | None: ...
    @property
    def errors(self) -> Mapping[DeviceKind, MediaError]:
        """What is wrong now, by device; a device that works is not in it."""

    def open(self, *, camera: bool, microphone: bool, speaker: bool) -> None:
        """Have these in use, and release the others. Returns at once."""

    def retry(self) -> None:
        """Start again what has failed."""


class Screens(Protocol):
    """Screens and windows; :class:`gurukul_desktop.ui.screens.Screens`."""

    @property
    def source(self) -> VideoSource:
        """Gives the pictures of what is shown, and stays while that changes."""

    def targets(self) -> Sequence[ScreenTarget]:
        """What there is to choose from now; empty where this system shows nothing."""

    def start(self, target: ScreenTarget) -> None:
        """Begin with it; the observer is told whether it can be had. Returns at once."""

    def stop(self) -> None:
        """Show nothing any more, and tell nobody. Idempotent."""

    def join(self, observer: "ScreenObserver") -> None:
        """Tell ``observer`` from now on."""


class ScreenObserver(Protocol):
    """Who is told of what is shown. Called on the main thread."""

    def on_screen(self) -> None:
        """The first picture is there."""

    def on_screen_fault(self, error: MediaError) -> None:
        """It cannot be shown, or not any more."""


class Stage(Protocol):
    """Where the partner is seen and heard."""

    @property
    def picture(self) -> VideoSink: ...
    @property
    def sound(self) -> PlayFrom: ...
    def clear(self) -> None:
        """Forget the last picture, and play the partner no more."""
