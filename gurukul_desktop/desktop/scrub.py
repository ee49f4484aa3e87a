"""Takes out of a text what says who somebody is, where they are, or how to sign in as them.

What the app logs holds none of it on purpose; this stands behind it, for the words of other
libraries, of the system and of the partner's app. Pure. It rather takes too much than too little.
"""

import ipaddress
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import quote

ADDRESS: Final = "<address>"
SECRET: Final = "<secret>"
EMAIL: Final = "<e-mail>"
NAME: Final = "<name>"
HOME: Final = "~"
LONGEST_LINE: Final = 1000

_I: Final = re.IGNORECASE
_HOMES: Final = re.compile(
    r"(?:/home/|/Users/|[A-Z]:[\\/]+(?:Users|Documents and Settings)[\\/]+)[^/\\\s'\":]+", _I
)
_REST: Final = re.compile(r"\b([a-z]=[\w-]+:|candidate:|authorization['\"]?\s*[:=]).*", _I)
"""SDP, ICE candidates and headers: nothing after them on the line is kept."""
_URL: Final = re.compile(r"\b(?!file:|qrc:)([a-z][a-z0-9+.-]{0,20}://)[^\s'\"<>]+", _I)
_OPAQUE: Final = re.compile(
    r"\b((?:gurukul|turns?|stuns?|mailto|data|tel):)[^\s'\"<>/][^\s'\"<>]*", _I
)
_EMAIL: Final = re.compile(r"[^\s@<>'\"(),;:=]{1,64}@[^\s@<>'\"(),;:]+")
_BEARER: Final = re.compile(r"\b((?:bearer|basic|digest)\s+)[^\s'\",;]+", _I)
_LABELLED: Final = re.compile(
    r"((?:token|passw(?:or)?d|pwd|secret|credential|ufrag|cookie|key|session|jwt|auth)s?"
    r"['\"]?(?:\s*[:=]\s*|\s+is\s+)['\"]?)[^\s'\",;)}\]]+",
    _I,
)
_JWT: Final = re.compile(r"\beyJ[\w-]*(?:\.[\w-]*)*")
_UUID: Final = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b(?:\.local)?", _I)
_FINGERPRINT: Final = re.compile(r"\b(?:[0-9a-f]{2}[:-]){5,}[0-9a-f]{2}\b", _I)
_IPV6: Final = re.compile(
    r"(?<![\w:.])(?=[0-9a-f:.]*:[0-9a-f.]*:)[0-9a-f:.]*[0-9a-f:](?:%\w+)?(?![\w:])", _I
)
_IPV4: Final = re.compile(
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?(?::\d{1,5})?(?![\d.]*\d)"
)
_HOST: Final = re.compile(
    r"(?<![\w.-])(?:[\w-]{1,63}\.){1,9}(?!(?:py|qml|js|so|pyc|dll)\b)[a-z]{2,24}:\d{1,5}\b|(?<![\w-])[\w-]{1,63}\.local\b",
    _I,
)
_AFTER_HOST: Final = re.compile(
    r"\b((?:(?:host|server|address)(?:name)?|valid for|connect(?:ed|ing)? to)\s+['\"]?)"
    r"(?:[\w-]{1,63}\.){1,9}[\w-]+",
    _I,
)
_LONG: Final = re.compile(
    r"(?<![\w+=-])(?=[\w+=-]*\d)(?=[\w+=-]*[A-Z])[\w+=-]{24,}|(?<![\w+/])[A-Z0-9+/]{20,}={1,2}(?![\w=])",
    _I,
)

_RULES: Final = (
    (_HOMES, HOME),
    (_REST, rf"\1 {SECRET}"),
    (_URL, rf"\1{ADDRESS}"),
    (_OPAQUE, rf"\1{ADDRESS}"),
    (_EMAIL, EMAIL),
    (_BEARER, rf"\1{SECRET}"),
    (_LABELLED, rf"\1{SECRET}"),
    (_JWT, SECRET),
    (_UUID, SECRET),
    (_FINGERPRINT, SECRET),
)
_LAST_RULES: Final = (
    (_IPV4, ADDRESS),
    (_HOST, ADDRESS),
    (_AFTER_HOST, rf"\1{ADDRESS}"),
    (_LONG, SECRET),
)


def scrub(text: str, names: Iterable[str] = (), home: str | None = None) -> str:
    """``text`` without addresses, secrets, e-mails and homes, line by line.

    Args:
        names: of people and devices, which are taken out literally.
        home: of this user; None looks it up.
    """
    home = _home() if home is None else home
    known = sorted({name for name in names if len(name.strip()) > 1}, key=len, reverse=True)
    return "\n".join(_line(line, known, home) for line in text.split("\n"))


def _line(line: str, names: list[str], home: str) -> str:
    line = line[: 2 * LONGEST_LINE]
    for name in names:
        line = line.replace(name, NAME)
    if len(home) > 1:
        line = line.replace(home, HOME).replace(quote(home), HOME)
    for pattern, instead in _RULES:
        line = pattern.sub(instead, line)
    line = _IPV6.sub(_checked, line)
    for pattern, instead in _LAST_RULES:
        line = pattern.sub(instead, line)
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


def _checked(found: re.Match[str]) -> str:
    """An IPv6 address, and no time of day."""
    text = found[0].rstrip(".")
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return found[0]
    return ADDRESS


def _home() -> str:
    try:
        return str(Path.home())
    except RuntimeError:
        return ""
