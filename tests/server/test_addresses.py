"""Whose address counts, behind proxies and with hostile headers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.addresses import (
    HEADER_CHARACTERS,
    HOPS,
    client_address,
    is_loopback,
    parse_address,
    parse_networks,
)

TRUSTED = parse_networks(["10.0.0.0/8", "192.0.2.9", "fd00::/8"])
PROXY = "10.0.0.1"


def address(*headers: tuple[str, str], peer: str = PROXY) -> str:
    return client_address(peer, CIMultiDict(headers), TRUSTED)


@pytest.mark.parametrize("peer", ["198.51.100.7", "2001:db8::7", "127.0.0.1", "", "nonsense"])
@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded"])
def test_who_is_not_listed_is_not_believed(peer: str, name: str) -> None:
    value = "for=203.0.113.5" if name == "Forwarded" else "203.0.113.5"
    assert address((name, value), peer=peer) == peer


def test_nobody_is_believed_where_none_is_listed() -> None:
    headers = CIMultiDict({"X-Forwarded-For": "203.0.113.5"})
    assert client_address("10.0.0.1", headers, ()) == "10.0.0.1"


@pytest.mark.parametrize(
    ("value", "client"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("203.0.113.5:4711", "203.0.113.5"),
        ("  203.0.113.5 ", "203.0.113.5"),
        ("2001:DB8::5", "2001:db8::5"),
        ("[2001:db8::5]:4711", "2001:db8::5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("6.6.6.6, 203.0.113.5", "203.0.113.5"),
        ("6.6.6.6, 203.0.113.5, 10.1.1.1, fd00::1", "203.0.113.5"),
        ("10.2.2.2, 10.1.1.1", "10.2.2.2"),
        ("203.0.113.5, unknown", PROXY),
        ("203.0.113.5, 10.1.1.1, ", PROXY),
        ("203.0.113.5, _hidden, 10.1.1.1", "10.1.1.1"),
        ("", PROXY),
        ("nonsense", PROXY),
        ("203.0.113.5/8", PROXY),
        (", ".join(["6.6.6.6"] + ["10.1.1.1"] * HOPS), "10.1.1.1"),
        ("6.6.6.6" + " " * HEADER_CHARACTERS, PROXY),
    ],
)
def test_the_rightmost_hop_that_is_not_listed(value: str, client: str) -> None:
    assert address(("X-Forwarded-For", value)) == client


def test_several_lines_are_one_list() -> None:
    lines = [("x-forwarded-for", "6.6.6.6"), ("X-Forwarded-For", "203.0.113.5, 10.1.1.1")]
    assert address(*lines) == "203.0.113.5"
    assert address(*lines, peer="::ffff:10.0.0.1") == "203.0.113.5"


@pytest.mark.parametrize(
    ("value", "client"),
    [
        ("for=203.0.113.5", "203.0.113.5"),
        ('For="203.0.113.5:4711"; proto=https; by=10.0.0.1', "203.0.113.5"),
        ('for="[2001:db8::5]:4711"', "2001:db8::5"),
        ('for="[2001:db8::5]"', "2001:db8::5"),
        ("for=6.6.6.6, for=203.0.113.5, for=10.1.1.1;by=10.0.0.1", "203.0.113.5"),
        ('for=6.6.6.6;host="a, for=7.7.7.7", for=203.0.113.5', "203.0.113.5"),
        ('for=203.0.113.5;host="a\\", for=7.7.7.7"', "203.0.113.5"),
        ("for=203.0.113.5, for=unknown", PROXY),
        ("for=203.0.113.5, for=_gazonk, for=10.1.1.1", "10.1.1.1"),
        ("for=203.0.113.5, proto=https", PROXY),
        ('for="203.0.113.5', PROXY),
        ("for", PROXY),
    ],
)
def test_the_standard_header(value: str, client: str) -> None:
    assert address(("Forwarded", value)) == client


def test_two_headers_that_disagree_are_the_proxys_own() -> None:
    """A proxy that writes only one of them lets the client write the other."""
    assert address(("X-Forwarded-For", "203.0.113.5"), ("Forwarded", "for=6.6.6.6")) == PROXY
    same = address(("X-Forwarded-For", "203.0.113.5"), ("Forwarded", "for=203.0.113.5"))
    assert same == "203.0.113.5"


@given(st.text(max_size=300), st.sampled_from(["X-Forwarded-For", "Forwarded"]))
def test_a_hostile_header_is_harmless(value: str, name: str) -> None:
    client = address((name, value))
    assert client == PROXY or parse_address(client) is not None
    # What stands to the right of it is the proxy's.
    told = "for=203.0.113.5" if name == "Forwarded" else "203.0.113.5"
    if '"' not in value:
        assert address((name, value), (name, told)) == "203.0.113.5"


@pytest.mark.parametrize("text", ["", "proxy.example", "10.0.0.1/8", "10.0.0.0/33", "0.0.0.0/0"])
def test_what_is_no_proxy_is_one_sentence(text: str) -> None:
    with pytest.raises(UsageError, match=r"^\S.*\.$"):
        parse_networks([text])


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.3.2.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("", False),
        ("192.0.2.1", False),
        ("localhost.example.org", False),
    ],
)
def test_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) == loopback
