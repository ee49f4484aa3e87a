"""The picture of a ``test`` camera: a sun that crosses a calm sky over moving hills, and a clock.

Made to be cheap: the sky, the hills and the letters are drawn once; a picture is a copy of the
sky into which the sun, the hills and the clock are laid, plane by plane. Colours are BT.601 in
limited range, as a webcam's are.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from gurukul_desktop.late import av, np
from gurukul_desktop.media import glyphs

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH: Final = 1280
HEIGHT: Final = 720
FRAME_RATE: Final = 30

Plane: TypeAlias = "NDArray[np.uint8]"
Colour = tuple[int, int, int]

_TIME_BASE: Final = Fraction(1, FRAME_RATE)
_CLOCK_HEIGHT: Final = 132
_CLOCK_TOP: Final = 330
_NAME_HEIGHT: Final = 200
_NAME_TOP: Final = 110
_SUN_SIZE: Final = 336
_SUN_RADIUS: Final = 76
_SUN_PERIOD: Final = 12.0
_HILLS_HEIGHT: Final = 260


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one variant, as red, green, blue."""

    zenith: Colour
    horizon: Colour
    sun: Colour
    far_hills: Colour
    near_hills: Colour


_INDIGO: Final = Palette((34, 28, 84), (232, 146, 84), (255, 214, 140), (96, 62, 122), (40, 28, 78))
_TEAL: Final = Palette((8, 72, 84), (168, 222, 196), (255, 250, 224), (34, 128, 122), (8, 66, 74))
_ROSE: Final = Palette((92, 30, 72), (250, 176, 170), (255, 236, 214), (158, 66, 98), (88, 26, 62))
_SKY: Final = Palette((34, 92, 168), (206, 230, 248), (255, 248, 206), (74, 134, 98), (30, 84, 62))
_NAMED: Final = {"": _INDIGO, "a": _INDIGO, "b": _TEAL, "c": _ROSE, "d": _SKY}
_PALETTES: Final = (_INDIGO, _TEAL, _ROSE, _SKY)


def palette(variant: str) -> Palette:
    """The colours of a variant; ``a`` to ``d`` differ, any other word always has the same."""
    name = variant.lower()
    return _NAMED.get(name) or _PALETTES[zlib.crc32(name.encode()) % len(_PALETTES)]


class Pattern:
    """Draws the pictures of one variant, 1280x720 in yuv420p, with its name and a clock.

    Args:
        variant: which colours, and the name.
        lettered: whether name and clock are drawn.
    """

    def __init__(self, variant: str, *, lettered: bool = True) -> None:
        colours = palette(variant)
        self._sky = _gradient(colours.zenith, colours.horizon)
        self._sun = _to_yuv(colours.sun)
        self._glow = _sun_mask()
        self._hills = [
            _Hills(colours.far_hills, top=0, heights=(46, 30, 14), waves=(1, 3, 5), speed=24),
            _Hills(colours.near_hills, top=70, heights=(40, 34, 10), waves=(2, 3, 7), speed=60),
        ]
        self._letters = {letter: glyphs.mask(letter, _CLOCK_HEIGHT) for letter in "0123456789:."}
        self._lettered = lettered
        name = glyphs.drawable(variant)[:8] if lettered else ""
        self._name = glyphs.line(name, _NAME_HEIGHT) if name else None

    def draw(self, number: int) -> av.VideoFrame:
        """Picture ``number`` of a film of 30 a second; its clock starts at 00:00.0."""
        seconds = number / FRAME_RATE
        frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
        planes = [_view(plane) for plane in frame.planes]
        for plane, sky in zip(planes, self._sky, strict=True):
            np.copyto(plane, sky)
        self._lay_sun(planes, seconds)
        for hills in self._hills:
            hills.lay(planes, seconds)
        if self._name is not None:
            _write(planes, self._name, _NAME_TOP)
        if self._lettered:
            _write(planes, self._clock(seconds), _CLOCK_TOP)
        frame.pts = number
        frame.time_base = _TIME_BASE
        return frame

    def _lay_sun(self, planes: list[Plane], seconds: float) -> None:
        turn = 2 * math.pi * seconds / _SUN_PERIOD
        x = int((WIDTH - _SUN_SIZE) * (0.5 - 0.5 * math.cos(turn))) // 2 * 2
        y = int(40 + 50 * (1 + math.cos(2 * turn))) // 2 * 2
        _blend(planes[0], self._glow, x, y, self._sun[0])
        for plane, value in zip(planes[1:], self._sun[1:], strict=True):
            _blend(plane, self._glow[::2, ::2], x // 2, y // 2, value)

    def _clock(self, seconds: float) -> glyphs.Mask:
        tenths = int(seconds * 10 + 1e-6)
        text = f"{tenths // 600 % 100:02}:{tenths // 10 % 60:02}.{tenths % 10}"
        return np.hstack([self._letters[letter] for letter in text])


class _Hills:
    """One row of hills that moves to the left and comes round."""

    def __init__(
        self,
        colour: Colour,
        *,
        top: int,
        heights: tuple[int, int, int],
        waves: tuple[int, int, int],
        speed: int,
    ) -> None:
        turn = 2 * np.pi * np.arange(2 * WIDTH) / WIDTH
        ridge = np.full(2 * WIDTH, top + 90.0)
        for height, wave in zip(heights, waves, strict=True):
            ridge -= height * np.sin(wave * turn + height)
        land = np.where(np.arange(_HILLS_HEIGHT)[:, None] >= ridge[None, :], 255, 0)
        full = land.astype(np.uint8)
        halved = full[::2, ::2].copy()
        # What stays of the picture and what comes in its place, as bits: two plain passes over
        # the bytes take a fifth of the time of one with a mask.
        self._layers = [
            (~mask, mask & np.uint8(value))
            for mask, value in zip((full, halved, halved), _to_yuv(colour), strict=True)
        ]
        self._speed = speed

    def lay(self, planes: list[Plane], seconds: float) -> None:
        x = int(seconds * self._speed) % WIDTH // 2 * 2
        for index, (plane, (kept, land)) in enumerate(zip(planes, self._layers, strict=True)):
            left = x if index == 0 else x // 2
            seen = slice(left, left + plane.shape[1])
            below = plane[plane.shape[0] - land.shape[0] :]
            np.bitwise_and(below, kept[:, seen], out=below)
            np.bitwise_or(below, land[:, seen], out=below)


def _view(plane: av.video.plane.VideoPlane) -> Plane:
    """The pixels of a plane, without the padding at the end of its lines."""
    pixels: Plane = np.frombuffer(memoryview(plane), np.uint8)
    return pixels.reshape(-1, plane.line_size)[: plane.height, : plane.width]


def _blend(plane: Plane, mask: glyphs.Mask, x: int, y: int, value: int) -> None:
    part = plane[y : y + mask.shape[0], x : x + mask.shape[1]]
    mixed = part.astype(np.int16)
    mixed += ((value - mixed) * mask) >> 7  # at most 255 * 128, which 16 bits hold
    part[...] = mixed.astype(np.uint8)


def _write(planes: list[Plane], mask: glyphs.Mask, top: int) -> None:
    """White letters in the middle of the line."""
    x = (WIDTH - mask.shape[1]) // 4 * 2
    _blend(planes[0], mask, x, top, 235)
    for plane in planes[1:]:
        _blend(plane, mask[::2, ::2], x // 2, top // 2, 128)


def _gradient(top: Colour, bottom: Colour) -> list[Plane]:
    down = np.linspace(0.0, 1.0, HEIGHT)[:, None] ** 1.3
    across = 0.12 * np.linspace(-1.0, 1.0, WIDTH)[None, :]
    mixture = np.clip(down * 1.15 + across, 0.0, 1.0)
    planes: list[Plane] = []
    for index, (first, last) in enumerate(zip(_to_yuv(top), _to_yuv(bottom), strict=True)):
        plane = np.rint(first + (last - first) * mixture).astype(np.uint8)
        planes.append(plane if index == 0 else plane[::2, ::2].copy())
    return planes


def _sun_mask() -> glyphs.Mask:
    middle = (_SUN_SIZE - 1) / 2
    rows, columns = np.mgrid[0:_SUN_SIZE, 0:_SUN_SIZE]
    away = np.hypot(rows - middle, columns - middle)
    disc = np.clip(_SUN_RADIUS + 0.5 - away, 0.0, 1.0)
    glow = 0.45 * np.clip(1 - (away - _SUN_RADIUS) / (_SUN_SIZE / 2 - _SUN_RADIUS), 0.0, 1.0) ** 2
    mask: glyphs.Mask = (np.maximum(disc, glow) * glyphs.FULL).astype(np.int16)
    return mask


def _to_yuv(colour: Colour) -> tuple[int, int, int]:
    """ITU-R BT.601, limited range."""
    red, green, blue = (part / 255 for part in colour)
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    return (
        round(16 + 219 * luma),
        round(128 + 224 * (blue - luma) / 1.772),
        round(128 + 224 * (red - luma) / 1.402),
    )
