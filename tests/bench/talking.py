"""A clip that is as hard to encode as a webcam's: a person who talks at a desk before a bookshelf.

Cloth, hair and skin have texture, the books have titles, the head turns and nods, the mouth and
the eyes move, now and then a hand comes up, the light flickers a little, and over all of it lies
the noise of a sensor after a webcam's own denoiser. The same seed gives the same clip.
"""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from gurukul_desktop.media import glyphs

RATE: Final = 30
LINES: Final = 720
COLUMNS: Final = 1280

Picture = NDArray[np.float32]

_TITLES: Final = ("ALGEBRA", "OPTICS", "HISTORY", "GENETICS", "CALCULUS", "LOGIC", "ATLAS")
_NOISE: Final = 2.2
_NOISES: Final = 8


def clip(seconds: float, *, lines: int = LINES, seed: int = 7) -> Iterator[av.VideoFrame]:
    """Its pictures in yuv420p, 30 a second, ``lines`` high and of shape 16:9."""
    random = np.random.default_rng(seed)
    room = _room(random)
    torso = _sprite(random, 470, 860, (58, 70, 110), grain=26)
    head = _face(random)
    hand = _sprite(random, 230, 150, (196, 150, 126), grain=12)
    noises = [_blurred(random.normal(0, _NOISE * 2, (LINES, COLUMNS)), 1) for _ in range(_NOISES)]
    reformatter = VideoReformatter()
    for number in range(round(seconds * RATE)):
        at = number / RATE
        picture = room.copy()
        sway, nod = 26 * math.sin(0.7 * at) + 5 * math.sin(2.9 * at), 8 * math.sin(1.9 * at)
        _lay(picture, torso, 640 + 0.4 * sway, 640, 0.02 * math.sin(0.7 * at), 1.0)
        turned = 0.07 * math.sin(1.1 * at) + 0.02 * math.sin(4.3 * at)
        talking = max(0.0, math.sin(2 * math.pi * 3.1 * at)) * (0.4 + 0.6 * math.sin(0.9 * at) ** 2)
        face = _speaking(head, talking, blinking=number % 97 < 5)
        _lay(picture, face, 640 + sway, 330 + nod, turned, 1 + 0.02 * math.sin(0.5 * at))
        raised = max(0.0, math.sin(1.3 * at - 1.0))
        if raised:
            _lay(picture, hand, 930 - 40 * raised, 800 - 330 * raised, 0.9 * math.sin(3 * at), 1.0)
        noise = np.roll(noises[number % _NOISES], random.integers(0, 400, 2), (0, 1))
        picture += noise[:, :, None] + 0.6 * math.sin(0.8 * at)
        pixels = np.clip(picture, 0, 255).astype(np.uint8)
        frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
        columns = lines * COLUMNS // LINES
        made = reformatter.reformat(frame, columns, lines, "yuv420p", threads=1)
        made.pts, made.time_base = number * 3000, Fraction(1, 90_000)
        yield made


def _blurred(values: NDArray[np.float64], times: int) -> Picture:
    """Neighbours averaged, as a lens and a webcam's denoiser do."""
    for _ in range(times):
        for axis in (0, 1):
            values = (np.roll(values, 1, axis) + 2 * values + np.roll(values, -1, axis)) / 4
    return values.astype(np.float32)


def _texture(random: np.random.Generator, shape: tuple[int, int], grain: float) -> Picture:
    """Something between cloth and skin: noise of several sizes."""
    made = np.zeros(shape)
    for size in (1, 3, 9, 27):
        small = random.normal(0, 1, (shape[0] // size + 1, shape[1] // size + 1))
        made += np.kron(small, np.ones((size, size)))[: shape[0], : shape[1]] / 2
    return _blurred(made * grain / 3, 2)


def _room(random: np.random.Generator) -> Picture:
    wall = np.linspace(178, 142, LINES, dtype=np.float32)[:, None]
    room = np.stack([wall + tint + np.zeros(COLUMNS, np.float32) for tint in (8, 0, -14)], axis=2)
    room += _texture(random, (LINES, COLUMNS), 5)[:, :, None]
    for shelf in (30, 270):
        left = 40
        while left < COLUMNS - 90:
            width, height = int(random.integers(34, 80)), int(random.integers(150, 208))
            book = room[shelf + 210 - height : shelf + 210, left : left + width]
            book[:] = random.integers(40, 215, 3) + _texture(random, (height, width), 9)[:, :, None]
            title = glyphs.line(str(random.choice(_TITLES)), width * 2 // 5)
            mask = np.rot90(title)[:height, :width].astype(np.float32) / glyphs.FULL
            ink = book[-mask.shape[0] :, width // 4 : width // 4 + mask.shape[1]]
            mask = mask[: ink.shape[0], : ink.shape[1], None]
            ink[:] = ink * (1 - mask) + 235 * mask
            left += width + int(random.integers(2, 9))
        room[shelf + 210 : shelf + 226] = (96, 66, 44)
    for channel in range(3):
        room[:, :, channel] = _blurred(room[:, :, channel].astype(np.float64), 2)
    return room


def _sprite(
    random: np.random.Generator,
    height: int,
    width: int,
    colour: tuple[int, int, int],
    *,
    grain: float,
) -> Picture:
    """An ellipse of textured cloth or skin, lit from the left, with soft edges (RGB, cover)."""
    rows = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    columns = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    far = rows**2 + columns**2
    cover = np.clip((1 - far) * 14, 0, 1)
    light = 1.12 - 0.3 * columns - 0.12 * far
    texture = _texture(random, (height, width), grain)
    channels = [light * value + texture for value in colour]
    return np.stack([*channels, cover], axis=2).astype(np.float32)


def _face(random: np.random.Generator) -> Picture:
    face = _sprite(random, 400, 310, (204, 158, 132), grain=9)
    rows, columns = np.mgrid[-1:1:400j, -1:1:310j].astype(np.float32)
    strands = np.repeat(random.normal(0, 26, (1, 310)), 400, axis=0)
    hair = (rows < -0.42 - 0.2 * np.cos(3 * columns)) | (np.abs(columns) > 0.86 - 0.1 * rows)
    brown = np.array([52, 38, 30], np.float32)
    face[hair, :3] = brown + _blurred(strands, 1)[hair, None]
    for side in (-0.36, 0.36):
        _paint(face, rows, columns, (-0.2, side, 0.02, 0.17), (70, 50, 40))  # a brow
        _paint(face, rows, columns, (-0.07, side, 0.045, 0.12), (238, 236, 232))
        _paint(face, rows, columns, (-0.07, side, 0.042, 0.05), (50, 34, 24))
    _paint(face, rows, columns, (0.22, 0.03, 0.05, 0.1), (178, 128, 106))  # the nose
    return face


def _speaking(head: Picture, talking: float, *, blinking: bool) -> Picture:
    face = head.copy()
    rows, columns = np.mgrid[-1:1:400j, -1:1:310j].astype(np.float32)
    _paint(face, rows, columns, (0.5, 0.0, 0.05 + 0.1 * talking, 0.26), (168, 82, 80))
    _paint(face, rows, columns, (0.5, 0.0, 0.005 + 0.08 * talking, 0.2), (70, 26, 30))
    if blinking:
        for side in (-0.36, 0.36):
            _paint(face, rows, columns, (-0.07, side, 0.05, 0.13), (190, 144, 120))
    return face


def _paint(
    face: Picture,
    rows: Picture,
    columns: Picture,
    ellipse: tuple[float, float, float, float],
    colour: tuple[int, int, int],
) -> None:
    """An ellipse (its middle's row and column, half its height and width) with a soft edge."""
    row, column, height, width = ellipse
    far = ((rows - row) / height) ** 2 + ((columns - column) / width) ** 2
    cover = np.clip((1.2 - far) * 3, 0, 1)[:, :, None]
    face[:, :, :3] = face[:, :, :3] * (1 - cover) + np.array(colour, np.float32) * cover


def _lay(
    picture: Picture, sprite: Picture, x: float, y: float, turned: float, scale: float
) -> None:
    """Blend ``sprite`` into the picture, its middle at ``x``, ``y``, turned by radians."""
    height, width = sprite.shape[:2]
    reach = math.hypot(height, width) / 2 * scale
    top, bottom = max(0, int(y - reach)), min(LINES, int(y + reach))
    left, right = max(0, int(x - reach)), min(COLUMNS, int(x + reach))
    rows = np.arange(top, bottom, dtype=np.float32)[:, None] - np.float32(y)
    columns = np.arange(left, right, dtype=np.float32)[None, :] - np.float32(x)
    cosine, sine = math.cos(turned) / scale, math.sin(turned) / scale
    source_row = cosine * rows - sine * columns + height / 2
    source_column = sine * rows + cosine * columns + width / 2
    inside = (source_row >= 0) & (source_row < height - 1.001)
    inside &= (source_column >= 0) & (source_column < width - 1.001)
    at_row, at_column = source_row[inside], source_column[inside]
    row, column = at_row.astype(np.int32), at_column.astype(np.int32)
    down, across = (at_row - row)[:, None], (at_column - column)[:, None]
    upper = sprite[row, column] * (1 - across) + sprite[row, column + 1] * across
    lower = sprite[row + 1, column] * (1 - across) + sprite[row + 1, column + 1] * across
    found = upper * (1 - down) + lower * down
    cover = found[:, 3:]
    target = picture[top:bottom, left:right]
    target[inside] = target[inside] * (1 - cover) + found[:, :3] * cover
