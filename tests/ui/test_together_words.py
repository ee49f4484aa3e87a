"""Tests for gurukul_desktop.ui.together_words: what others wrote cannot pose as anything else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.session.chat import Ability, Author, ChatLine
from gurukul_desktop.session.focus import By, FocusTimer, Phase
from gurukul_desktop.ui import together_words as words

ON = FocusTimer(Phase.FOCUS, True, 60.0, number=1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("\n\na\n\n\n\n\nb\n", "a\n\nb"),
        ("a\tb\x00\x1b[31m\u202ec", "a b[31mc"),
        ("👩‍👩‍👧 हूँ क्‍ष", "👩‍👩‍👧 हूँ क्‍ष"),
        ("\u200b\u2066\ufeff", ""),
        ("<b>no</b> & so", "<b>no</b> & so"),
    ],
)
def test_a_text_without_what_is_not_to_be_seen(text: str, shown: str) -> None:
    assert words.shown_text(text) == shown


def test_a_text_of_a_thousand_lines_is_no_tower() -> None:
    shown = words.shown_text("x\n" * 1000)
    assert shown.count("\n") == words.MOST_LINES - 1
    assert shown.count("x") == 1000


@given(st.text(max_size=300))
def test_shown_twice_is_shown_once(text: str) -> None:
    shown = words.shown_text(text)
    assert words.shown_text(shown) == shown
    assert len(words.preview(text)) <= words.PREVIEW_CHARACTERS
    assert "\n" not in words.preview(text)


def test_a_line_is_spoken_with_who_and_when() -> None:
    line = ChatLine(1, Author.PARTNER, "{time} {name}", 0.0)
    assert words.spoken_line(line, "Ravi", "10:32") == "Ravi, 10:32: {time} {name}"
    own = replace(line, author=Author.OWN, text="Yes")
    assert words.spoken_line(own, "Ravi", "10:32") == "You, 10:32: Yes"
    waiting = replace(own, arrived=False)
    assert words.spoken_line(waiting, "Ravi", "10:32") == "You, 10:32, not delivered yet: Yes"
    app = replace(line, author=Author.APP)
    assert words.spoken_line(app, "Ravi", "10:32") == (
        "Ravi writes too fast; some messages are left out."
    )


def test_names_that_run_from_the_right_keep_to_themselves() -> None:
    assert words.came("محمد", "שלום") == "\u2068محمد\u2069 writes: \u2068שלום\u2069"
    assert words.came("\u200b", "Hi") == "Your partner writes: Hi"


def test_what_stands_in_the_way() -> None:
    assert words.chat_state(Ability.NO, False, False, "Ravi").startswith("Ravi’s app has no chat")
    assert "delivered" in words.chat_state(Ability.YES, True, False, "Ravi")
    assert "sent when it is back" in words.chat_state(Ability.YES, False, True, "Ravi")
    assert words.chat_state(Ability.UNKNOWN, False, False, "Ravi") == ""


@pytest.mark.parametrize(
    ("before", "now", "news"),
    [
        (FocusTimer(), replace(ON, by=By.PARTNER), "Ravi started the focus timer"),
        (ON, replace(ON, by=By.PARTNER, number=2, running=False), "Ravi paused the focus timer"),
        (
            replace(ON, running=False),
            replace(ON, by=By.PARTNER, number=2),
            "Ravi resumed the focus timer",
        ),
        (ON, replace(ON, by=By.PARTNER, number=2), "Ravi changed the focus timer"),
        (ON, FocusTimer(by=By.PARTNER, number=2), "Ravi ended the focus timer"),
        (
            ON,
            replace(ON, by=By.CLOCK, phase=Phase.BREAK),
            "Well done! Time for a break of 5 minutes.",
        ),
        (
            replace(ON, phase=Phase.BREAK),
            replace(ON, by=By.CLOCK),
            "The break is over. Focus for 25 minutes.",
        ),
        (ON, replace(ON, number=2, running=False), ""),
    ],
)
def test_what_becomes_of_the_timer_is_told(before: FocusTimer, now: FocusTimer, news: str) -> None:
    assert words.timer_news(before, now, "Ravi") == news


def test_how_the_timer_and_the_goal_are_spoken() -> None:
    assert words.timer_sentence(FocusTimer(), 0) == "Focus timer"
    assert words.timer_sentence(ON, 60) == "Focus, 1:00 left"
    paused = replace(ON, phase=Phase.BREAK, running=False)
    assert words.timer_sentence(paused, 61) == "Break paused, 1:01 left"
    assert words.goal_news("Finish\nit", "Ravi") == "Ravi wants to: Finish it"
    assert words.goal_news("", "Ravi") == "Ravi has no goal now"
