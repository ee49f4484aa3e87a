"""Every sentence of the window is in every language, and says what the English one says."""

import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
import translations

_PLACEHOLDER = re.compile(r"%(?:L?\d|n)|\{\w+\}")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_WORD = re.compile(r"[A-Za-z]{2,}")
FILES = [translations.ENGLISH, *translations.LANGUAGES]


def messages(path: Path) -> Iterator[tuple[str, str]]:
    """Each sentence with each form of its translation."""
    for message in ElementTree.parse(path).getroot().iter("message"):
        translation = message.find("translation")
        assert translation is not None
        forms = list(translation.iter("numerusform")) or [translation]
        for form in forms:
            yield message.findtext("source", ""), form.text or ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_file_holds_what_the_window_says(path: Path, tmp_path: Path) -> None:
    fresh = tmp_path / path.name
    shutil.copy(path, fresh)
    translations.update(fresh)
    assert fresh.read_text("utf-8") == path.read_text("utf-8"), "run `make translations`"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_missing(path: Path) -> None:
    assert list(translations.missing(path)) == []


def test_a_sentence_without_its_translation_is_noticed(tmp_path: Path) -> None:
    bare = tmp_path / "gurukul_hi.ts"
    translations.update(bare)
    lacking = {sentence for _, sentence in translations.missing(bare)}
    assert {"Find Partner", "Partner left the call"} <= lacking


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_filled_in_is_filled_in_everywhere(path: Path) -> None:
    for sentence, said in messages(path):
        assert sorted(_PLACEHOLDER.findall(said)) == sorted(_PLACEHOLDER.findall(sentence)), said


def test_hindi_is_hindi() -> None:
    for sentence, said in messages(translations.LANGUAGES[0]):
        if _WORD.search(_PLACEHOLDER.sub("", sentence)):
            assert _DEVANAGARI.search(said), f"{sentence!r} is {said!r}"
