"""Topics as they are typed, linked, remembered and suggested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.matchmaking.wishes import fold
from gurukul_desktop.protocol.codec import decode_client, encode
from gurukul_desktop.protocol.limits import TOPIC_CHARACTERS, TOPICS
from gurukul_desktop.protocol.messages import Find
from gurukul_desktop.protocol.plain_text import folded, shows
from gurukul_desktop.session.topics import (
    MOST_TYPED,
    SUGGESTED,
    Added,
    Refused,
    add,
    linked,
    remember,
    suggest,
)

LONG = "x" * TOPIC_CHARACTERS
JUNK = st.text(alphabet=st.characters() | st.sampled_from(" ,;\n\u200b\u202eaAßé"), max_size=300)
TOPIC = st.text(alphabet="aAbB ßé", min_size=1, max_size=12).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    ("topics", "typed", "added"),
    [
        ((), "algebra", Added(("algebra",))),
        ((), "  linear \t algebra ", Added(("linear algebra",))),
        ((), "", Added(())),
        ((), " ,;\u200b\n", Added(())),
        (("a",), "b, c; d", Added(("a", "b", "c", "d"))),
        ((), "गणित، भौतिकी", Added(("गणित", "भौतिकी"))),
        ((), "a\u202eb", Added(("a b",))),
        (("Algebra",), " ALGEBRA ", Added(("Algebra",), Refused.ALREADY)),
        (("Algebra",), "algebra, biology", Added(("Algebra", "biology"), Refused.ALREADY)),
        ((), LONG, Added((LONG,))),
        ((), f"a, {LONG}y", Added(("a",), Refused.TOO_LONG, f"{LONG}y")),
        (tuple("12345"), "6", Added(tuple("12345"), Refused.TOO_MANY, "6")),
        (tuple("1234"), "5, 6, 1", Added(tuple("12345"), Refused.TOO_MANY, "6")),
        (tuple("12345"), f"{LONG}y, 6, 1", Added(tuple("12345"), Refused.TOO_LONG, f"{LONG}y, 6")),
    ],
)
def test_what_is_typed(topics: tuple[str, ...], typed: str, added: Added) -> None:
    assert add(topics, typed) == added


@given(st.lists(JUNK, max_size=8))
def test_whatever_is_typed_the_protocol_takes_it(typings: list[str]) -> None:
    topics: tuple[str, ...] = ()
    for typed in typings:
        topics = add(topics, typed).topics
    assert len(topics) <= TOPICS
    assert all(0 < len(topic) <= TOPIC_CHARACTERS for topic in topics)
    assert all(shows(character) for topic in topics for character in topic)
    assert len(fold(topics)) == len(topics)
    message = Find("global", "video", topics)
    assert decode_client(encode(message)) == message


@given(st.lists(TOPIC, max_size=12))
def test_duplicates_are_never_kept(typed: list[str]) -> None:
    topics = add((), ", ".join(typed)).topics
    assert fold(topics) == fold(tuple(typed))[:TOPICS]


def test_a_book_that_is_pasted_is_bounded() -> None:
    added = add((), "a,bb," * 100_000)
    assert added == Added(("a", "bb"), Refused.ALREADY)
    assert len(add((), "x" * 100_000).rest) == MOST_TYPED


def test_a_link_leaves_out_what_a_hand_would_have_cleaned() -> None:
    assert linked(["a\u202eb", "", " ", LONG + "y", "c", "C", " c "]) == ("c",)
    assert linked(map(str, range(9))) == tuple("01234")


def test_what_is_known_is_the_latest_first_and_bounded() -> None:
    assert remember(("algebra", "biology"), ("Biology", "chemistry"), 50) == (
        "Biology",
        "chemistry",
        "algebra",
    )
    many = [str(number) for number in range(60)]
    assert remember(many, ("new",), 50) == ("new", *many[:49])


@given(st.lists(TOPIC, max_size=80), st.lists(TOPIC, max_size=5))
def test_nothing_is_known_twice(known: list[str], used: list[str]) -> None:
    now = remember(known, used, 50)
    assert len({folded(topic) for topic in now}) == len(now) <= 50
    assert {folded(t) for t in used} <= {folded(t) for t in now}
    assert remember(now, used, 50) == now


def test_suggestions_follow_what_is_typed() -> None:
    known = ("Linear algebra", "Genetics")
    common = ("Algebra", "Biology", "Geography", "genetics")
    assert suggest("al", known, common, ()) == ["Algebra", "Linear algebra"]
    assert suggest("ge", known, common, ()) == [
        "Genetics",
        "Geography",
        "Linear algebra",
        "Algebra",
    ]
    assert suggest("biology, GE", known, common, ("genetics",))[0] == "Geography"
    assert suggest("", known, common, ("algebra",)) == [
        "Linear algebra",
        "Genetics",
        "Biology",
        "Geography",
    ]
    assert suggest("algebra", known, common, ()) == ["Linear algebra"]
    assert suggest("zzz", known, common, ()) == []


@given(JUNK, st.lists(TOPIC), st.lists(TOPIC), st.lists(TOPIC, max_size=5))
def test_suggestions_are_few_and_new(
    typed: str, known: list[str], common: list[str], chosen: list[str]
) -> None:
    offered = suggest(typed, known, common, chosen)
    assert len({folded(topic) for topic in offered}) == len(offered) <= SUGGESTED
    assert not {folded(t) for t in offered} & {folded(t) for t in chosen}
