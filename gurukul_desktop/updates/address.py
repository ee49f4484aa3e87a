"""Whom to ask for the newest version: what was typed, else what the packager wrote."""

import logging
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from gurukul_desktop.errors import UsageError
from gurukul_desktop.paths import update_url_file
from gurukul_desktop.signaling.address import is_loopback

NOBODY: Final = "none"

_LARGEST: Final = 2048
_log = logging.getLogger(__name__)


def parse_update_url(text: str) -> str:
    """The address to ask, as it was typed; empty for :data:`NOBODY` and for nothing.

    Raises:
        UsageError: no ``https`` address, or an ``http`` one that is not of this machine.
    """
    url = text.strip()
    if url in ("", NOBODY):
        return ""
    wrong = UsageError(
        f"{url!r} is not an address to ask for the newest version, "
        "such as https://study.example.org/newest.json."
    )
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise wrong from None
    plain = parts.scheme == "http" and is_loopback(url)
    if not (parts.scheme == "https" or plain) or not parts.hostname or "@" in parts.netloc:
        raise wrong
    return url


def packaged_update_url(path: Path | None = None) -> str:
    """The address that came with the app; empty if none did, as in a run from source.

    Args:
        path: in place of :func:`~gurukul_desktop.paths.update_url_file`.
    """
    try:
        with (path or update_url_file()).open("rb") as file:
            return parse_update_url(file.read(_LARGEST).decode())
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError, UsageError) as error:
        _log.warning("the packaged address of updates cannot be used: %s", error)
        return ""
