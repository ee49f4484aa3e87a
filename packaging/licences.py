"""The notice of licences that goes with the installed app: ``gurukul_desktop/assets/licences.txt``.

It is made from what PyInstaller collected, and stands beside the sounds and pages of the app,
where :func:`gurukul_desktop.paths.licence_notice` finds it. What nobody accounts for stops the
build: a file whose origin is unknown, a part whose licence is unknown, or whose licence does
not let it be part of a work under the GPL version 3 (why that one: ``licensing/spdx.py``).

``GURUKUL_SOURCE_OFFER_URL`` in the environment of the build is the address where the packager
keeps the source of everything in the package; the notice names it.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from licensing import document, inventory, table
from licensing.components import Component, Parts, Text
from licensing.inventory import Entry, Installed

from gurukul_desktop import __version__

ROOT: Final = Path(__file__).resolve().parent.parent
PLACE: Final = "gurukul_desktop/assets"
"""The folder of the notice in the bundle."""


class UnaccountedError(Exception):
    """Something in the bundle cannot be passed on as things stand; the message names all of it."""


def notice(entries: Iterable[Entry], installed: Installed | None = None) -> str:
    """The text of the notice.

    Args:
        entries: everything that goes into the bundle, Python modules and scripts too, with the
            paths where it was found.
        installed: the environment it was found in; the running one unless told.

    Raises:
        UnaccountedError: a file or a licence is not known.
    """
    known = table.read()
    installed = installed or Installed()
    found = inventory.take(entries, known, installed, ROOT)
    parts = Parts(known, installed)
    components = [_own(), *parts.components(found)]
    problems = [
        f"{name}: no part is known that it belongs to (found at {path})"
        for name, path, _ in found.unknown
    ]
    if problems := [*problems, *sorted(set(parts.problems))]:
        words = "\n  ".join(problems)
        raise UnaccountedError(
            f"The licences of the bundle are not all known (see {table.FOLDER / 'parts.toml'}):"
            f"\n  {words}"
        )
    return document.write(__version__, components, os.environ.get("GURUKUL_SOURCE_OFFER_URL", ""))


def data(entries: Iterable[Entry], folder: Path) -> Entry:
    """Write the notice into a folder; returns it as an entry for the bundle."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "licences.txt"
    file.write_text(notice(entries), encoding="utf-8", newline="\n")
    return (f"{PLACE}/{file.name}", str(file), "DATA")


def _own() -> Component:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    return Component(
        name="Gurukul Desktop",
        version=__version__,
        licence="MIT",
        origin="this project",
        source="where you got this app, or what its packager names above",
        texts=(Text("LICENSE", licence),),
    )
