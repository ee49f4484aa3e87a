"""What a server can be told."""

from typing import Any

import pytest

from gurukul_desktop.errors import UsageError
from gurukul_desktop.protocol.messages import IceServer
from gurukul_desktop.server.options import ServerOptions


@pytest.mark.parametrize(
    "option",
    [
        {"port": -1},
        {"port": 65536},
        {"drain_seconds": -0.1},
        {"drain_seconds": float("nan")},
        {"drain_seconds": float("inf")},
        {"secret": "too short"},
    ],
)
def test_what_makes_no_sense_is_refused(option: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=r"^\S.*\.$"):
        ServerOptions(**option)


def test_the_secret_is_not_shown() -> None:
    assert "a secret of some length" not in repr(ServerOptions(secret="a secret of some length"))


@pytest.mark.parametrize(
    ("url", "relay"), [("turn:192.0.2.1", True), ("turns:192.0.2.1", True), ("stun:x", False)]
)
def test_a_turn_server_makes_a_relay(url: str, relay: bool) -> None:
    assert ServerOptions(ice_servers=(IceServer(("stun:y", url)),)).has_turn == relay


def test_no_server_makes_no_relay() -> None:
    assert not ServerOptions().has_turn
