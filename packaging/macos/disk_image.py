"""Makes the disk image that students download: the app, and where to drag it."""

import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from macos.commands import Unfit

TRIES: Final = 5
PAUSE_SECONDS: Final = 5.0

Run = Callable[[Sequence[str]], str]


def name(version: str, architecture: str) -> str:
    """The file's name: the same for two builds of one version for one kind of processor."""
    return f"Gurukul-{version}-macos-{architecture}.dmg"


def create(folder: Path, image: Path, volume: str) -> list[str]:
    """The command that packs ``folder``; LZMA makes the smallest image, from macOS 10.15 on."""
    command = ["hdiutil", "create", "-volname", volume, "-srcfolder", str(folder)]
    return [*command, "-fs", "HFS+", "-format", "ULMO", "-ov", str(image)]


def verify(image: Path) -> list[str]:
    """The command that fails unless the checksums of ``image`` are right."""
    return ["hdiutil", "verify", str(image)]


def write(app: Path, image: Path, volume: str, run: Run, pause: float = PAUSE_SECONDS) -> None:
    """Make ``image`` of ``app`` beside a link to the folder of applications.

    Raises:
        Unfit: hdiutil failed.
    """
    with tempfile.TemporaryDirectory(dir=image.parent, prefix="image-") as work:
        folder = Path(work, "content")
        shutil.copytree(app, folder / app.name, symlinks=True)
        (folder / "Applications").symlink_to("/Applications")
        _insist(create(folder, image, volume), run, pause)
    run(verify(image))


def _insist(command: Sequence[str], run: Run, pause: float) -> None:
    """hdiutil often finds its own volume busy, while the system still looks for malware in it."""
    for left in reversed(range(TRIES)):
        try:
            run(command)
        except Unfit:
            if not left:
                raise
            time.sleep(pause)
        else:
            return
