"""Looks for words that have no room: cut off, drawn outside of their place or over others."""

from collections.abc import Container, Iterator

from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem, QQuickWindow

_SLACK = 1.5
"""Pixels by which a text may be larger than its place: fonts are measured in fractions."""


def crowded(window: QQuickWindow, elided: Container[str]) -> list[str]:
    """What is wrong with the words on the screen; those of ``elided`` may be cut off by dots."""
    wrong = []
    whole = QRectF(0, 0, window.width(), window.height())
    for layer in _layers(window):
        seen: list[tuple[QRectF, str]] = []
        for item, text, clip in _texts(layer, whole):
            place = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
            if item.property("truncated") and text not in elided:
                wrong.append(f"cut off: {text!r}")
            if item.property("contentHeight") > item.height() + _SLACK:
                wrong.append(f"too high for its place: {text!r}")
            if item.property("contentWidth") > item.width() + _SLACK and not item.property(
                "truncated"
            ):
                wrong.append(f"too wide for its place: {text!r}")
            if place.left() < clip.left() - _SLACK or place.right() > clip.right() + _SLACK:
                wrong.append(f"beside what is shown: {text!r}")
            if clip == whole and (
                place.top() < -_SLACK or place.bottom() > whole.bottom() + _SLACK
            ):
                wrong.append(f"above or below the window: {text!r}")
            shown = place.intersected(clip)
            for other, words in seen:
                both = shown.intersected(other)
                if both.width() > 2 * _SLACK and both.height() > 2 * _SLACK:
                    wrong.append(f"one over the other: {words!r} and {text!r}")
            seen.append((shown, text))
    return wrong


def _layers(window: QQuickWindow) -> Iterator[list[QQuickItem]]:
    """The page, and each popup over it: what lies over another is meant to."""
    page = []
    for item in window.contentItem().childItems():
        if item.inherits("QQuickOverlay"):
            yield from ([popup] for popup in item.childItems())
        elif item.metaObject().className().startswith(("Toasts_", "CrashNotice_", "Notices_")):
            yield [item]
        else:
            page.append(item)
    yield page


def _texts(layer: list[QQuickItem], clip: QRectF) -> Iterator[tuple[QQuickItem, str, QRectF]]:
    """Every text that is shown, and the part of the window that it may be in."""
    waiting = [(item, clip) for item in layer]
    while waiting:
        item, room = waiting.pop()
        if not item.isVisible() or item.opacity() == 0 or item.height() == 0:
            continue
        if item.inherits("QQuickText") and item.property("text"):
            yield item, item.property("text"), room
        if item.clip():
            room = room.intersected(item.mapRectToScene(QRectF(0, 0, item.width(), item.height())))
        waiting += [(child, room) for child in item.childItems()]
