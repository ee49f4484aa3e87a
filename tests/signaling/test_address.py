"""Server addresses as people type them."""

import pytest

from gurukul_desktop.errors import UsageError
from gurukul_desktop.signaling.address import is_loopback, parse_server_url


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("wss://study.example.org/ws", "wss://study.example.org/ws"),
        ("wss://study.example.org", "wss://study.example.org/ws"),
        (" ws://127.0.0.1:8765/ ", "ws://127.0.0.1:8765/ws"),
        ("ws://[::1]:9/room", "ws://[::1]:9/room"),
        ("ws://host/ws#part", "ws://host/ws"),
    ],
)
def test_an_address_is_completed(typed: str, url: str) -> None:
    assert parse_server_url(typed) == url


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "study.example.org",
        "http://host/ws",
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
