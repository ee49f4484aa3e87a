"""Which server is next."""

import pytest

from gurukul_desktop.signaling.servers import MOST_SERVERS, Servers

A, B, C = "wss://a/ws", "wss://b/ws", "wss://c/ws"
PLAIN = "ws://plain/ws"


def test_servers_are_tried_in_turn_and_a_round_has_an_end() -> None:
    servers = Servers([A, B, C])
    seen = [(servers.current, servers.advance()) for _ in range(6)]
    assert seen == [(A, True), (B, True), (C, False), (A, True), (B, True), (C, False)]


def test_a_round_begins_with_the_server_that_was_reached() -> None:
    servers = Servers([A, B])
    servers.advance()
    servers.reached()
    assert servers.current == B
    assert servers.advance() is True
    assert servers.current == A


def test_one_server_is_a_round() -> None:
    servers = Servers([A])
    assert (servers.advance(), servers.current) == (False, A)


def test_servers_that_the_server_names_come_first_and_the_configured_ones_last() -> None:
    servers = Servers([A])
    servers.instead(["https://b", "wss://c"])
    assert servers.current == B
    seen = []
    for _ in range(4):
        servers.advance()
        seen.append(servers.current)
    assert seen == [B, C, A, B]


def test_no_names_mean_the_configured_ones() -> None:
    servers = Servers([A])
    servers.instead([B])
    servers.advance()
    servers.instead([])
    assert servers.current == A


def test_the_present_server_stays_when_it_is_named() -> None:
    servers = Servers([A])
    servers.instead([B, A])
    assert servers.current == A
    servers.instead([B, A])
    servers.advance()
    assert servers.current == B


@pytest.mark.parametrize("named", ["", "ftp://b", "wss://", "wss://x:y@b", PLAIN, "http://b"])
def test_what_is_no_secure_address_is_not_used(named: str) -> None:
    servers = Servers([A])
    servers.instead([named])
    servers.advance()
    assert servers.current == A


def test_a_plain_server_may_name_plain_and_secure_ones() -> None:
    servers = Servers(["ws://a/ws"])
    servers.instead([PLAIN, B])
    servers.advance()
    assert servers.current == PLAIN
    servers.advance()
    assert servers.current == B


def test_a_long_list_is_cut() -> None:
    servers = Servers([A])
    servers.instead([f"wss://{number}" for number in range(1000)])
    seen = set()
    for _ in range(1000):
        seen.add(servers.current)
        servers.advance()
    assert len(seen) == MOST_SERVERS + 1
