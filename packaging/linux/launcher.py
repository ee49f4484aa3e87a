"""The program that a student starts: it looks at the system, then starts the app.

``gurukul.sh`` is its text, in which the words between ``@`` are filled in here.
"""

import re
from pathlib import Path
from typing import Final

SCRIPT: Final = Path(__file__).with_name("gurukul.sh")

_RELEASES: Final = {
    "Ubuntu": {"22.04": (2, 35), "24.04": (2, 39), "26.04": (2, 43)},
    "Debian": {"12": (2, 36), "13": (2, 41)},
}
"""Releases of two systems, and the version of the C library in each."""

_WORD: Final = re.compile(r"@([A-Z]+)@")


def script(bundle: str, machine: str, glibc: tuple[int, int]) -> str:
    """The launcher's text.

    Args:
        bundle: the way from its folder to the folder of the app.
        machine: the processor that the app was built for, as ``uname -m`` names it.
        glibc: the oldest C library that the app runs on.
    """
    words = {
        "BUNDLE": bundle,
        "MACHINE": machine,
        "GLIBC": "{}.{}".format(*glibc),
        "SYSTEMS": systems(glibc),
    }
    return _WORD.sub(lambda found: words[found[1]], SCRIPT.read_text("utf-8"))


def systems(glibc: tuple[int, int]) -> str:
    """The oldest release of each system that has this C library, such as "Debian 12 or later"."""
    oldest = []
    for name, releases in _RELEASES.items():
        if release := next((r for r, held in releases.items() if held >= glibc), None):
            oldest.append(f"{name} {release}")
    return " or ".join([*oldest, "later"]) if oldest else "a system newer than this app"
