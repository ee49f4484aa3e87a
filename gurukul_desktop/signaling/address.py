"""The address of a server, as a person types it, and what each carrier makes of it.

A server is known by its WebSocket address, whatever was typed::

    wss://study.example.org          wss://study.example.org/ws
    https://study.example.org        wss://study.example.org/ws
    http://192.0.2.7:8766            ws://192.0.2.7:8765/ws

HTTP is at the same origin, but for the bare server without a proxy in front of it, which
listens on two ports: 8765 for WebSocket and 8766 for HTTP.
"""

import ipaddress
import re
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

from gurukul_desktop.errors import UsageError

DEFAULT_PORT: Final = 8765
DEFAULT_HTTP_PORT: Final = 8766
DEFAULT_HOST: Final = "127.0.0.1"

_PATH: Final = "/ws"
_WEBSOCKET_OF: Final = {"ws": "ws", "wss": "wss", "http": "ws", "https": "wss"}
_HTTP_OF: Final = {"ws": "http", "wss": "https"}
_BETWEEN: Final = re.compile(r"[\s,]+")


def embedded_url(port: int) -> str:
    """The address of the server inside the app, which serves this machine alone."""
    return f"ws://{DEFAULT_HOST}:{port}{_PATH}"


def parse_server_url(text: str) -> str:
    """A WebSocket address with its path; ``/ws`` is added where none is typed.

    Raises:
        UsageError: no ``ws``, ``wss``, ``http`` or ``https`` address with a host, or a port
            out of range.
    """
    wrong = UsageError(f"{text!r} is not a server address such as wss://study.example.org/ws.")
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        raise wrong from None
    scheme = _WEBSOCKET_OF.get(parts.scheme)
    if scheme is None or not parts.hostname or parts.username is not None:
        raise wrong
    path = parts.path.rstrip("/")
    if parts.scheme == scheme:
        return urlunsplit((scheme, parts.netloc, path or _PATH, parts.query, ""))
    if port == DEFAULT_HTTP_PORT:
        port = DEFAULT_PORT
    return urlunsplit((scheme, _netloc(parts, port), path.removesuffix(_PATH) + _PATH, "", ""))


def parse_server_urls(text: str) -> tuple[str, ...]:
    """The WebSocket addresses in a list separated by commas or spaces, each once.

    Raises:
        UsageError: there is none, or one of them is none.
    """
    typed = [part for part in _BETWEEN.split(text) if part]
    return tuple(dict.fromkeys(parse_server_url(part) for part in typed or [text]))


def http_base(url: str) -> str:
    """Where the HTTP carrier of the server with this WebSocket address is; no slash at its end."""
    parts = urlsplit(url)
    port = DEFAULT_HTTP_PORT if parts.port == DEFAULT_PORT else parts.port
    path = parts.path.removesuffix(_PATH) if parts.path.endswith(_PATH) else ""
    return urlunsplit((_HTTP_OF[parts.scheme], _netloc(parts, port), path, "", ""))


def is_secure(url: str) -> bool:
    """Whether nobody on the way can read or change what is said there."""
    return urlsplit(url).scheme == "wss"


def is_loopback(url: str) -> bool:
    """Whether the address names this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _netloc(parts: SplitResult, port: int | None) -> str:
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return host if port is None else f"{host}:{port}"
