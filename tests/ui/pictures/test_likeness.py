"""What counts as the same picture: other letters' edges do, what a person would notice does not."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem

from gurukul_desktop.demo.scenes import named
from tests.ui.pictures.likeness import difference, kept
from tests.ui.pictures.photographer import Photographer


def taken(photographer: Photographer, scene: str) -> QImage:
    photographer.speak("en")
    return kept(dict(photographer.take(named(scene)))["dark"])


def again(photographer: Photographer) -> QImage:
    QGuiApplication.processEvents()
    return kept(photographer.showing.window.window.grabWindow())


def button(photographer: Photographer, text: str) -> QQuickItem:
    waiting = [photographer.showing.window.window.contentItem()]
    while waiting:
        item = waiting.pop()
        if (
            item.metaObject().className().startswith("PillButton_")
            and item.property("text") == text
        ):
            return item
        waiting += item.childItems()
    raise AssertionError(text)


def test_the_same_scene_is_the_same_picture(photographer: Photographer) -> None:
    before = taken(photographer, "connected")
    assert taken(photographer, "idle-topics") != before
    assert difference(before, taken(photographer, "connected")).most == 0


def test_letters_with_other_edges_pass(photographer: Photographer) -> None:
    before = taken(photographer, "idle")
    font = QGuiApplication.font()
    other = QFont(font)
    other.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    other.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    QGuiApplication.setFont(other)
    try:
        after = taken(photographer, "idle")
    finally:
        QGuiApplication.setFont(font)
    assert difference(before, after).alike


def test_half_a_pixel_passes(photographer: Photographer) -> None:
    before = taken(photographer, "idle")
    item = button(photographer, "Find Partner")
    item.setPosition(item.position() + QPointF(0.5, 0.5))
    assert difference(before, again(photographer)).alike


def test_a_button_that_moved_is_seen(photographer: Photographer) -> None:
    before = taken(photographer, "idle")
    item = button(photographer, "Find Partner")
    item.setPosition(item.position() + QPointF(24, 0))
    found = difference(before, again(photographer))
    assert not found.alike
    height = photographer.showing.window.window.height()
    assert abs(found.place[1] - item.mapToScene(QPointF(0, item.height() / 2)).y() / height) < 0.1


def test_a_button_that_is_missing_is_seen(photographer: Photographer) -> None:
    before = taken(photographer, "searching")
    button(photographer, "Cancel").setVisible(False)
    assert not difference(before, again(photographer)).alike


def test_a_wrong_colour_is_seen(photographer: Photographer) -> None:
    before = taken(photographer, "idle")
    background = button(photographer, "Find Partner").property("background")
    background.setProperty("color", QColor("#e0409a"))
    assert not difference(before, again(photographer)).alike


def test_a_missing_picture_is_seen(photographer: Photographer) -> None:
    before = taken(photographer, "connected")
    photographer.showing.window.remote.clear()
    assert not difference(before, again(photographer)).alike


def test_the_other_theme_is_seen(photographer: Photographer) -> None:
    photographer.speak("en")
    pictures = dict(photographer.take(named("idle")))
    assert not difference(kept(pictures["light"]), kept(pictures["dark"])).alike
    assert "at most" in str(difference(kept(pictures["light"]), kept(pictures["dark"])))
