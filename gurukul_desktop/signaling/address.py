"""The address of a server, as a person types it."""

import ipaddress
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from gurukul_desktop.errors import UsageError

DEFAULT_PORT: Final = 8765
DEFAULT_HOST: Final = "127.0.0.1"
DEFAULT_URL: Final = f"ws://{DEFAULT_HOST}:{DEFAULT_PORT}/ws"


def parse_server_url(text: str) -> str:
    """A WebSocket address with its path; ``/ws`` is added where none is typed.

    Raises:
        UsageError: not ``ws://`` or ``wss://`` with a host, or a port out of range.
    """
    wrong = UsageError(f"{text!r} is not a server address such as wss://study.example.org/ws.")
    try:
        parts = urlsplit(text.strip())
        parts.port  # noqa: B018  raises when the port is no number from 0 to 65535
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("ws", "wss") or not parts.hostname or parts.username is not None:
        raise wrong
    path = parts.path if parts.path not in ("", "/") else "/ws"
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def is_loopback(url: str) -> bool:
    """Whether the address names this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
