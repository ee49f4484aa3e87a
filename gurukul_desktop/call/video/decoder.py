"""Coded pictures to :class:`av.VideoFrame`, on a thread of their own.

All are decoded, as each is made from the one before; when more than one waits, only the last
is handed on, unless all are wanted.

Measured at 720p30 and 1.5 Mbit/s, on one core: H264 2.0 ms a picture, VP8 4.3 ms with FFmpeg's
own decoder and 4.9 ms with libvpx; none holds a picture back. FFmpeg's own also keeps to
``max_pixels`` before it allocates. More threads cost more and gain nothing.
"""

import threading
from collections import deque
from collections.abc import Callable
from fractions import Fraction
from typing import Final, NamedTuple

import av
from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext

from gurukul_desktop.call.video.buffer import Picture

CLOCK: Final = Fraction(1, 90_000)
MOST_PIXELS: Final = 4096 * 2304
MOST_WAITING: Final = 45
"""One second and a half: who is further behind starts again at a keyframe."""
MOST_BYTES: Final = 8 * 1024 * 1024
MOST_READY: Final = 4
"""Decoded pictures that wait to be taken, at most."""
UNSEEN: Final = 3
"""Of a decoder that is always behind, one picture in so many is shown all the same."""
DECODERS: Final = {"H264": "h264", "VP8": "vp8"}


class Decoded(NamedTuple):
    """A decoded picture; ``timestamp`` as in :class:`~.buffer.Picture`."""

    timestamp: int
    frame: av.VideoFrame


class Decoder:
    """Decodes on its own thread from the first picture until :meth:`close`.

    Args:
        decoded: told on the decoder's thread that there is something to :meth:`take`.
        failed: told on the decoder's thread that only a keyframe helps.

    Attributes:
        count: pictures decoded.
        all_wanted: hand on those, too, behind which others wait; may be changed at any time.
    """

    def __init__(self, decoded: Callable[[], None], failed: Callable[[], None]) -> None:
        self._decoded = decoded
        self._failed = failed
        self._changed = threading.Condition()
        self._waiting: deque[Picture] = deque()
        self._bytes = 0
        self._behind = False
        self._closed = False
        self._ready: deque[Decoded] = deque(maxlen=MOST_READY)
        self._thread: threading.Thread | None = None
        self.count = 0
        self.all_wanted = False

    def push(self, picture: Picture) -> bool:
        """Decode ``picture``; False: hopelessly behind, and a keyframe has to come first."""
        with self._changed:
            if self._closed:
                return True
            if len(self._waiting) >= MOST_WAITING or self._bytes > MOST_BYTES:
                self._waiting.clear()
                self._bytes = 0
                self._behind = True
            self._behind = self._behind and not picture.keyframe
            if self._behind:
                return False
            self._waiting.append(picture)
            self._bytes += len(picture.data)
            self._changed.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="video-decoder")
            self._thread.start()
        return True

    def take(self) -> list[Decoded]:
        """The pictures that nobody took yet, oldest first; the newest unless all are wanted."""
        with self._changed:
            ready = list(self._ready)
            self._ready.clear()
            return ready

    def close(self) -> None:
        """End the thread after the picture that it is at; does not wait for it. Idempotent."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._ready.clear()
            self._changed.notify()

    def join(self, timeout: float) -> bool:
        """Wait until the thread has ended; False if it has not within ``timeout`` seconds."""
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    # The decoder's thread

    def _run(self) -> None:
        context: VideoCodecContext | None = None
        codec = ""
        unseen = 0
        broken = False
        while (picture := self._wait()) is not None:
            if broken and not picture.keyframe:
                continue
            if context is None or picture.codec != codec or broken:
                context, codec, broken = _open(picture.codec), picture.codec, False
            frames = _decode(context, picture)
            if frames is None:
                broken = True
                self._failed()
                continue
            for frame in frames:
                self.count += 1
                with self._changed:
                    unseen = unseen + 1 if self._waiting else 0
                    show = not self._waiting or unseen > UNSEEN or self.all_wanted
                    if show and not self._closed:
                        if not self.all_wanted:
                            self._ready.clear()
                        self._ready.append(Decoded(_timestamp(frame, picture), frame))
                        unseen = 0
                if show:
                    self._decoded()

    def _wait(self) -> Picture | None:
        """The next picture; None: closed."""
        with self._changed:
            while not self._waiting and not self._closed:
                self._changed.wait()
            if self._closed:
                return None
            picture = self._waiting.popleft()
            self._bytes -= len(picture.data)
            return picture


def _open(codec: str) -> VideoCodecContext:
    context = av.CodecContext.create(DECODERS[codec], "r")
    assert isinstance(context, VideoCodecContext)
    context.thread_count = 1
    context.flags |= Flags.low_delay
    context.options = {"max_pixels": str(MOST_PIXELS)}
    return context


def _decode(context: VideoCodecContext, picture: Picture) -> list[av.VideoFrame] | None:
    """The decoded pictures, none where the decoder holds it back; None: it cannot be decoded."""
    packet = av.Packet(picture.data)
    packet.pts = picture.timestamp
    packet.time_base = CLOCK
    try:
        frames = context.decode(packet)
    except (av.FFmpegError, ValueError):  # hostile; each is made from the one before
        return None
    if any(frame.is_corrupt or frame.width * frame.height > MOST_PIXELS for frame in frames):
        return None
    return frames


def _timestamp(frame: av.VideoFrame, picture: Picture) -> int:
    """Of the coded picture that ``frame`` was, which need not be the last one."""
    return picture.timestamp if frame.pts is None else frame.pts
