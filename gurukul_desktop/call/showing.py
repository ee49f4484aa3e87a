"""What one connection gives to see and hear, while it is the one that the student is shown."""

from __future__ import annotations

from collections.abc import Callable

from gurukul_desktop.call.ports import RemoteMedia
from gurukul_desktop.late import av
from gurukul_desktop.media.ports import SoundFeed


class Showing:
    """Leads to the student's screen and speaker while it is shown, else nowhere.

    Two connections of one call live side by side while one takes over from the other, and only
    one of them is seen and heard.

    Args:
        on_fault: told what the screen raises; nothing more is shown then.
    """

    def __init__(
        self, remote: RemoteMedia, on_fault: Callable[[Exception], None], *, shown: bool
    ) -> None:
        self._remote = remote
        self._on_fault = on_fault
        self._shown = shown
        self._feed: SoundFeed | None = None

    def picture(self, frame: av.VideoFrame) -> None:
        """A picture of the partner."""
        if self._shown:
            try:
                self._remote.picture(frame)
            except Exception as error:
                self._shown = False
                self._on_fault(error)

    def play_from(self, feed: SoundFeed | None) -> None:
        """The partner's sound comes from here; None: no more of it."""
        self._feed = feed
        if self._shown:
            self._remote.sound(feed)

    def show(self) -> None:
        """From now on the student sees and hears this one."""
        self._shown = True
        self._remote.sound(self._feed)

    def hide(self) -> None:
        """Another one is shown from now on, and takes over the speaker itself."""
        self._shown = False
