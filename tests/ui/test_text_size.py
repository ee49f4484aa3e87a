"""With the largest text, in a small window, every word of every page still has its place."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from gurukul_desktop.demo.scenes import SCENES
from gurukul_desktop.demo.showing import Showing
from tests.ui.crowding import crowded

ELIDED = re.compile(r"System default \(.*|Ravi|\d\d:\d\d · .*|https://.*")
"""Names, goals and addresses are of any length, and end in dots."""


@pytest.fixture
def showing(qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Showing]:
    monkeypatch.setenv("GURUKUL_REDUCED_MOTION", "1")
    showing = Showing(moving=False)
    showing.window.window.resize(900, 600)
    showing.window.show()
    yield showing
    showing.close()
    assert showing.window.warnings == []


@pytest.mark.parametrize("percent", [100, 160])
def test_no_word_is_without_its_place(showing: Showing, percent: int) -> None:
    wrong = {}
    for scene in SCENES:
        showing.enter(scene)
        showing.window.theme.setProperty("textSize", percent)
        QGuiApplication.processEvents()
        showing.window.window.grabWindow()  # everything has its place once it was drawn
        found = crowded(showing.window.window, ELIDED)
        if found:
            wrong[scene.name] = found
    assert wrong == {}
