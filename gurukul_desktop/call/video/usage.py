"""What each way of using the line means in bits and pictures."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from gurukul_desktop.call.ports import Usage
from gurukul_desktop.call.video.adaptation import Format


class Limits(NamedTuple):
    """The bounds of one way.

    Attributes:
        ceiling: bits a second of the picture that is sent, of at most 1280x720.
        large_ceiling: for larger ones.
        largest: the camera's picture; None: as large as the camera gives. A screen's stays as
            large as it can be read, and comes less often.
        asked: bits a second that the partner is asked for, with its sound; None: what it gives.
    """

    ceiling: int
    large_ceiling: int
    largest: Format | None = None
    asked: int | None = None


LIMITS: Final[Mapping[Usage, Limits]] = MappingProxyType(
    {
        "saving": Limits(300_000, 300_000, Format(640, 360, 15), 360_000),
        "automatic": Limits(2_500_000, 4_000_000),
        "best": Limits(4_000_000, 6_000_000),
    }
)
