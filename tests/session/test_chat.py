"""The log of a call: bounded, and clear about what has arrived."""

import pytest

from gurukul_desktop.session.chat import MOST_LINES, MOST_WAITING, Author, ChatLog


@pytest.fixture
def log() -> ChatLog:
    return ChatLog(lambda: 1000.0)


def test_a_line_of_ones_own_waits_until_it_has_arrived(log: ChatLog) -> None:
    first, second = log.write("one"), log.write("  two\n")
    assert first is not None
    assert second is not None
    assert (first.n, second.n, second.text) == (1, 2, "two")
    log.arrived(1)
    assert [line.arrived for line in log.view.lines] == [True, False]
    log.arrived(2)
    assert [line.arrived for line in log.view.lines] == [True, True]


@pytest.mark.parametrize("text", ["", "  \n ", "\ud800"])
def test_nothing_is_no_line(log: ChatLog, text: str) -> None:
    assert log.write(text) is None
    assert log.view.lines == ()


def test_a_long_line_is_cut_and_half_a_letter_left_out(log: ChatLog) -> None:
    said = log.write("a" * 1999 + "\ud83d" + "b" * 9000)
    assert said is not None
    assert said.text == "a" * 1999 + "b"


def test_no_more_lines_wait_than_can(log: ChatLog) -> None:
    for _ in range(MOST_WAITING):
        assert log.write("x") is not None
    assert log.view.full
    assert log.write("x") is None
    log.arrived(1)
    assert not log.view.full
    assert log.write("x") is not None


def test_the_log_is_bounded(log: ChatLog) -> None:
    for number in range(MOST_LINES + 20):
        log.heard(str(number))
    lines = log.view.lines
    assert len(lines) == MOST_LINES
    assert lines[-1].text == str(MOST_LINES + 19)
    assert len({line.number for line in lines}) == MOST_LINES


def test_unread_counts_what_nobody_saw(log: ChatLog) -> None:
    log.heard("a")
    log.heard("b")
    log.write("c")
    assert log.view.unread == 2
    log.look(True)
    log.heard("d")
    assert log.view.unread == 0
    log.look(False)
    log.heard("e")
    assert log.view.unread == 1


def test_what_was_left_out_is_said_once_where_it_began(log: ChatLog) -> None:
    log.heard("a")
    log.left_out(3)
    log.heard("b")
    log.left_out(40)
    assert [line.author for line in log.view.lines] == [
        Author.PARTNER,
        Author.APP,
        Author.PARTNER,
    ]
    assert log.view.lines[1].left_out == 40


def test_another_call_begins_with_nothing(log: ChatLog) -> None:
    log.write("a")
    log.heard("b")
    log.left_out(1)
    log.clear()
    assert log.view.lines == ()
    assert log.view.unread == 0
    said = log.write("c")
    assert said is not None
    assert said.n == 1
    log.left_out(1)
    assert log.view.lines[-1].author is Author.APP
