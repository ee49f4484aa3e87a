"""A moving picture of our own in a window without a camera."""

from functools import cache
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from gurukul_desktop.media.pattern import FRAME_RATE, Pattern
from gurukul_desktop.ui.video import VideoSurface

STILL_AT: Final = 75
"""The picture that a still shows, where the sun stands a little aside of the middle."""


@cache
def _pattern(variant: str) -> Pattern:
    return Pattern(variant, lettered=False)


class Film(QObject):
    """Shows a pattern in one surface, moving or still.

    Args:
        surface: where it is seen.
        moving: whether it moves; else it stands at the same picture always.
    """

    def __init__(self, surface: VideoSurface, *, moving: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._surface = surface
        self._moving = moving
        self._variant: str | None = None
        self._number = STILL_AT
        self._timer = QTimer(self)
        self._timer.setInterval(1000 // FRAME_RATE)
        self._timer.timeout.connect(self._draw)

    def show(self, variant: str | None) -> None:
        """Show this variant of the pattern, or nothing; the same as before goes on."""
        if variant == self._variant and (variant is not None) == bool(self._surface.hasPicture):
            return
        self._variant = variant
        self._number = STILL_AT
        if variant is None:
            self._timer.stop()
            self._surface.clear()
            return
        self._draw()
        if self._moving:
            self._timer.start()

    def stop(self) -> None:
        """Stand still. Idempotent."""
        self._timer.stop()

    @Slot()
    def _draw(self) -> None:
        if self._variant is not None:
            self._surface.present(_pattern(self._variant).draw(self._number))
            self._number += 1
