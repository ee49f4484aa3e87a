"""What lies in the bundle: the licences, no trace of the machine it was built on, true lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import files

from smoke.steps import Failed, Steps

NOTICE: Final = "gurukul_desktop/assets/licences.txt"
NAMED: Final = ("Qt", "LGPL", "FFmpeg", "x264", "PySide6", "Python")
"""What the notice must speak of."""
_PROGRAM: Final = "PYZ.pyz"
_HEAD: Final = 4096


@dataclass(frozen=True)
class Machine:
    """The folders of the machine that the app was built on.

    Attributes:
        checkout: must be named nowhere.
        home: must be named in no text and in no module of Python. A library that somebody else
            built may name a folder of theirs that is called the same.
        python: where the interpreter is installed; it knows that of itself, also in the bundle.
    """

    checkout: Path
    home: Path
    python: Path

    def named_in(self, data: bytes, *, program: bool) -> bool:
        """Whether a file's content, or a compiled module's, names what it must not."""
        if _inside(self.checkout) in data:
            return True
        return not program and _inside(self.home) in data.replace(str(self.python).encode(), b"")


def try_contents(steps: Steps, app: Path, lists: Iterable[Path], machine: Machine) -> None:
    """Look at every file of the bundle.

    Args:
        app: the program in its folder.
        lists: the lists of files that were built with it.
        machine: where it was built.

    Raises:
        Failed: something is missing, wrong, or should not be there.
    """
    bundle = app.parent
    words = _notice(bundle)
    steps.done(f"the licence notice can be read ({len(words.splitlines())} lines)")
    if found := machine_paths(app, machine):
        raise Failed(f"A path of this machine is in {found[0]}.", "\n".join(found))
    steps.done("no path of this machine is in it")
    for path in lists:
        listed = files.read(path.read_text("utf-8"))
        if wrong := files.differences(listed, files.read(files.files_list(bundle))):
            raise Failed(f"{path.name} is not true of the app.", "\n".join(wrong))
        steps.done(f"{path.name} is true of {len(listed)} files")


def machine_paths(app: Path, machine: Machine) -> list[str]:
    """The files of the bundle, and the modules inside the program, that name the machine."""
    found = []
    for path in sorted(app.parent.rglob("*")):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            if machine.named_in(data, program=b"\0" in data[:_HEAD]):
                found.append(str(path.relative_to(app.parent)))
    found += [
        f"{app.name}: {name}"
        for name, code in modules(app)
        if machine.named_in(code, program=False)
    ]
    return found


def modules(app: Path) -> Iterator[tuple[str, bytes]]:
    """The Python modules inside the built program, compiled."""
    # Only where the app is built: the tests of this module have no PyInstaller.
    from PyInstaller.archive.readers import CArchiveReader

    archive = CArchiveReader(str(app)).open_embedded_archive(_PROGRAM)
    for name in archive.toc:
        code = archive.extract(name, raw=True)
        if code is not None:
            yield name, code


def _inside(folder: Path) -> bytes:
    return f"{folder}/".encode()


def _notice(bundle: Path) -> str:
    places = [path for path in bundle.rglob(NOTICE) if path.is_file()]
    if not places:
        raise Failed(f"The bundle has no {NOTICE}.")
    words = places[0].read_text("utf-8")
    if missing := [name for name in NAMED if name not in words]:
        raise Failed(f"The licence notice does not speak of {', '.join(missing)}.")
    return words
