"""Addresses of the web in what a partner wrote, made harmless and plain to read. Pure.

A link is offered only where it says clearly where it leads: ``http`` or ``https``, no name or
password before the host, the host in the letters of the network's own alphabet (an
internationalised name as ``xn--…``, RFC 3492), everything else outside ASCII as percent signs
(RFC 3986). So what is shown is what is opened, and nothing in it can be mistaken for something
else or run from the right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import quote, urlsplit

MOST_LINKS: Final = 5
"""Of one message."""
MOST_CHARACTERS: Final = 2048

_CANDIDATE: Final = re.compile(r"(?<![\w+.-])https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_TRAILING: Final = ".,;:!?'’*_~।…"
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_SAFE: Final = "/%:@!$&'()*+,;=~-._?"
_LONE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class WebLink:
    """Where a link leads.

    Attributes:
        address: the whole of it, ASCII; what is shown and what is opened.
        host: its host, with the port where one is named.
        foreign: the host has letters of another script, or of several.
    """

    address: str
    host: str
    foreign: bool


def links(text: str) -> list[WebLink]:
    """The first few links of a text, each once, in its order."""
    found: dict[str, WebLink] = {}
    for link in _all(text):
        found.setdefault(link.address, link)
        if len(found) == MOST_LINKS:
            break
    return list(found.values())


def web_link(written: str) -> WebLink | None:
    """An address as somebody wrote it; None where it is not offered."""
    try:
        parts = urlsplit(written)
        port = parts.port
        host = _host(parts.hostname or "")
    except ValueError:  # no URL; its subclass UnicodeError: no host
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not host:
        return None
    where = host if port is None else f"{host}:{port}"
    address = f"{parts.scheme}://{where}{_quoted(parts.path) or '/'}"
    if parts.query:
        address += f"?{_quoted(parts.query)}"
    if parts.fragment:
        address += f"#{_quoted(parts.fragment)}"
    if len(address) > MOST_CHARACTERS:
        return None
    return WebLink(address, where, foreign="xn--" in host)


def _all(text: str) -> Iterator[WebLink]:
    for match in _CANDIDATE.finditer(text):
        link = web_link(_trimmed(match[0]))
        if link is not None:
            yield link


def _trimmed(written: str) -> str:
    """Without what belongs to the sentence around it."""
    while written:
        last = written[-1]
        closes = last in ")]}" and written.count(last) > written.count("([{"[")]}".index(last)])
        if last not in _TRAILING and not closes:
            break
        written = written[:-1]
    return written


def _host(host: str) -> str:
    """In the letters of the network; empty where that is no name.

    Raises:
        ValueError: that is no name either.
    """
    if ":" in host:
        return f"[{IPv6Address(host)}]"
    name = host.encode("idna").decode().lower() if not host.isascii() else host.lower()
    return name if len(name) <= 253 and _HOST.fullmatch(name) else ""


def _quoted(part: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", part), safe=_SAFE)
