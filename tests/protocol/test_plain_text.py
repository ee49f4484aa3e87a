"""What people write, as a stranger may see it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.protocol.limits import NAME_CHARACTERS
from gurukul_desktop.protocol.plain_text import folded, one_line, plain_name, shows


@given(st.text(max_size=200))
def test_any_text_becomes_one_line_that_shows(text: str) -> None:
    line = one_line(text)
    assert all(map(shows, line))
    assert line == " ".join(line.split())
    assert one_line(line) == line


@given(st.text(max_size=200))
def test_a_name_is_short_and_stays_as_it_is(text: str) -> None:
    name = plain_name(text)
    assert len(name) <= NAME_CHARACTERS
    assert plain_name(name) == name


@pytest.mark.parametrize(
    "text", ["", "   ", "\u200b", "\u202e\u2066", "\u200d", "\u0301", "\t\n", "\ue000", "\ud800"]
)
def test_what_cannot_be_seen_is_nothing(text: str) -> None:
    assert one_line(text) == plain_name(text) == ""


def test_words_of_every_script_stay() -> None:
    for text in ("गणित", "क्‍ष", "حساب", "🙂 maths", "<b>x</b>"):
        assert one_line(text) == unicodedata.normalize("NFC", text)
    assert one_line("a\u202eb\n c") == "a b c"


def test_topics_are_compared_without_case_and_spaces() -> None:
    assert folded("  Linear \t ALGEBRA ") == folded("linear algebra")
    assert folded("STRASSE") == folded("Straße")
