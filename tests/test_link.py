"""Tests for gurukul_desktop.link."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.errors import UsageError
from gurukul_desktop.link import MOST_CHARACTERS, LinkedWish, is_link, parse
from gurukul_desktop.matchmaking.wishes import fold
from gurukul_desktop.protocol.codec import decode_client, encode
from gurukul_desktop.protocol.limits import TOPIC_CHARACTERS, TOPICS
from gurukul_desktop.protocol.messages import Find


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("gurukul://find", LinkedWish()),
        ("gurukul:find", LinkedWish()),
        ("GURUKUL://FIND/", LinkedWish()),
        ("gurukul://find?", LinkedWish()),
        ("gurukul://find#part", LinkedWish()),
        ("gurukul://find?topic=algebra", LinkedWish(("algebra",))),
        ("gurukul://find?topic=linear+algebra%21", LinkedWish(("linear algebra!",))),
        ("gurukul://find?topic=%E0%A4%97%E0%A4%A3%E0%A4%BF%E0%A4%A4", LinkedWish(("गणित",))),
        ("gurukul://find?topic=गणित", LinkedWish(("गणित",))),
        # Spelt with a joiner.
        ("gurukul://find?topic=क्‍ष", LinkedWish(("क्‍ष",))),
        ("gurukul://find?topic=a&topic=b&topic=A&topic=%20a%09", LinkedWish(("a", "b"))),
        (
            "gurukul://find?topic=1&topic=2&topic=3&topic=4&topic=5&topic=6",
            LinkedWish(tuple("12345")),
        ),
        (f"gurukul://find?topic={'x' * 40}&topic={'y' * 41}", LinkedWish(("x" * 40,))),
        # What turns the words around it, is not seen, or is no UTF-8.
        (
            "gurukul://find?topic=a%E2%80%AEb&topic=%00&topic=%FF&topic=%7F&topic=c",
            LinkedWish(("c",)),
        ),
        ("gurukul://find?topic=<b>x</b>", LinkedWish(("<b>x</b>",))),
        ("gurukul://find?media=audio", LinkedWish(media="audio")),
        ("gurukul://find?media=video&media=audio", LinkedWish(media="video")),
        ("gurukul://find?mode=buddies_first&media=hologram", LinkedWish(mode="buddies_first")),
        ("gurukul://find?server=ws://evil/&find=1&camera=test&topic=a", LinkedWish(("a",))),
    ],
)
def test_what_a_link_asks_for(text: str, wish: LinkedWish) -> None:
    assert parse(text) == wish


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gurukul",
        "gurukul:",
        "gurukul://",
        "gurukul://dance",
        "gurukul://find/somebody",
        "gurukul://find.evil?topic=a",
        "gurukul://find:99999?topic=a",
        "gurukul://[find",
        "gurukul://find?topic=a\n",
        # Nothing of what they name can be filled in.
        "gurukul://find?topic=%FF&topic=%20a%00",
        f"gurukul://find?topic={'x' * 41}",
        "gurukul://find?topic=\u202ea",
        "gurukul://find?topic=\udcff",
        "https://find?topic=a",
        "gurukul://find?topic=" + "x" * MOST_CHARACTERS,
        "gurukul://find?" + "&".join(["topic=a"] * 51),
    ],
)
def test_what_cannot_be_read_is_said_and_not_quoted(text: str) -> None:
    with pytest.raises(
        UsageError, match=r"^The link could not be read, so nothing was filled in\.$"
    ):
        parse(text)


def test_a_broken_link_is_still_meant_as_one() -> None:
    assert [is_link(text) for text in ("gurukul:", "Gurukul://x y", "gurukul", "x gurukul:")] == [
        *(True, True),
        *(False, False),
    ]


@given(st.text(max_size=80), st.text(max_size=80), st.lists(st.text(max_size=60), max_size=8))
def test_nothing_gets_through_that_the_server_would_not_take(
    host: str, query: str, topics: list[str]
) -> None:
    named = "&".join(f"topic={quote(topic, errors='replace')}" for topic in topics)
    for text in (f"gurukul://{host}?{query}", f"gurukul://find?{query}&{named}"):
        try:
            wish = parse(text)
        except UsageError:
            continue
        assert len(wish.topics) <= TOPICS
        assert all(0 < len(topic) <= TOPIC_CHARACTERS for topic in wish.topics)
        assert len(fold(wish.topics)) == len(wish.topics)
        find = Find(wish.mode or "global", wish.media or "video", wish.topics)
        assert decode_client(encode(find)) == find


@given(st.binary(max_size=60))
def test_any_bytes_behind_percent_signs_are_read_or_left_out(data: bytes) -> None:
    wish = parse(f"gurukul://find?topic={quote(data)}&topic=kept")
    assert "kept" in [topic.casefold() for topic in wish.topics]
    assert all("\ufffd" not in topic for topic in wish.topics)
