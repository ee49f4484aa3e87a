"""The tokens that make this app the same user on its next visit, one a server."""

import json
import logging
from pathlib import Path
from typing import Final, Protocol

from gurukul_desktop.private_file import write_private

log = logging.getLogger(__name__)

MOST_SERVERS: Final = 20


class TokenStore(Protocol):
    """Where tokens are kept."""

    def load(self, url: str) -> str:
        """The token for this server; empty if there is none."""

    def save(self, url: str, token: str) -> None:
        """Keep ``token`` for this server; an empty one is forgotten."""


class MemoryTokens:
    """Tokens for as long as the app runs."""

    def __init__(self) -> None:
        self._tokens: dict[str, str] = {}

    def load(self, url: str) -> str:
        return self._tokens.get(url, "")

    def save(self, url: str, token: str) -> None:
        self._tokens[url] = token


class FileTokens:
    """Tokens in a file that only this user can read.

    A file that cannot be read counts as empty, one that cannot be written is logged:
    the app works on as a new guest.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self, url: str) -> str:
        return self._read().get(url, "")

    def save(self, url: str, token: str) -> None:
        tokens = self._read()
        if tokens.pop(url, "") == token:
            return
        if token:
            tokens[url] = token
        kept = dict(list(tokens.items())[-MOST_SERVERS:])
        try:
            write_private(self._path, json.dumps(kept))
        except OSError as error:
            log.warning("the sign-in could not be kept: %s", error.strerror)

    def _read(self) -> dict[str, str]:
        try:
            content = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(content, dict):
            return {}
        return {url: token for url, token in content.items() if isinstance(token, str)}
