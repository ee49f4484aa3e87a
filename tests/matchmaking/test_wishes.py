"""What somebody looks for."""

from gurukul_desktop.matchmaking.wishes import Wish, fold
from gurukul_desktop.protocol.messages import Find


def test_topics_are_compared_without_regard_to_case_and_space() -> None:
    assert fold(("  Linear  Algebra", "linear algebra", "STRASSE", "straße")) == (
        "linear algebra",
        "strasse",
    )


def test_blank_topics_are_no_topics() -> None:
    assert fold((" ", "\t")) == ()
    assert fold(()) == ()


def test_a_wish_is_what_a_find_message_says() -> None:
    find = Find("buddies_first", "audio", (" Physics",), hide_address=True)
    assert Wish.of(find) == Wish("buddies_first", "audio", ("physics",), hide_address=True)
