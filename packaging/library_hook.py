"""Runs in the installed app on Linux before its own code: libraries are found in the bundle first.

sounddevice asks ``ctypes.util.find_library`` for PortAudio. That looks into the list of the
system's linker, and so finds the system's copy or, where there is none, nothing at all.
"""

import ctypes.util
import sys
from pathlib import Path

_find_in_system = ctypes.util.find_library


def _find(name: str) -> str | None:
    own = sorted(Path(sys._MEIPASS).glob(f"lib{name}.so*"))
    return str(own[0]) if own else _find_in_system(name)


if sys.platform == "linux":
    ctypes.util.find_library = _find
