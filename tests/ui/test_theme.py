"""Tests for Theme.qml: what is written can be read, by day and by night."""

import re
from collections.abc import Callable
from itertools import accumulate

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from gurukul_desktop import paths
from gurukul_desktop.ui.window import Window

MODULE = paths.assets() / "ui" / "Gurukul"

# Words over plain grounds; both names are of the theme.
PAIRS = [
    ("text", "surface"),
    ("text", "surfaceRaised"),
    ("text", "line"),
    ("text", "chosen"),
    ("textSoft", "surface"),
    ("textSoft", "surfaceRaised"),
    ("textSoft", "chosen"),
    ("accentText", "chosen"),
    ("accentText", "surface"),
    ("accentText", "surfaceRaised"),
    ("text", "notice"),
    ("good", "surface"),
    ("accentInk", "accent"),
    ("accentInk", "accentHover"),
    ("accentInk", "accentPressed"),
    ("dangerInk", "danger"),
    ("dangerInk", "dangerHover"),
    ("dangerInk", "dangerPressed"),
    ("noticeText", "notice"),
    ("accentText", "notice"),
    ("groundBottom", "text"),
    ("stageText", "stage"),
    ("stageText", "stageTop"),
    ("stageTextSoft", "stage"),
    ("stageTextSoft", "stageTop"),
]


def luminance(color: QColor) -> float:
    """Relative luminance (WCAG 2.2)."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio (WCAG 2.2), 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def over(ground: QColor, paint: QColor) -> QColor:
    """What is seen of a colour that lets the ground through."""
    alpha = paint.alphaF()
    mixed = [
        above * alpha + below * (1 - alpha)
        for above, below in zip(paint.getRgbF()[:3], ground.getRgbF()[:3], strict=True)
    ]
    return QColor.fromRgbF(*mixed)


@pytest.fixture(params=[Qt.ColorScheme.Dark, Qt.ColorScheme.Light], ids=["dark", "light"])
def theme(window: Window, request: pytest.FixtureRequest) -> QObject:
    theme = window.theme
    theme.setProperty("scheme", request.param)
    return theme


@pytest.fixture
def color(theme: QObject) -> Callable[[str], QColor]:
    return lambda name: QColor(theme.property(name))


@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_stand_out(color: Callable[[str], QColor], words: str, ground: str) -> None:
    assert contrast(color(words), color(ground)) >= 4.5


@pytest.mark.parametrize("words", ["text", "textSoft", "accentText"])
def test_words_stand_out_on_every_ring_of_the_dawn(
    theme: QObject, color: Callable[[str], QColor], words: str
) -> None:
    rings = [QColor(ring) for ring in reversed(theme.property("dawn"))]
    assert len(rings) == 5
    for ground in (color("groundTop"), color("groundBottom")):
        for seen in accumulate(rings, over, initial=ground):
            assert contrast(color(words), seen) >= 4.5


@pytest.mark.parametrize("glass", ["scrim", "glass", "glassHover", "glassPressed"])
@pytest.mark.parametrize("words", ["stageText", "stageTextSoft"])
def test_words_over_a_picture_stand_out_even_on_white(
    color: Callable[[str], QColor], glass: str, words: str
) -> None:
    assert contrast(color(words), over(QColor("white"), color(glass))) >= 4.5


def test_people_can_be_told_apart_and_read(theme: QObject, color: Callable[[str], QColor]) -> None:
    for person in theme.property("people"):
        assert contrast(color("peopleInk"), QColor(person)) >= 4.5


def test_the_focus_ring_is_seen(color: Callable[[str], QColor]) -> None:
    for ground in ("groundTop", "groundBottom", "stage"):
        if ground == "stage" and color("text").lightnessF() < 0.5:
            continue  # by day the ring over a picture has the glass around it
        assert contrast(color("focus"), color(ground)) >= 3


@pytest.mark.parametrize("motion", ["0"])
def test_reduced_motion_takes_the_fades_away(window: Window) -> None:
    theme = window.theme
    assert theme.property("fade") > 0
    window.window.setProperty("reducedMotion", True)
    assert (theme.property("fade"), theme.property("quick")) == (0, 0)


@pytest.mark.parametrize("percent", [80, 100, 130, 160])
def test_every_font_follows_the_size_of_the_text(window: Window, percent: int) -> None:
    theme = window.theme
    meta = theme.metaObject()
    names = [meta.property(number).name() for number in range(meta.propertyCount())]
    fonts = [name for name in names if name.startswith("font")]
    assert len(fonts) >= 6
    usual = {name: theme.property(name) for name in fonts}
    theme.setProperty("textSize", percent)
    for name in fonts:
        assert theme.property(name) == pytest.approx(usual[name] * percent / 100, abs=0.5), name


def test_every_size_of_a_font_is_the_themes() -> None:
    for path in MODULE.rglob("*.qml"):
        for size in re.findall(r"font\.pixelSize: (.*)", path.read_text()):
            in_its_box = "width" in size or "height" in size  # letters as large as a picture
            assert "Theme." in size or in_its_box or not re.search(r"\d", size), path.name


def test_colours_live_in_the_theme_alone() -> None:
    for path in MODULE.rglob("*.qml"):
        if path.name != "Theme.qml":
            assert not re.search(r'"#[0-9a-fA-F]{3,8}"', path.read_text()), path.name


def test_no_page_or_control_is_too_long() -> None:
    for path in MODULE.rglob("*.qml"):
        assert len(path.read_text().splitlines()) <= 250, path.name


def test_every_icon_that_is_named_exists() -> None:
    glyphs = {
        glyph
        for path in MODULE.rglob("*.qml")
        for line in path.read_text().splitlines()
        if "glyph:" in line
        for glyph in re.findall(r'"([a-z][a-z-]*)"', line.split("glyph:")[1])
        if glyph not in ("audio",)
    }
    icons = {path.stem for path in (MODULE / "icons").glob("*.svg")}
    assert glyphs <= icons
    named = {"app", "window", "tray-call", "tray-searching"}  # by Python
    assert icons - glyphs == named


def test_the_module_lists_every_file() -> None:
    listed = {
        line.split()[-1]
        for line in (MODULE / "qmldir").read_text().splitlines()
        if line.endswith(".qml")
    }
    files = {path.relative_to(MODULE).as_posix() for path in MODULE.rglob("*.qml")}
    assert listed == files - {"controls/Tray.qml"}  # loaded by its path, and not on Linux
