"""Calls over a bad network: ours beside plain aiortc and Chromium, in the same run.

Two hosts in network namespaces, between them a link of 40 ms each way that loses packets at
random each way, of the same seed for all. Pictures are told apart by their numbers, so each
is compared with the very one that was filmed; a smaller one is enlarged for it, as a screen
does. The link's other faults follow: a burst that makes everything late, and an outage.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any, Final

import numpy as np

from gurukul_desktop.media.ports import Samples
from tests.bench.call import NAMES
from tests.bench.calls import film, sweep
from tests.bench.calls.judging import frozen, likeness
from tests.bench.calls.pair import Pair, Stack, pair
from tests.bench.calls.recording import Recording
from tests.bench.plots import lines
from tests.bench.row import Row
from tests.end_to_end.chromium.browser import installed
from tests.network.link import LongLink, long_link
from tests.network.namespaces import network, why_not

DELAY: Final = 0.04
LOSSES: Final = (0.02, 0.05, 0.10)
WARM_UP: Final = 6.0
MEASURED: Final = 18.0
KEEP_EVERY: Final = 23

BURST_AT: Final = 1.0
BURST_DELAY: Final = 0.6
BURST_SECONDS: Final = 1.0
RECOVERED: Final = 0.15
"""Seconds from mouth to ear, the link's own among them, by which the delay is good again."""
WITHIN: Final = 10.0
OUTAGE: Final = 5.0
AFTER: Final = 12.0
BACK_WITHIN: Final = 2.0
GAP_TARGET: Final = 0.06
STOCK_RATIO: Final = 0.1


@dataclass(frozen=True)
class Lossy:
    """What both sides saw and heard under loss, taken together.

    Attributes:
        frozen: seconds of a minute in which the picture stood still.
        ssim, psnr: of the pictures shown, against what was filmed; medians.
        gap: the longest without sound, in seconds.
        late: from mouth to ear, in seconds, median.
    """

    frozen: float
    ssim: float
    psnr: float
    gap: float
    late: float


def run() -> Iterator[Row]:
    """The rows of this bench."""
    if reason := why_not():
        yield Row(f"calls over a bad network: not measured, {reason}", 0, "", "", "-", True)
        return
    stacks: list[Stack] = ["stock", "ours"]
    if installed():
        stacks.append("chromium")
    lossy = {stack: asyncio.run(_losses(stack)) for stack in stacks}
    for place, loss in enumerate(LOSSES):
        yield from _under(
            f"{loss:.0%} loss, 40 ms", {s: found[place] for s, found in lossy.items()}
        )
    for key, name in (("frozen", "frozen, seconds of a minute"), ("ssim", "SSIM")):
        curves = {
            NAMES[stack]: [
                (100 * loss, getattr(one, key)) for loss, one in zip(LOSSES, found, strict=True)
            ]
            for stack, found in lossy.items()
        }
        lines(f"loss-{key}", f"720p30 under loss, 40 ms: {name}", "packets lost (%)", name, curves)
    late = {stack: asyncio.run(_burst(stack)) for stack in stacks}
    lines(
        "burst",
        "sound, mouth to ear, around a burst at 1 s (ms)",
        "seconds",
        "ms late",
        {NAMES[stack]: [(at, 1000 * late) for at, late in curve] for stack, curve in late.items()},
    )
    yield _bursts({stack: _calm(curve) for stack, curve in late.items()})
    yield _outages({stack: asyncio.run(_outage(stack)) for stack in stacks})


def _under(name: str, found: dict[Stack, Lossy]) -> Iterator[Row]:
    ours, stock, chromium = found["ours"], found["stock"], found.get("chromium")

    def beside(words: str) -> str:
        return "; ".join(
            f"{NAMES[stack]} {words.format(one=one)}"
            for stack, one in found.items()
            if stack != "ours"
        )

    yield Row(
        f"video, {name}: frozen",
        round(ours.frozen, 2),
        "s of a minute",
        beside("{one.frozen:.2f}"),
        f"<= {STOCK_RATIO:g} of plain aiortc's, <= Chromium's",
        ours.frozen <= STOCK_RATIO * stock.frozen + 0.01
        and (chromium is None or ours.frozen <= chromium.frozen + 0.01),
    )
    yield Row(
        f"video, {name}: SSIM of what is shown",
        round(ours.ssim, 4),
        "",
        beside("{one.ssim:.4f}")
        + f"; PSNR ours {ours.psnr:.1f} dB, "
        + beside("{one.psnr:.1f} dB"),
        ">= Chromium's",
        chromium is None or ours.ssim >= chromium.ssim,
    )
    strict = "5%" in name
    yield Row(
        f"audio, {name}: longest gap",
        round(1000 * ours.gap),
        "ms",
        beside("{one.gap:.3f} s")
        + f"; late: ours {1000 * ours.late:.0f} ms, "
        + beside("{one.late:.3f} s"),
        f"<= {1000 * GAP_TARGET:.0f}" if strict else "-",
        not strict or ours.gap <= GAP_TARGET,
    )


def _bursts(found: dict[Stack, float]) -> Row:
    return Row(
        f"audio after a burst of {BURST_SECONDS:g} s with {1000 * BURST_DELAY:.0f} ms:"
        f" back under {1000 * RECOVERED:.0f} ms",
        round(found["ours"], 2),
        "s",
        "; ".join(f"{NAMES[s]} {after:.2f}" for s, after in found.items() if s != "ours"),
        f"<= {WITHIN:g}",
        found["ours"] <= WITHIN,
    )


def _outages(found: dict[Stack, float]) -> Row:
    return Row(
        f"link down for {OUTAGE:g} s: picture back at both after its return",
        round(found["ours"], 2),
        "s",
        "; ".join(f"{NAMES[s]} {after:.2f}" for s, after in found.items() if s != "ours"),
        f"<= {BACK_WITHIN:g}",
        found["ours"] <= BACK_WITHIN,
    )


@asynccontextmanager
async def _far_apart(stack: Stack, **options: Any) -> AsyncIterator[tuple[Pair, LongLink]]:
    """A pair that calls over the link and has seen each other."""
    with network() as net:
        hosts = net.host("one"), net.host("other")
        inside = hosts[0].command(), hosts[1].command()
        async with (
            long_link(net) as link,
            pair(stack, inside=inside, **options) as sides,
        ):
            await link.change(delay=DELAY)
            await sides.call()
            yield sides, link


async def _losses(stack: Stack) -> list[Lossy]:
    found = []
    async with _far_apart(stack, keep_every=KEEP_EVERY) as (sides, link):
        for loss in LOSSES:
            await link.change(loss=loss, seed=round(1000 * loss))
            await asyncio.sleep(WARM_UP)
            one, other = await sides.record(MEASURED)
            found.append(_judged([(one, other), (other, one)]))
    return found


def _judged(ways: list[tuple[Recording, Recording]]) -> Lossy:
    reel = film.Film(film.film(720))
    stood, alike, gaps, late = [], [], [], []
    for sender, receiver in ways:
        until = sender.sent[-1][0]
        begun = sender.sent[0][0]
        times = [begun, *(seen.at for seen in receiver.seen)]
        stood.append(frozen(times, max(until, times[-1])) * 60 / (until - begun))
        alike += likeness(reel, receiver.kept)
        spoken, heard = (_track(pieces) for pieces in (sender.spoken, receiver.heard))
        gaps.append(sweep.longest_gap(heard))
        late += [row[1] for row in sweep.delays(spoken, heard)]
    reel.close()
    return Lossy(
        fmean(stood),
        median(ssim for ssim, _ in alike) if alike else 0.0,
        median(psnr for _, psnr in alike) if alike else 0.0,
        max(gaps),
        median(late) if late else float("inf"),
    )


def _track(pieces: list[tuple[float, Samples]]) -> sweep.Track:
    return sweep.track([at for at, _ in pieces], [samples for _, samples in pieces])


Curve = list[tuple[float, float]]
"""How late sound was, in seconds, at so many seconds of the measurement; the worse side."""


async def _burst(stack: Stack) -> Curve:
    async with _far_apart(stack) as (sides, link):
        await asyncio.sleep(WARM_UP)

        async def burst() -> None:
            await asyncio.sleep(BURST_AT)
            await link.change(delay=BURST_DELAY)
            await asyncio.sleep(BURST_SECONDS)
            await link.change(delay=DELAY)

        bursting = asyncio.create_task(burst())
        recordings = await sides.record(BURST_AT + BURST_SECONDS + WITHIN + 4.0)
        await bursting
    one, other = recordings
    curves = []
    for sender, receiver in ((one, other), (other, one)):
        spoken, heard = (_track(pieces) for pieces in (sender.spoken, receiver.heard))
        delays = sweep.delays(spoken, heard)
        # A wrong reading now and then is no delay: of five in a row the median counts.
        curves.append(
            [
                (
                    float(delays[n, 0] - sender.spoken[0][0]),
                    float(np.median(delays[n - 2 : n + 3, 1])),
                )
                for n in range(2, len(delays) - 2, 5)
            ]
        )
    return max(curves, key=_calm)


def _calm(curve: Curve) -> float:
    """Seconds after the burst until sound is late by less than it should be, and stays so."""
    over = BURST_AT + BURST_SECONDS
    return max([at for at, late in curve if late > RECOVERED], default=over) - over


async def _outage(stack: Stack) -> float:
    """Seconds from the link's return until both see a new picture."""
    async with _far_apart(stack) as (sides, link):
        await asyncio.sleep(WARM_UP)

        async def outage() -> float:
            await asyncio.sleep(1.0)
            await link.change(cut=True)
            await asyncio.sleep(OUTAGE)
            await link.change(cut=False)
            return time.monotonic()

        down = asyncio.create_task(outage())
        recordings = await sides.record(1.0 + OUTAGE + AFTER)
        back = await down
    waits = [[s.at - back for s in one.seen if s.at > back + 2 * DELAY] for one in recordings]
    return max(min(wait, default=float("inf")) for wait in waits)
