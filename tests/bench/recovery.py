"""A link that goes down and comes back, and one that is dead for good while another is there.

Two engines in this process, as in :mod:`tests.bench.cycles`. The link is cut under ICE: what the
sockets receive is dropped. The server that carries the signals is behind the same link, so
nothing is built anew before it is back.
"""

import asyncio
import time
from collections.abc import Iterator
from statistics import median
from typing import Final

import pytest

from tests.bench.cycles import ROLES, Side
from tests.bench.row import Row
from tests.call.wire import Wire

DOWN: Final = 5.0
RUNS: Final = 3
ON_ITS_WAY: Final = 0.5
"""Pictures that came in before the connection died are shown by then."""
BACK_TARGET: Final = 2000.0


def run() -> Iterator[Row]:
    """The rows of this bench."""
    back, anew = asyncio.run(_measure())
    yield Row(
        f"link down for {DOWN:g} s: picture back at both after it returned",
        round(back),
        "ms",
        "plain aiortc: sound at once, picture after seconds",
        f"<= {BACK_TARGET:g}",
        back <= BACK_TARGET,
    )
    yield Row(
        "connection dead, another way open: picture back at both after it died",
        round(anew),
        "ms",
        "3 s of it until it is noticed",
        "-",
        True,
    )


async def _measure() -> tuple[float, float]:
    back, anew = [], []
    with pytest.MonkeyPatch.context() as patch:
        wire = Wire(patch)
        sides = [Side(role) for role in ROLES]
        sides[0].partner, sides[1].partner = sides[1], sides[0]
        for side in reversed(sides):
            side.place()
        await _seen(sides)
        for _ in range(RUNS):
            wire.cut(*(side.engine for side in sides))
            for side in sides:
                side.server_is_away()
            await asyncio.sleep(DOWN)
            wire.mend()
            for side in sides:
                side.server_is_back()
            back.append(await _seen(sides))
            await asyncio.sleep(1)
            wire.kill()
            await asyncio.sleep(ON_ITS_WAY)
            anew.append(await _seen(sides) + 1000 * ON_ITS_WAY)
            await asyncio.sleep(3)
        for side in sides:
            await side.aclose()
    return median(back), median(anew)


async def _seen(sides: list[Side]) -> float:
    """Wait for the next picture at both; milliseconds until there is one at the later."""
    began = time.perf_counter()
    for side in sides:
        side.look_again()
    await asyncio.gather(*(side.until_seen() for side in sides))
    return (max(side.first_at for side in sides) - began) * 1000


if __name__ == "__main__":
    import sys

    for row in run():
        sys.stdout.write(f"{row}\n")
