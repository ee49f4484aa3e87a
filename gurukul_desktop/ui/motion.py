"""Whether the student asked their system for less motion; Qt 6.11 does not tell."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from gurukul_desktop import system_programs

_SPI_GETCLIENTAREAANIMATION: Final = 0x1042
_MAC: Final = ("defaults", "read", "com.apple.universalaccess", "reduceMotion")
_GNOME: Final = ("gsettings", "get", "org.gnome.desktop.interface", "enable-animations")
_ANSWER_SECONDS: Final = 1.0


def prefers_reduced_motion(environment: Mapping[str, str] = os.environ) -> bool:
    """What the system's accessibility settings say; False where they cannot be read.

    ``GURUKUL_REDUCED_MOTION`` decides before them: ``1`` for less motion, ``0`` for all of it.
    """
    wish = environment.get("GURUKUL_REDUCED_MOTION", "")
    if wish:
        return wish != "0"
    if sys.platform == "win32":
        animated = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(
            _SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(animated), 0
        )
        return not animated.value
    if sys.platform == "darwin":
        return _answer(_MAC) == "1"
    if "GNOME" in environment.get("XDG_CURRENT_DESKTOP", "").upper():
        return _answer(_GNOME) == "false"
    return False


def _answer(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(
            command,
            env=system_programs.environment(),
            capture_output=True,
            text=True,
            timeout=_ANSWER_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
