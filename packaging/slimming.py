"""Makes libraries of a Linux bundle smaller than those that were installed.

PyInstaller can run ``strip`` on all of them, but the wheels of numpy and Qt bring libraries
whose parts were moved by patchelf, and those do not load any more after ``strip`` ("ELF load
command address/offset not page-aligned"). So each is stripped into a file of its own, and that
one is taken where it is worth it and can be loaded.
"""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import bundle
import elf
import icu

WORTH_BYTES: Final = 16_384
"""A library that would lose less than this stays as its makers made it."""


def slimmed(entries: Iterable[bundle.Entry], folder: Path) -> list[bundle.Entry]:
    """The entries, with the paths of smaller files where there are any.

    Args:
        entries: libraries, extension modules and links to them.
        folder: where the smaller files are written; what was there is removed.
    """
    if folder.exists():
        shutil.rmtree(folder)
    return [
        entry if entry[2] == "SYMLINK" else (entry[0], str(_smaller(entry, folder)), entry[2])
        for entry in entries
    ]


def _smaller(entry: bundle.Entry, folder: Path) -> Path:
    source = Path(entry[1])
    made = folder / entry[0]
    made.parent.mkdir(parents=True, exist_ok=True)
    if icu.SONAME.match(source.name):
        return icu.smaller(source, made.parent)
    return stripped(source, made)


def stripped(library: Path, made: Path) -> Path:
    """Write a library without the symbols that only a debugger reads; needs binutils' ``strip``.

    Returns:
        ``made``, or ``library`` itself where that is little larger or could not be loaded.
    """
    if shutil.which("strip") is None:
        return library
    command = ["strip", "--strip-all", "-o", str(made), str(library)]
    subprocess.run(command, check=True, capture_output=True)
    gain = library.stat().st_size - made.stat().st_size
    if gain < WORTH_BYTES or not elf.read(made.read_bytes()).loads:
        return library
    return made
