"""Tests for gurukul_desktop.ui.language."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication

from gurukul_desktop.session.snapshot import Link, Snapshot
from gurukul_desktop.ui.language import Speech, spoken
from gurukul_desktop.ui.translation import translate
from gurukul_desktop.ui.window import Window
from tests.ui.fakes import names

ROOT = Path(__file__).resolve().parent.parent.parent
HINDI = QLocale(QLocale.Language.Hindi, QLocale.Country.India)
TAMIL = QLocale(QLocale.Language.Tamil, QLocale.Country.India)


@pytest.fixture(scope="module")
def translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the translators have done so far, as the app reads it."""
    folder = tmp_path_factory.mktemp("translations")
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, 'packaging');"
        "import translations; translations.release(Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, cwd=ROOT)
    return folder


@pytest.fixture
def speech(qapp: QGuiApplication, translations: Path) -> Iterator[Speech]:
    speech = Speech(translations, QLocale(QLocale.Language.English, QLocale.Country.India))
    yield speech
    speech.stop()


@pytest.mark.parametrize(
    ("language", "system", "code"),
    [("system", HINDI, "hi"), ("system", TAMIL, "en"), ("en", HINDI, "en"), ("hi", TAMIL, "hi")],
)
def test_which_language_is_meant(language: str, system: QLocale, code: str) -> None:
    assert spoken(language, system) == code


def test_an_open_window_changes_its_language_whole(window: Window, speech: Speech) -> None:
    window.on_snapshot(Snapshot(link=Link.ONLINE))
    english = set(names(window))
    assert {"Find Partner", "Online"} <= english
    speech.use("hi")
    window.retranslate()
    hindi = set(names(window))
    assert not {"Find Partner", "Online"} & hindi
    assert any("\u0900" <= character <= "\u097f" for character in "".join(hindi))
    speech.use("en")
    window.retranslate()
    assert set(names(window)) == english


def test_a_language_that_is_missing_is_english(qapp: QGuiApplication, tmp_path: Path) -> None:
    speech = Speech(tmp_path, HINDI)
    speech.use("hi")
    assert translate("words", "Online") == "Online"
    assert QGuiApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert QLocale() == HINDI
    speech.stop()
    assert QLocale() != HINDI
