"""Which web pages may use the server from a browser.

A browser names the page's origin in each request (RFC 6454) and lets any page open a
WebSocket to anywhere, so the server has to look. The app sends no origin and passes; the
origin ``null`` (a sandboxed frame, a local file) is nobody in particular and never does.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from gurukul_desktop.errors import UsageError

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*")
_HOST: Final = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")


def parse_origins(texts: Iterable[str]) -> frozenset[str]:
    """Origins as browsers write them: in lower case and without the scheme's own port.

    Raises:
        UsageError: one is no origin.
    """
    return frozenset(map(_parse_origin, texts))


def _parse_origin(text: str) -> str:
    try:
        parts = urlsplit(text.lower())
        port = parts.port
    except ValueError:
        raise _no_origin(text) from None
    host = parts.netloc.removesuffix(f":{port}") if port is not None else parts.netloc
    exact = bool(_SCHEME.fullmatch(parts.scheme) and _HOST.fullmatch(host))
    if not exact or parts.path or "?" in text or "#" in text:
        raise _no_origin(text)
    if port is None or port == _DEFAULT_PORTS.get(parts.scheme):
        return f"{parts.scheme}://{host}"
    return f"{parts.scheme}://{host}:{port}"


def _no_origin(text: str) -> UsageError:
    return UsageError(
        f"An origin is a scheme and a host such as https://study.example.org, not {text[:80]!r}."
    )


def allows(origins: Collection[str], headers: Sequence[str]) -> bool:
    """Whether a request may come in.

    Args:
        origins: those that are allowed, as :func:`parse_origins` gives them.
        headers: every ``Origin`` header of the request.
    """
    return not headers or (len(headers) == 1 and headers[0] in origins)
