"""Lips and voice together: for how long pictures wait for a voice that is heard late.

Each sender report says which RTP time of a stream is which time of the sender's one clock
(RFC 3550, section 6.4.1). With that, a picture and a sample each tell how long they took from
being captured to being seen or heard; the difference is by how much the voice is late. Viewers
notice a voice that is more than about 125 ms late, or 45 ms early (ITU-R BT.1359).

Pure: times are passed in, in seconds of one clock; nothing in a report is believed that leads
out of bounds.
"""

from typing import Final, NamedTuple

MOST_HELD: Final = 0.25
"""Pictures never wait longer than this, in seconds."""
TOLERATED: Final = 0.06
"""So much later than its picture a voice may be."""
NONSENSE: Final = 3.0
"""Clocks that disagree by more than this say nothing."""
WEIGHT: Final = 1 / 16
"""Of the newest difference, in the mean."""
STEP: Final = 0.004
"""By so much at most the hold moves from one picture to the next."""

VIDEO_RATE: Final = 90_000
AUDIO_RATE: Final = 48_000


class SenderReport(NamedTuple):
    """``ntp``: the sender's clock, 64-bit; ``timestamp``: the RTP time at that moment."""

    ntp: int
    timestamp: int


class Shown(NamedTuple):
    """The RTP ``timestamp`` of what is seen or heard ``at`` this time."""

    timestamp: int
    at: float


class LipSync:
    """By how much pictures are held back. One for each pair of streams."""

    def __init__(self) -> None:
        self._late: float | None = None
        self._held = 0.0

    @property
    def late(self) -> float | None:
        """By how many seconds the voice is later than a picture that is not held back."""
        return self._late

    def hold(
        self,
        *,
        video: tuple[int, int] | None,
        picture: tuple[int, float] | None,
        audio: tuple[int, int] | None,
        voice: tuple[int, float] | None,
    ) -> float:
        """For how long the picture that is ready now is to be held back, in seconds.

        Args:
            video, audio: the last :class:`SenderReport` of each stream; None: none came yet.
            picture: the newest as :class:`Shown`, had nothing been held back.
            voice: as :class:`Shown`, what of it is heard when; None: nothing is.
        """
        wanted = 0.0
        if video is None or picture is None or audio is None or voice is None:
            self._late = None
        else:
            late = _late(video, picture, audio, voice)
            if abs(late) > NONSENSE:
                self._late = None
            else:
                mean = late if self._late is None else self._late
                self._late = mean + WEIGHT * (late - mean)
                wanted = min(max(0.0, self._late - TOLERATED), MOST_HELD)
        self._held += min(max(wanted - self._held, -STEP), STEP)
        return self._held


def _late(
    video: tuple[int, int],
    picture: tuple[int, float],
    audio: tuple[int, int],
    voice: tuple[int, float],
) -> float:
    """How much longer the voice took from being captured to being heard than the picture."""
    captured_apart = (
        _signed(audio[0] - video[0], 64) / 2**32
        + _signed(voice[0] - audio[1], 32) / AUDIO_RATE
        - _signed(picture[0] - video[1], 32) / VIDEO_RATE
    )
    return (voice[1] - picture[1]) - captured_apart


def _signed(difference: int, bits: int) -> int:
    """A difference of two counters that wrap around."""
    half = 1 << (bits - 1)
    return (difference + half) % (1 << bits) - half
