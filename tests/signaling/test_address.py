"""Server addresses as people type them."""

import pytest

from gurukul_desktop.errors import UsageError
from gurukul_desktop.signaling.address import (
    DEFAULT_PORT,
    embedded_url,
    http_base,
    is_loopback,
    parse_server_url,
    parse_server_urls,
)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("wss://study.example.org/ws", "wss://study.example.org/ws"),
        ("wss://study.example.org", "wss://study.example.org/ws"),
        (" ws://127.0.0.1:8765/ ", "ws://127.0.0.1:8765/ws"),
        ("ws://[::1]:9/room", "ws://[::1]:9/room"),
        ("ws://host/ws#part", "ws://host/ws"),
        ("https://study.example.org", "wss://study.example.org/ws"),
        ("https://study.example.org/ws/", "wss://study.example.org/ws"),
        ("https://example.org/study", "wss://example.org/study/ws"),
        ("http://192.0.2.7:8766", "ws://192.0.2.7:8765/ws"),
        ("http://[2001:db8::1]:8080", "ws://[2001:db8::1]:8080/ws"),
    ],
)
def test_an_address_is_completed(typed: str, url: str) -> None:
    assert parse_server_url(typed) == url


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "study.example.org",
        "ftp://host/ws",
        "https://",
        "ws://",
        "ws://host:99999",
        "ws://host:x",
        "wss://user:secret@host/ws",
        "ws://[::1",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="is not a server address"):
        parse_server_url(typed)


@pytest.mark.parametrize(
    ("typed", "urls"),
    [
        ("wss://a", ("wss://a/ws",)),
        ("wss://a, wss://b", ("wss://a/ws", "wss://b/ws")),
        (" wss://a  https://a/\thttp://b:8766,", ("wss://a/ws", "ws://b:8765/ws")),
    ],
)
def test_a_list_of_addresses_is_taken_apart(typed: str, urls: tuple[str, ...]) -> None:
    assert parse_server_urls(typed) == urls


@pytest.mark.parametrize("typed", ["", " , ", "wss://a nonsense"])
def test_a_list_needs_addresses_only(typed: str) -> None:
    with pytest.raises(UsageError, match="is not a server address"):
        parse_server_urls(typed)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("wss://study.example.org/ws", "https://study.example.org"),
        ("ws://host:8080/ws", "http://host:8080"),
        ("ws://127.0.0.1:8765/ws", "http://127.0.0.1:8766"),
        ("ws://[::1]:8765/ws", "http://[::1]:8766"),
        ("wss://example.org/study/ws", "https://example.org/study"),
        ("ws://host/room?x=1", "http://host"),
    ],
)
def test_http_is_where_the_websocket_is(url: str, base: str) -> None:
    assert http_base(url) == base


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("ws://localhost:1/ws", True),
        ("ws://127.3.2.1/ws", True),
        ("ws://[::1]/ws", True),
        ("ws://192.0.2.1/ws", False),
        ("wss://study.example.org/ws", False),
    ],
)
def test_loopback_is_known(url: str, loopback: bool) -> None:
    assert is_loopback(url) is loopback


def test_the_server_inside_the_app_is_at_an_address_as_people_type_it() -> None:
    url = embedded_url(DEFAULT_PORT)
    assert parse_server_url(url) == url
    assert is_loopback(url)
