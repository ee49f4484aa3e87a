"""Names that a stranger can be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.protocol.limits import NAME_CHARACTERS
from gurukul_desktop.server.names import DEFAULT_NAME, clean_name


@given(st.text(max_size=NAME_CHARACTERS))
def test_any_text_becomes_a_name(text: str) -> None:
    name = clean_name(text)
    assert 0 < len(name) <= NAME_CHARACTERS
    assert name == name.strip()
    assert "\n" not in name
    assert "\u202e" not in name
    name.encode()
    assert clean_name(name) == name


@pytest.mark.parametrize("nothing", ["", " ", "\u200b\u2060", "\u200d", "\x07"])
def test_nothing_visible_is_the_default(nothing: str) -> None:
    assert clean_name(nothing) == DEFAULT_NAME


def test_letters_of_every_script_stay() -> None:
    assert clean_name("आर्यन ಕನ್ನಡ 李雷 Zoë 🙂") == "आर्यन ಕನ್ನಡ 李雷 Zoë 🙂"
