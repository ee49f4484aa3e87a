"""Which web pages may come in."""

import pytest

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.origins import allows, parse_origins


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://study.example.org", "https://study.example.org"),
        ("HTTPS://Study.Example.org:443", "https://study.example.org"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://[::1]:80", "http://[::1]"),
        ("https://study.example.org:80", "https://study.example.org:80"),
        ("chrome-extension://abcdef", "chrome-extension://abcdef"),
    ],
)
def test_an_origin_is_written_as_browsers_do(text: str, origin: str) -> None:
    assert parse_origins([text]) == {origin}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "*",
        "study.example.org",
        "https://",
        "https://*.example.org",
        "https://study.example.org/",
        "https://study.example.org/app",
        "https://study.example.org?x",
        "https://study.example.org#",
        "https://user@study.example.org",
        "https://study.example.org:port",
        "https://study.example.org:99999",
        "https://[::1",
    ],
)
def test_what_is_no_origin_is_one_sentence(text: str) -> None:
    with pytest.raises(UsageError, match=r"^\S.*\.$"):
        parse_origins([text])


LISTED = parse_origins(["https://study.example.org", "http://localhost:3000"])


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ([], True),
        (["https://study.example.org"], True),
        (["http://localhost:3000"], True),
        (["http://study.example.org"], False),
        (["https://study.example.org:8443"], False),
        (["https://study.example.org.evil.example"], False),
        (["https://evil.example"], False),
        (["null"], False),
        ([""], False),
        (["https://study.example.org", "https://study.example.org"], False),
        (["https://study.example.org https://evil.example"], False),
    ],
)
def test_only_what_is_listed_passes(headers: list[str], allowed: bool) -> None:
    assert allows(LISTED, headers) == allowed


def test_nothing_is_listed_by_default() -> None:
    assert allows((), [])
    assert not allows((), ["https://study.example.org"])
