"""Tests for gurukul_desktop.desktop.scrub."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.desktop.scrub import LONGEST_LINE, scrub

HOMES = "/home"
HOME = f"{HOMES}/asha"

WORDS = st.lists(
    st.sampled_from(
        ["the", "link", "is down:", "error", "from", "(x)", "at 12:30:45,123", "—", "गुरु"]
    ),
    max_size=4,
).map(" ".join)
HEX = st.text("0123456789abcdef", min_size=1, max_size=4)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAME = st.text(LETTERS, min_size=3, max_size=12)
BASE64URL = st.text(LETTERS + LETTERS.upper() + "0123456789-_", min_size=12, max_size=60)
IPV4 = st.ip_addresses(v=4).map(str)
IPV6 = st.ip_addresses(v=6).map(str)
ADDRESS = IPV4 | IPV6
PORT = st.integers(1, 65535)

# Each: what stands in the line, and what may not be left of it.
CANDIDATE = st.builds(
    lambda address, port: (
        f"candidate:842163049 1 udp 1677729535 {address} {port} typ srflx raddr {address} rport 9",
        address,
    ),
    ADDRESS,
    PORT,
)
URL = st.builds(
    lambda scheme, user, secret, host, port: (
        f"{scheme}://{user}:{secret}@{host}.example.org:{port}/ws?token={secret}",
        secret,
    ),
    st.sampled_from(["ws", "wss", "http", "https"]),
    NAME,
    BASE64URL,
    NAME,
    PORT,
)
HOST = st.builds(lambda name, port: (f"{name}.example.org:{port}", f"{name}.example"), NAME, PORT)
SAID_HOST = st.builds(
    lambda said, name: (f"{said}{name}.example.org'. (_ssl.c:1006)", f"{name}.example"),
    st.sampled_from(
        [
            "Hostname mismatch, certificate is not valid for '",
            "Cannot connect to host ",
            "connected to '",
        ]
    ),
    NAME,
)
JWT = st.builds(lambda a, b, c: (f"eyJ{a}.eyJ{b}.{c}", b), BASE64URL, BASE64URL, BASE64URL)
BEARER = BASE64URL.map(lambda secret: (f"Authorization: Bearer {secret}", secret))
LABELLED = st.builds(
    lambda label, between, secret: (f"{label}{between}{secret}", secret),
    st.sampled_from(["token", "password", "ice_pwd", "secret", "credential", "session", "api_key"]),
    st.sampled_from(["=", ": ", "': '", '": "', " is "]),
    st.text(LETTERS + "0123456789", min_size=8, max_size=30),
)
EMAIL = st.builds(lambda a, b: (f"{a}@{b}.example.org", a + "@"), NAME, NAME)
PATH = NAME.map(lambda name: (f'File "{HOMES}/{name}x9/gurukul/app.py"', f"{name}x9"))
WINDOWS = NAME.map(lambda name: (f"C:\\Users\\{name}x9\\AppData\\x", f"{name}x9"))
UFRAG = st.text(LETTERS + "0123456789+/", min_size=22, max_size=24).map(
    lambda secret: (f"a=ice-pwd:{secret}", secret)
)
PLAIN = ADDRESS.map(lambda address: (address, address))
V4_PORT = st.builds(lambda address, port: (f"('{address}', {port})", address), IPV4, PORT)
V6_PORT = st.builds(lambda address, port: (f"[{address}]:{port}", address), IPV6, PORT)
MDNS = st.uuids().map(lambda name: (f"{name}.local", str(name)))
LINK = NAME.map(lambda topic: (f"gurukul://find?topic={topic}", f"topic={topic}"))


@given(
    WORDS,
    st.one_of(
        *(CANDIDATE, URL, HOST, SAID_HOST, JWT, BEARER, LABELLED, EMAIL, PATH, WINDOWS, UFRAG),
        *(PLAIN, V4_PORT, V6_PORT, MDNS, LINK),
    ),
    WORDS,
)
def test_nothing_of_a_secret_is_left(before: str, secret: tuple[str, str], after: str) -> None:
    text, secret_part = secret
    for line in (f"{before} {text} {after}", f"{before} {text}", f"'{text}'", f"{text}, {after}"):
        assert secret_part not in scrub(line, home=HOME), (line, scrub(line, home=HOME))


@given(st.text(max_size=200))
def test_any_text_can_be_scrubbed_twice(text: str) -> None:
    once = scrub(text, ["asha"], home=HOME)
    assert once.count("\n") == text.count("\n")
    assert "asha" not in once


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-22 17:48:50,261 INFO gurukul_desktop.app: = the window is on the screen",
        "= the link is down: nothing listened; a server was started",
        "generation 1 of the call is begun",
        '  File "gurukul_desktop/app.py", line 120, in start',
        "file:///opt/gurukul/ui/Gurukul/pages/IdlePage.qml:12:3: TypeError: x is null",
        "ZeroDivisionError: a fault of ours",
        "camera 'test': busy (Device or resource busy)",
        "a picture of 1280x720: no",
        "Qt 6.11.3, Linux 6.1.0-23-amd64",
    ],
)
def test_what_helps_is_left(line: str) -> None:
    assert scrub(line, home=HOME) == line


def test_homes_and_names_are_told_as_such() -> None:
    assert scrub(f"{HOME}/x and {HOMES}/ravi/y", home=HOME) == "~/x and ~/y"
    text = scrub("microphone 'Asha’s Earbuds': busy; asha", ["Asha’s Earbuds", "asha"], home=HOME)
    assert text == "microphone '<name>': busy; <name>"


def test_a_line_is_bounded() -> None:
    assert len(scrub("x " * 5000)) == LONGEST_LINE
