"""Where the partner is seen and heard, as the session drives it."""

from gurukul_desktop.media.ports import PlayFrom, VideoSink
from gurukul_desktop.media.speaker import Speaker
from gurukul_desktop.ui.video import VideoSurface


class WindowStage:
    """Where the partner is seen and heard: the window's large picture and the speaker."""

    def __init__(self, surface: VideoSurface, speaker: Speaker) -> None:
        self._surface = surface
        self._speaker = speaker

    @property
    def picture(self) -> VideoSink:
        return self._surface.present

    @property
    def sound(self) -> PlayFrom:
        return self._speaker.play_from

    def clear(self) -> None:
        self._surface.clear()
        self._speaker.play_from(None)
