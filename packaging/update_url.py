"""Writes into the bundle whom the app asks for the newest version.

Whoever builds the app names the address in ``GURUKUL_UPDATE_URL``; without it the app asks nobody.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from gurukul_desktop.paths import update_url_file
from gurukul_desktop.updates.address import parse_update_url


def data(folder: Path, environment: Mapping[str, str] = os.environ) -> list[tuple[str, str]]:
    """What PyInstaller is to add as data: nothing, or a file that is made in ``folder``.

    Raises:
        UsageError: the address is none that the app would ask.
    """
    url = parse_update_url(environment.get("GURUKUL_UPDATE_URL", ""))
    if not url:
        return []
    path = folder / update_url_file().name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(url + "\n", encoding="utf-8", newline="\n")
    return [(str(path), "gurukul_desktop/assets")]
