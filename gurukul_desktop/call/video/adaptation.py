"""How large a picture is sent and how often: what the processor and the network can carry, pure.

There is a ladder for cameras and one for screens, each rung of fewer pixels a second than the one
above: frames go first, then size. The processor and the network each hold a rung, and the lower
one counts. A rung is left downwards within a few seconds and upwards only when the next one has
looked affordable for a while; a step up that had to be taken back makes the while longer.

A rung says how large a picture may be, not its shape: a camera's picture is fitted into it, a
screen's has at most as many pixels.
"""

from collections.abc import Callable, Sequence
from typing import Final, Literal, NamedTuple

from gurukul_desktop.call.statistics import Limit


class Format(NamedTuple):
    """Pictures that fit into ``width`` x ``height``, at most ``rate`` of them a second."""

    width: int
    height: int
    rate: int

    @property
    def pixels(self) -> int:
        """A second."""
        return self.width * self.height * self.rate


LADDER: Final = (
    *(Format(1920, 1080, rate) for rate in (30, 24)),
    *(Format(1280, 720, rate) for rate in (30, 24, 20, 15)),
    *(Format(960, 540, rate) for rate in (24, 20, 15)),
    *(Format(640, 360, rate) for rate in (30, 24, 20, 15)),
    *(Format(480, 270, rate) for rate in (24, 20, 15)),
    *(Format(320, 180, rate) for rate in (30, 20, 15)),
)
START: Final = LADDER.index(Format(1280, 720, 30))

SCREEN_LADDER: Final = (
    *(Format(1920, 1080, rate) for rate in (15, 10, 7, 5)),
    *(Format(1280, 720, rate) for rate in (10, 7, 5)),
    Format(960, 540, 5),
    Format(640, 360, 5),
)
"""Of a screen each picture has to be readable; five of them a second still show what is done."""

LOWEST_BITS: Final = 0.022
"""Bits a pixel below which fewer pixels look better: what libwebrtc's layers have at least
(600 kbit/s for 720p30, 350 for 540p30, 150 for 360p30)."""
CLIMB: Final = 1.5
"""So many times the lowest bits has the rung above to have, so that it is not left at once."""
BUSY: Final = 0.8
"""The part of the time that encoding may take; more leaves nothing for a slow picture."""
IDLE: Final = 0.6
"""The part that it may be expected to take on the rung above."""
OVERTAKEN: Final = 0.15
"""The part of the pictures that may be replaced by newer ones while the encoder is busy."""
NARROW_SECONDS: Final = 1.5
"""So long has the network to be too narrow."""
BUSY_SECONDS: Final = 3.0
"""So long has the processor to be too busy: opening another program is no reason."""
SETTLING: Final = 2.0
"""What is measured so soon after a change of format may still be about the one before."""
PATIENCE: Final = 3.0
MOST_PATIENCE: Final = 120.0
FAILED_WITHIN: Final = 20.0
"""A step up that is taken back so soon has failed."""
FORGIVEN_AFTER: Final = 180.0

_Verdict = Literal["bad", "fair", "good"]


class Load(NamedTuple):
    """The last second of encoding.

    Attributes:
        busy: the part of the time that encoding takes at the full rate of the format, 0 and up.
        overtaken: the part of the pictures that were replaced before they were encoded.
    """

    busy: float
    overtaken: float


class Adaptation:
    """Chooses the format; :meth:`update` is to be called about once a second.

    Args:
        ladder: what there is to choose from.
        largest: nothing above this is wanted; None: no bound.
    """

    def __init__(self, ladder: Sequence[Format] = LADDER, *, largest: Format | None = None) -> None:
        self._ladder = ladder
        self._bound = ladder.index(largest) if largest is not None else 0
        self._start = max(START if ladder is LADDER else 0, self._bound)
        self._cpu = _Holder(BUSY_SECONDS, self._start, len(ladder))
        self._network = _Holder(NARROW_SECONDS, self._start, len(ladder))
        self._top = self._start
        self._changed: float | None = None
        self._index = self._start

    @property
    def format(self) -> Format:
        """What is to be sent."""
        return self._ladder[self._index]

    @property
    def limited_by(self) -> Limit | None:
        """What keeps the picture below what the camera gives; None where nothing does."""
        if self._index <= max(self._top, self._start):
            return None
        return "cpu" if self._cpu.index >= self._network.index else "network"

    def update(
        self, now: float, *, bitrate: int, load: Load | None, source: tuple[int, int]
    ) -> Format:
        """Take in the last second and choose.

        Args:
            bitrate: what the network carries of the picture, in bits a second.
            load: None where nothing was encoded.
            source: width and height of the camera's pictures; zeros before the first.
        """
        self._top = max(self._bound, self._suiting(source))
        for holder in (self._cpu, self._network):
            holder.index = max(holder.index, self._top)
        self._heed_network(now, bitrate)
        if load is not None and (self._changed is None or now - self._changed >= SETTLING):
            self._heed_load(now, load)
        index = max(self._cpu.index, self._network.index)
        if index != self._index:
            self._index, self._changed = index, now
        return self.format

    def _heed_network(self, now: float, bitrate: int) -> None:
        holder = self._network
        fitting = self._highest(lambda rung: bitrate >= LOWEST_BITS * rung.pixels)
        above = self._ladder[max(holder.index - 1, self._top)]
        verdict: _Verdict = "fair"
        if fitting > holder.index:
            verdict = "bad"
        elif bitrate >= CLIMB * LOWEST_BITS * above.pixels:
            verdict = "good"
        if holder.judge(verdict, now):
            holder.lower(fitting, now)
        holder.index = max(holder.index, self._top)

    def _heed_load(self, now: float, load: Load) -> None:
        holder = self._cpu
        a_pixel = load.busy / self.format.pixels
        above = self._ladder[max(self._index - 1, self._top)]
        verdict: _Verdict = "fair"
        if load.busy > BUSY or load.overtaken > OVERTAKEN:
            verdict = "bad"
        elif a_pixel * above.pixels <= IDLE and load.overtaken <= OVERTAKEN / 3:
            # Where the network holds a lower rung, nothing is known of the one above ours.
            verdict = "good" if self._index == holder.index else "fair"
        if holder.judge(verdict, now):
            affordable = self._highest(lambda rung: a_pixel * rung.pixels <= BUSY)
            holder.lower(max(affordable, self._index + 1), now)
        holder.index = max(holder.index, self._top)

    def _suiting(self, source: tuple[int, int]) -> int:
        """The highest rung that is not larger than it has to be for the source's pictures."""
        width, height = source
        if not width:
            return self._start
        top = 0
        for index, rung in enumerate(self._ladder):
            larger = rung.width >= width and rung.height >= height
            if larger and rung.rate == self._ladder[0].rate:
                top = index
        return top

    def _highest(self, fits: Callable[[Format], bool]) -> int:
        """The highest rung that fits, or the lowest of all."""
        found = (index for index, rung in enumerate(self._ladder) if fits(rung))
        return next(found, len(self._ladder) - 1)


class _Holder:
    """The rung that one of the two can carry."""

    def __init__(self, bad_seconds: float, start: int, rungs: int) -> None:
        self.index = start
        self._lowest = rungs - 1
        self._bad_seconds = bad_seconds
        self._patience = PATIENCE
        self._since: tuple[_Verdict, float] | None = None
        self._raised: float | None = None
        self._failed: float | None = None

    def judge(self, verdict: _Verdict, now: float) -> bool:
        """Climb if it has been good for long enough; whether it has been bad for too long."""
        if self._since is None or self._since[0] != verdict:
            self._since = verdict, now
        lasted = now - self._since[1]
        if verdict == "good" and lasted >= self._patience:
            if self._failed is not None and now - self._failed > FORGIVEN_AFTER:
                self._patience, self._failed = PATIENCE, None
            self.index = max(0, self.index - 1)
            self._raised, self._since = now, None
        return verdict == "bad" and lasted >= self._bad_seconds

    def lower(self, index: int, now: float) -> None:
        if self._raised is not None and now - self._raised < FAILED_WITHIN:
            self._patience = min(2 * self._patience, MOST_PATIENCE)
            self._failed = now
        self.index = min(index, self._lowest)
        self._since = None
