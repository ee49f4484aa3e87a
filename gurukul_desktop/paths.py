"""Where files are: what the package ships, and what it keeps for the user."""

from pathlib import Path
from typing import Final

import platformdirs

_PACKAGE: Final = Path(__file__).resolve().parent


def assets() -> Path:
    """The folder with ``sounds/`` and ``ui/``: inside an installed package, beside a checkout's."""
    inside = _PACKAGE / "assets"
    return inside if inside.is_dir() else _PACKAGE.parent / "assets"


def default_data_dir() -> Path:
    """Where the app keeps this user's token and the embedded server's secret; it may not exist."""
    return platformdirs.user_data_path("gurukul", appauthor=False)


def default_config_dir() -> Path:
    """Where the app keeps what this user has chosen; it may not exist."""
    return platformdirs.user_config_path("gurukul", appauthor=False)
