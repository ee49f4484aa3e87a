"""The guard for rooms in which the echo does not go away: who listens is not heard. Pure.

A canceller cannot remove what it cannot follow: an echo that is later than its 450 ms (some
wireless loudspeakers), one that wanders, one that another program changes. Then the partner
hears himself, which is worse than hearing one of the two at a time.

Whether what is left of the microphone is the far end's echo is told by how its bands rise and
fall. Over three seconds, only where the far end speaks, the correlation with the far end at the
best of 40 lags was measured with speech: an echo alone 0.75 to 0.9, with the near voice over it
0.42 to 0.64, after a canceller that does not follow 0.33 to 0.83; a near voice alone, or over an
echo that is cancelled, or in turns with the far end, 0.35 at most.

While the guard is up it knows how much louder or softer the echo is than the far end in each
band of the microphone. What stands out of that is the near voice, and is let through at once.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, TypeAlias

from gurukul_desktop.late import np
from gurukul_desktop.media.ports import FRAME_SAMPLES, Samples
from gurukul_desktop.media.voice.spectrum import BANDS, SILENCE, Levels, levels

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW: Final = 150
"""Frames of 20 ms that are compared: three seconds."""
LAGS: Final = 40
"""An echo may be so many frames late."""
ENGAGE: Final = 0.42
"""A correlation above this is an echo."""
RELEASE: Final = 0.3
"""One below this is none."""
PATIENCE: Final = 3
"""So many judgements, half a second each, have to agree before the guard goes up or down."""
ATTENUATION: Final = 0.03
"""What is left of the microphone while the partner speaks: -30 dB."""

_JUDGE_EVERY: Final = 25
_FEWEST: Final = 40  # frames with the far end in them: less says nothing
_FLOOR: Final = -60.0  # dB in one band; softer is left to the ear
_SPOKEN: Final = -50.0
_STEADY: Final = 3.0  # dB: what moves less is noise, and correlates with anything

_RING: Final = 6  # frames over which a room still rings
_DECAY: Final = 4.0  # dB a frame: 300 ms to -60 dB
_LOUDEST: Final = 75  # per cent of the echo is softer than what is taken for it
_LEARNT: Final = 10
_STANDS_OUT: Final = 8.0  # dB
_STANDING_BANDS: Final = 3
_NEAR_HOLD: Final = 20  # frames
_ECHO_HOLD: Final = 8

_Frames: TypeAlias = "NDArray[np.float64]"  # of shape (frames, BANDS)


class HalfDuplex:
    """Looks at each 20 ms and says how much of them may be heard."""

    def __init__(self) -> None:
        self.engaged = False
        self._far = np.full((WINDOW + LAGS, BANDS), SILENCE)
        self._near = np.full((WINDOW, BANDS), SILENCE)
        self._out = np.full((WINDOW, BANDS), SILENCE)
        self._blocks = np.zeros((_JUDGE_EVERY, 3, FRAME_SAMPLES), np.int16)  # not looked at yet
        self._gains = np.zeros(_JUDGE_EVERY)
        self._new = 0
        self._frames = 0
        self._agreeing = 0
        self._lag = 0
        self._returns: deque[Levels] = deque(maxlen=_LEARNT)
        self._return: Levels = np.zeros(BANDS)  # dB from the far end to its echo
        self._standing: deque[bool] = deque(maxlen=3)
        self._near_left = 0
        self._echo_left = 0

    def hear(self, far: Samples, near: Samples, out: Samples, gain_db: float = 0.0) -> float:
        """How much of a frame may be heard, 0 to 1.

        Args:
            far: the far end that the canceller was given with this frame.
            near: the microphone.
            out: what the canceller left.
            gain_db: what the automatic gain has made of that.
        """
        self._blocks[self._new] = far, near, out
        self._gains[self._new] = gain_db
        self._new += 1
        self._frames += 1
        judging = self._frames % _JUDGE_EVERY == 0
        # Many frames at once take much less time than one by one.
        if judging or self.engaged:
            self._look()
        if judging:
            self._judge()
        return self._gain() if self.engaged else 1.0

    def _look(self) -> None:
        """Take what is new into the history."""
        new, self._new = self._new, 0
        heard = levels(self._blocks[:new])
        heard[:, 2] -= self._gains[:new, np.newaxis]
        for number, frames in enumerate((self._far, self._near, self._out)):
            frames[:-new] = frames[new:]
            frames[-new:] = heard[:, number]

    def _judge(self) -> None:
        likeness, lag = likeness_and_lag(self._far, self._out)
        if lag is None:  # little was said, so little is known
            return
        if likeness > ENGAGE:
            self._learn(lag)
        surprising = likeness < RELEASE if self.engaged else likeness > ENGAGE
        self._agreeing = self._agreeing + 1 if surprising else 0
        if self._agreeing >= PATIENCE:
            self._agreeing = 0
            self.engaged = not self.engaged
            self._near_left = self._echo_left = 0

    def _learn(self, lag: int) -> None:
        if abs(lag - self._lag) > 2:
            self._returns.clear()
        self._lag = lag
        echo = np.array([self._ringing(age) for age in range(WINDOW - 1, -1, -1)])
        spoken = echo.max(axis=1) > _SPOKEN
        if np.count_nonzero(spoken) >= _FEWEST:
            louder = np.maximum(self._near, _FLOOR)[spoken] - echo[spoken]
            self._returns.append(np.percentile(louder, _LOUDEST, axis=0))
            # The near voice makes it seem louder, now and then.
            self._return = np.percentile(np.array(self._returns), 25, axis=0)

    def _ringing(self, age: int) -> Levels:
        """The far end as it could be heard ``age`` frames ago, at the level it was played."""
        last = len(self._far) - age - max(0, self._lag - 1)
        frames = self._far[max(0, last - _RING) : last]
        ages = np.arange(len(frames) - 1, -1, -1)[:, np.newaxis]
        ringing: Levels = (frames - _DECAY * np.maximum(ages - 2, 0)).max(axis=0)
        return ringing

    def _gain(self) -> float:
        echo = self._ringing(0) + self._return
        standing = np.maximum(self._near[-1], _FLOOR) > np.maximum(echo, _FLOOR) + _STANDS_OUT
        self._standing.append(int(np.count_nonzero(standing)) >= _STANDING_BANDS)
        self._near_left = max(0, self._near_left - 1)
        self._echo_left = max(0, self._echo_left - 1)
        if sum(self._standing) >= 2:
            self._near_left = _NEAR_HOLD
        if np.any(echo > _FLOOR):
            self._echo_left = _ECHO_HOLD
        return 1.0 if self._near_left or not self._echo_left else ATTENUATION


def likeness_and_lag(far: _Frames, out: _Frames) -> tuple[float, int | None]:
    """The highest correlation of the output with the far end, and at which lag in frames.

    Pearson's, over the frames in which the far end speaks, each band about its own mean, and
    next to nothing for what hardly moves. No lag where the far end hardly speaks.

    Args:
        far: of shape ``(WINDOW + LAGS, BANDS)``, up to the present.
        out: of shape ``(WINDOW, BANDS)``.
    """
    spoken = (far.max(axis=1) > _SPOKEN).astype(np.float64)
    far = np.maximum(far, _FLOOR) - _FLOOR
    out = np.maximum(out, _FLOOR) - _FLOOR
    windows = np.lib.stride_tricks.sliding_window_view
    # Row k is the far end LAGS - k frames before the output.
    said = windows(spoken, len(out))
    heard = windows(far * spoken[:, np.newaxis], len(out), axis=0)
    powers = windows((far**2).sum(axis=1) * spoken, len(out)).sum(axis=1)
    count = said.sum(axis=1)
    frames = np.maximum(count, 1.0)
    far_sums, out_sums = heard.sum(axis=2), said @ out
    far_power = powers - (far_sums**2).sum(axis=1) / frames
    out_power = said @ (out**2).sum(axis=1) - (out_sums**2).sum(axis=1) / frames
    products = np.einsum("lbt,tb->l", heard, out) - (far_sums * out_sums).sum(axis=1) / frames
    values = frames * far.shape[1]
    spreads = [
        np.maximum(np.sqrt(np.maximum(power, 0.0) / values), _STEADY)
        for power in (far_power, out_power)
    ]
    likeness = np.where(count >= _FEWEST, products / values / (spreads[0] * spreads[1]), -1.0)
    best = int(np.argmax(likeness))
    return float(likeness[best]), LAGS - best if count[best] >= _FEWEST else None
