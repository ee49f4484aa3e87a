"""What the user interface may ask of a session, and what it is told."""

from typing import Protocol

from gurukul_desktop.protocol.messages import Media, Mode
from gurukul_desktop.session.snapshot import Notice, Snapshot


class SessionCommands(Protocol):
    """What a student can do. Each returns at once; one that makes no sense now does nothing."""

    def find(self) -> None: ...
    def cancel(self) -> None: ...
    def skip(self) -> None: ...
    def end(self) -> None: ...
    def set_mode(self, mode: Mode) -> None: ...
    def set_media(self, media: Media) -> None: ...
    def set_microphone(self, on: bool) -> None: ...
    def set_camera(self, on: bool) -> None: ...
    def retry_devices(self) -> None:
        """Try once more to open what could not be opened."""


class SessionObserver(Protocol):
    """Who shows the session. Called on the main thread."""

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Something changed; ``snapshot`` is the whole of it."""

    def on_notice(self, notice: Notice) -> None:
        """Say this once, as a toast."""
