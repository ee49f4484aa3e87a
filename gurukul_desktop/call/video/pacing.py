"""When each packet of a picture leaves, pure.

A keyframe in one burst overruns the short queues of routers and of wireless links, which costs
some of its packets and then a whole round trip. Spread out, it costs a few milliseconds.
"""

from collections.abc import Sequence
from typing import Final

BURST_BYTES: Final = 12_000
"""What leaves at once: an ordinary picture at 2.5 Mbit/s and 30 a second."""
TICK: Final = 0.002
"""Between two bursts, in seconds: event loops wake at whole milliseconds."""
LONGEST: Final = 0.010
"""The most that the last packet of a picture waits behind its first, in seconds."""
HEADROOM: Final = 2.5
"""A picture is sent this much faster than the stream's bit rate (libwebrtc's pacing factor)."""


def bursts(sizes: Sequence[int], bitrate: int) -> list[int]:
    """How many packets leave in each burst, ``TICK`` apart, for packets of ``sizes`` bytes.

    Args:
        sizes: of the packets of one picture, in their order.
        bitrate: of the stream, in bits a second.
    """
    rest = sum(sizes) - BURST_BYTES
    if rest <= 0:
        return [len(sizes)] if sizes else []
    by_rate = bitrate * HEADROOM / 8 * TICK
    by_time = rest / (LONGEST / TICK)
    a_tick = max(by_rate, by_time)
    made: list[int] = []
    count, room = 0, float(BURST_BYTES)
    for size in sizes:
        if size > room and count:
            made.append(count)
            count, room = 0, room + a_tick
        count += 1
        room -= size
    made.append(count)
    return made
