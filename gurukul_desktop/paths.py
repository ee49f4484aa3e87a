"""Where files are: what the package ships, and what it keeps for the user."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import platformdirs

_PACKAGE: Final = Path(__file__).resolve().parent

LICENCE_HEADING: Final = "==== "
"""How the heading of a section of :func:`licence_notice` begins; no other line begins so.

What follows it on the line is the section's title, such as ``FFmpeg 8.1 (GPL-3.0-or-later)``.
What stands before the first heading is the statement of what the whole is under.
"""


def assets() -> Path:
    """The folder with ``sounds/`` and ``ui/``: inside an installed package, beside a checkout's."""
    inside = _PACKAGE / "assets"
    return inside if inside.is_dir() else _PACKAGE.parent / "assets"


def licence_notice() -> Path | None:
    """The licences of everything that the installed app brings along: plain text in UTF-8.

    None in a run from source: there pip installed each part with its own licence beside it,
    and only the project's own licence is ours to show.
    """
    notice = assets() / "licences.txt"
    return notice if notice.is_file() else None


def update_url_file() -> Path:
    """Where the packager wrote whom the app asks for the newest version; it may not exist."""
    return assets() / "update-url.txt"


def default_data_dir() -> Path:
    """Where the app keeps this user's token and the embedded server's secret; it may not exist."""
    return _of_the_user(platformdirs.user_data_path)


def default_config_dir() -> Path:
    """Where the app keeps what this user has chosen; it may not exist."""
    return _of_the_user(platformdirs.user_config_path)


def default_log_dir() -> Path:
    """Where the app of this user logs; it may not exist."""
    return _of_the_user(platformdirs.user_log_path)


def log_dir(data_dir: Path) -> Path:
    """Where the app logs: in the user's place for it, or below another data folder."""
    return default_log_dir() if data_dir == default_data_dir() else data_dir / "log"


def _of_the_user(folder: Callable[..., Path]) -> Path:
    """Our folder there; for a user without a home one that cannot be made."""
    try:
        return folder("gurukul", appauthor=False)
    except RuntimeError:  # neither HOME nor an entry in the list of users
        return Path(os.devnull, "gurukul")
