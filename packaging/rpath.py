"""Libraries of a Linux bundle that were told to look into a folder of the building machine.

A Python that was built for its own folder (pyenv, a hosted CI's) has that folder in each of its
modules (``DT_RUNPATH``). On a student's machine that may be anybody's folder: in a bundle they look
into the bundle instead, wherever it lies.
"""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import bundle


def relocated(entries: Iterable[bundle.Entry], folder: Path) -> list[bundle.Entry]:
    """The entries, with the paths of changed copies where libraries had to be changed.

    Args:
        entries: libraries, extension modules and links to them.
        folder: where the copies are written; what was there is removed.

    Raises:
        SystemExit: a library has to be changed, and patchelf is not there to do it.
    """
    if folder.exists():
        shutil.rmtree(folder)
    return [
        entry if entry[2] == "SYMLINK" else (entry[0], str(_relocated(entry, folder)), entry[2])
        for entry in entries
    ]


def in_bundle(name: str) -> str:
    """What a library with this name in the bundle looks into: the bundle's own folder."""
    return "/".join(["$ORIGIN", *[".."] * (len(PurePosixPath(name).parts) - 1)])


def _relocated(entry: bundle.Entry, folder: Path) -> Path:
    name, path, _ = entry
    source = Path(path)
    if not _looks_outside(source):
        return source
    made = folder / name
    made.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, made)
    # Written over the old one where it is no longer than that, which here it never is.
    subprocess.run(["patchelf", "--set-rpath", in_bundle(name), str(made)], check=True)
    return made


def _looks_outside(library: Path) -> bool:
    command = ["patchelf", "--print-rpath", str(library)]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise SystemExit("patchelf is missing: it is a system package of this name.") from None
    return any(part.startswith("/") for part in answer.stdout.strip().split(":"))
