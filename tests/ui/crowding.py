"""Looks for words that have no room: cut off, drawn outside of their place or over others."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem, QQuickWindow

_SLACK = 1.5
"""Pixels by which a text may be larger than its place: fonts are measured in fractions."""


def crowded(window: QQuickWindow, elided: re.Pattern[str]) -> list[str]:
    """What is wrong with the words on the screen; those like ``elided`` may end in dots."""
    wrong = []
    whole = QRectF(0, 0, window.width(), window.height())
    for layer in _layers(window):
        seen: list[tuple[QRectF, str]] = []
        for item, text, room, clip in _texts(layer, whole):
            place = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
            if item.property("truncated") and not elided.fullmatch(text):
                wrong.append(f"cut off: {text!r}")
            if item.property("contentHeight") > item.height() + _SLACK:
                wrong.append(f"too high for its place: {text!r}")
            if item.property("contentWidth") > item.width() + _SLACK and not item.property(
                "truncated"
            ):
                wrong.append(f"too wide for its place: {text!r}")
            if place.left() < room.left() - _SLACK or place.right() > room.right() + _SLACK:
                wrong.append(f"beside what is shown: {text!r}")
            if room == whole and (
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
    """Each popup, and the page where no veil lies over it: one may lie over another."""
    page = []
    veiled = False
    for item in window.contentItem().childItems():
        if item.inherits("QQuickOverlay"):
            for popup in item.childItems():
                if popup.inherits("QQuickPopupItem"):
                    yield [popup]
                elif popup.isVisible():
                    veiled = True
        elif item.metaObject().className().startswith(("Toasts_", "CrashNotice_", "Notices_")):
            yield [item]
        else:
            page.append(item)
    if not veiled:
        yield page


def _texts(
    layer: list[QQuickItem], whole: QRectF
) -> Iterator[tuple[QQuickItem, str, QRectF, QRectF]]:
    """Every text that is shown, the part of the window that it may be in, and what is seen."""
    waiting = [(item, whole, whole) for item in layer]
    while waiting:
        item, room, seen = waiting.pop()
        if not item.isVisible() or item.opacity() == 0 or item.height() == 0:
            continue
        if item.inherits("QQuickText") and item.property("text"):
            yield item, item.property("text"), room, seen
        if item.clip():
            place = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
            seen = seen.intersected(place)
            if item.inherits("QQuickFlickable"):
                wide = max(item.width(), item.property("contentWidth"))
                place = item.mapRectToScene(QRectF(0, 0, wide, item.height()))
            room = place
        waiting += [(child, room, seen) for child in item.childItems()]
