"""The two programs of the app on Windows, and what PyInstaller's ``EXE`` is told of them.

``gurukul.exe`` is what students start: it has no console, and so no standard output.
``gurukul-console.exe`` is the same app for a terminal: ``gurukul-console demo``. Windows fixes
in the program's file which of the two it is, so that one file cannot be both.

``gurukul.spec`` makes one ``EXE`` for each of :data:`PROGRAMS` with :func:`options`.
"""

from pathlib import Path
from typing import Any, Final

from windows.version_resource import resource

MANIFEST: Final = Path(__file__).resolve().with_name("gurukul.manifest")

WINDOWED: Final = "gurukul"
CONSOLE: Final = "gurukul-console"
PROGRAMS: Final = {WINDOWED: "Gurukul", CONSOLE: "Gurukul for the terminal"}
"""The name without ending, and what the task manager calls it."""


def options(name: str, version: str, icon: Path, work: Path) -> dict[str, Any]:
    """What ``EXE`` is told of the program ``name``.

    Args:
        version: ``gurukul_desktop.__version__``.
        icon: the ``.ico`` file.
        work: where the version resource is written for PyInstaller to read.
    """
    work.mkdir(parents=True, exist_ok=True)
    stamp = work / f"{name}.version.txt"
    stamp.write_text(resource(version, f"{name}.exe", PROGRAMS[name]), "utf-8")
    return {
        "name": name,
        "console": name == CONSOLE,
        "version": str(stamp),
        "manifest": str(MANIFEST),
        "icon": str(icon),
    }
