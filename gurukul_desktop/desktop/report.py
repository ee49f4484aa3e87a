"""What a student can hand to whoever helps: what runs here, what is set, what was logged.

It holds no name, no address and no message: settings are a list of those that say nothing of
anybody, and the log goes through :mod:`gurukul_desktop.desktop.scrub`.
"""

import platform
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from gurukul_desktop import __version__
from gurukul_desktop.desktop.scrub import scrub
from gurukul_desktop.preferences import Preferences

LINES: Final = 200
_READ_BYTES: Final = 256 * 1024

_SETTINGS: Final = (
    "mode",
    "media",
    "hide_address",
    "echo",
    "noise",
    "gain",
    "find_next",
    "quality",
    "focus_minutes",
    "break_minutes",
    "small_window",
    "ring_volume",
    "call_volume",
    "camera_after_match",
    "notifications",
    "scheme",
    "motion",
    "text_size",
    "language",
)
"""The settings that say nothing of who somebody is."""

_LIBRARIES: Final = ("PySide6", "av", "aiortc", "aioice", "sounddevice", "qasync", "websockets")


def report(
    preferences: Preferences,
    log: Path,
    *,
    crash: str = "",
    names: Iterable[str] = (),
    about: Sequence[tuple[str, str]] = (),
) -> str:
    """The text of a report.

    Args:
        preferences: what is set.
        log: the file of which the last lines are taken.
        crash: what Python wrote when the last run was killed by a fault.
        names: of people and devices, not to be named.
        about: what else there is to say, such as the display.
    """
    parts = [
        ("Gurukul", __version__),
        ("System", f"{platform.system()} {platform.release()} {platform.machine()}"),
        ("Python", platform.python_version()),
        *[(name, _version(name)) for name in _LIBRARIES if name in sys.modules],
        *about,
    ]
    settings = [(name, str(getattr(preferences, name))) for name in _SETTINGS]
    chosen = [
        (kind, "chosen" if getattr(preferences, kind).spec else "default")
        for kind in ("camera", "microphone", "speaker", "ringer")
    ]
    server = [("server", "chosen" if preferences.server else "default")]
    sections = [
        ("Gurukul report", _table(parts)),
        ("Settings", _table([*settings, *chosen, *server])),
    ]
    if crash:
        sections.append(("The last run ended here", scrub(crash.strip(), names)))
    sections.append((f"The last {LINES} lines of the log", scrub(tail(log), names)))
    return "\n".join(f"== {title}\n{text}\n" for title, text in sections)


def tail(path: Path) -> str:
    """The last lines of a file, at most :data:`LINES`; empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _READ_BYTES))
            lines = file.read(_READ_BYTES).decode("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return "\n".join(lines[-LINES:])


def _table(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in rows)


def _version(name: str) -> str:
    return str(getattr(sys.modules[name], "__version__", "?"))
