"""The seams between devices, the call and the screen.

Pictures travel as :class:`av.VideoFrame`, any planar YUV format of FFmpeg's, usually
``yuv420p``. Sound travels as mono 16-bit samples at 48 kHz in a NumPy array of shape
``(n,)``; a microphone gives exactly 960 of them (20 ms) at a time.

A source calls its subscribers on its own capture thread, a call on the call thread:
a subscriber never blocks and hands over to its own thread.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Protocol

from gurukul_desktop.errors import MediaError

if TYPE_CHECKING:
    import av
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]
    Picture = av.VideoFrame
else:  # these libraries are loaded late, and nothing asks what they are while the app runs
    Samples = Picture = Any

SAMPLE_RATE: Final = 48_000
FRAME_SAMPLES: Final = 960

VideoSink = Callable[[Picture], None]
AudioSink = Callable[[Samples], None]
ErrorSink = Callable[[MediaError], None]
Unsubscribe = Callable[[], None]


class VideoSource(Protocol):
    """A camera, or what stands for one."""

    def start(self) -> None:
        """Open the device on its own thread and return at once; a fault goes to the error sink.

        May be called again after :meth:`stop` or after a fault. Subscribers stay.
        """

    def stop(self) -> None:
        """Have the thread release the device, and return at once. Idempotent; never raises."""

    def join(self, timeout: float) -> bool:
        """Wait until the device is released; False if the driver hangs after ``timeout`` s."""

    def subscribe(self, sink: VideoSink) -> Unsubscribe:
        """Call ``sink`` with every picture until the returned function is called."""


class AudioSource(Protocol):
    """A microphone, or what stands for one."""

    def start(self) -> None:
        """Open the device on its own thread and return at once; a fault goes to the error sink.

        May be called again after :meth:`stop` or after a fault. Subscribers stay.
        """

    def stop(self) -> None:
        """Have the thread release the device, and return at once. Idempotent; never raises."""

    def join(self, timeout: float) -> bool:
        """Wait until the device is released; False if the driver hangs after ``timeout`` s."""

    def subscribe(self, sink: AudioSink) -> Unsubscribe:
        """Call ``sink`` with every 20 ms of sound until the returned function is called."""


class SoundFeed(Protocol):
    """The partner's sound, asked for as it is played: the speaker sets the pace."""

    def read(self, count: int, ahead: float) -> Samples:
        """The next ``count`` samples, always all of them; on the speaker's thread, never blocks.

        ``ahead`` is how many seconds from now the first of them will be heard.
        """


PlayFrom = Callable[[SoundFeed | None], None]
"""Play the partner's sound from this feed from now on, in place of another; None: no more of it."""
PlayedSink = Callable[[Samples, float], None]
"""Told what was mixed for the device, and in how many seconds the first of it will be heard."""


class Voice(Protocol):
    """A sound that the speaker plays."""

    def stop(self) -> None:
        """Silence it at once. Idempotent."""


class SoundOutput(Protocol):
    """What plays short sounds; :class:`gurukul_desktop.media.speaker.Speaker` is the real one."""

    def play(self, samples: Samples, *, gain: float = 1.0, loop: bool = False) -> Voice:
        """Play ``samples`` mixed with everything else, over and over if ``loop``."""
