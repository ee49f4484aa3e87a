"""With the largest text, in a small window, every word of every page still has its place."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from gurukul_desktop.demo.scenes import SCENES
from gurukul_desktop.demo.showing import Showing
from tests.ui.crowding import crowded

ELIDED: frozenset[str] = frozenset()


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
        for _ in range(3):
            QGuiApplication.processEvents()
        found = crowded(showing.window.window, ELIDED)
        if found:
            wrong[scene.name] = found
    assert wrong == {}
