"""What recordings tell: how late, how frozen, how like what was sent."""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

import av
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from tests.bench.calls import marks
from tests.bench.calls.film import Film, Luma, plane_of
from tests.bench.calls.recording import Recording

OLDEST: Final = 5.0
"""A picture is shown within this many seconds, or its number has come round."""
_BLOCK: Final = 8


def latencies(sender: Recording, receiver: Recording) -> list[float]:
    """Seconds from the camera to the screen, for each picture that was presented."""
    shown = receiver.presented or [(s.at, s.number) for s in receiver.seen if s.number is not None]
    given: dict[int, list[float]] = defaultdict(list)
    for at, number in sender.sent:
        given[number].append(at)
    late = []
    seen: set[float] = set()
    for at, number in shown:
        filmed = [time for time in given[number] if 0 <= at - time < OLDEST]
        if filmed and max(filmed) not in seen:  # a picture may be drawn twice
            seen.add(max(filmed))
            late.append(at - max(filmed))
    return late


def frozen(times: Sequence[float], until: float) -> float:
    """For how long the picture stood still, in seconds, up to ``until``.

    As the W3C counts it (webrtc-stats, totalFreezesDuration): an interval longer than three
    of the last 30, or than those and 150 ms, whichever is more.
    """
    total = 0.0
    recent: list[float] = []
    for before, after in zip(times, [*times[1:], until], strict=True):
        interval = after - before
        usual = statistics.fmean(recent) if recent else 1 / 30
        if interval > max(3 * usual, usual + 0.15):
            total += interval
        recent = [*recent[-29:], interval]
    return total


def likeness(film: Film, kept: Iterable[tuple[int, Luma]]) -> list[tuple[float, float]]:
    """SSIM and PSNR (dB) of each picture against what was filmed, at the film's size."""
    found = []
    for number, luma in kept:
        skip = int(film.lines * marks.STRIP) + 8  # the blocks are no part of the picture
        sent = film.luma(number)[skip:].astype(np.float64)
        shown = _fitted(luma, film.columns, film.lines)[skip:].astype(np.float64)
        error = float(((sent - shown) ** 2).mean())
        found.append((_ssim(sent, shown), 10 * np.log10(255**2 / max(error, 1e-9))))
    return found


def _fitted(luma: Luma, columns: int, lines: int) -> Luma:
    if luma.shape == (lines, columns):
        return luma
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(luma), format="gray")
    larger = VideoReformatter().reformat(
        frame, columns, lines, "gray", interpolation=Interpolation.BICUBIC, threads=1
    )
    return plane_of(larger)


def _ssim(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Structural similarity (Wang et al., 2004) over blocks of 8x8 that overlap by half."""
    mean_one, mean_other = _means(one), _means(other)
    var_one = _means(one * one) - mean_one**2
    var_other = _means(other * other) - mean_other**2
    covariance = _means(one * other) - mean_one * mean_other
    small, smaller = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = (2 * mean_one * mean_other + small) * (2 * covariance + smaller)
    likeness /= (mean_one**2 + mean_other**2 + small) * (var_one + var_other + smaller)
    return float(likeness.mean())


def _means(values: NDArray[Any]) -> NDArray[Any]:
    """Of all blocks, which begin at every fourth row and column."""
    half = _BLOCK // 2
    rows, columns = (side // half * half for side in values.shape)
    cells = values[:rows, :columns].reshape(rows // half, half, columns // half, half).mean((1, 3))
    means: NDArray[Any] = cells[:-1, :-1] + cells[1:, :-1] + cells[:-1, 1:] + cells[1:, 1:]
    return means / 4
