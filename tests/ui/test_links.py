"""Tests for gurukul_desktop.ui.links: what is shown of a link is what is opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.ui.links import MOST_CHARACTERS, MOST_LINKS, links, web_link


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("see https://example.org/a?b=c#d.", ["https://example.org/a?b=c#d"]),
        ("(https://en.example.org/Euler_(book))", ["https://en.example.org/Euler_(book)"]),
        ("HTTP://EXAMPLE.org:8080", ["http://example.org:8080/"]),
        ("https://[::1]/x", ["https://[::1]/x"]),
        ("https://example.org/गणित।", ["https://example.org/%E0%A4%97%E0%A4%A3%E0%A4%BF%E0%A4%A4"]),
        ("https://example.org/a%zz%41", ["https://example.org/a%25zz%41"]),
        ("https://bücher.example", ["https://xn--bcher-kva.example/"]),
        # Cyrillic letters that look like others
        ("https://аpple.com/", ["https://xn--pple-43d.com/"]),
        # What runs from the right is shown as it is sent.
        (
            "https://example.org/\u202egpj.exe",
            ["https://example.org/%E2%80%AEgpj.exe"],
        ),
        ("twice https://a.example https://a.example/", ["https://a.example/"]),
    ],
)
def test_a_link_is_offered_as_it_is_opened(text: str, addresses: list[str]) -> None:
    assert [link.address for link in links(text)] == addresses


@pytest.mark.parametrize(
    "text",
    [
        "example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "gurukul://find",
        "xhttps://example.org",
        "https://",
        "https://bank.example@evil.example/",
        "https://bank.example\\@evil.example/",
        "https://bank.example\\.evil.example/",
        "https://a..b/",
        "https://-a.example/",
        "https://[::1/",
        "https://example.org:99999/",
        "https://exa%6dple.org/",
        "https://" + "a" * 300,
        "https://example.org/" + "a" * MOST_CHARACTERS,
    ],
)
def test_what_may_lead_elsewhere_is_no_link(text: str) -> None:
    assert links(text) == []


def test_a_foreign_host_is_known_as_one() -> None:
    assert [web_link(a).foreign for a in ("https://a.example", "https://ä.example")] == [
        False,
        True,
    ]


def test_few_links_of_one_message() -> None:
    assert len(links(" ".join(f"https://example.org/{n}" for n in range(100)))) == MOST_LINKS


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    for link in links(f"https://{text} http://example.org/{text}"):
        assert link.address.isascii()
        assert link.address.isprintable()
        again = web_link(link.address)
        assert again is not None
        assert again.address == link.address
